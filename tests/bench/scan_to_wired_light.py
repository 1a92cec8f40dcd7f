"""`scan.to.light.mqtt` and `.serial`: the same walk with a rail in a process of its own, behind a real broker or on a serial line.

What is measured ends with the light's acknowledgement at the box. The reference sends as many bytes the same way, to a program that does
nothing but send them back: through the same broker, or over a pseudo-terminal.
"""

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiomqtt

from devices.lights.mqtt_connection import NO_DELAY
from devices.links import make_link
from pmpd.config import Config
from tests.bench.figure import Figure
from tests.bench.light_echo import BACK, THERE
from tests.bench.scan_to_light import WALK_ORDERS, figures, walks
from tests.bench.shop import bin_code, order
from tests.devices.mosquitto import Mosquitto
from tests.required_parts import required_program

_MESSAGE = b"x" * 130
_PATIENCE_S = 30.0
_OUTPUT_BYTES_MAX = 16 * 1024 * 1024


async def scan_to_mqtt_light(directory: Path, *, quick: bool) -> list[Figure]:
    """Box, mosquitto and rail in three processes; the reference is the p99 of echoes through that mosquitto between the quiet scans."""
    broker = Mosquitto(required_program("mosquitto"), directory)
    broker.start()
    try:
        async with (
            _program("devices.lights.rail_machine", broker.address(), *_bins()),
            _program("tests.bench.light_echo", broker.address("echo")) as echo,
            aiomqtt.Client("127.0.0.1", broker.port, socket_options=NO_DELAY) as client,
        ):
            await _line(echo)
            await client.subscribe(BACK, 1)

            async def there_and_back() -> None:
                await client.publish(THERE, _MESSAGE)
                await anext(client.messages)

            return await _measured("scan.to.light.mqtt", directory, "mqtt", broker.address(), there_and_back, quick=quick)
    finally:
        broker.stop()


async def scan_to_serial_light(directory: Path, *, quick: bool) -> list[Figure]:
    """Box and rail at the two ends of a pseudo-terminal; the reference is the p99 of echoes over another one between the quiet scans."""
    async with _program("devices.lights.rail_machine", "pty", *_bins()) as rail, _program("tests.bench.light_echo", "pty") as echo:
        address = (await _line(rail)).split('"')[1]
        link = make_link(await _line(echo))
        await link.open()

        async def there_and_back() -> None:
            await link.write(_MESSAGE)
            missing = len(_MESSAGE)
            while missing:
                missing -= len(await link.read(_PATIENCE_S))

        try:
            return await _measured("scan.to.light.serial", directory, "serial", address, there_and_back, quick=quick)
        finally:
            await link.close()


async def _measured(
    name: str, directory: Path, driver: str, address: str, there_and_back: Callable[[], Awaitable[None]], *, quick: bool
) -> list[Figure]:
    raw_ms: list[float] = []

    async def echoed() -> None:
        started_s = time.perf_counter()
        await asyncio.wait_for(there_and_back(), _PATIENCE_S)
        raw_ms.append((time.perf_counter() - started_s) * 1e3)

    rail = {"name": "rail-1", "driver": driver, "address": address, "ack_timeout_ms": 10_000}
    config = Config.model_validate({"lights": [rail], "discovery": {"scanners": False}})
    quiet_ms, busy_ms = await walks(directory, config, echoed, quick=quick)
    return figures(name, quiet_ms, busy_ms, raw_ms)


def _bins() -> list[str]:
    """The bins that the walks come to."""
    skus = {line.sku for number in range(2 * WALK_ORDERS) for line in order(number).lines}
    return [bin_code(int(sku.removeprefix("PART-"))) for sku in sorted(skus)]


@asynccontextmanager
async def _program(module: str, *arguments: str) -> AsyncIterator[Process]:
    # A rail goes on saying what it shows; the loop reads it, so that its pipe never fills up.
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-m", module, *arguments, stdin=PIPE, stdout=PIPE, limit=_OUTPUT_BYTES_MAX
    )
    try:
        yield program
    finally:
        program.kill()
        await program.communicate()


async def _line(program: Process) -> str:
    assert program.stdout is not None
    return (await asyncio.wait_for(program.stdout.readline(), _PATIENCE_S)).decode().strip()
