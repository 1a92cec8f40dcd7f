"""Purchase orders: what was ordered from a supplier, and what of it has come."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.stockwork.alerts import OVER_DELIVERED, raise_alert, resolve_alert
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_LINES = 1_000

_DAY_MS = 86_400_000
_NO_DAY_MS = 1 << 60
_DUE_MS = f"COALESCE(o.expected_ms, {_NO_DAY_MS})"
# SKU×units@cost; the SKU may hold anything, an x included, so the last × that numbers follow is the one.
_LINE = re.compile(r"(?P<sku>.+?)\s*[×xX*]\s*(?P<ordered>[0-9]{1,7})(?:\s*@\s*(?P<cost>[0-9]{1,15}))?")


@dataclass(frozen=True, slots=True)
class OpenPurchaseOrder:
    """Units were ordered from a supplier: `lines` as `SKU×units@cost`, what one unit costs in minor units of `currency`.

    `expected_ms` is the day the delivery is due, by its beginning.
    """

    number: str
    supplier: str
    lines: tuple[str, ...]
    expected_ms: int | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClosePurchaseOrder:
    """Nothing more is expected, whether all came or not."""

    number: str


@dataclass(frozen=True, slots=True)
class CancelPurchaseOrder:
    """The supplier was told not to deliver."""

    number: str


class _Line(NamedTuple):
    item_id: int
    ordered: int
    cost_minor: int


class Delivered(NamedTuple):
    """What a purchase order says of units that arrived: the price of one, and in words what is not as ordered."""

    purchase_order_id: int | None = None
    cost_minor: int = 0
    currency: str = ""
    discrepancy: str = ""


@handles("open_purchase_order", OpenPurchaseOrder)
def open_purchase_order(tx: Transaction, command: OpenPurchaseOrder) -> Answer:
    """Answers `{number, lines}`; refused when the number is taken or a line says nothing that can be ordered."""
    number = command.number.strip()
    if not number or not command.supplier.strip():
        raise Refused("bad_purchase_order", "a purchase order needs its number and its supplier")
    if tx.one("SELECT id FROM purchase_order WHERE number = :number", {"number": number}) is not None:
        raise Refused("purchase_order_exists", f"there is a purchase order {number} already; choose another number", {"number": number})
    if not 1 <= len(command.lines) <= MOST_LINES:
        raise Refused("bad_purchase_order", f"a purchase order has 1 to {MOST_LINES} lines")
    lines = [_line(tx, text) for text in command.lines]
    if len({line.item_id for line in lines}) < len(lines):
        raise Refused("bad_purchase_order", "two lines order the same item; make one of them")
    if any(line.cost_minor for line in lines) and not command.currency.strip():
        raise Refused("bad_cost", "prices need their currency")
    order_id = tx.insert(
        "INSERT INTO purchase_order (number, supplier, expected_ms, note) VALUES (:number, :supplier, :expected_ms, :note) RETURNING id",
        {"number": number, "supplier": command.supplier.strip(), "expected_ms": command.expected_ms, "note": command.note},
    )
    for line in lines:
        tx.run(
            "INSERT INTO purchase_line (purchase_order_id, item_id, ordered, cost_minor, currency)"
            " VALUES (:order_id, :item_id, :ordered, :cost_minor, :currency)",
            {**line._asdict(), "order_id": order_id, "currency": command.currency.strip() if line.cost_minor else ""},
        )
    tx.emit("purchase_order", order_id)
    return {"number": number, "lines": len(lines)}


def _line(reader: Reader, text: str) -> _Line:
    said = _LINE.fullmatch(text.strip())
    if said is None or not int(said["ordered"]):
        raise Refused("bad_purchase_line", f"{text} is no line; say it as SKU×units@cost, such as LAMP-H7×20@315", {"line": text})
    item = item_by_sku(reader, said["sku"])
    if item["kit"] == "virtual":
        raise Refused("kit_has_no_stock", f"{item['sku']} is a kit without stock of its own; order its components", {"sku": item["sku"]})
    return _Line(item["id"], int(said["ordered"]), int(said["cost"] or 0))


@handles("close_purchase_order", ClosePurchaseOrder)
def close_purchase_order(tx: Transaction, command: ClosePurchaseOrder) -> Answer:
    """Answers the purchase order's view: what is missing stays missing."""
    return _end(tx, _open(tx, command.number), "closed")


@handles("cancel_purchase_order", CancelPurchaseOrder)
def cancel_purchase_order(tx: Transaction, command: CancelPurchaseOrder) -> Answer:
    """Answers the purchase order's view; refused `received_already` once anything of it came."""
    order = _open(tx, command.number)
    if tx.number("SELECT SUM(received) FROM purchase_line WHERE purchase_order_id = :id", {"id": order["id"]}):
        raise Refused("received_already", f"units of {order['number']} have come; close it instead of cancelling it")
    return _end(tx, order, "cancelled")


def _end(tx: Transaction, order: Row, state: str) -> Answer:
    tx.run("UPDATE purchase_order SET state = :state WHERE id = :id", {"state": state, "id": order["id"]})
    resolve_alert(tx, OVER_DELIVERED, order["id"])
    tx.emit("purchase_order", order["id"])
    return purchase_order_view(tx, order["number"], tx.now_ms)


