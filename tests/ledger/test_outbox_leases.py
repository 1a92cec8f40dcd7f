"""The outbox at work: who says what to a channel, what comes of it, and that an older result never hides a newer truth."""

from typing import Any

import pytest

from ledger.audit.activity import activity_of_order
from ledger.audit.stories import item_story
from ledger.goods.kit_building import DefineKit
from ledger.publishing.outbox_leases import (
    LONGEST_WAIT_MS,
    MOST_ATTEMPTS,
    SUBMITTED_MS,
    UNREACHABLE_WAIT_MS,
    LeaseOutbox,
    NoteOutbox,
    Unpark,
)
from ledger.publishing.published import outbox_messages, published_listings
from ledger.sales.listings import MapListing
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


@pytest.fixture
def shop(warehouse: Warehouse) -> Warehouse:
    """Nine bolts, offered once."""
    warehouse.item("BOLT", "A-01", 9)
    warehouse.do(MapListing("ebay", "parts-uk", "offer:BOLT", "BOLT"))
    return warehouse


def lease(warehouse: Warehouse, **asked: Any) -> list[Answer]:
    """What a worker gets to say."""
    leased: list[Answer] = warehouse.do(LeaseOutbox("worker-1", **asked), actor="sync")["leased"]
    return leased


def note(warehouse: Warehouse, message: Answer, outcome: str, answer: str = "") -> Answer:
    """What came of a message."""
    return warehouse.do(NoteOutbox(message["id"], message["version"], outcome, answer), actor="sync")


def listing(warehouse: Warehouse, ref: str = "offer:BOLT") -> Answer:
    """How a listing stands."""
    (row,) = [row for row in published_listings(warehouse.engine.reader)["listings"] if row["listing"] == ref]
    return dict(row)


def test_a_worker_is_told_channel_account_listing_and_the_quantity_of_now(shop: Warehouse) -> None:
    shop.sell("7", line("BOLT", 2))
    (message,) = lease(shop)
    told = {name: message[name] for name in ("kind", "channel", "account", "listing", "quantity")}
    assert told == {"kind": "quantity", "channel": "ebay", "account": "parts-uk", "listing": "offer:BOLT", "quantity": 7}


def test_what_is_leased_is_given_to_nobody_else_until_the_lease_runs_out(shop: Warehouse) -> None:
    (message,) = lease(shop, lease_ms=60_000)
    assert lease(shop) == []
    shop.clock.now += 60_000
    (again,) = lease(shop)
    assert (again["id"], again["version"]) == (message["id"], message["version"])


def test_an_applied_quantity_is_done_and_the_listing_is_up_to_date(shop: Warehouse) -> None:
    (message,) = lease(shop)
    assert note(shop, message, "applied")["state"] == "done"
    row = listing(shop)
    assert (row["submitted"], row["applied"], row["behind"]) == (9, 9, False)


def test_submitted_is_not_applied(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "submitted", "feed 17")
    row = listing(shop)
    assert (row["submitted"], row["applied"], row["behind"], row["state"]) == (9, None, True, "leased")
    note(shop, message, "applied")
    assert listing(shop)["behind"] is False


def test_a_channel_that_stays_silent_about_what_it_took_is_told_again(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "submitted")
    assert lease(shop) == []
    shop.clock.now += SUBMITTED_MS
    assert [row["id"] for row in lease(shop)] == [message["id"]]


def test_a_newer_quantity_does_not_wait_for_the_channel_to_apply_an_older_one(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "submitted")
    shop.sell("7", line("BOLT"))
    (newer,) = lease(shop)
    assert (newer["quantity"], newer["version"] > message["version"]) == (8, True)


def test_a_change_while_a_worker_speaks_is_said_after_its_answer_and_never_beside_it(shop: Warehouse) -> None:
    (message,) = lease(shop)
    shop.sell("7", line("BOLT", 4))
    assert lease(shop) == []
    assert note(shop, message, "applied")["state"] == "due"
    assert (listing(shop)["applied"], listing(shop)["behind"]) == (9, True)
    (newer,) = lease(shop)
    assert newer["quantity"] == 5


