"""Split orders: units of an order that go another way, or later, become an order of their own with the promises they have."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import withdraw
from ledger.sales.holds import PLACED_BY_HAND, hand_on_holds, hold_while_unmapped, hold_while_unpaid, items_waiting, standing
from ledger.sales.kit_lines import KitLine, kit_lines
from ledger.sales.order_parts import lines_of_buyer
from ledger.sales.order_rows import add_part
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.transaction import Answer, Row, Transaction


@dataclass(frozen=True, slots=True)
class LineUnits:
    """Units of a line, which is named by the channel's line id or its SKU; all that are not picked when `quantity` is 0."""

    line: str
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """Serve units of an order by another order; a kit is named whole, or torn apart by naming the SKUs of its components."""

    order: str
    lines: tuple[LineUnits, ...]


@handles("split_order", SplitOrder)
def split_order(tx: Transaction, command: SplitOrder) -> Answer:
    """Answers `{order, split}` with the new order's number.

    Refused `line_not_found`, `too_many` for more units than are not picked, `kit_line` for some kits of a line or a kit that is picked in
    part, `nothing_left` when nothing would stay behind.
    """
    order = order_by_number(tx, command.order)
    number = order_number(order["id"])
    if order["state"] in ("shipped", "cancelled", "merged"):
        raise Refused("too_late", f"{number} is {state_in_words(order)}; it can't be split")
    units: dict[int, int] = {}
    rows = tx.all(
        "SELECT l.*, i.sku AS item_sku, l.picked + l.packed + l.shipped AS in_hand,"
        " l.ordered - l.picked - l.packed - l.shipped - l.cancelled AS free FROM order_line l"
        # Units that belong to no kit go first, where both have the same SKU.
        " LEFT JOIN item i ON i.id = l.item_id WHERE l.order_id = :id ORDER BY l.role = 'component', l.id",
        {"id": order["id"]},
    )
    for chosen in command.lines:
        for line, quantity in _chosen(number, rows, chosen, units):
            units[line["id"]] = units.get(line["id"], 0) + quantity
    if not any(units.values()):
        raise Refused("nothing_to_split", f"name the units of {number} that go into the other order")
    split_id = _split(tx, order, units)
    return {"order": number, "split": order_number(split_id)}


def _chosen(number: str, rows: Sequence[Row], chosen: LineUnits, taken_before: dict[int, int]) -> list[tuple[Row, int]]:
    """The rows of an order that a person means, with the units to take of each, besides those that were taken of them before."""
    lines = [row for row in rows if chosen.line in (row["external_id"], row["sku"], row["item_sku"])]
    if not lines:
        raise Refused("line_not_found", f"{number} has no line {chosen.line}", {"line": chosen.line})
    kits = {row["id"] for row in lines}
    parts = [row for row in rows if row["role"] == "component" and row["parent_id"] in kits]
    parts += [row for row in rows if row["role"] == "substitute" and row["parent_id"] in {part["id"] for part in parts}]
    if parts and chosen.quantity:
        raise Refused("kit_line", f"{chosen.line} is a kit; split it whole, or name the SKUs of its components")
    if any(row["in_hand"] for row in parts):
        raise Refused("kit_line", f"{chosen.line} is a kit and picked in part; it stays together, or name the SKUs of its components")
    free_of = {row["id"]: row["free"] - taken_before.get(row["id"], 0) for row in parts or lines}
    free = sum(free_of.values())
    if chosen.quantity < 0 or chosen.quantity > free:
        raise Refused("too_many", f"{free} units of {chosen.line} are not picked yet; split at most as many", {"line": chosen.line})
    left = chosen.quantity or free
    taken = []
    for row in parts or lines:
        quantity = min(left, free_of[row["id"]])
        taken.append((row, quantity))
        left -= quantity
    return taken


