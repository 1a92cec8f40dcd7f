"""Where a scanner stands and whose it is is said by scanning a label; scans that come late wait for a person."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devices.registry import is_simulated_scanner
from devices.scanner.check_code import CHECK_CODE
from devices.sound.sound import make_sound
from ledger.engine import Engine
from ledger.equipment.control_codes import badge_code, station_code
from ledger.equipment.set_aside import DiscardScans, SetAsideScan, TakeUpScans, scan_command_id, set_aside, taken_up
from ledger.picking.pick_sessions import StartPickSession
from pmpd.box import Box
from pmpd.config import Config
from pmpd.floor import Floor as FloorOfBox
from pmpd.identity.identity import Identity
from pmpd.set_aside_scans import follow_set_aside
from pmpd.store import Ledger
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import BARCODES, LAMP, STATION, SmallShop, furnish

WALKING, PACKING = "scanner-1", "scanner-2"


class Floor:
    """A box with a shop and two scanners."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.shop = SmallShop(box.ledger)

    async def scan(self, name: str, *codes: str) -> dict[str, Any]:
        """Scan labels one after the other; what came of the last."""
        scanner = self.box.hardware.scanners[name]
        assert is_simulated_scanner(scanner)
        answer: dict[str, Any] = {}
        for code in codes:
            heard = self.box.floor.next_of(name)
            scanner.play(code)
            answer = await asyncio.wait_for(heard, timeout=5)
        return answer

    async def come_late(self, name: str, *codes: str) -> dict[str, Any]:
        """The scanner is in reach again and sends what it kept; what came of the last."""
        scanner = self.box.hardware.scanners[name]
        assert is_simulated_scanner(scanner)
        answer: dict[str, Any] = {}
        for code in codes:
            heard = self.box.floor.next_of(name)
            scanner.play_stored(code)
            answer = await asyncio.wait_for(heard, timeout=5)
        return answer

    async def all_taken_up(self) -> None:
        """Wait until nothing that was taken up is left to do."""
        await all_carried_out(self.box.ledger)


async def all_carried_out(ledger: Ledger) -> None:
    """Wait until nothing that was taken up is left to do."""
    async with asyncio.timeout(20):
        while await ledger.ask(taken_up):  # noqa: ASYNC110 - the ledger is asked, as a screen does
            await asyncio.sleep(0.01)


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        yield Floor(box)


async def test_a_scanner_that_scans_a_stations_label_packs_there(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=1)
    await floor.shop.picked(order)
    assert (await floor.scan(WALKING, station_code(STATION)))["station"] == STATION
    assert (await floor.scan(WALKING, "T-1"))["order"] == order


async def test_a_packing_scanner_that_scans_a_badge_walks_with_that_person(floor: Floor) -> None:
    await floor.shop.walk("handheld-9", await floor.shop.sell("1", lamp=1))
    assert (await floor.scan(PACKING, badge_code("ana")))["operator"] == "ana"
    assert (await floor.scan(PACKING, "A-01"))["outcome"] == "bin"


async def test_a_scanner_that_changes_hands_in_the_middle_of_a_walk_serves_the_walk_of_the_badge(floor: Floor) -> None:
    hers, his = await floor.shop.sell("1", lamp=1), await floor.shop.sell("2", lamp=1)
    await floor.shop.walk(WALKING, hers)
    await floor.shop.do(StartPickSession((his,)), actor="ben", device="handheld-9")
    await floor.scan(WALKING, badge_code("ben"), "A-01", BARCODES[LAMP])
    assert [await floor.shop.picked_units(order) for order in (hers, his)] == [0, 1]


@pytest.mark.parametrize("remark", ["]C0", "]Q1", "]d1"])
async def test_a_scanner_that_says_what_kind_of_label_it_reads_is_bound_by_labels_and_badges_too(floor: Floor, remark: str) -> None:
    stands = await floor.scan(WALKING, remark + station_code(STATION))
    walks = await floor.scan(WALKING, remark + badge_code("Łukasz Ana López"))
    assert (stands.get("station"), walks.get("operator")) == (STATION, "Łukasz Ana López")


