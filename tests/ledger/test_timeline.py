"""The timeline: the whole story of an order, with who, when, from where, which batch and which tracking number."""

from collections.abc import Callable

import pytest

from ledger.picking.pick_scans import ScanPick
from ledger.picking.short_picks import ShortPick
from ledger.printing.print_jobs import NotePrint
from ledger.sales.holds import PlaceHold
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


def test_the_story_of_an_order_names_bins_tote_station_batch_and_tracking(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.ship(number)
    told = [entry["text"] for entry in warehouse.story(number)]
    expected = [
        "received from ebay as #7; 2 × LAMP reserved in A-02",
        "picking began, session 1, tote T-1",
        "picked 2 × LAMP from A-02 into T-1",
        "pack check began at PACK-1",
        "verified 2 × LAMP",
        "packed at PACK-1, 700 g",
        f"labelled: royal-mail 48h, tracking 1Z-{number}",
        f"shipped in batch 1: royal-mail, tracking 1Z-{number}",
    ]
    assert len(told) == len(expected)
    assert all(text.startswith(start) for text, start in zip(told, expected, strict=True))


def test_every_entry_says_who_did_it_with_which_device_and_when(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP"))
    before_ms = warehouse.clock.now
    warehouse.do(PlaceHold(number, "the buyer called"), actor="rosa", device="console")
    entry = warehouse.story(number)[-1]
    assert (entry["actor"], entry["device"], entry["text"]) == ("rosa", "console", "held (manual): the buyer called")
    assert before_ms < entry["at_ms"] <= warehouse.clock.now


def test_a_wrong_scan_stands_in_the_story(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP"))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    assert warehouse.story(number)[-1]["text"] == "wrong scan at picking (wrong bin): A-01"


def test_a_short_pick_stands_in_the_story_with_bin_and_reason(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP"))
    session = warehouse.start(number)["session"]
    warehouse.do(ShortPick(session, "damaged"))
    assert "short: 1 × LAMP not at A-02 (damaged)" in [entry["text"] for entry in warehouse.story(number)]


def test_the_fate_of_the_slip_stands_in_the_story_with_its_station(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.pick(number)
    job = warehouse.pack(number)["print_job"]
    warehouse.do(NotePrint(job, "sending"))
    warehouse.do(NotePrint(job, "sent"))
    entry = warehouse.story(number)[-1]
    assert (entry["kind"], entry["detail"]["station"]) == ("slip", STATION)
    assert STATION in entry["text"]
    assert "place" not in entry["text"]


def test_a_duplicate_and_an_outdated_version_stand_in_the_story(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP"), updated_ms=2_000)
    warehouse.sell("7", line("LAMP"), updated_ms=2_000)
    warehouse.sell("7", line("LAMP", 2), updated_ms=1_000)
    duplicate, outdated = (entry["text"] for entry in warehouse.story(number)[-2:])
    assert "duplicate" in duplicate
    assert "older version" in outdated


@pytest.mark.parametrize("name", [lambda n: n, lambda n: n.lower(), lambda n: n[3:], lambda n: "#7", lambda n: "7", lambda n: f"1Z-{n}"])
def test_the_story_is_found_by_every_number_people_have(warehouse: Warehouse, name: Callable[[str], str]) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.ship(number)
    assert warehouse.story(name(number))[-1]["kind"] == "shipped"


def test_the_story_goes_on_after_a_restart_under_a_new_boot(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.engine.close()
    warehouse.open()
    warehouse.do(PlaceHold(number, "the buyer called"))
    boots = [entry["boot"] for entry in warehouse.story(number)]
    assert boots == sorted(boots)
    assert boots[0] < boots[-1]