def split_waiting(tx: Transaction, order_id: int) -> int | None:
    """Move every unit of an order that waits for stock into a second order; answers its id. Of offers and kits, only whole ones stay.

    None, and nothing done, when nothing waits, or nothing would stay behind.
    """
    order = tx.one("SELECT * FROM orders WHERE id = :id", {"id": order_id})
    assert order is not None
    waiting = tx.all(
        "SELECT id, multiplier, reserved, picked + packed + shipped AS in_hand, ordered - cancelled AS wanted FROM order_line"
        " WHERE order_id = :id AND item_id IS NOT NULL AND ordered - reserved - picked - packed - shipped - cancelled > 0",
        {"id": order_id},
    )
    units = {row["id"]: row["wanted"] - max(row["in_hand"], _whole(row["in_hand"] + row["reserved"], row["multiplier"])) for row in waiting}
    kits = _kits(tx, order_id)
    for kit in kits:
        for row in (row for rows in kit.parts.values() for row in rows):
            units.pop(row["id"], None)
        units |= kit.beyond_whole(order_id)
    if not units or sum(units.values()) == _wanted(tx, order_id):
        return None
    split_id = _split(tx, order, units)
    for kit in kits:
        if any(row["id"] in units for rows in kit.parts.values() for row in rows):
            _give_kit_line(tx, kit, split_id)
    return split_id


def _whole(units: int, each: int) -> int:
    """The units of so many that make whole offers: a pair is not sent in halves."""
    return units // each * each


def _kits(tx: Transaction, order_id: int) -> list[KitLine]:
    """The kits of which an order serves components, with their rows in other orders."""
    buyers = tx.all("SELECT DISTINCT source_order_id FROM order_line WHERE order_id = :id AND role = 'component'", {"id": order_id})
    return [kit for buyer in buyers for kit in kit_lines(lines_of_buyer(tx, buyer["source_order_id"]))]


def _give_kit_line(tx: Transaction, kit: KitLine, split_id: int) -> None:
    """Let components that another order serves now stand under a line of their kit there, unless the kit's line went with them."""
    first = kit.lines[0]
    names = {"split": split_id, "source": first["source_order_id"], "name": first["external_id"]}
    if tx.one("SELECT id FROM order_line WHERE order_id = :split AND source_order_id = :source AND external_id = :name", names):
        return
    line_id = add_part(tx, first, split_id)
    for line in kit.lines:
        tx.run(
            "UPDATE order_line SET parent_id = :line WHERE order_id = :split AND parent_id = :former AND role = 'component'",
            {"line": line_id, "split": split_id, "former": line["id"]},
        )


def _wanted(tx: Transaction, order_id: int) -> int:
    return tx.number("SELECT SUM(ordered - cancelled - shipped) FROM order_line WHERE order_id = :id", {"id": order_id})


def _split(tx: Transaction, order: Row, units: dict[int, int]) -> int:
    """Make the other order and move units to it, those that wait before those that are promised. Answers its id."""
    if sum(units.values()) >= _wanted(tx, order["id"]):
        raise Refused("nothing_left", f"nothing of {order_number(order['id'])} would stay behind; split fewer units")
    withdraw(tx, order["id"])
    split_id = _second_order(tx, order)
    for line_id, quantity in units.items():
        if quantity:
            _move_units(tx, line_id, quantity, split_id)
    for row in tx.all(
        # A kit whose components have all gone goes with them.
        "SELECT k.id FROM order_line k WHERE k.order_id = :id AND EXISTS (SELECT 1 FROM order_line c WHERE c.parent_id = k.id"
        " AND c.role = 'component') AND NOT EXISTS (SELECT 1 FROM order_line c WHERE c.parent_id = k.id AND c.order_id = :id)",
        {"id": order["id"]},
    ):
        tx.run("UPDATE order_line SET order_id = :split WHERE id = :id", {"split": split_id, "id": row["id"]})
    # An unknown offer holds whichever order has it now; a question about missing units stays behind.
    hand_on_holds(tx, order["id"], split_id, (*PLACED_BY_HAND, "changed"))
    for order_id in (order["id"], split_id):
        hold_while_unmapped(tx, order_id)
        hold_while_unpaid(tx, order_id)
    if "shortage" in standing(tx, order["id"]):  # the part is not blocked: it takes what is free, and waits for the rest
        tx.freed_items |= items_waiting(tx, split_id)
    tx.tell(order["id"], "split", order=order_number(split_id), quantity=sum(units.values()))
    tx.tell(split_id, "split_from", order=order_number(order["id"]), quantity=sum(units.values()))
    tx.touched_orders |= {order["id"], split_id}
    return split_id