def test_the_result_of_an_older_lease_never_overwrites_a_newer_one(shop: Warehouse) -> None:
    (older,) = lease(shop, lease_ms=1_000)
    shop.sell("7", line("BOLT"))
    shop.clock.now += 1_000
    (newer,) = lease(shop)
    note(shop, newer, "applied")
    late = NoteOutbox(older["id"], older["version"], "applied")
    assert shop.refusal(late) == "not_leased"
    assert listing(shop)["applied"] == 8


def test_a_failure_is_tried_again_less_and_less_often_and_then_parked(shop: Warehouse) -> None:
    waits, states = [], []
    for _ in range(MOST_ATTEMPTS):
        (message,) = lease(shop)
        before_ms = shop.clock.now
        noted = note(shop, message, "failed", "503")
        waits.append(round((noted["next_ms"] - before_ms) / 1_000))
        states.append(noted["state"])
        shop.clock.now += LONGEST_WAIT_MS
    assert waits[:-1] == [5, 10, 20, 40, 80, 160, 320, 640, 1280]
    assert states == ["due"] * (MOST_ATTEMPTS - 1) + ["parked"]
    assert lease(shop) == []


def test_a_day_without_internet_parks_nothing_and_what_is_true_then_is_said_by_itself(shop: Warehouse) -> None:
    for _ in range(24 * 60):
        (message,) = lease(shop)
        assert note(shop, message, "unreachable", "no route to host")["attempts"] == 0
        assert lease(shop) == []
        shop.clock.now += UNREACHABLE_WAIT_MS
    shop.sell("7", line("BOLT", 2))
    assert [row["quantity"] for row in lease(shop)] == [7]


def test_a_rejected_message_is_parked_at_once_and_a_sale_does_not_send_it_again(shop: Warehouse) -> None:
    (message,) = lease(shop)
    assert note(shop, message, "rejected", "the listing has ended")["state"] == "parked"
    shop.sell("7", line("BOLT"))
    assert lease(shop) == []
    assert listing(shop)["answer"] == "the listing has ended"


def test_a_parked_message_that_is_taken_up_again_says_what_is_true_then(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "rejected")
    shop.sell("7", line("BOLT", 3))
    assert shop.do(Unpark(message["id"])) == {"unparked": 1}
    assert [row["quantity"] for row in lease(shop)] == [6]


def test_every_parked_message_of_a_channel_is_taken_up_at_once(shop: Warehouse) -> None:
    shop.do(MapListing("ebay", "parts-uk", "offer:TWO", "BOLT"))
    shop.do(MapListing("shopify", "parts", "variant:1", "BOLT"))
    for message in lease(shop):
        note(shop, message, "rejected")
    assert shop.do(Unpark(channel="ebay")) == {"unparked": 2}
    assert [row["state"] for row in outbox_messages(shop.engine.reader)["messages"]] == ["parked", "due", "due"]


def test_a_failing_channel_is_not_hurried_by_sales(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "failed")
    shop.sell("7", line("BOLT"))
    assert lease(shop) == []
    shop.clock.now += 5_000
    assert [row["quantity"] for row in lease(shop)] == [8]


def test_a_lease_from_before_the_clock_jumped_back_holds_nothing_up(shop: Warehouse) -> None:
    lease(shop, lease_ms=600_000)
    shop.clock.now -= 90 * 24 * 3_600_000
    assert len(lease(shop)) == 1


def test_a_worker_gets_the_messages_of_its_channel_and_kind_only(shop: Warehouse) -> None:
    shop.do(MapListing("shopify", "parts", "variant:1", "BOLT"))
    shop.ship(shop.sell("7", line("BOLT")))
    assert [row["channel"] for row in lease(shop, channel="shopify")] == ["shopify"]
    assert [row["kind"] for row in lease(shop, kinds=("shipment",))] == ["shipment"]


