"""What may be sent about orders, the rules that serve them, and what the channels are told."""

from dataclasses import replace
from typing import Any

from ledger.promises.allocation_rules import SHORTAGES, AddAllocationRule, ChangeAllocationRule, RemoveAllocationRule
from ledger.promises.shortages import ShipShort
from ledger.promises.strategies import STRATEGIES
from ledger.publishing.outbox_leases import KINDS, OUTCOMES, LeaseOutbox, NoteOutbox, Unpark
from ledger.sales.cancel import CancelOrder
from ledger.sales.channel_order import ChannelOrderLine
from ledger.sales.holds import PlaceHold, ReleaseDueHolds, ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.manual_orders import KINDS as BY_HAND
from ledger.sales.manual_orders import CreateOrder, ManualLine
from ledger.sales.merging import MergeOrders, UnmergeOrder
from ledger.sales.order_changes import AddNote, SetPriority, SetShipBy
from ledger.sales.orders import order_number
from ledger.sales.put_backs import PutBack
from ledger.sales.splitting import LineUnits, SplitOrder
from tests.ledger.everything_hand import Hand, sends
from tests.ledger.sales import HOME, line, sale

OFFERS = ("BOLT", "BOLT", "NUT", "LAMP", "OLD-LAMP", "GLUE", "ENGINE", "SET", "SET", "HAND-SET", "WHAT-1", "WHAT-2")
WAITING = ("allocated", "replenishing", "partly_allocated", "backordered")
HOUR_MS = 3_600_000


def basket(hand: Hand) -> tuple[ChannelOrderLine, ...]:
    """What a buyer wants."""
    skus = hand.some(OFFERS, 3) or OFFERS[:1]
    return tuple(line(sku, hand.one(1, 1, 1, 2, 3, 7), external_id=f"L{sku}") for sku in skus)


@sends(ImportOrder)
def import_order(hand: Hand) -> object:
    channel, newest = hand.one("ebay", "ebay", "shopify"), hand.engine.reader.number("SELECT COUNT(*) FROM orders")
    sold = f"X-{hand.number(max(1, newest - 5), newest + 2)}"  # a new one, or one of the last again
    order = sale(sold, *basket(hand), channel=channel, updated_ms=hand.now_ms, ship_by_ms=hand.one(None, hand.now_ms + HOUR_MS))
    return ImportOrder(
        replace(
            order,
            paid=hand.one(True, True, True, True, False),
            cancelled=hand.one(*[False] * 7, True),
            ship_to=hand.one(*[HOME] * 6, replace(HOME, line1="13 Mill Lane")),
        )
    )


@sends(CreateOrder)
def create_order(hand: Hand) -> object:
    kind = hand.one(*BY_HAND)
    lines = tuple(ManualLine(sku, hand.number(1, 3), 500) for sku in hand.some(("BOLT", "NUT", "LAMP", "SET", "GLUE"), 2))
    return CreateOrder(
        kind,
        lines,
        "Rosa Blum",
        HOME,
        customer_po="PO-77" if kind == "wholesale" else "",
        replaces=(hand.order("shipped") or "") if kind == "replacement" else "",
        paid=hand.one(True, True, False),
        priority=hand.number(0, 2),
    )


@sends(CancelOrder)
def cancel_order(hand: Hand) -> object | None:
    number = hand.order("picking", "picked", "packed", "held", "merged", "allocated", "backordered")
    return CancelOrder(number, "no longer wanted") if number else None


@sends(PutBack)
def put_back(hand: Hand) -> object | None:
    task = hand.value("SELECT id FROM put_back ORDER BY state DESC, id")
    return PutBack(task, hand.bin()) if task else None


@sends(PlaceHold)
def place_hold(hand: Hand) -> object | None:
    number = hand.order()
    until_ms = hand.one(None, hand.now_ms + HOUR_MS, hand.now_ms + 24 * HOUR_MS)
    return PlaceHold(number, "wait", hand.one("manual", "fraud"), until_ms) if number else None


@sends(ReleaseHold)
def release_hold(hand: Hand) -> object | None:
    hold = hand.row("SELECT order_id, kind FROM hold WHERE released_seq IS NULL ORDER BY id")
    return ReleaseHold(order_number(hold[0]), hold[1]) if hold else None


