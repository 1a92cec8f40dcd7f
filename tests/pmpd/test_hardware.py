"""The box's devices: made from the configuration or found plugged in, and none of them can keep the box from working."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.driver import Attached, Health, Scanner
from devices.registry import is_simulated_scanner
from devices.supervision import Supervisor
from pmpd.config import BadConfig, Config
from pmpd.hardware import FORGOTTEN_MS, Hardware, Patience
from tests.pmpd.patience import expect_eventually

FOUND = Attached("scanner", "simulated", "serial:G19A0042", "Datalogic QD2400")
LITTLE = Patience(look_for_new_s=0.01, first_look_s=2, let_go_s=0.1)
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


class Looks:
    """Lists `found`, once the first `faults` looks have failed, and counts."""

    def __init__(self, found: list[Attached], *, faults: int = 0) -> None:
        self.found = found
        self._faults = faults
        self._count = 0

    def __call__(self) -> list[Attached]:
        self._count += 1
        if self._count <= self._faults:
            raise OSError("the bus hangs")
        return self.found

    async def counted(self, more: int) -> None:
        """Wait for so many looks, and what follows from all but the last."""
        until = self._count + more
        await expect_eventually(lambda: self._count >= until)


class Hanging:
    """A driver that hangs, and does not listen when it is told to stop."""

    name = "hangs"
    about = ""

    def __init__(self) -> None:
        self.released = asyncio.Event()

    async def open(self) -> None:
        while not self.released.is_set():
            with suppress(asyncio.CancelledError):
                await self.released.wait()

    async def close(self) -> None:
        pass

    async def health(self) -> Health:
        return Health("unknown", "closed")


async def seen(hardware: Hardware) -> None:
    """Wait until the box knows what is plugged in."""
    await expect_eventually(lambda: hardware.attached)


@asynccontextmanager
async def fitted_out(
    said: dict[str, Any], look: Callable[[], list[Attached]] = list, now_ms: Callable[[], int] = lambda: 1
) -> AsyncIterator[tuple[Hardware, Room]]:
    room = Room()
    config = Config.model_validate({**PLAIN, **said})
    hardware = Hardware(
        config, layouts=Path("layouts"), now_ms=now_ms, on_change=room.change, on_scanner=room.scanner, look=look, patience=LITTLE
    )
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
        await seen(hardware)
        assert (hardware.unused, room.scanners) == ([keyboard], [])


async def test_a_scanner_of_the_configuration_is_not_taken_hold_of_twice() -> None:
    said = {"scanner": [{"name": "bench", "driver": "simulated", "address": FOUND.address}]}
    async with fitted_out(said, lambda: [FOUND]) as (hardware, room):
        await seen(hardware)
        assert (room.scanners, hardware.unused) == (["bench"], [])


async def test_a_shop_that_wants_no_discovery_has_none() -> None:
    async with fitted_out({"discovery": {"scanners": False}}, lambda: [FOUND]) as (hardware, room):
        await seen(hardware)
        assert (room.scanners, hardware.unused) == ([], [FOUND])


@pytest.mark.parametrize(
    "address", ["port:1-1.2", "SERIAL:g19a0042", "serial:///dev/serial/by-id/usb-Voyager-if00", "serial:///dev/ttyACM0?baud=115200"]
)
async def test_a_scanner_is_known_by_each_of_its_addresses(address: str) -> None:
    found = [
        replace(FOUND, also=("port:1-1.2",)),
        Attached("scanner", "simulated", "serial:///dev/ttyACM0", "Honeywell Voyager"),
        Attached("scanner", "simulated", "serial:///dev/serial/by-id/usb-Voyager-if00", "Honeywell Voyager"),
    ]
    said = {"scanner": [{"name": "bench", "driver": "simulated", "address": address}], "discovery": {"scanners": False}}
    async with fitted_out(said, lambda: found) as (hardware, _):
        await seen(hardware)
        assert len(hardware.unused) == 2


async def test_a_port_is_the_same_by_whatever_link_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "ttyACM0").touch()
    (tmp_path / "bench").symlink_to("ttyACM0")
    said = {"scanner": [{"name": "bench", "driver": "simulated", "address": f"serial://{tmp_path}/bench?baud=9600"}]}
    found = Attached("scanner", "simulated", f"serial://{tmp_path}/ttyACM0", "Honeywell Voyager")
    async with fitted_out(said, lambda: [found]) as (hardware, room):
        await seen(hardware)
        assert (room.scanners, hardware.unused) == (["bench"], [])


async def test_two_found_scanners_with_long_names_are_two_and_each_is_taken_once() -> None:
    long = "serial:///dev/serial/by-id/usb-Datalogic_ADC__Inc._Handheld_Barcode_Scanner_QuickScan_QD2590_S_N_G19A00{}-if00"
    looks = Looks([Attached("scanner", "simulated", long.format(number), "Datalogic") for number in (42, 43)])
    async with fitted_out({}, looks) as (_, room):
        await looks.counted(5)
        assert [name[-12:] for name in room.scanners] == ["G19A0042-if00"[-12:], "G19A0043-if00"[-12:]]


async def test_a_fault_in_looking_does_not_end_it_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    looks = Looks([FOUND], faults=3)
    async with fitted_out({}, looks) as (_, room):
        await asyncio.wait_for(room.came.wait(), 5)
        assert len([record for record in caplog.records if "can't see what is plugged in" in record.message]) == 1


async def test_a_found_scanner_that_was_gone_for_an_hour_is_forgotten_and_found_again() -> None:
    now = [1]
    looks = Looks([FOUND])
    async with fitted_out({}, looks, lambda: now[0]) as (hardware, room):
        await asyncio.wait_for(room.came.wait(), 5)
        scanner = hardware.scanners[FOUND.address]
        assert is_simulated_scanner(scanner)
        looks.found = []
        scanner.unplug()
        await hardware.fitted[FOUND.address].supervisor.look()
        await looks.counted(3)
        listed = list(hardware.fitted)
        now[0] += FORGOTTEN_MS
        await looks.counted(3)
        forgotten = list(hardware.fitted)
        looks.found = [FOUND]
        await looks.counted(3)
        assert (listed, forgotten, list(hardware.fitted)) == ([FOUND.address], [], [FOUND.address])


async def test_a_device_that_hangs_keeps_neither_the_others_nor_the_end_of_the_box_waiting(caplog: pytest.LogCaptureFixture) -> None:
    room = Room()
    config = Config.model_validate({**PLAIN, "scanner": [{"name": "walks"}]})
    hardware = Hardware(
        config, layouts=Path("layouts"), now_ms=lambda: 1, on_change=room.change, on_scanner=room.scanner, look=list, patience=LITTLE
    )
    hanging = Hanging()
    watch = Supervisor(hanging, now_ms=lambda: 1, on_change=room.change)
    hardware.fitted["hangs"] = replace(hardware.fitted["walks"], device=hanging, supervisor=watch)
    async with asyncio.timeout(20):
        async with hardware:
            health = {name: fitted.supervisor.condition.health.status for name, fitted in hardware.fitted.items()}
    hanging.released.set()
    assert health == {"walks": "good", "hangs": "unknown"}
    assert "hangs does not let go" in caplog.text


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
