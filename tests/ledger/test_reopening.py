"""Opening a packed order again: nothing moves, nothing is lost, and its old label and slip count no more."""

import pytest

from ledger.goods.places import AddPlace
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.parcels import NextParcel
from ledger.packing.reopening import Reopen
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.printing.print_jobs import NotePrint
from ledger.printing.print_views import jobs_in
from ledger.printing.slips import slip_content
from ledger.sales.holds import ReleaseHold
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """A packed order for two lamps."""
    warehouse.item("LAMP", "A-01", 9)
    order = warehouse.sell("7", line("LAMP", 2))
    warehouse.pick(order)
    warehouse.pack(order)
    return order


def voids(warehouse: Warehouse) -> list[int]:
    """The shipments whose labels the carrier is to take back."""
    return [row[0] for row in warehouse.engine.reader.all("SELECT subject FROM outbox WHERE kind = 'void' ORDER BY subject")]


def test_an_opened_order_waits_for_a_packer_with_its_units_at_the_station(warehouse: Warehouse, number: str) -> None:
    answer = warehouse.do(Reopen(number, "a gift note was forgotten"))
    assert (answer["station"], warehouse.state(number), warehouse.units(number)) == (STATION, "picked", {"picked": 2})
    assert warehouse.stock("LAMP")[STATION] == (2, 2)
    assert warehouse.faults() == []


def test_it_is_sealed_again_at_the_same_station_without_a_movement(warehouse: Warehouse, number: str) -> None:
    warehouse.do(Reopen(number, "wrong box"))
    before = warehouse.engine.reader.number("SELECT COUNT(*) FROM movement")
    warehouse.pack(number)
    assert warehouse.engine.reader.number("SELECT COUNT(*) FROM movement") == before
    assert warehouse.units(number) == {"packed": 2}


def test_sealed_at_another_station_its_units_move_there(warehouse: Warehouse, number: str) -> None:
    warehouse.do(AddPlace("PACK-2", kind="station"))
    warehouse.do(Reopen(number, "wrong box"))
    check = warehouse.do(StartPackCheck(number, "PACK-2"))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP", 2))
    warehouse.do(FinishPackCheck(check))
    assert warehouse.stock("LAMP") == {"PACK-2": (2, 2), "A-01": (7, 0)}
    assert warehouse.faults() == []


def test_the_label_of_an_opened_order_is_void(warehouse: Warehouse, number: str) -> None:
    warehouse.do(RecordTracking(number, "ups", "1Z7"))
    assert warehouse.do(Reopen(number, "wrong box"))["voided"] == ["1Z7"]
    assert len(voids(warehouse)) == 1
    assert [row["state"] for row in warehouse.order(number)["shipments"]] == ["cancelled"]


def test_no_void_is_asked_for_where_there_was_no_label(warehouse: Warehouse, number: str) -> None:
    assert warehouse.do(Reopen(number, "wrong box"))["voided"] == []
    assert voids(warehouse) == []


def test_the_next_slip_is_a_new_document_and_no_copy(warehouse: Warehouse, number: str) -> None:
    (job,) = warehouse.prints(number)
    for state in ("sending", "sent"):
        warehouse.do(NotePrint(job["print_job"], state))
    warehouse.do(Reopen(number, "wrong box"))
    slip = slip_content(warehouse.engine.reader, warehouse.pack(number)["print_job"])
    assert (slip["copy"], slip["parcel"], slip["parcels"]) == (False, 1, 1)


def test_a_slip_that_waits_for_the_printer_is_not_printed_any_more(warehouse: Warehouse, number: str) -> None:
    warehouse.do(Reopen(number, "wrong box"))
    assert jobs_in(warehouse.engine.reader, "queued") == []


def test_a_slip_whose_printer_was_being_asked_is_never_tried_again(warehouse: Warehouse, number: str) -> None:
    (job,) = warehouse.prints(number)
    warehouse.do(NotePrint(job["print_job"], "sending"))
    warehouse.do(Reopen(number, "wrong box"))
    assert warehouse.do(NotePrint(job["print_job"], "queued", "no paper"))["state"] == "failed"


def test_an_order_that_left_is_not_opened_again(warehouse: Warehouse, number: str) -> None:
    warehouse.label(number)
    warehouse.do(CloseBatch((number,)))
    assert warehouse.refusal(Reopen(number, "too late")) == "too_late"


def test_an_order_that_is_not_packed_is_not_opened(warehouse: Warehouse, number: str) -> None:
    assert warehouse.refusal(Reopen(warehouse.sell("8", line("LAMP")), "what for")) == "not_packed"


def test_an_order_changed_after_packing_can_be_opened_and_packed_whole(warehouse: Warehouse, number: str) -> None:
    warehouse.sell("7", line("LAMP", 3), updated_ms=1 << 45)
    warehouse.do(ReleaseHold(number, "changed"))
    warehouse.do(Reopen(number, "one more fits in"))
    warehouse.pick(number)
    view = warehouse.do(StartPackCheck(number, STATION))
    assert [(row["sku"], row["expected"]) for row in view["lines"]] == [("LAMP", 3)]
    warehouse.pack(number)
    assert warehouse.units(number) == {"packed": 3}
    assert warehouse.faults() == []


def test_an_opened_order_that_is_cancelled_is_put_back_from_the_station(warehouse: Warehouse, number: str) -> None:
    warehouse.do(Reopen(number, "wrong box"))
    warehouse.cancel(number)
    assert {(task["place"], task["sku"]) for task in warehouse.order(number)["put_back"]} == {(STATION, "LAMP")}
    assert sum(task["quantity"] for task in warehouse.order(number)["put_back"]) == 2
    assert warehouse.faults() == []


def test_the_story_names_every_label_that_the_carrier_is_asked_to_void(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("8", line("LAMP", 2))
    warehouse.pick(number)
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP"))
    warehouse.do(NextParcel(check))
    warehouse.do(ScanPack(check, "LAMP"))
    warehouse.do(FinishPackCheck(check))
    for parcel in (1, 2):
        warehouse.do(RecordTracking(number, "ups", f"1Z{parcel}", parcel=parcel))
    warehouse.do(Reopen(number, "wrong boxes"))
    texts = [entry["text"] for entry in warehouse.story(number) if entry["kind"] == "void_requested"]
    assert texts == [f"the carrier is asked to void label 1Z{parcel}" for parcel in (1, 2)]
