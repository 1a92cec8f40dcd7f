"""Orders: their numbers, and what can be read of them."""

import json

from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row

_FIRST_NUMBER = 100_000
_PREFIX = "SO-"

PAGE = 50
"""Orders on one page of the console."""


def order_number(order_id: int) -> str:
    """What the floor calls an order: `SO-100017`, also the text of the QR code on its slip."""
    return f"{_PREFIX}{_FIRST_NUMBER + order_id}"


def order_by_number(reader: Reader, number: str) -> Row:
    """The order that a number means: ours (`SO-100017`, `100017`), the channel's own (`#9999`), the channel's id, or a tracking number.

    Raises Refused `order_not_found`, or `order_ambiguous` when a number without its `SO-` or `#` means several.
    """
    wanted = number.strip()
    ours = _by_our_number(reader, wanted)
    if ours is not None and wanted.upper().startswith(_PREFIX):
        return ours
    rows = reader.all(
        "SELECT * FROM orders WHERE external_number IN (:number, :hashed) OR external_id = :number ORDER BY id LIMIT 5",
        {"number": wanted, "hashed": f"#{wanted}"},
    ) or reader.all(
        # A parcel without a label has an empty tracking number, which names nothing; two parcels of an order may share one.
        "SELECT * FROM orders WHERE id IN (SELECT order_id FROM shipment WHERE tracking = :number AND tracking <> '') ORDER BY id LIMIT 5",
        {"number": wanted},
    )
    if ours is not None:  # a large shop's own numbers reach six digits too
        rows = [ours, *[row for row in rows if row["id"] != ours["id"]]]
    if not rows:
        raise Refused("order_not_found", f"there is no order {number}; try its number, the channel's number or the tracking number")
    if len(rows) > 1:
        numbers = ", ".join(order_number(row["id"]) for row in rows)
        raise Refused("order_ambiguous", f"{number} means several orders ({numbers}); use one of these numbers", {"orders": numbers})
    return rows[0]


def _by_our_number(reader: Reader, wanted: str) -> Row | None:
    order_id = _our_id(wanted)
    return reader.one("SELECT * FROM orders WHERE id = :id", {"id": order_id}) if order_id > 0 else None


def _our_id(text: str) -> int:
    """The row that one of our numbers names; nothing above 0 where the text is none."""
    digits = text.strip().upper().removeprefix(_PREFIX)
    return int(digits) - _FIRST_NUMBER if digits.isascii() and digits.isdigit() and len(digits) <= 18 else 0


def order_view(reader: Reader, number: str) -> Answer:
    """An order with its lines, holds, tote and shipments. Raises Refused as `order_by_number` does."""
    order = order_by_number(reader, number)
    by_id = {"id": order["id"]}
    lines = reader.all(
        "SELECT l.external_id, l.sku AS channel_sku, l.listing, l.title, l.quantity, l.price_minor, i.sku, i.description, l.multiplier,"
        " l.ordered, l.reserved, l.picked, l.packed, l.shipped, l.cancelled"
        " FROM order_line l LEFT JOIN item i ON i.id = l.item_id WHERE l.order_id = :id ORDER BY l.id",
        by_id,
    )
    holds = reader.all("SELECT kind, reason FROM hold WHERE order_id = :id AND released_seq IS NULL ORDER BY id", by_id)
    tote = reader.one("SELECT p.code FROM tote_assignment t JOIN place p ON p.id = t.tote_id WHERE t.order_id = :id", by_id)
    shipments = reader.all(
        "SELECT s.carrier, s.service, s.tracking, s.batch_number AS batch, s.state,"
        " (SELECT SUM(weight_g) FROM parcel WHERE shipment_id = s.id) AS weight_g FROM shipment s WHERE s.order_id = :id ORDER BY s.id",
        by_id,
    )
    put_back = reader.all(
        "SELECT b.id AS task, i.sku, p.code AS place, b.quantity FROM put_back b JOIN item i ON i.id = b.item_id"
        " JOIN place p ON p.id = b.place_id WHERE b.order_id = :id AND b.state = 'open' ORDER BY b.id",
        by_id,
    )
    return {
        **summary(order),
        "total_minor": order["total_minor"],
        "currency": order["currency"],
        "service": order["service"],
        "note": order["note"],
        "ship_to": json.loads(order["ship_to"]),
        "tote": tote["code"] if tote else "",
        "holds": [dict(row) for row in holds],
        "lines": [dict(row) for row in lines],
        "shipments": [dict(row) for row in shipments],
        "put_back": [dict(row) for row in put_back],
    }


def summary(order: Row) -> Answer:
    """One row of the console."""
    return {
        "order": order_number(order["id"]),
        "state": order["state"],
        "channel": order["channel"],
        "account": order["account"],
        "external_number": order["external_number"],
        "external_id": order["external_id"],
        "buyer": order["buyer"],
        "placed_ms": order["placed_ms"],
        "ship_by_ms": order["ship_by_ms"],
        "priority": order["priority"],
    }


def order_list(reader: Reader, *, state: str = "", channel: str = "", text: str = "", before: str = "", most: int = PAGE) -> Answer:
    """A page of the console, newest first: `{orders, next}`; `next` is the `before` of the following page, empty on the last.

    `text` finds parts of our number, the channel's number or the buyer's name.
    """
    conditions = ["1 = 1"]
    params: dict[str, object] = {"most": most + 1}
    if state:
        conditions.append("state = :state")
        params["state"] = state
    if channel:
        conditions.append("channel = :channel")
        params["channel"] = channel
    if before.isascii() and before.isdigit() and len(before) <= 18:
        conditions.append("id < :before")
        params["before"] = int(before)
    if text:
        conditions.append("(id = :number OR LOWER(external_number) LIKE :text ESCAPE '!' OR LOWER(buyer) LIKE :text ESCAPE '!')")
        pattern = text.strip().lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
        params |= {"number": _our_id(text), "text": f"%{pattern}%"}
    # The conditions are our own words; every value is a parameter.
    rows = reader.all(f"SELECT * FROM orders WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT :most", params)  # noqa: S608
    return {"orders": [summary(row) for row in rows[:most]], "next": str(rows[most - 1]["id"]) if len(rows) > most else ""}


def backlog(reader: Reader) -> dict[str, int]:
    """How many orders are in each state."""
    return {row["state"]: row["orders"] for row in reader.all("SELECT state, COUNT(*) AS orders FROM orders GROUP BY state ORDER BY state")}