@sends(ReleaseDueHolds)
def release_due_holds(_: Hand) -> object:
    return ReleaseDueHolds()


@sends(MergeOrders)
def merge_orders(hand: Hand) -> object | None:
    among = ", ".join(f"'{state}'" for state in WAITING)
    pair = hand.row(
        "SELECT a.id, b.id FROM orders a JOIN orders b ON b.channel = a.channel AND b.ship_to = a.ship_to AND b.id <> a.id"
        f" WHERE a.state IN ({among}) AND b.state IN ({among}) ORDER BY a.id, b.id"
    )
    if pair is None:
        return None
    return MergeOrders(order_number(pair[0]), (order_number(pair[1]), *hand.one((), (), hand.orders(1, *WAITING))))


@sends(UnmergeOrder)
def unmerge_order(hand: Hand) -> object | None:
    number = hand.order("merged")
    return UnmergeOrder(number) if number else None


@sends(SplitOrder)
def split_order(hand: Hand) -> object | None:
    number = hand.order("allocated", "picking", "partly_allocated", "held", "backordered", "replenishing", "picked")
    if number is None:
        return None
    lines = hand.rows(
        "SELECT COALESCE(i.sku, l.external_id) FROM order_line l LEFT JOIN item i ON i.id = l.item_id"
        f" WHERE l.order_id = {int(number[3:]) - 100_000} ORDER BY l.id"
    )
    chosen = hand.some([row[0] for row in lines], 2)
    return SplitOrder(number, tuple(LineUnits(sku, hand.one(0, 1, 1, 2)) for sku in chosen))


@sends(AddNote)
def add_note(hand: Hand) -> object | None:
    number = hand.order()
    return AddNote(number, "rings twice") if number else None


@sends(SetPriority)
def set_priority(hand: Hand) -> object | None:
    number = hand.order("backordered", "partly_allocated", "held", "allocated")
    return SetPriority(number, hand.number(-1, 3)) if number else None


@sends(SetShipBy)
def set_ship_by(hand: Hand) -> object | None:
    number = hand.order()
    return SetShipBy(number, hand.one(None, hand.now_ms + HOUR_MS)) if number else None


@sends(ShipShort)
def ship_short(hand: Hand) -> object | None:
    number = hand.order("partly_allocated", "held")
    return ShipShort(number) if number else None


@sends(AddAllocationRule)
def add_rule(hand: Hand) -> object:
    return AddAllocationRule(
        hand.one("first", "second"),
        channel=hand.one("", "ebay", "manual"),
        sku=hand.one("", "", "BOLT"),
        strategy=hand.one(*STRATEGIES),
        warehouse=hand.one("", "", "BONN"),
        shortage=hand.one(*SHORTAGES),
        floor=hand.number(0, 2),
    )


@sends(ChangeAllocationRule)
def change_rule(hand: Hand) -> object:
    changes: dict[str, Any] = hand.one(
        {"floor": 0}, {"floor": 2}, {"shortage": "split"}, {"shortage": "block"}, {"active": False}, {"active": True}
    )
    return ChangeAllocationRule(hand.one("first", "second"), **changes)


@sends(RemoveAllocationRule)
def remove_rule(hand: Hand) -> object:
    return RemoveAllocationRule(hand.one("first", "second"))


@sends(LeaseOutbox)
def lease_outbox(hand: Hand) -> object:
    return LeaseOutbox(hand.one("worker-1", "worker-2"), hand.number(1, 6), hand.one(1_000, 60_000), hand.one((), KINDS[:1], KINDS[1:]))


@sends(NoteOutbox)
def note_outbox(hand: Hand) -> object | None:
    found = hand.row("SELECT id, leased_version, version FROM outbox WHERE leased_version > 0 ORDER BY id")
    return NoteOutbox(found[0], hand.one(found[1], found[1], found[2]), hand.one(*OUTCOMES), "heard") if found else None


@sends(Unpark)
def unpark(hand: Hand) -> object | None:
    parked = hand.value("SELECT id FROM outbox WHERE state = 'parked' ORDER BY id")
    return hand.one(Unpark(parked), Unpark(channel="ebay")) if parked else None
