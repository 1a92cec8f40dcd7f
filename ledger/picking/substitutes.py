"""Substitutes: the buyer of a used part that was not found gets one with the same interchange number.

The units are taken off the line that lacks them and a line of their own, its child, asks for the other item. A channel that edits the order
later speaks of its own line alone: what it wants of it is what the line and its substitutes have together.
"""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.picking.pick_sessions import rejoin
from ledger.picking.short_decisions import missing_units
from ledger.promises.reservations import reserve_lines, waiting_lines
from ledger.sales.holds import release_hold, standing
from ledger.sales.orders import order_by_number, order_number, refuse_merged, state_in_words
from ledger.transaction import Answer, Reader, Row, Transaction

_FINAL = ("shipped", "cancelled")


@dataclass(frozen=True, slots=True)
class Substitute:
    """Send `with_sku` instead of units of `sku` that an order lacks: `quantity` of them, all when it is 0."""

    order: str
    sku: str
    with_sku: str
    quantity: int = 0


@handles("substitute", Substitute)
def substitute(tx: Transaction, command: Substitute) -> Answer:
    """Answers `{order, sku, with_sku, quantity, session}`: `session` is the running walk that the order is on again, or null.

    Refused `not_missing`, `not_interchangeable`, `not_available`, `too_late` for an order that is shipped or cancelled, `merged` for one
    that another order serves.
    """
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    refuse_merged(order)
    if order["state"] in _FINAL:
        raise Refused("too_late", f"{number} is {state_in_words(order)}; nothing can be sent instead")
    item, other = item_by_sku(tx, command.sku), item_by_sku(tx, command.with_sku)
    _fits(tx, item, other)
    quantity = _replace(tx, order["id"], item, other, command.quantity)
    tx.touched_orders.add(order["id"])
    session = None
    if not missing_units(tx, order["id"]):
        release_hold(tx, order["id"], "short")
        if not standing(tx, order["id"]):
            session = rejoin(tx, order["id"])
    return {"order": number, "sku": item["sku"], "with_sku": other["sku"], "quantity": quantity, "session": session}


def _fits(tx: Transaction, item: Row, other: Row) -> None:
    same = tx.one(
        "SELECT o.id FROM item i JOIN item o ON o.interchange = i.interchange WHERE i.id = :id AND i.interchange <> '' AND o.id = :other"
        " AND o.id <> i.id",
        {"id": item["id"], "other": other["id"]},
    )
    if same is None:
        raise Refused(
            "not_interchangeable",
            f"{other['sku']} has not the interchange number of {item['sku']}; enter it with both items if one fits for the other",
        )


def _replace(tx: Transaction, order_id: int, item: Row, other: Row, wanted: int) -> int:
    """Move missing units of an item to lines of the other one, and reserve them; answers how many."""
    lacking = [line for line in waiting_lines(tx, order_id) if line["item_id"] == item["id"] and line["waiting"] > 0]
    missing = sum(line["waiting"] for line in lacking)
    quantity = wanted or missing
    if not 1 <= quantity <= missing:
        raise Refused("not_missing", f"{order_number(order_id)} lacks {missing} of {item['sku']}; see what it lacks and ask for those")
    left = quantity
    lines = []
    for line in lacking:
        taken = min(left, line["waiting"])
        if taken:
            tx.run("UPDATE order_line SET cancelled = cancelled + :taken WHERE id = :id", {"taken": taken, "id": line["id"]})
            lines.append(_line_instead(tx, line["id"], other, taken))
            left -= taken
    wanting = [row for row in waiting_lines(tx, order_id) if row["id"] in lines]
    reserved = sum(allotment.quantity for allotment in reserve_lines(tx, wanting))
    if reserved < quantity:
        raise Refused("not_available", f"only {reserved} of {other['sku']} are free; take fewer, or another one")
    tx.tell(order_id, "substituted", item=other["id"], instead=item["sku"], quantity=quantity)
    return quantity


def _line_instead(tx: Transaction, line_id: int, other: Row, quantity: int) -> int:
    """The line that asks for the other item in place of a line; answers its id. What replaces a substitute is a child of the first line."""
    line = tx.one(
        "SELECT l.order_id, l.source_order_id, f.id AS parent_id, f.external_id FROM order_line l"
        " JOIN order_line f ON f.id = CASE WHEN l.role = 'substitute' THEN l.parent_id ELSE l.id END WHERE l.id = :id",
        {"id": line_id},
    )
    assert line is not None
    return tx.insert(
        # The buyer has paid the line of the channel; the substitute has no price of its own.
        "INSERT INTO order_line (order_id, source_order_id, parent_id, role, external_id, listing, sku, title, quantity, price_minor,"
        " item_id, ordered) VALUES (:order_id, :source_order_id, :parent_id, 'substitute', :external_id, '', :sku, :title, :quantity, 0,"
        " :item_id, :quantity) ON CONFLICT (order_id, source_order_id, external_id) DO UPDATE"
        " SET quantity = order_line.quantity + excluded.quantity, ordered = order_line.ordered + excluded.ordered RETURNING id",
        {
            "order_id": line["order_id"],
            "source_order_id": line["source_order_id"],
            "parent_id": line["parent_id"],
            "external_id": f"{line['external_id']}~{other['sku']}",
            "sku": other["sku"],
            "title": other["description"],
            "quantity": quantity,
            "item_id": other["id"],
        },
    )


def substitutes(reader: Reader, number: str) -> Answer:
    """What an order lacks, and what is interchangeable with it and there: `{order, missing}`.

    Raises Refused as `order_by_number` does, and `merged` for an order that another one serves.
    """
    order = order_by_number(reader, number)
    refuse_merged(order)
    return {"order": order_number(order["id"]), "missing": missing_units(reader, order["id"])}


words("substituted", lambda d: f"{d['quantity']} × {d['sku']} instead of {d['instead']}")
