"""Labels and fulfilment batches: what is ready leaves under one number, what is not is named."""

import pytest

from ledger.holds import PlaceHold
from ledger.shipping import CloseBatch, RecordTracking, batches, to_ship
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def numbers(warehouse: Warehouse) -> list[str]:
    """Three packed and labelled orders of a lamp each."""
    warehouse.item("LAMP", "A-01", 9)
    orders = [warehouse.sell(str(buyer), line("LAMP")) for buyer in range(3)]
    warehouse.packed(*orders)
    return orders


def test_a_batch_ships_everything_that_is_ready_under_one_number(warehouse: Warehouse, numbers: list[str]) -> None:
    answer = warehouse.do(CloseBatch())
    assert (answer["batch"], answer["shipped"], answer["left"]) == (1, numbers, [])
    assert [warehouse.state(number) for number in numbers] == ["shipped"] * 3
    assert warehouse.stock("LAMP") == {"A-01": (6, 0)}


def test_a_batch_names_what_could_not_go_and_why_and_ships_the_rest(warehouse: Warehouse, numbers: list[str]) -> None:
    held, unlabelled, unpicked = numbers[0], warehouse.sell("8", line("LAMP")), warehouse.sell("9", line("LAMP"))
    warehouse.do(PlaceHold(held, "the buyer called"))
    warehouse.pick(unlabelled)
    warehouse.pack(unlabelled)
    answer = warehouse.do(CloseBatch((*numbers, unlabelled, unpicked)))
    assert answer["shipped"] == numbers[1:]
    assert {row["order"]: row["why"] for row in answer["left"]} == {
        held: "held: manual",
        unlabelled: "no tracking number yet",
        unpicked: "the order is allocated",
    }


def test_batches_are_numbered_one_after_the_other(warehouse: Warehouse, numbers: list[str]) -> None:
    answers = [warehouse.do(CloseBatch((number,)))["batch"] for number in numbers]
    assert answers == [1, 2, 3]
    assert [(row["batch"], row["shipments"]) for row in batches(warehouse.engine.reader)] == [(3, 1), (2, 1), (1, 1)]


def test_an_order_is_never_shipped_twice(warehouse: Warehouse, numbers: list[str]) -> None:
    warehouse.do(CloseBatch((numbers[0],)))
    assert warehouse.refusal(CloseBatch((numbers[0],))) == "nothing_to_ship"
    assert warehouse.units(numbers[0]) == {"shipped": 1}


def test_an_order_named_twice_in_a_batch_ships_once(warehouse: Warehouse, numbers: list[str]) -> None:
    assert warehouse.do(CloseBatch((numbers[0], numbers[0], numbers[0].removeprefix("SO-"))))["shipped"] == [numbers[0]]


def test_an_empty_batch_takes_no_number(warehouse: Warehouse, numbers: list[str]) -> None:
    other = warehouse.sell("8", line("LAMP"))
    assert warehouse.refusal(CloseBatch((other,))) == "nothing_to_ship"
    assert warehouse.do(CloseBatch())["batch"] == 1


def test_a_tracking_number_belongs_to_a_packed_parcel(warehouse: Warehouse, numbers: list[str]) -> None:
    unpicked = warehouse.sell("8", line("LAMP"))
    warehouse.do(CloseBatch())
    assert [warehouse.refusal(RecordTracking(number, "ups", "1Z9")) for number in (unpicked, numbers[0])] == ["not_packed"] * 2


@pytest.mark.parametrize(("carrier", "tracking"), [("", "1Z9"), ("ups", " ")])
def test_a_label_has_a_carrier_and_a_number(warehouse: Warehouse, numbers: list[str], carrier: str, tracking: str) -> None:
    assert warehouse.refusal(RecordTracking(numbers[0], carrier, tracking)) == "bad_tracking"


def test_the_shippers_list_shows_the_labels_so_far(warehouse: Warehouse, numbers: list[str]) -> None:
    rows = to_ship(warehouse.engine.reader)
    assert [(row["order"], row["carrier"], row["tracking"]) for row in rows] == [(one, "royal-mail", f"1Z-{one}") for one in numbers]


def test_what_is_sealed_stays_promised_until_it_leaves(warehouse: Warehouse, numbers: list[str]) -> None:
    assert warehouse.stock("LAMP")[STATION] == (3, 3)
    assert warehouse.available("LAMP") == 6
