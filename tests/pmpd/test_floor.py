"""The floor: what a scan means depends on where its scanner stands."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from devices.registry import is_simulated_scanner
from devices.scanner.simulated import SimulatedScanner
from ledger.picking.pick_sessions import PausePick, ResumePick
from pmpd.box import Box
from pmpd.config import Config
from tests.pmpd.full_disk import full_disk
from tests.pmpd.small_shop import BARCODES, FUSE, LAMP, STATION, SmallShop, furnish

PICKER, PACKER = "scanner-1", "scanner-2"


class Floor:
    """A box with a shop, and people who scan."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.shop = SmallShop(box.ledger)

    def scanner(self, name: str) -> SimulatedScanner:
        """The scanner, whose faults are calls."""
        scanner = self.box.hardware.scanners[name]
        assert is_simulated_scanner(scanner)
        return scanner

    async def scan(self, name: str, *codes: str) -> dict[str, Any]:
        """Scan labels one after the other; what came of the last."""
        answer: dict[str, Any] = {}
        for code in codes:
            heard = self.box.floor.next_of(name)
            self.scanner(name).play(code)
            answer = await asyncio.wait_for(heard, timeout=5)
        return answer


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        yield Floor(box)


async def test_a_scan_serves_the_walk_that_was_started_with_its_scanner(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=2)
    await floor.shop.walk(PICKER, order)
    assert (await floor.scan(PICKER, "A-01", BARCODES[LAMP], BARCODES[LAMP]))["await"] == "finish"
    assert await floor.shop.picked_units(order) == 2


async def test_a_scan_of_a_scanner_nobody_picks_with_says_so_and_changes_nothing(floor: Floor) -> None:
    await floor.shop.sell("1", lamp=2)
    head = floor.box.ledger.engine.head
    answer = await floor.scan(PICKER, "A-01")
    assert (answer["outcome"], "start a pick session" in answer["message"]) == ("no_session", True)
    assert floor.box.ledger.engine.head == head


async def test_a_wrong_item_raises_the_alarm_and_counts_nothing(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=2)
    await floor.shop.walk(PICKER, order)
    answer = await floor.scan(PICKER, "A-01", BARCODES[FUSE])
    assert (answer["outcome"], answer["alarm"]["kind"], await floor.shop.picked_units(order)) == ("wrong_item", "wrong_item", 0)


async def test_after_the_alarm_the_right_item_goes_on(floor: Floor) -> None:
    await floor.shop.walk(PICKER, await floor.shop.sell("1", lamp=2))
    answer = await floor.scan(PICKER, "A-01", BARCODES[FUSE], BARCODES[LAMP])
    assert (answer["outcome"], answer["alarm"], answer["stop"]["picked"]) == ("item", None, 1)


async def test_a_scan_whose_keys_were_lost_asks_to_scan_again_and_changes_nothing(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=2)
    await floor.shop.walk(PICKER, order)
    await floor.scan(PICKER, "A-01")
    head = floor.box.ledger.engine.head
    floor.scanner(PICKER).drop_events(4, 4)
    answer = await floor.scan(PICKER, BARCODES[LAMP])
    assert (answer["outcome"], answer["message"].endswith("Scan again.")) == ("rejected", True)
    assert (floor.box.floor.last[PICKER], floor.box.ledger.engine.head) == (answer, head)


async def test_after_a_scan_that_was_rejected_the_next_one_counts(floor: Floor) -> None:
    await floor.shop.walk(PICKER, await floor.shop.sell("1", lamp=2))
    await floor.scan(PICKER, "A-01")
    floor.scanner(PICKER).drop_events(4, 4)
    assert (await floor.scan(PICKER, BARCODES[LAMP], BARCODES[LAMP]))["stop"]["picked"] == 1


async def test_two_pickers_with_two_scanners_serve_their_own_walks(tmp_path: Path) -> None:
    furnish(tmp_path)
    config = Config.model_validate({"scanner": [{"name": "left"}, {"name": "right"}]})
    async with Box(tmp_path, config) as box:
        floor = Floor(box)
        lamps, fuses = await floor.shop.sell("1", lamp=1), await floor.shop.sell("2", fuse=1)
        await floor.shop.walk("left", lamps)
        await floor.shop.walk("right", fuses)
        answers = await asyncio.gather(floor.scan("left", "A-01", BARCODES[LAMP]), floor.scan("right", "A-02", BARCODES[FUSE]))
        assert [answer["await"] for answer in answers] == ["finish", "finish"]


async def test_a_walk_resumed_with_another_scanner_hears_that_one(floor: Floor) -> None:
    session = await floor.shop.walk("handheld-9", await floor.shop.sell("1", lamp=1))
    await floor.shop.do(PausePick(session))
    await floor.shop.do(ResumePick(session), PICKER)
    assert (await floor.scan(PICKER, "A-01"))["outcome"] == "bin"


async def test_a_tote_scanned_at_the_station_opens_its_pack_check(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=2)
    await floor.shop.picked(order)
    answer = await floor.scan(PACKER, "T-1")
    assert (answer["outcome"], answer["order"], answer["station"], answer["missing"]) == ("check", order, STATION, 2)


async def test_units_scanned_at_the_station_are_verified_and_a_strange_one_alarms(floor: Floor) -> None:
    await floor.shop.picked(await floor.shop.sell("1", lamp=2))
    answer = await floor.scan(PACKER, "T-1", BARCODES[LAMP], BARCODES[FUSE])
    assert (answer["outcome"], answer["missing"], answer["alarm"]["kind"]) == ("wrong_item", 1, "wrong_item")
    assert (await floor.scan(PACKER, BARCODES[LAMP]))["missing"] == 0


async def test_a_tote_with_nothing_in_it_is_refused_at_the_station_by_name(floor: Floor) -> None:
    answer = await floor.scan(PACKER, "T-3")
    assert (answer["outcome"], answer["message"].startswith("T-3 holds no order")) == ("empty_tote", True)


async def test_a_scan_on_a_full_disk_says_that_it_was_not_written(floor: Floor) -> None:
    await floor.shop.walk(PICKER, await floor.shop.sell("1", lamp=2))
    with full_disk(floor.box.ledger.engine.path):
        answer = await floor.scan(PICKER, "A-01")
    assert (answer["outcome"], answer["message"].endswith("Scan again.")) == ("not_written", True)


async def test_scans_as_fast_as_keys_come_are_carried_out_in_order(floor: Floor) -> None:
    order = await floor.shop.sell("1", lamp=20)
    await floor.shop.walk(PICKER, order)
    heard = [floor.box.floor.next_of(PICKER) for _ in range(21)]
    for code in ["A-01", *[BARCODES[LAMP]] * 20]:
        floor.scanner(PICKER).play(code)
    answers = await asyncio.wait_for(asyncio.gather(*heard), timeout=10)
    assert [answer["outcome"] for answer in answers] == ["bin", *["item"] * 20]
    assert await floor.shop.picked_units(order) == 20


async def test_every_scan_wakes_the_screens_even_when_the_ledger_never_heard_of_it(floor: Floor) -> None:
    listener = floor.box.ledger.events.listen()
    await floor.scan(PICKER, "A-01")
    event = await asyncio.wait_for(anext(aiter(listener)), timeout=5)
    assert event.topic == "scanner"
