"""Parcels: one order in several boxes, each with what it holds, its weight and its own slip."""

import pytest

from ledger.packing.boxes import AddBox
from ledger.packing.pack_views import pack_check_view
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.parcels import MoveToParcel, NextParcel, WeighParcel
from ledger.printing.slips import Reprint, slip_content
from ledger.sales.holds import ReleaseHold
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Answer, Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """A picked order for three lamps and a bolt."""
    warehouse.item("LAMP", "A-01", 9)
    warehouse.item("BOLT", "A-02", 9)
    order = warehouse.sell("7", line("LAMP", 3), line("BOLT"))
    warehouse.pick(order)
    return order


@pytest.fixture
def check(warehouse: Warehouse, number: str) -> int:
    """Its check, with two lamps in parcel 1 and a lamp and the bolt in parcel 2."""
    check = int(warehouse.do(StartPackCheck(number, STATION))["pack_check"])
    warehouse.do(ScanPack(check, "LAMP", 2))
    warehouse.do(NextParcel(check, 500))
    warehouse.do(ScanPack(check, "LAMP"))
    warehouse.do(ScanPack(check, "BOLT"))
    return check


def held(view: Answer) -> list[dict[str, int]]:
    """What each parcel of a check holds."""
    return [{row["sku"]: row["quantity"] for row in parcel["lines"]} for parcel in view["parcels"]]


def seen(warehouse: Warehouse, check: int) -> Answer:
    """The check as a screen shows it."""
    return pack_check_view(warehouse.engine.reader, check)


def slips(warehouse: Warehouse, number: str) -> list[Answer]:
    """What the slips of an order say, in the order they were queued."""
    reader = warehouse.engine.reader
    return [slip_content(reader, job["print_job"]) for job in reversed(warehouse.prints(number))]


def test_scans_go_into_the_parcel_that_is_being_filled(warehouse: Warehouse, check: int) -> None:
    view = seen(warehouse, check)
    assert (view["parcel"], view["missing"], held(view)) == (2, 0, [{"LAMP": 2}, {"BOLT": 1, "LAMP": 1}])


def test_each_parcel_has_its_own_slip_that_says_what_is_in_it(warehouse: Warehouse, number: str, check: int) -> None:
    answer = warehouse.do(FinishPackCheck(check, 300))
    first, second = slips(warehouse, number)
    assert len(answer["print_jobs"]) == 2
    assert [(slip["parcel"], slip["parcels"], slip["weight_g"], slip["copy"]) for slip in (first, second)] == [
        (1, 2, 500, False),
        (2, 2, 300, False),
    ]
    assert [{row["sku"]: row["quantity"] for row in slip["lines"]} for slip in (first, second)] == [{"LAMP": 2}, {"BOLT": 1, "LAMP": 1}]


def test_an_order_in_two_parcels_is_packed_once_and_whole(warehouse: Warehouse, number: str, check: int) -> None:
    warehouse.do(FinishPackCheck(check, 300))
    assert (warehouse.state(number), warehouse.units(number)) == ("packed", {"packed": 4})
    assert warehouse.order(number)["shipments"][0]["weight_g"] == 800
    assert warehouse.faults() == []


def test_an_empty_parcel_is_refused(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    assert warehouse.refusal(NextParcel(check)) == "empty_parcel"


def test_no_parcel_is_opened_when_nothing_is_left_for_it(warehouse: Warehouse, check: int) -> None:
    assert warehouse.refusal(NextParcel(check)) == "nothing_left"


def test_a_parcel_is_not_finished_while_a_unit_is_missing(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP", 3))
    warehouse.do(NextParcel(check))
    assert warehouse.refusal(FinishPackCheck(check)) == "units_missing"


def test_a_unit_moves_to_another_parcel_and_both_must_be_weighed_again(warehouse: Warehouse, check: int) -> None:
    view = warehouse.do(MoveToParcel(check, "LAMP", 1, 2))
    assert (held(view), view["parcels"][0]["weight_g"]) == ([{"LAMP": 1}, {"BOLT": 1, "LAMP": 2}], 0)
    assert warehouse.do(WeighParcel(check, 1, 250))["parcels"][0]["weight_g"] == 250


def test_a_unit_moves_into_a_parcel_of_its_own(warehouse: Warehouse, number: str, check: int) -> None:
    view = warehouse.do(MoveToParcel(check, "BOLT", 2, 3))
    assert (view["parcel"], held(view)) == (3, [{"LAMP": 2}, {"LAMP": 1}, {"BOLT": 1}])
    warehouse.do(FinishPackCheck(check))
    assert [slip["parcels"] for slip in slips(warehouse, number)] == [3, 3, 3]


def test_a_parcel_that_became_empty_is_taken_out_of_the_count(warehouse: Warehouse, check: int) -> None:
    view = warehouse.do(MoveToParcel(check, "LAMP", 1, 2, 2))
    assert (view["parcel"], held(view)) == (1, [{"BOLT": 1, "LAMP": 3}])


@pytest.mark.parametrize(("from_parcel", "to_parcel"), [(0, 1), (1, 1), (1, 4), (3, 1), (1, 0)])
def test_units_move_between_parcels_that_are_there(warehouse: Warehouse, check: int, from_parcel: int, to_parcel: int) -> None:
    assert warehouse.refusal(MoveToParcel(check, "LAMP", from_parcel, to_parcel)) == "bad_parcel"


@pytest.mark.parametrize(("sku", "quantity"), [("BOLT", 1), ("LAMP", 3), ("LAMP", 0)])
def test_only_what_is_in_a_parcel_can_be_moved_out_of_it(warehouse: Warehouse, check: int, sku: str, quantity: int) -> None:
    assert warehouse.refusal(MoveToParcel(check, sku, 1, 2, quantity)) == "not_in_parcel"


def test_one_parcels_slip_is_printed_again_as_a_copy(warehouse: Warehouse, number: str, check: int) -> None:
    warehouse.do(FinishPackCheck(check))
    (job,) = warehouse.do(Reprint(number, STATION, 2))["print_jobs"]
    slip = slip_content(warehouse.engine.reader, job)
    assert (slip["parcel"], slip["copy"]) == (2, True)
    assert warehouse.refusal(Reprint(number, STATION, 3)) == "bad_parcel"


def test_a_box_that_is_not_on_the_list_is_refused(warehouse: Warehouse, check: int) -> None:
    assert warehouse.refusal(FinishPackCheck(check, 300, "SHOE-BOX")) == "box_not_found"


def test_a_parcel_names_its_box(warehouse: Warehouse, number: str, check: int) -> None:
    warehouse.do(AddBox("S", 200, 150, 100, 2_000))
    view = warehouse.do(FinishPackCheck(check, 300, "S"))
    assert [parcel["box"] for parcel in view["parcels"]] == ["", "S"]
    assert "packed into 2 parcels: 500 g, S 300 g" in [entry["text"] for entry in warehouse.story(number)]


def test_a_second_boxs_parcel_counts_on_through_the_order(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    warehouse.sell("7", line("LAMP", 4), line("BOLT"), updated_ms=1 << 45)
    warehouse.do(ReleaseHold(number, "changed"))
    warehouse.pick(number)
    warehouse.pack(number)
    assert [(slip["parcel"], slip["parcels"]) for slip in slips(warehouse, number)] == [(1, 2), (2, 2)]