def _second_order(tx: Transaction, order: Row) -> int:
    """An order like another one, under a number derived from it; answers its id."""
    root = order["split_from"] or order["id"]
    first = tx.one("SELECT * FROM orders WHERE id = :id", {"id": root})
    assert first is not None
    part = tx.number("SELECT COUNT(*) FROM orders WHERE split_from = :root", {"root": root}) + 2
    names = {"channel": first["channel"], "account": first["account"], "external_id": first["external_id"]}
    while tx.one(
        "SELECT id FROM orders WHERE channel = :channel AND account = :account AND external_id = :external_id",
        {**names, "external_id": f"{first['external_id']}/{part}"},
    ):
        part += 1  # the channel may number its own orders so
    return tx.insert(
        "INSERT INTO orders (channel, account, external_id, external_number, placed_ms, updated_ms, ship_by_ms, currency, total_minor,"
        " service, buyer, note, ship_to, document_hash, priority, kind, customer_po, split_from, state)"
        " SELECT channel, account, external_id || :suffix, external_number || :suffix, placed_ms, updated_ms, ship_by_ms, currency, 0,"
        " service, buyer, note, ship_to, document_hash, priority, kind, customer_po, :root, 'received' FROM orders WHERE id = :root"
        " RETURNING id",
        {"suffix": f"/{part}", "root": root},
    )


def _move_units(tx: Transaction, line_id: int, quantity: int, split_id: int) -> None:
    """Let units of a line that are not picked be served by another order, with their reservations."""
    line = tx.one("SELECT * FROM order_line WHERE id = :id", {"id": line_id})
    assert line is not None
    in_hand = line["picked"] + line["packed"] + line["shipped"]
    if quantity == line["ordered"] - line["cancelled"] and not in_hand:
        tx.run("UPDATE order_line SET order_id = :split WHERE id = :id", {"split": split_id, "id": line_id})
        return
    waiting = line["ordered"] - in_hand - line["cancelled"] - line["reserved"]
    promised = max(0, quantity - waiting)
    part_id = add_part(tx, line, split_id)
    by_ids = {"quantity": quantity, "promised": promised}
    tx.run("UPDATE order_line SET ordered = ordered - :quantity, reserved = reserved - :promised WHERE id = :id", {**by_ids, "id": line_id})
    tx.run("UPDATE order_line SET ordered = :quantity, reserved = :promised WHERE id = :id", {**by_ids, "id": part_id})
    for reservation in tx.all("SELECT * FROM reservation WHERE order_line_id = :id AND state = 'active' ORDER BY id DESC", {"id": line_id}):
        taken = min(promised, reservation["quantity"])
        if taken:
            _move_promise(tx, reservation, taken, part_id)
            promised -= taken


def _move_promise(tx: Transaction, reservation: Row, quantity: int, line_id: int) -> None:
    if quantity == reservation["quantity"]:
        tx.run("UPDATE reservation SET order_line_id = :line WHERE id = :id", {"line": line_id, "id": reservation["id"]})
        return
    tx.run("UPDATE reservation SET quantity = quantity - :quantity WHERE id = :id", {"quantity": quantity, "id": reservation["id"]})
    tx.run(
        "INSERT INTO reservation (order_line_id, item_id, place_id, unit, quantity, state)"
        " SELECT :line, item_id, place_id, unit, :quantity, state FROM reservation WHERE id = :id",
        {"line": line_id, "quantity": quantity, "id": reservation["id"]},
    )


words("split", lambda d: f"{d['quantity']} units split off into {d['order']}")
words("split_from", lambda d: f"split off from {d['order']}: {d['quantity']} units")
