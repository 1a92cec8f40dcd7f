"""Holds that end by themselves, doubts about an order's honesty, and labels that no longer fit."""

from dataclasses import replace

from ledger.sales.holds import PlaceHold, ReleaseDueHolds, ReleaseHold, next_due_ms
from tests.ledger.sales import HOME, line, sale
from tests.ledger.warehouse import Warehouse

HOUR_MS = 3_600_000


def test_a_hold_with_a_date_ends_when_it_comes_and_not_before(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("1", line("LAMP"))
    until_ms = warehouse.clock.now_ms() + HOUR_MS
    warehouse.do(PlaceHold(number, "away until noon", until_ms=until_ms))
    assert (warehouse.do(ReleaseDueHolds())["released"], warehouse.state(number)) == ([], "held")
    warehouse.clock.now = until_ms
    assert (warehouse.do(ReleaseDueHolds())["released"], warehouse.state(number)) == ([number], "allocated")


def test_the_next_date_is_that_of_a_hold_that_stands(warehouse: Warehouse) -> None:
    first, second = warehouse.sell("1", line("LAMP")), warehouse.sell("2", line("LAMP"))
    now_ms = warehouse.clock.now_ms()
    warehouse.do(PlaceHold(first, "wait", until_ms=now_ms + HOUR_MS))
    warehouse.do(PlaceHold(second, "wait", until_ms=now_ms + 2 * HOUR_MS))
    warehouse.do(ReleaseHold(first))
    assert next_due_ms(warehouse.engine.reader) == now_ms + 2 * HOUR_MS


def test_a_hold_placed_again_keeps_its_reason_and_takes_the_new_date(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP"))
    warehouse.do(PlaceHold(number, "wait"))
    warehouse.do(PlaceHold(number, "longer", until_ms=warehouse.clock.now_ms() + HOUR_MS))
    hold = next(hold for hold in warehouse.order(number)["holds"] if hold["kind"] == "manual")
    assert (hold["reason"], hold["until_ms"] is not None) == ("wait", True)


def test_an_order_held_for_several_reasons_waits_for_the_last_of_them(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("1", line("LAMP"))
    warehouse.do(PlaceHold(number, "odd address", "fraud"))
    warehouse.do(PlaceHold(number, "wait"))
    warehouse.do(ReleaseHold(number))
    assert (warehouse.state(number), warehouse.holds(number)) == ("held", ["fraud"])


def test_a_hold_that_makes_no_sense_is_refused(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP"))
    assert warehouse.refusal(PlaceHold(number, "x", "unpaid")) == "bad_hold"
    assert warehouse.refusal(PlaceHold(number, "x", until_ms=5)) == "bad_hold"


def voids(warehouse: Warehouse) -> int:
    """How many labels carriers are asked to void."""
    return warehouse.engine.reader.number("SELECT COUNT(*) FROM outbox WHERE kind = 'void'")


def test_an_address_that_changes_after_the_label_voids_it_and_holds_the_parcel(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("1", line("LAMP"))
    warehouse.packed(number)
    moved = replace(HOME, city="York")
    warehouse.take_in(sale("1", line("LAMP"), ship_to=moved, updated_ms=warehouse.clock.now_ms()))
    assert (voids(warehouse), warehouse.holds(number)) == (1, ["changed"])
    warehouse.do(ReleaseHold(number, "changed"))
    assert [row["tracking"] for row in warehouse.order(number)["shipments"] if row["state"] == "packed"] == [""]
    warehouse.label(number)
    assert warehouse.state(number) == "packed"


def test_an_order_cancelled_after_its_label_asks_for_the_void_and_puts_back(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("1", line("LAMP"))
    warehouse.packed(number)
    assert (len(warehouse.cancel(number)), voids(warehouse), warehouse.faults()) == (1, 1, [])


def test_no_label_is_voided_that_was_never_there(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("1", line("LAMP"))
    warehouse.pick(number)
    warehouse.pack(number)
    warehouse.cancel(number)
    assert voids(warehouse) == 0
