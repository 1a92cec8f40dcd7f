"""The demonstration on real wires, by its configuration alone: a printer over TCP or a serial line, lights over a real broker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest
import zxingcpp

from devices.lights.mqtt_address import mqtt_address
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.mqtt_side import MqttSide
from devices.printer.paper_machine import PaperMachine
from pmpd import sample_shop
from tests.devices.mosquitto import Mosquitto
from tests.devices.printer_wires import LineMachine, TcpMachine
from tests.pmpd.terminal import PROGRAM
from tests.required_parts import required_program

_PATIENCE_S = 240.0


class Wire(Protocol):
    """A printer at the end of a wire."""

    machine: PaperMachine

    @property
    def address(self) -> str: ...
    def unplug(self) -> None: ...


def over_tcp(_: Path) -> Wire:
    return TcpMachine(PaperMachine(80))


def over_a_serial_line(directory: Path) -> Wire:
    return LineMachine(PaperMachine(80), directory)


@asynccontextmanager
async def lights(directory: Path) -> AsyncIterator[tuple[Mosquitto, RailMachine, set[str]]]:
    """A rail with a light for each bin of the sample shop on a real broker, and the bins that shone."""
    broker = Mosquitto(required_program("mosquitto"), directory)
    broker.start()
    machine = RailMachine([place.code for place in sample_shop.bins()])
    side = MqttSide(machine, mqtt_address(broker.address()))
    shone: set[str] = set()
    side.on_shown = lambda: shone.update(light for light, state in machine.showing.items() if state.on)
    running = asyncio.create_task(side.run())
    try:
        yield broker, machine, shone
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        broker.stop()


@pytest.mark.parametrize("wire", [pytest.param(over_tcp, marks=pytest.mark.slow), over_a_serial_line])
async def test_the_demonstration_prints_and_shines_on_real_wires_by_its_configuration_alone(
    wire: Callable[[Path], Wire], tmp_path: Path
) -> None:
    printer = wire(tmp_path)
    async with lights(tmp_path) as (broker, rail, shone):
        config = tmp_path / "pmpd.toml"
        config.write_text(
            f"""
            [[printer]]
            name = "slips"
            driver = "escpos"
            address = "{printer.address}"
            station = "PACK-1"

            [[lights]]
            name = "rail-1"
            driver = "mqtt"
            address = "{broker.address()}"
            """,
            encoding="utf-8",
        )
        arguments = ("demo", "--once", "--out", tmp_path / "out", "--data", tmp_path / "data", "--config", config)
        demo = await asyncio.create_subprocess_exec(*PROGRAM, *map(str, arguments), stdout=asyncio.subprocess.PIPE)
        said, _ = await asyncio.wait_for(demo.communicate(), _PATIENCE_S)
        dark = not any(state.on for state in rail.showing.values())
    printer.unplug()
    told = said.decode()
    assert (demo.returncode, "The ledger's check is clean" in told) == (0, True), told
    packed = [line.split()[0] for line in told.splitlines() if " is packed; its slip is " in line]
    papers = [paper for paper in printer.machine.papers if paper.complete]
    read = {code.text for paper in papers for code in zxingcpp.read_barcodes(paper.image())}
    assert (len(packed), set(packed) <= read, len(shone) > 1, dark) == (3, True, True, True)