async def test_a_binding_outlives_a_restart(tmp_path: Path) -> None:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        await Floor(box).scan(WALKING, station_code(STATION))
    async with Box(tmp_path, Config()) as box:
        assert (await box.floor.standing(WALKING)).station == STATION


async def test_a_stations_label_of_a_station_that_is_not_there_changes_nothing(floor: Floor) -> None:
    answer = await floor.scan(WALKING, station_code("PACK-9"))
    assert "PACK-9" in answer["message"]
    assert (await floor.box.floor.standing(WALKING)).station == ""


async def test_a_stations_label_that_was_misread_says_what_to_put_right(floor: Floor) -> None:
    answer = await floor.scan(WALKING, station_code(STATION).replace("-", "/"))
    assert (answer["outcome"], "layout" in answer["message"]) == ("misread_label", True)


async def test_the_check_code_counts_nothing_and_says_that_the_scanner_is_right(floor: Floor) -> None:
    head = floor.box.ledger.engine.head
    assert (await floor.scan(WALKING, CHECK_CODE))["outcome"] == "checked"
    assert floor.box.ledger.engine.head == head


async def test_scans_that_come_late_count_nothing_until_somebody_says_so(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=2)
    await floor.shop.walk(WALKING, order)
    answer = await floor.come_late(WALKING, "A-01", BARCODES[LAMP], BARCODES[LAMP])
    assert (answer["outcome"], await floor.shop.picked_units(order)) == ("set_aside", 0)
    assert [scan["code"] for scan in await floor.box.ledger.ask(set_aside)] == ["A-01", BARCODES[LAMP], BARCODES[LAMP]]


async def test_late_scans_that_are_taken_up_count_each_once_and_in_order(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=2)
    await floor.shop.walk(WALKING, order)
    await floor.come_late(WALKING, "A-01", BARCODES[LAMP], BARCODES[LAMP])
    await floor.shop.do(TakeUpScans(WALKING))
    await floor.all_taken_up()
    assert await floor.shop.picked_units(order) == 2


async def test_late_scans_that_are_thrown_away_count_nothing(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=1)
    await floor.shop.walk(WALKING, order)
    await floor.come_late(WALKING, "A-01", BARCODES[LAMP])
    await floor.shop.do(DiscardScans(WALKING))
    assert (await floor.box.ledger.ask(set_aside), await floor.shop.picked_units(order)) == ([], 0)


async def test_a_late_scan_that_was_carried_out_before_a_crash_is_not_carried_out_again(tmp_path: Path) -> None:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        floor = Floor(box)
        order = await floor.shop.sell("1", lamp=2)
        await floor.shop.walk(WALKING, order)
        await floor.scan(WALKING, "A-01")
        await floor.come_late(WALKING, BARCODES[LAMP])
        (late,) = await box.ledger.ask(set_aside)
        # As if the box had died after the scan's own command and before it was noted as done.
        await box.floor.scan(WALKING, late["code"], command_id=scan_command_id(late["set_aside"]))
        await floor.shop.do(TakeUpScans(WALKING))
        await floor.all_taken_up()
        assert await floor.shop.picked_units(order) == 1


async def test_late_scans_that_are_taken_up_while_nothing_can_be_written_are_carried_out_once_it_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    furnish(tmp_path)
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        shop, floor = SmallShop(ledger), FloorOfBox(ledger, Identity(ledger, tmp_path), {}, make_sound(False, ""))
        order = await shop.sell("1", lamp=1)
        await shop.walk(WALKING, order)
        for code in ("A-01", BARCODES[LAMP]):
            await shop.do(SetAsideScan(WALKING, code, 1))
        await shop.do(TakeUpScans(WALKING))
        with closing(sqlite3.connect(ledger.engine.path, isolation_level=None)) as intruder:
            intruder.execute("BEGIN IMMEDIATE")
            following = asyncio.create_task(follow_set_aside(ledger, floor, again_s=0.01))
            await expect_eventually(lambda: "scans that were taken up wait" in caplog.text)
            intruder.execute("ROLLBACK")
        await all_carried_out(ledger)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        assert await shop.picked_units(order) == 1
