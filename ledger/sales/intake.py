"""Intake: an order comes in, is caught if it comes twice, is mapped to items and has its stock reserved, all in one command."""

import hashlib
from dataclasses import dataclass, replace

from ledger.command import handles
from ledger.errors import Refused
from ledger.promises.allocation import Demand
from ledger.promises.planning import NOTHING, overstocked, plan
from ledger.promises.reservations import promise
from ledger.promises.rule_choice import Facts
from ledger.promises.shortages import answer_shortage
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.cut_off import ship_by_ms
from ledger.sales.edits import change_order
from ledger.sales.holds import KINDS, hold_while_unmapped, place_hold, standing
from ledger.sales.mapping import resolve
from ledger.sales.order_rows import insert_line, insert_order, wanted_rows
from ledger.sales.orders import order_number
from ledger.sales.settings import shop_calendar
from ledger.sales.states import Progress, Standing, derive, state_now
from ledger.transaction import Answer, Transaction

MOST_LINES = 1_000
MOST_UNITS = 1_000_000
LARGEST = 1 << 53
"""Beyond it a screen's number would not be exact."""

_UPDATED = ',"updated_ms":'
"""In the journal's spelling; a text can't hold it, since its quotation marks would be escaped."""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """Take in an order as its channel tells it, now or again."""

    order: ChannelOrder


@handles("import_order", ImportOrder)
def import_order(tx: Transaction, command: ImportOrder) -> Answer:
    """Answers `{outcome, order, state, holds, changes}`; `outcome` is `new`, `changed` or `duplicate` (said before, or outdated)."""
    order = command.order
    sound(order)
    digest = _digest(tx.payload)
    known = tx.one(
        "SELECT * FROM orders WHERE channel = :channel AND account = :account AND external_id = :external_id",
        {"channel": order.channel, "account": order.account, "external_id": order.external_id},
    )
    if known is None:
        return take_in(tx, order, digest)
    older = order.updated_ms < known["updated_ms"]
    if older or digest == known["document_hash"]:
        if not older:  # a version between the two is outdated from now on
            tx.run("UPDATE orders SET updated_ms = :updated_ms WHERE id = :id", {"updated_ms": order.updated_ms, "id": known["id"]})
        tx.tell(known["id"], "arrived_again", older=older)
        return _answer(tx, "duplicate", known["id"], known["state"])
    changes = change_order(tx, known, order, digest)
    tx.touched_orders.add(known["id"])
    return _answer(tx, "changed", known["id"], "", changes)


def _digest(payload: str) -> bytes:
    """What the document says: one that differs only in the time of its last change says the same thing again."""
    # Ledgers from before channels told what was shipped know their orders without it.
    before, _, updated = payload.replace(',"shipped":0}', "}").partition(_UPDATED)
    return hashlib.sha256((before + updated[updated.index(",") :]).encode()).digest()


def sound(order: ChannelOrder) -> None:
    """Refuse what no translator of ours would produce, since the ledger trusts no caller."""
    ids = [line.external_id for line in order.lines]
    if not order.channel or not order.external_id:
        raise Refused("bad_order", "an order needs its channel and the channel's own id")
    if len(set(ids)) != len(ids):
        raise Refused("bad_order", "two lines of the order have the same id")
    numbers = (order.placed_ms, order.updated_ms, order.ship_by_ms or 0, order.total_minor, *[line.price_minor for line in order.lines])
    if max(numbers) > LARGEST or min(numbers) < -LARGEST:
        raise Refused("bad_order", "a time or an amount of money of the order is beyond all bounds")
    if len(ids) > MOST_LINES or not all(0 <= line.quantity <= MOST_UNITS and 0 <= line.shipped <= MOST_UNITS for line in order.lines):
        raise Refused("bad_order", f"an order has at most {MOST_LINES} lines, each of 0 to {MOST_UNITS} units")


def take_in(tx: Transaction, order: ChannelOrder, digest: bytes) -> Answer:
    """Enter an order that is not known yet and reserve its stock; answers as `import_order` does."""
    mappings = resolve(tx, order, order.lines)
    rows = [row for line, mapping in zip(order.lines, mappings, strict=True) for row in wanted_rows(tx, line, mapping)]
    demands = [
        Demand(place, row.mapping.item_id, row.ordered)
        for place, row in enumerate(rows)
        if row.mapping is not None and row.ordered and not order.cancelled
    ]
    items = frozenset([row.mapping.item_id for row in rows if row.mapping is not None])
    facts = Facts(order.channel, order.ship_to.country, order.ship_to.postcode, order.total_minor, items)
    chosen = plan(tx, demands, facts) if demands else NOTHING
    allotments = chosen.allotments
    reserved = [0] * len(rows)
    for allotment in allotments:
        reserved[allotment.line] += allotment.quantity
    progress = Progress(0 if order.cancelled else sum([row.ordered for row in rows]), sum(reserved), 0, 0, 0, overstocked(allotments))
    state = derive(progress, Standing(cancelled=order.cancelled))
    order_id = insert_order(tx, _dated(tx, order), digest, state)
    line_ids: dict[str, int] = {}
    for row, units in zip(rows, reserved, strict=True):
        parent_id = line_ids[row.kit] if row.kit else None
        line_ids[row.line.external_id] = insert_line(tx, order_id, row, parent_id=parent_id, reserved=units, cancelled=order.cancelled)
    for allotment in allotments:
        promise(tx, line_ids[rows[allotment.line].line.external_id], allotment)
    tx.tell(
        order_id,
        "received",
        channel=order.channel,
        number=order.external_number,
        reserved=[(allotment.item_id, allotment.place_id, allotment.quantity) for allotment in allotments],
        waiting=sum(demand.quantity for demand in demands) - sum(reserved),
        cancelled=order.cancelled,
        why=chosen.why,
    )
    tx.emit("order", order_id)
    if not order.cancelled:
        if any(row.mapping is None for row in rows):
            hold_while_unmapped(tx, order_id)
        if not order.paid:
            place_hold(tx, order_id, "unpaid", KINDS["unpaid"])
    if chosen.shortage:  # last, since an order that is split hands its holds on
        answer_shortage(tx, order_id, chosen)
    return _answer(tx, "new", order_id, state)


def _dated(tx: Transaction, order: ChannelOrder) -> ChannelOrder:
    """The order with the dates that nobody gave: placed when it came in, to be shipped by the shop's own calendar."""
    if order.placed_ms and order.ship_by_ms is not None:
        return order
    placed_ms = order.placed_ms or tx.now_ms  # an order made by hand was not placed before all others
    by_ms = ship_by_ms(placed_ms, shop_calendar(tx)) if order.ship_by_ms is None else order.ship_by_ms
    return replace(order, placed_ms=placed_ms, ship_by_ms=by_ms)


def _answer(tx: Transaction, outcome: str, order_id: int, state: str, changes: list[str] | None = None) -> Answer:
    held = order_id in tx.touched_orders
    return {
        "outcome": outcome,
        "order": order_number(order_id),
        "state": state_now(tx, order_id) if held else state,
        "holds": standing(tx, order_id) if held else [],
        "changes": changes or [],
    }
