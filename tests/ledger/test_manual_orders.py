"""Orders made by hand: phone, wholesale, replacement; and what people add to an order."""

import pytest

from ledger.picking.pick_sessions import StartPickSession
from ledger.sales.channel_order import Address
from ledger.sales.manual_orders import CreateOrder, ManualLine
from ledger.sales.order_changes import AddNote, SetPriority, SetShipBy
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse

LAMPS = (ManualLine("LAMP", 2, 450),)


@pytest.fixture
def stocked(warehouse: Warehouse) -> Warehouse:
    """Ten lamps."""
    warehouse.item("LAMP", "A-01", 10)
    return warehouse


def made(warehouse: Warehouse, command: CreateOrder) -> Answer:
    """Make an order; answers its view."""
    return warehouse.order(warehouse.do(command)["order"])


def test_an_order_by_phone_is_reserved_like_any_other(stocked: Warehouse) -> None:
    order = made(stocked, CreateOrder("phone", LAMPS, "Ann Example", Address(name="Ann", city="Leeds"), currency="gbp", priority=5))
    assert [order[name] for name in ("state", "kind", "channel", "buyer", "total_minor", "currency", "priority")] == [
        "allocated",
        "phone",
        "manual",
        "Ann Example",
        900,
        "GBP",
        5,
    ]
    assert stocked.available("LAMP") == 8


def test_the_same_command_sent_twice_makes_one_order(stocked: Warehouse) -> None:
    command, command_id = CreateOrder("phone", LAMPS, "Ann"), b"\xaa" * 16
    answers = [stocked.do(command, command_id=command_id) for _ in range(2)]
    assert (answers[0], stocked.available("LAMP")) == (answers[1], 8)


def test_two_orders_that_say_the_same_are_two_orders(stocked: Warehouse) -> None:
    numbers = {stocked.do(CreateOrder("phone", LAMPS, "Ann"))["order"] for _ in range(2)}
    assert (len(numbers), stocked.available("LAMP")) == (2, 6)


def test_a_wholesale_order_carries_its_customers_number(stocked: Warehouse) -> None:
    assert made(stocked, CreateOrder("wholesale", LAMPS, "Garage Nord", customer_po="PO-4711"))["customer_po"] == "PO-4711"


def test_a_replacement_goes_where_the_original_went_and_both_stories_tell(stocked: Warehouse) -> None:
    original = stocked.sell("7", line("LAMP"))
    replacement = made(stocked, CreateOrder("replacement", (ManualLine("LAMP", 1),), replaces="#7"))
    assert (replacement["ship_to"]["line1"], replacement["buyer"], replacement["replaces"]) == ("12 Mill Lane", "Rosa Blum", original)
    texts = [entry["text"] for number in (original, replacement["order"]) for entry in stocked.story(number)]
    assert {f"replaced by {replacement['order']}", f"replacement for {original}"} <= set(texts)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (CreateOrder("gift", LAMPS), "bad_order"),
        (CreateOrder("wholesale", LAMPS), "bad_order"),
        (CreateOrder("replacement", LAMPS), "bad_order"),
        (CreateOrder("phone", LAMPS, replaces="SO-100001"), "order_not_found"),
        (CreateOrder("phone", ()), "bad_order"),
        (CreateOrder("phone", (ManualLine("LAMP", 0),)), "bad_order"),
        (CreateOrder("phone", (ManualLine("LAMPE", 1),)), "item_not_found"),
        (CreateOrder("phone", (ManualLine("LAMP", 1 << 40),)), "bad_order"),
    ],
)
def test_an_order_by_hand_that_makes_no_sense_is_refused(stocked: Warehouse, command: CreateOrder, code: str) -> None:
    assert stocked.refusal(command) == code


def test_an_unpaid_order_by_hand_waits_for_its_money(stocked: Warehouse) -> None:
    assert stocked.do(CreateOrder("phone", LAMPS, "Ann", paid=False))["holds"] == ["unpaid"]


def test_a_note_stands_in_the_story_and_with_the_order(stocked: Warehouse) -> None:
    number = stocked.sell("7", line("LAMP"), note="a gift")
    stocked.do(AddNote(number, "  call before delivery "))
    assert (stocked.order(number)["notes"], stocked.order(number)["note"]) == (["call before delivery"], "a gift")
    assert stocked.story(number)[-1]["text"] == "note: call before delivery"


def test_the_more_urgent_order_is_walked_for_first(stocked: Warehouse) -> None:
    stocked.sell("1", line("LAMP"))
    urgent = stocked.sell("2", line("LAMP"))
    stocked.do(SetPriority(urgent, 10))
    stocked.do(StartPickSession())
    assert stocked.state(urgent) == "picking"


def test_a_date_set_by_a_person_counts(stocked: Warehouse) -> None:
    number = stocked.sell("1", line("LAMP"))
    stocked.do(SetShipBy(number, 5_000))
    assert stocked.order(number)["ship_by_ms"] == 5_000
    stocked.do(SetShipBy(number, None))
    assert stocked.order(number)["ship_by_ms"] is None


def test_nothing_is_changed_about_an_order_that_is_gone(stocked: Warehouse) -> None:
    number = stocked.sell("1", line("LAMP"))
    stocked.cancel(number)
    assert [stocked.refusal(command) for command in (SetPriority(number, 1), SetShipBy(number, 5))] == ["too_late", "too_late"]
    assert [stocked.refusal(command) for command in (SetPriority(number, 101), AddNote(number, " "))] == ["too_late", "bad_note"]
