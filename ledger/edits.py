"""Edited orders: a new version from the channel, carried out as a difference by the channel's line ids.

Reductions release, increases reserve, a new address or a change after the pick holds the order so that a person looks.
"""

from ledger.cancel import cancel_order
from ledger.canonical import canonical
from ledger.channel_order import ChannelOrder, ChannelOrderLine
from ledger.floor_work import abandon_pack_check, withdraw
from ledger.holds import place_hold, release_hold, standing
from ledger.listings import Mapping, hold_while_unmapped, resolve
from ledger.order_rows import insert_line, update_header
from ledger.reservations import fill_backorders, release, reserve_lines, waiting_lines
from ledger.transaction import Row, Transaction

_FINAL = ("shipped", "cancelled")


def change_order(tx: Transaction, known: Row, order: ChannelOrder, digest: bytes) -> list[str]:
    """Carry out a newer version of a known order; answers what changed, in words."""
    order_id = known["id"]
    if known["state"] in _FINAL:
        update_header(tx, order_id, order, digest)
        tx.tell(order_id, "changed_too_late", state=known["state"], cancelled=order.cancelled)
        return [f"nothing: the order is {known['state']}"]
    if order.cancelled:
        update_header(tx, order_id, order, digest)
        cancel_order(tx, known, "cancelled by the channel")
        return ["cancelled"]
    changes = _header_changes(known, order)
    update_header(tx, order_id, order, digest)
    changes += _payment_change(tx, order_id, order)
    wording_changes = _wording_changes(tx, order_id, order)
    line_changes = _line_changes(tx, known, order)
    if line_changes:
        withdraw(tx, order_id)
        abandon_pack_check(tx, order_id)
        # The order's own lines first: what one line gives back and another wants was promised to this buyer all along.
        reserve_lines(tx, waiting_lines(tx, order_id))
        for item_id in sorted(tx.touched_items):
            fill_backorders(tx, item_id)
    changes += line_changes + wording_changes
    tx.tell(order_id, "changed", changes=changes)
    handled = tx.number("SELECT SUM(picked + packed) FROM order_line WHERE order_id = :id", {"id": order_id})
    if handled and (line_changes or "address" in changes):
        place_hold(tx, order_id, "changed", f"changed by the channel after it was picked: {'; '.join(changes)}")
    return changes


def _header_changes(known: Row, order: ChannelOrder) -> list[str]:
    changes = []
    if known["ship_to"] != canonical(order.ship_to):
        changes.append("address")
    for column, word in (("service", "shipping service"), ("note", "note"), ("ship_by_ms", "ship-by date"), ("total_minor", "total")):
        if known[column] != getattr(order, column):
            changes.append(word)
    return changes


def _payment_change(tx: Transaction, order_id: int, order: ChannelOrder) -> list[str]:
    if order.paid:
        return ["paid"] if release_hold(tx, order_id, "unpaid") else []
    if "unpaid" in standing(tx, order_id):
        return []
    place_hold(tx, order_id, "unpaid", "the channel says the order is no longer paid")
    return ["no longer paid"]


def _line_changes(tx: Transaction, known: Row, order: ChannelOrder) -> list[str]:
    before = {row["external_id"]: row for row in tx.all("SELECT * FROM order_line WHERE order_id = :id ORDER BY id", {"id": known["id"]})}
    changes = []
    for line in order.lines:
        row = before.pop(line.external_id, None)
        if row is None:
            insert_line(tx, known["id"], line, resolve(tx, order, line))
            changes.append(f"{_name(line)}: added, {line.quantity}")
            continue
        changes += _line_change(tx, row, order, line)
    for row in before.values():
        if row["quantity"]:
            _set_quantity(tx, row, 0)
            changes.append(f"{row['sku'] or row['title']}: removed")
    hold_while_unmapped(tx, known["id"])
    return changes


def _line_change(tx: Transaction, row: Row, order: ChannelOrder, line: ChannelOrderLine) -> list[str]:
    changes = []
    if (row["listing"], row["sku"]) != (line.listing, line.sku):
        mapping = resolve(tx, order, line)
        if mapping == Mapping(row["item_id"], row["multiplier"]):
            row = _point_to(tx, row, line, mapping)  # only its name changed: the buyer keeps what was promised
        else:
            row = _set_offer(tx, row, line, mapping)
            changes.append(f"{_name(line)}: another offer")
    if row["quantity"] != line.quantity:
        _set_quantity(tx, row, line.quantity)
        changes.append(f"{_name(line)}: {row['quantity']} → {line.quantity}")
    return changes


def _wording_changes(tx: Transaction, order_id: int, order: ChannelOrder) -> list[str]:
    """Titles and prices: nobody on the floor has to do anything about them."""
    changes = []
    for line in order.lines:
        changed = tx.run(
            "UPDATE order_line SET title = :title, price_minor = :price_minor"
            " WHERE order_id = :order_id AND external_id = :external_id AND (title <> :title OR price_minor <> :price_minor)",
            {"title": line.title, "price_minor": line.price_minor, "order_id": order_id, "external_id": line.external_id},
        )
        if changed:
            changes.append(f"{_name(line)}: title or price")
    return changes


def _name(line: ChannelOrderLine) -> str:
    return line.sku or line.title or line.external_id


def _set_offer(tx: Transaction, row: Row, line: ChannelOrderLine, mapping: Mapping | None) -> Row:
    """Point a line to another offer; once units of it were picked it keeps its item, and the order is held by the caller."""
    if row["picked"] + row["packed"] + row["shipped"]:
        mapping = Mapping(row["item_id"], row["multiplier"])
    else:
        _set_quantity(tx, row, 0)
    return _point_to(tx, row, line, mapping)


def _point_to(tx: Transaction, row: Row, line: ChannelOrderLine, mapping: Mapping | None) -> Row:
    tx.run(
        "UPDATE order_line SET listing = :listing, sku = :sku, item_id = :item_id, multiplier = :multiplier WHERE id = :id",
        {
            "listing": line.listing,
            "sku": line.sku,
            "item_id": mapping.item_id if mapping else None,
            "multiplier": mapping.multiplier if mapping else 1,
            "id": row["id"],
        },
    )
    changed = tx.one("SELECT * FROM order_line WHERE id = :id", {"id": row["id"]})
    assert changed is not None
    return changed


def _set_quantity(tx: Transaction, row: Row, quantity: int) -> None:
    """Set what a line wants; units in hand are never dropped from it, so `ordered` stays at what was picked, packed and shipped."""
    wanted = quantity * row["multiplier"]
    in_hand = row["picked"] + row["packed"] + row["shipped"]
    excess = max(0, row["reserved"] - max(0, wanted - in_hand))
    for reservation in tx.all(
        "SELECT * FROM reservation WHERE order_line_id = :id AND state = 'active' ORDER BY id DESC", {"id": row["id"]}
    ):
        taken = min(excess, reservation["quantity"])
        if taken:
            withdraw(tx, row["order_id"])
            release(tx, reservation, taken)
            excess -= taken
    tx.run(
        "UPDATE order_line SET quantity = :quantity, ordered = :ordered, cancelled = 0 WHERE id = :id",
        {"quantity": quantity, "ordered": max(wanted, in_hand), "id": row["id"]},
    )