def test_a_shipment_names_the_channels_own_order_and_lines_its_carrier_and_tracking(shop: Warehouse) -> None:
    number = shop.sell("7", line("BOLT", 2))
    shop.ship(number)
    (message,) = lease(shop, kinds=("shipment",))
    said = {name: message[name] for name in ("channel", "external_id", "external_number", "order", "carrier", "tracking")}
    assert said == {
        "channel": "ebay",
        "external_id": "7",
        "external_number": "#7",
        "order": number,
        "carrier": "royal-mail",
        "tracking": [f"1Z-{number}"],
    }
    assert message["lines"] == [{"external_id": "BOLT", "listing": "offer:BOLT", "sku": "BOLT", "quantity": 2}]


def test_a_shipped_kit_is_announced_as_the_line_that_the_channel_knows(shop: Warehouse) -> None:
    shop.item("NUT", "A-02", 9)
    shop.item("SET")
    shop.do(DefineKit("SET", "virtual", ("BOLT×2", "NUT")))
    shop.do(MapListing("ebay", "parts-uk", "offer:SET", "SET"))
    shop.ship(shop.sell("7", line("SET", 2)))
    (message,) = lease(shop, kinds=("shipment",))
    assert [(one["external_id"], one["quantity"]) for one in message["lines"]] == [("SET", 2)]


def test_a_kit_is_offered_as_often_as_its_scarcest_component_allows_and_follows_it(shop: Warehouse) -> None:
    shop.item("NUT", "A-02", 3)
    shop.item("SET")
    shop.do(DefineKit("SET", "virtual", ("BOLT×2", "NUT")))
    shop.do(MapListing("ebay", "parts-uk", "offer:SET", "SET"))
    assert listing(shop, "offer:SET")["quantity"] == 3
    for message in lease(shop):
        note(shop, message, "applied")
    shop.sell("7", line("BOLT", 5))
    assert {row["listing"]: row["quantity"] for row in lease(shop)} == {"offer:BOLT": 4, "offer:SET": 2}


def test_walking_packing_and_shipping_what_was_promised_bothers_no_channel(shop: Warehouse) -> None:
    number = shop.sell("7", line("BOLT"))
    for message in lease(shop):
        note(shop, message, "applied")
    shop.ship(number)
    assert [row["kind"] for row in lease(shop)] == ["shipment"]


def test_what_was_said_and_heard_stands_in_the_stories(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "failed", "503")
    told = [entry["text"] for entry in item_story(shop.engine.reader, "BOLT")["entries"]][:2]
    assert told == ["heard from ebay parts-uk: offer:BOLT has 9: failed (503)", "said to ebay parts-uk: offer:BOLT has 9"]
    number = shop.sell("7", line("BOLT"))
    shop.ship(number)
    (shipment,) = lease(shop, kinds=("shipment",))
    note(shop, shipment, "applied")
    assert [row["direction"] for row in activity_of_order(shop.engine.reader, 1)] == ["said", "heard"]
    assert shop.story(number)[-1]["text"] == f"heard from ebay parts-uk: {number} shipped: royal-mail 1Z-{number}: applied"


def test_a_result_that_comes_twice_counts_once(shop: Warehouse) -> None:
    (message,) = lease(shop)
    note(shop, message, "failed")
    assert shop.refusal(NoteOutbox(message["id"], message["version"], "failed")) == "not_leased"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (LeaseOutbox(""), "bad_lease"),
        (LeaseOutbox("w", most=0), "bad_lease"),
        (LeaseOutbox("w", lease_ms=1), "bad_lease"),
        (LeaseOutbox("w", kinds=("money",)), "bad_lease"),
        (NoteOutbox(99, 1, "applied"), "outbox_row_not_found"),
        (NoteOutbox(1, 1, "lost"), "bad_outcome"),
        (NoteOutbox(1, 0, "applied"), "not_leased"),
        (Unpark(1), "not_parked"),
        (Unpark(), "bad_unpark"),
    ],
)
def test_a_mistaken_request_is_refused(shop: Warehouse, command: object, code: str) -> None:
    assert shop.refusal(command) == code