def _by_number(reader: Reader, number: str) -> Row:
    order = reader.one("SELECT * FROM purchase_order WHERE number = :number", {"number": number.strip()})
    if order is None:
        raise Refused(
            "purchase_order_not_found", f"there is no purchase order {number}; check the number or open it", {"purchase_order": number}
        )
    return order


def _open(reader: Reader, number: str) -> Row:
    order = _by_number(reader, number)
    if order["state"] != "open":
        raise Refused(
            "purchase_order_ended",
            f"{order['number']} is {order['state']}; receive what still comes without it, or open a new one",
            {"purchase_order": order["number"], "state": order["state"]},
        )
    return order


def count_delivered(tx: Transaction, number: str, item: Row, quantity: int) -> Delivered:
    """Count units that arrived on a purchase order.

    More than was ordered is counted too, said in `discrepancy` and raised as an alert. Raises Refused `not_on_purchase_order`.
    """
    order = _open(tx, number)
    by_line = {"order_id": order["id"], "item_id": item["id"], "quantity": quantity}
    changed = tx.run(
        "UPDATE purchase_line SET received = received + :quantity WHERE purchase_order_id = :order_id AND item_id = :item_id", by_line
    )
    if not changed:
        raise Refused(
            "not_on_purchase_order",
            f"{item['sku']} is not on {order['number']}: set it aside and ask {order['supplier']}, or receive it without a purchase order",
            {"sku": item["sku"], "purchase_order": order["number"]},
        )
    line = tx.one("SELECT * FROM purchase_line WHERE purchase_order_id = :order_id AND item_id = :item_id", by_line)
    assert line is not None
    tx.emit("purchase_order", order["id"])
    over = line["received"] - line["ordered"]
    discrepancy = f"{over} more of {item['sku']} than {order['number']} asks for" if over > 0 else ""
    if discrepancy:
        raise_alert(tx, OVER_DELIVERED, order["id"], f"{discrepancy}: agree with {order['supplier']} whether they are kept")
    return Delivered(order["id"], line["cost_minor"], line["currency"], discrepancy)


def purchase_orders(reader: Reader, now_ms: int, *, state: str = "open", after: str = "", most: int = 200) -> list[Answer]:
    """Purchase orders in a state, what is due first coming first, those without a day last; `after` is the number of one.

    Each is `{number, supplier, state, expected_ms, ordered, received, missing, late}`; `late`: its day is over and units of it are missing.
    Raises Refused `purchase_order_not_found` when there is none to go on after.
    """
    last = _by_number(reader, after) if after else None
    beyond = {"day_ms": _due_ms(last), "id": last["id"]} if last else {"day_ms": -1, "id": 0}
    rows = reader.all(
        "SELECT o.number, o.supplier, o.state, o.expected_ms, SUM(l.ordered) AS ordered, SUM(l.received) AS received,"  # noqa: S608 - words of our own
        " SUM(CASE WHEN l.received < l.ordered THEN l.ordered - l.received ELSE 0 END) AS missing"
        " FROM purchase_order o CROSS JOIN purchase_line l WHERE l.purchase_order_id = o.id AND o.state = :state"
        f" AND ({_DUE_MS} > :day_ms OR ({_DUE_MS} = :day_ms AND o.id > :id))"
        " GROUP BY o.id, o.number, o.supplier, o.state, o.expected_ms"
        f" ORDER BY {_DUE_MS}, o.id LIMIT :most",
        {"state": state, "most": most, **beyond},
    )
    return [{**dict(row), "late": _is_late(row, now_ms)} for row in rows]


def _due_ms(order: Row) -> int:
    return _NO_DAY_MS if order["expected_ms"] is None else int(order["expected_ms"])


def purchase_order_view(reader: Reader, number: str, now_ms: int) -> Answer:
    """A purchase order as `purchase_orders` tells it, with its note and `lines`: `{sku, description, ordered, received, missing, over,
    cost_minor, currency}`. Raises Refused `purchase_order_not_found`.
    """
    order = _by_number(reader, number)
    lines = []
    for row in reader.all(
        "SELECT i.sku, i.description, l.ordered, l.received, l.cost_minor, l.currency FROM purchase_line l JOIN item i ON i.id = l.item_id"
        " WHERE l.purchase_order_id = :id ORDER BY i.sku",
        {"id": order["id"]},
    ):
        left = row["ordered"] - row["received"]
        lines.append({**dict(row), "missing": max(0, left), "over": max(0, -left)})
    sums = {name: sum(line[name] for line in lines) for name in ("ordered", "received", "missing")}
    head = {name: order[name] for name in ("number", "supplier", "state", "expected_ms", "note")}
    return {**head, **sums, "late": _is_late({**head, **sums}, now_ms), "lines": lines}


def _is_late(order: Row | Answer, now_ms: int) -> bool:
    expected_ms = order["expected_ms"]
    return order["state"] == "open" and order["missing"] > 0 and expected_ms is not None and now_ms >= expected_ms + _DAY_MS
