"""A box that is killed in the middle of pick-to-light: every press counts once, and the lights show the truth when it is back."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from devices.lights.mqtt_address import mqtt_address
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.mqtt_side import MqttSide
from pmpd.api import PREFIX
from pmpd.local_socket import socket_file
from tests.devices.mosquitto import Mosquitto
from tests.pmpd.small_shop import LAMP, furnish
from tests.pmpd.terminal import Daemon, daemon
from tests.required_parts import required_program

BIN = "A-01"
PRESSES = 8
LONGEST_LIFE_S = 0.25
_PATIENCE_S = 60.0


class Room:
    """A rail that keeps its power, and a box that does not."""

    def __init__(self, data: Path, config: Path, machine: RailMachine, side: MqttSide) -> None:
        self._data = data
        self._config = config
        self._stack = ExitStack()
        self._daemon: Daemon | None = None
        self.machine = machine
        self.side = side

    async def start(self) -> None:
        self._daemon = await asyncio.to_thread(lambda: self._stack.enter_context(daemon(self._data, "--config", self._config)))

    def kill(self) -> None:
        assert self._daemon is not None
        self._daemon.process.kill()
        self._daemon.process.communicate()

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        assert self._daemon is not None
        transport = httpx.AsyncHTTPTransport(uds=str(socket_file(self._data)))
        async with httpx.AsyncClient(base_url=f"http://localhost{PREFIX}", timeout=20, transport=transport) as client:
            return (await client.request(method, path, json=body)).raise_for_status().json()

    def left(self) -> int:
        """The number that the bin's light shows; 0 while it is dark."""
        state = self.machine.showing.get(BIN)
        return state.quantity if state is not None and state.on else 0

    def end(self) -> None:
        self._stack.close()


@asynccontextmanager
async def room(directory: Path) -> AsyncIterator[Room]:
    data = directory / "data"
    data.mkdir()
    furnish(data)
    broker = Mosquitto(required_program("mosquitto"), directory)
    broker.start()
    config = directory / "pmpd.toml"
    config.write_text(f'[[lights]]\nname = "rail-1"\ndriver = "mqtt"\naddress = "{broker.address()}"\n', encoding="utf-8")
    machine = RailMachine([BIN])
    side = MqttSide(machine, mqtt_address(broker.address()))
    running = asyncio.create_task(side.run())
    made = Room(data, config, machine, side)
    try:
        yield made
    finally:
        made.end()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        broker.stop()


async def until(fact: Callable[[], Awaitable[bool]], what: str) -> None:
    deadline_s = time.monotonic() + _PATIENCE_S
    while not await fact():
        assert time.monotonic() < deadline_s, what
        await asyncio.sleep(0.02)


async def until_it_shows(box: Room, number: int) -> None:
    async def shows() -> bool:
        return box.left() == number

    await until(shows, f"the light does not show {number}")


async def test_every_press_counts_once_and_the_light_shows_what_is_left_however_often_the_box_dies(tmp_path: Path) -> None:
    chance = random.Random(4)
    async with room(tmp_path) as box:
        await box.start()
        line = {"external_id": "1", "sku": LAMP, "quantity": PRESSES + 5}
        order = (await box.call("POST", "/orders", {"external_id": "1", "lines": [line]}))["order"]
        session = (await box.call("POST", "/pick-sessions", {"orders": [order]}))["session"]
        for pressed in range(1, PRESSES + 1):
            await until_it_shows(box, PRESSES + 5 - pressed + 1)
            box.side.press(BIN, 1)
            await asyncio.sleep(chance.random() * LONGEST_LIFE_S)
            box.kill()
            await box.start()

        async def counted() -> bool:
            stop = (await box.call("GET", f"/pick-sessions/{session}"))["stop"]
            return bool(stop["picked"] == PRESSES)

        await until(counted, "a press was lost")
        await until_it_shows(box, 5)
        await box.call("POST", f"/pick-sessions/{session}/pause")
        await until_it_shows(box, 0)


async def test_a_light_that_a_killed_box_left_on_goes_dark_when_the_box_is_back_and_nobody_wants_it(tmp_path: Path) -> None:
    async with room(tmp_path) as box:
        await box.start()
        line = {"external_id": "1", "sku": LAMP, "quantity": 3}
        order = (await box.call("POST", "/orders", {"external_id": "1", "lines": [line]}))["order"]
        session = (await box.call("POST", "/pick-sessions", {"orders": [order]}))["session"]
        await until_it_shows(box, 3)
        box.side.machine.faults.dead.add(BIN)
        await box.call("POST", f"/pick-sessions/{session}/abandon")
        box.kill()
        box.side.machine.faults.dead.clear()
        await box.start()
        await until_it_shows(box, 0)
