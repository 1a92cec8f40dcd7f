"""Labels and fulfilment batches: what is ready leaves under one number, what is not is named."""

import pytest

from ledger.packing.batches import PrintSlips, batch_view, batches, to_ship
from ledger.packing.boxes import AddBox
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.parcels import NextParcel
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.printing.print_jobs import NotePrint
from ledger.sales.holds import PlaceHold
from ledger.sales.merging import MergeOrders
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


def test_an_unknown_number_in_a_batch_is_named_and_the_rest_ships(warehouse: Warehouse, numbers: list[str]) -> None:
    answer = warehouse.do(CloseBatch(("SO-999999", numbers[0])))
    assert (answer["shipped"], [row["order"] for row in answer["left"]]) == ([numbers[0]], ["SO-999999"])


def test_labelled_orders_do_not_wait_behind_those_without_a_label(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    orders = [warehouse.sell(str(buyer), line("LAMP")) for buyer in range(5)]
    for order in orders:
        warehouse.pick(order)
        warehouse.pack(order)
    warehouse.label(orders[4])
    assert warehouse.do(CloseBatch(most=1))["shipped"] == [orders[4]]


def test_a_batch_that_is_full_says_which_orders_wait_for_the_next_one(warehouse: Warehouse, numbers: list[str]) -> None:
    answer = warehouse.do(CloseBatch(most=2))
    assert (answer["shipped"], answer["left"]) == (numbers[:2], [{"order": numbers[2], "why": "the batch is full; close another one"}])


@pytest.fixture
def two_parcels(warehouse: Warehouse) -> str:
    """An order packed into two parcels of a lamp each."""
    warehouse.item("GEAR", "A-02", 9)
    warehouse.do(AddBox("S", 200, 150, 100, 2_000))
    order = warehouse.sell("two", line("GEAR", 2))
    warehouse.pick(order)
    check = warehouse.do(StartPackCheck(order, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "GEAR"))
    warehouse.do(NextParcel(check, 400, "S"))
    warehouse.do(ScanPack(check, "GEAR"))
    warehouse.do(FinishPackCheck(check, 450, "S"))
    return order


def test_a_parcel_without_its_label_keeps_the_order_from_the_batch(warehouse: Warehouse, two_parcels: str) -> None:
    warehouse.do(RecordTracking(two_parcels, "ups", "1Z-2", parcel=2))
    assert to_ship(warehouse.engine.reader)[0]["missing"] == "no tracking number yet on parcel 1"
    assert warehouse.refusal(CloseBatch((two_parcels,))) == "nothing_to_ship"
    warehouse.do(RecordTracking(two_parcels, "ups", "1Z-1", parcel=1))
    assert warehouse.do(CloseBatch())["shipped"] == [two_parcels]


def test_an_order_is_found_by_the_tracking_number_of_each_parcel(warehouse: Warehouse, two_parcels: str) -> None:
    for parcel in (1, 2):
        warehouse.do(RecordTracking(two_parcels, "ups", f"1Z-{parcel}", parcel=parcel))
    assert [warehouse.order(f"1Z-{parcel}")["order"] for parcel in (1, 2)] == [two_parcels] * 2
    assert warehouse.order(two_parcels)["shipments"][0]["tracking"] == "1Z-1"


def test_one_label_for_all_parcels_is_on_each_of_them(warehouse: Warehouse, two_parcels: str) -> None:
    warehouse.do(RecordTracking(two_parcels, "ups", "1Z-9"))
    (row,) = to_ship(warehouse.engine.reader)
    assert ([parcel["tracking"] for parcel in row["parcels"]], row["missing"]) == (["1Z-9"] * 2, "")


def test_a_label_for_a_parcel_that_is_not_there_is_refused(warehouse: Warehouse, two_parcels: str) -> None:
    assert warehouse.refusal(RecordTracking(two_parcels, "ups", "1Z-9", parcel=3)) == "bad_parcel"


def test_a_batch_says_what_left_in_it_with_whom(warehouse: Warehouse, numbers: list[str], two_parcels: str) -> None:
    warehouse.do(RecordTracking(two_parcels, "ups", "1Z-9"))
    warehouse.do(CloseBatch((numbers[0], two_parcels)), actor="carla")
    view = batch_view(warehouse.engine.reader, 1)
    assert [row["order"] for row in view["orders"]] == [numbers[0], two_parcels]
    assert (view["closed_by"], view["parcels"], view["weight_g"]) == ("carla", 3, 1_550)
    assert view["carriers"] == [{"carrier": "royal-mail", "parcels": 1, "weight_g": 700}, {"carrier": "ups", "parcels": 2, "weight_g": 850}]
    assert view["orders"][1]["parcels"][0] == {"parcel": 1, "box": "S", "weight_g": 400, "tracking": "1Z-9"}


def test_slips_that_never_came_out_are_printed_for_the_whole_batch_once(warehouse: Warehouse, numbers: list[str]) -> None:
    (job,) = warehouse.prints(numbers[0])
    warehouse.do(NotePrint(job["print_job"], "failed", "no paper"))
    unpicked = warehouse.sell("8", line("LAMP"))
    answer = warehouse.do(PrintSlips((*numbers, unpicked, "nobody")))
    assert [(row["order"], row["parcel"]) for row in answer["queued"]] == [(numbers[0], 1)]
    assert [row["order"] for row in answer["left"]] == ["nobody", unpicked]
    assert warehouse.do(PrintSlips())["queued"] == []


def test_the_orders_of_a_shared_parcel_each_hear_that_it_left(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    lead, other = warehouse.sell("1", line("LAMP")), warehouse.sell("2", line("LAMP", 2))
    warehouse.do(MergeOrders(lead, (other,)))
    warehouse.ship(lead)
    assert warehouse.story(other)[-1]["text"] == f"shipped with {lead} in batch 1: royal-mail, tracking 1Z-{lead}"
    assert warehouse.order(other)["shipments"][0]["tracking"] == f"1Z-{lead}"
    announced = warehouse.engine.reader.all(
        "SELECT s.order_id FROM outbox b JOIN shipment s ON s.id = b.subject WHERE b.kind = 'shipment' ORDER BY s.order_id"
    )
    assert len(announced) == 2
    assert (batches(warehouse.engine.reader)[0]["shipments"], warehouse.order(f"1Z-{lead}")["order"]) == (1, lead)
    assert warehouse.faults() == []
