"""Missing at packing: the books are set right at once, and the packer is told what happens to the order."""

import pytest

from ledger.errors import Refused
from ledger.packing.missing_units import ReportMissing
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.promises.shortages import ShipShort
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


def started(warehouse: Warehouse, elsewhere: int) -> tuple[str, int]:
    """An order for three lamps picked from A-01, one of them verified, with so many free ones in A-02; its number and its check."""
    warehouse.item("LAMP", "A-01", 3)
    number = warehouse.sell("7", line("LAMP", 3))
    warehouse.pick(number)
    if elsewhere:
        warehouse.receive("LAMP", elsewhere, "A-02")
    check = int(warehouse.do(StartPackCheck(number, STATION))["pack_check"])
    warehouse.do(ScanPack(check, "LAMP"))
    return number, check


def queued_counts(warehouse: Warehouse) -> list[tuple[str, str]]:
    """The bins that are to be counted, and why."""
    rows = warehouse.engine.reader.all("SELECT p.code, c.reason FROM count_task c JOIN place p ON p.id = c.place_id ORDER BY c.id")
    return [(row[0], row[1]) for row in rows]


def test_missing_units_are_taken_off_the_books_and_their_bin_is_counted(warehouse: Warehouse) -> None:
    _, check = started(warehouse, 0)
    warehouse.do(ReportMissing(check, "LAMP", 2))
    assert warehouse.stock("LAMP") == {"T-1": (1, 1)}
    assert queued_counts(warehouse) == [("A-01", "missing_at_packing")]
    assert warehouse.faults() == []


def test_an_order_whose_missing_units_are_elsewhere_goes_back_to_be_picked(warehouse: Warehouse) -> None:
    number, check = started(warehouse, 5)
    answer = warehouse.do(ReportMissing(check, "LAMP", 2))
    assert (answer["outcome"], answer["state"], warehouse.state(number)) == ("pick_again", "abandoned", "allocated")
    assert warehouse.units(number) == {"reserved": 2, "picked": 1}
    assert "Put everything back into T-1" in answer["message"]


def test_it_is_packed_whole_after_the_second_pick(warehouse: Warehouse) -> None:
    number, check = started(warehouse, 5)
    warehouse.do(ReportMissing(check, "LAMP", 2))
    warehouse.pick(number)
    warehouse.pack(number)
    assert warehouse.units(number) == {"packed": 3}
    assert warehouse.faults() == []


def test_an_order_whose_missing_units_are_nowhere_waits_for_a_decision(warehouse: Warehouse) -> None:
    number, check = started(warehouse, 1)
    answer = warehouse.do(ReportMissing(check, "LAMP", 2))
    assert (answer["outcome"], warehouse.holds(number)) == ("short", ["short"])
    assert warehouse.units(number) == {"reserved": 1, "picked": 1}


def test_what_is_left_ships_when_a_person_decides_so(warehouse: Warehouse) -> None:
    number, check = started(warehouse, 0)
    warehouse.do(ReportMissing(check, "LAMP", 2))
    warehouse.do(ShipShort(number))
    warehouse.pack(number)
    assert (warehouse.state(number), warehouse.units(number)) == ("packed", {"packed": 1, "cancelled": 2})


def test_a_tote_that_held_only_missing_units_is_free_again(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.pick(number)
    check = warehouse.do(StartPackCheck("T-1", STATION))["pack_check"]
    warehouse.do(ReportMissing(check, "LAMP"))
    assert warehouse.refusal(StartPackCheck("T-1", STATION)) == "empty_tote"


@pytest.mark.parametrize("quantity", [0, 3])
def test_a_unit_in_the_box_can_not_be_missing(warehouse: Warehouse, quantity: int) -> None:
    _, check = started(warehouse, 0)
    assert warehouse.refusal(ReportMissing(check, "LAMP", quantity)) == "not_missing"


def test_the_check_of_an_incomplete_order_is_over(warehouse: Warehouse) -> None:
    _, check = started(warehouse, 5)
    warehouse.do(ReportMissing(check, "LAMP", 2))
    with pytest.raises(Refused, match="abandoned"):
        warehouse.do(FinishPackCheck(check))


def test_the_story_says_where_the_missing_units_had_been_picked(warehouse: Warehouse) -> None:
    number, check = started(warehouse, 5)
    warehouse.do(ReportMissing(check, "LAMP", 2))
    assert "missing at packing: 2 × LAMP, picked from A-01" in [entry["text"] for entry in warehouse.story(number)]
