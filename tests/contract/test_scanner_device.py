"""What every scanner does, whatever it is made of. A rig makes one and plays a person with a label in front of it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

import pytest

from devices.driver import DeviceGone, RejectedScan, Scan, Scanner
from devices.registry import make_scanner


class Rig(Protocol):
    scanner: Scanner

    def scan_label(self, code: str) -> None: ...
    def unplug_in_the_middle_of(self, code: str) -> None: ...
    def plug_in(self) -> None: ...


class SimulatedRig:
    def __init__(self) -> None:
        self._simulated = make_scanner("simulated", name="bench-1")
        self.scanner: Scanner = self._simulated

    def scan_label(self, code: str) -> None:
        self._simulated.play(code)

    def unplug_in_the_middle_of(self, code: str) -> None:
        self._simulated.unplug_after(2 * len(code))
        self._simulated.play(code)

    def plug_in(self) -> None:
        self._simulated.plug_in()


@pytest.fixture(params=[SimulatedRig])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    made: Rig = request.param()
    await made.scanner.open()
    yield made
    await made.scanner.close()


async def next_scan(scans: AsyncIterator[Scan | RejectedScan]) -> Scan | RejectedScan:
    return await asyncio.wait_for(anext(scans), 5)


async def test_codes_come_out_in_the_order_they_were_scanned(rig: Rig) -> None:
    scans = rig.scanner.scans()
    labels = ["4006381333931", "A-06-2", "A-06-2", "SKU 7/b\x1d21XYZ"]
    for label in labels:
        rig.scan_label(label)
    heard = [await next_scan(scans) for _ in labels]
    assert [scan.code for scan in heard if isinstance(scan, Scan)] == labels


async def test_a_scan_names_its_device_and_its_time_never_runs_backwards(rig: Rig) -> None:
    scans = rig.scanner.scans()
    rig.scan_label("one")
    rig.scan_label("two")
    first, second = await next_scan(scans), await next_scan(scans)
    assert first.device == second.device == rig.scanner.name
    assert 0 < first.at_us <= second.at_us


async def test_a_waiting_reader_hears_a_scan_when_it_happens(rig: Rig) -> None:
    waiting = asyncio.ensure_future(next_scan(rig.scanner.scans()))
    await asyncio.sleep(0)
    rig.scan_label("late")
    scan = await waiting
    assert isinstance(scan, Scan)
    assert scan.code == "late"


async def test_a_truncated_barcode_is_never_posted(rig: Rig) -> None:
    scans = rig.scanner.scans()
    rig.unplug_in_the_middle_of("4006381333931")
    assert isinstance(await next_scan(scans), RejectedScan)
    assert (await rig.scanner.health()).status == "bad"
    rig.plug_in()
    rig.scan_label("4006381333931")
    whole = await next_scan(scans)
    assert isinstance(whole, Scan)
    assert whole.code == "4006381333931"


async def test_an_unplugged_scanner_cannot_be_opened_until_it_is_back(rig: Rig) -> None:
    rig.unplug_in_the_middle_of("4006381333931")
    await rig.scanner.close()
    with pytest.raises(DeviceGone, match=rig.scanner.name):
        await rig.scanner.open()
    rig.plug_in()
    await rig.scanner.open()
    assert (await rig.scanner.health()).status == "good"


async def test_closing_ends_the_scans_and_health_is_then_unknown(rig: Rig) -> None:
    scans = rig.scanner.scans()
    rig.scan_label("last")
    assert isinstance(await next_scan(scans), Scan)
    await rig.scanner.close()
    with pytest.raises(StopAsyncIteration):
        await next_scan(scans)
    assert (await rig.scanner.health()).status == "unknown"
