"""Pack check: a box closes only over exactly what the order says."""

import pytest

from ledger.holds import PlaceHold, ReleaseHold
from ledger.packing import FinishPackCheck, ScanPack, StartPackCheck, pack_check_at, to_pack
from ledger.places import AddPlace
from ledger.print_jobs import print_jobs
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """A picked order for two lamps and a bolt."""
    warehouse.item("LAMP", "A-01", 9)
    warehouse.item("BOLT", "A-02", 9)
    warehouse.item("GEAR", "A-03", 9)
    order = warehouse.sell("7", line("LAMP", 2), line("BOLT"))
    warehouse.pick(order)
    return order


def test_the_packer_sees_every_unit_that_must_be_in_the_box(warehouse: Warehouse, number: str) -> None:
    view = warehouse.do(StartPackCheck("T-1", STATION))
    assert view["order"] == number
    assert [(row["sku"], row["expected"], row["scanned"]) for row in view["lines"]] == [("BOLT", 1, 0), ("LAMP", 2, 0)]


@pytest.mark.parametrize(
    ("code", "quantity", "alarm"), [("GEAR", 1, "wrong_item"), ("LAMP", 3, "extra"), ("BOLT", 0, "extra"), ("777", 1, "unknown_code")]
)
def test_a_mismatch_alarms_before_the_box_is_sealed_and_counts_nothing(
    warehouse: Warehouse, number: str, code: str, quantity: int, alarm: str
) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    answer = warehouse.do(ScanPack(check, code, quantity))
    assert (answer["outcome"], answer["alarm"]["kind"], answer["missing"]) == (alarm, alarm, 3)


def test_a_box_with_a_unit_missing_is_not_sealed(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP", 2))
    assert warehouse.refusal(FinishPackCheck(check)) == "units_missing"


def test_sealing_moves_the_units_to_the_station_and_prints_the_slip_once(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    assert warehouse.state(number) == "packed"
    assert warehouse.stock("LAMP") == {STATION: (2, 2), "A-01": (7, 0)}
    (job,) = print_jobs(warehouse.engine.reader, order=number)
    assert (job["station"], job["copy"], job["state"]) == (STATION, False, "queued")


def test_a_sealed_box_frees_its_tote(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    assert warehouse.refusal(StartPackCheck("T-1", STATION)) == "empty_tote"


def test_an_order_held_while_it_is_packed_is_not_sealed(warehouse: Warehouse, number: str) -> None:
    check = warehouse.verify(number)
    warehouse.do(PlaceHold(number, "the buyer called"))
    assert warehouse.refusal(FinishPackCheck(check)) == "held"
    warehouse.do(ReleaseHold(number))
    warehouse.do(FinishPackCheck(check))
    assert warehouse.state(number) == "packed"


def test_an_unfinished_check_goes_on_at_another_station(warehouse: Warehouse, number: str) -> None:
    warehouse.do(AddPlace("PACK-2", kind="station"))
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP"))
    view = warehouse.do(StartPackCheck(number, "PACK-2"))
    assert (view["pack_check"], view["station"], view["missing"]) == (check, "PACK-2", 2)


def test_a_sealed_check_takes_no_more_scans(warehouse: Warehouse, number: str) -> None:
    check = warehouse.pack(number)["pack_check"]
    assert [warehouse.refusal(ScanPack(check, "LAMP")), warehouse.refusal(FinishPackCheck(check))] == ["pack_check_done"] * 2


def test_a_change_of_the_order_ends_the_check_that_no_longer_fits(warehouse: Warehouse, number: str) -> None:
    check = warehouse.verify(number)
    warehouse.sell("7", line("LAMP", 3), line("BOLT"), updated_ms=1 << 45)
    assert warehouse.refusal(FinishPackCheck(check)) == "pack_check_abandoned"


def test_a_unit_added_after_packing_goes_into_a_second_box_that_is_verified_too(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    warehouse.sell("7", line("LAMP", 3), line("BOLT"), updated_ms=1 << 45)
    warehouse.do(ReleaseHold(number, "changed"))
    warehouse.pick(number)
    view = warehouse.do(StartPackCheck(number, STATION))
    assert [(row["sku"], row["expected"]) for row in view["lines"]] == [("LAMP", 1)]
    warehouse.pack(number)
    assert (warehouse.state(number), len(warehouse.order(number)["shipments"])) == ("packed", 2)


def test_two_lines_of_one_item_are_verified_together(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 5)
    order = warehouse.sell("8", line("CLIP", 1, external_id="1"), line("CLIP", 2, external_id="2"))
    warehouse.pick(order)
    (row,) = warehouse.do(StartPackCheck(order, STATION))["lines"]
    assert (row["sku"], row["expected"]) == ("CLIP", 3)


def test_the_packers_list_names_the_picked_orders_with_their_totes(warehouse: Warehouse, number: str) -> None:
    assert [(row["order"], row["tote"], row["units"]) for row in to_pack(warehouse.engine.reader)] == [(number, "T-1", 3)]


@pytest.mark.parametrize(("before", "words"), [(0, "Only 2 more of LAMP"), (2, "is in the box 2 times already")])
def test_an_alarm_over_too_many_units_says_how_many_belong_in_the_box(before: int, words: str, warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    if before:
        warehouse.do(ScanPack(check, "LAMP", before))
    assert words in warehouse.do(ScanPack(check, "LAMP", 3))["alarm"]["message"]


def test_a_stations_scanner_follows_the_check_that_was_taken_up_last(warehouse: Warehouse, number: str) -> None:
    other = warehouse.sell("8", line("GEAR"))
    warehouse.pick(other)
    first = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    second = warehouse.do(StartPackCheck(other, STATION))["pack_check"]
    assert pack_check_at(warehouse.engine.reader, STATION) == second
    warehouse.do(StartPackCheck(number, STATION))
    assert pack_check_at(warehouse.engine.reader, STATION) == first
