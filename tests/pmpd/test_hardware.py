"""The box's devices: made from the configuration or found plugged in, and none of them can keep the box from working."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.driver import Attached, Scanner
from pmpd.config import BadConfig, Config
from pmpd.hardware import Hardware

FOUND = Attached("scanner", "simulated", "serial:G19A0042", "Datalogic QD2400")
PLAIN: dict[str, Any] = {"scanner": [], "printer": [], "lights": [], "scale": []}


class Room:
    """What was told of the devices."""

    def __init__(self) -> None:
        self.scanners: list[str] = []
        self.came = asyncio.Event()
        self.changes = 0

    def scanner(self, scanner: Scanner) -> None:
        self.scanners.append(scanner.name)
        self.came.set()

    def change(self) -> None:
        self.changes += 1


@asynccontextmanager
async def fitted_out(said: dict[str, Any], look: Callable[[], list[Attached]] = list) -> AsyncIterator[tuple[Hardware, Room]]:
    room = Room()
    config = Config.model_validate({**PLAIN, **said})
    hardware = Hardware(config, layouts=Path("layouts"), now_ms=lambda: 1, on_change=room.change, on_scanner=room.scanner, look=look)
    async with hardware:
        yield hardware, room


async def test_a_barcode_scanner_that_is_plugged_in_needs_no_configuration() -> None:
    async with fitted_out({}, lambda: [FOUND]) as (hardware, room):
        await asyncio.wait_for(room.came.wait(), 5)
        assert (room.scanners, hardware.fitted["serial:G19A0042"].found) == (["serial:G19A0042"], True)


async def test_what_may_be_a_keyboard_that_people_type_on_is_only_listed() -> None:
    keyboard = Attached("scanner", "evdev", "port:1-1", "Cherry keyboard", certain=False)
    looked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look() -> list[Attached]:
        loop.call_soon_threadsafe(looked.set)
        return [keyboard]

    async with fitted_out({}, look) as (hardware, room):
        await asyncio.wait_for(looked.wait(), 5)
        async with asyncio.timeout(5):
            while not hardware.attached:
                await asyncio.sleep(0)
        assert (hardware.unused, room.scanners) == ([keyboard], [])


async def test_a_scanner_of_the_configuration_is_not_taken_hold_of_twice() -> None:
    said = {"scanner": [{"name": "bench", "driver": "simulated", "address": FOUND.address}]}
    async with fitted_out(said, lambda: [FOUND]) as (hardware, room):
        async with asyncio.timeout(5):
            while not hardware.attached:
                await asyncio.sleep(0)
        assert (room.scanners, hardware.unused) == (["bench"], [])


async def test_a_shop_that_wants_no_discovery_has_none() -> None:
    async with fitted_out({"discovery": {"scanners": False}}, lambda: [FOUND]) as (hardware, room):
        async with asyncio.timeout(5):
            while not hardware.attached:
                await asyncio.sleep(0)
        assert (room.scanners, hardware.unused) == ([], [FOUND])


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"scanner": [{"name": "bench", "driver": "telepathic"}]}, "telepathic"),
        ({"scanner": [{"name": "bench", "driver": "evdev", "address": "nowhere"}]}, "nowhere"),
        ({"scanner": [{"name": "bench", "driver": "evdev", "address": "port:1-1", "layout": "klingon"}]}, "klingon"),
        ({"printer": [{"name": "slips", "driver": "escpos", "address": "tcp:", "station": "PACK-1"}]}, "tcp"),
        ({"printer": [{"name": "slips", "driver": "escpos", "address": "tcp://h:1", "width_mm": 70, "station": "PACK-1"}]}, "70"),
        ({"lights": [{"name": "rail", "driver": "mqtt", "address": "mqtt://"}]}, "mqtt"),
        ({"scale": [{"name": "pan", "driver": "serial", "address": "serial:///dev/x", "station": "PACK-1"}]}, "sics"),
    ],
)
async def test_a_device_that_cannot_be_made_of_its_settings_is_refused_by_name(said: dict[str, Any], word: str) -> None:
    with pytest.raises(BadConfig) as refused:
        async with fitted_out(said):
            pass
    (entries,) = said.values()
    assert (entries[0]["name"] in str(refused.value), word in str(refused.value)) == (True, True)


async def test_a_device_that_is_not_there_does_not_keep_the_others_from_working() -> None:
    said = {
        "scanner": [{"name": "walks"}],
        "scale": [{"name": "pan", "driver": "serial", "address": "serial:///dev/not-there", "protocol": "sics", "station": "PACK-1"}],
    }
    async with fitted_out(said) as (hardware, _):
        health = {name: fitted.supervisor.condition.health.status for name, fitted in hardware.fitted.items()}
        assert health == {"walks": "good", "pan": "bad"}
