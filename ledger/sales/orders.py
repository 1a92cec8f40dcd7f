"""Orders: their numbers, and what can be read of them."""

import json

from ledger.errors import Refused
from ledger.picking.short_decisions import decision
from ledger.sales.kit_lines import kit_lines
from ledger.sales.order_parts import FORMER, lines_of_buyer
from ledger.transaction import Answer, Reader, Row

_FIRST_NUMBER = 100_000
_PREFIX = "SO-"


def order_number(order_id: int) -> str:
    """What the floor calls an order: `SO-100017`, also the text of the QR code on its slip."""
    return f"{_PREFIX}{_FIRST_NUMBER + order_id}"


def state_in_words(order: Row) -> str:
    """The state of an order (a row of orders) for the sentence "it is …": a merged one names the order that it goes out with."""
    return f"merged into {order_number(order['merged_into'])}" if order["state"] == "merged" else str(order["state"])


def refuse_merged(order: Row) -> None:
    """Refused `merged`, naming the lead, for an order (a row of orders) that another one serves: that one is asked and decided about."""
    if order["merged_into"] is not None and not order["cancelled"]:
        number = order_number(order["id"])
        raise Refused("merged", f"{number} is {state_in_words(order)}; decide about that one, it has the lines of both")


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
        "SELECT * FROM orders WHERE id IN (SELECT s.order_id FROM parcel p JOIN shipment s ON s.id = p.shipment_id"
        " WHERE p.tracking = :number AND p.tracking <> '') ORDER BY id LIMIT 5",
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
    order_id = our_id(wanted)
    return reader.one("SELECT * FROM orders WHERE id = :id", {"id": order_id}) if order_id > 0 else None


def our_id(text: str) -> int:
    """The row that one of our numbers names; nothing above 0 where the text is none."""
    digits = text.strip().upper().removeprefix(_PREFIX)
    return int(digits) - _FIRST_NUMBER if digits.isascii() and digits.isdigit() and len(digits) <= 18 else 0


def order_view(reader: Reader, number: str) -> Answer:
    """An order with its lines, holds, tote and shipments; `decision` says what people may choose when units were not found.

    Raises Refused as `order_by_number` does.
    """
    order = order_by_number(reader, number)
    by_id = {"id": order["id"]}
    holds = reader.all("SELECT kind, reason, until_ms FROM hold WHERE order_id = :id AND released_seq IS NULL ORDER BY id", by_id)
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
        **_relations(reader, order),
        "total_minor": order["total_minor"],
        "currency": order["currency"],
        "service": order["service"],
        "note": order["note"],
        "ship_to": json.loads(order["ship_to"]),
        "tote": tote["code"] if tote else "",
        "holds": [dict(row) for row in holds],
        "decision": decision(reader, order["id"]),
        "lines": _lines(reader, order["id"]),
        "shipments": [dict(row) for row in shipments],
        "put_back": [dict(row) for row in put_back],
    }


def _lines(reader: Reader, order_id: int) -> list[Answer]:
    """What an order serves, and what others serve of it; under a kit its components, and under a line what is sent instead.

    `part_of` is the line that a component or a substitute belongs to, `served_by` and `for_order` are other orders' numbers. A kit's
    `quantity` is how many of its offers the order serves; of other lines the first of their parts counts the offers of all.
    """
    rows = reader.all(
        "SELECT l.id, l.external_id, l.sku AS channel_sku, l.listing, l.title, l.quantity, l.price_minor, i.sku, i.description,"
        " l.multiplier, l.ordered, l.reserved, l.picked, l.packed, l.shipped, l.cancelled, l.role, COALESCE(p.external_id, '') AS part_of,"
        " l.order_id, l.source_order_id FROM order_line l LEFT JOIN item i ON i.id = l.item_id LEFT JOIN order_line p ON p.id = l.parent_id"
        " WHERE (l.order_id = :id OR l.source_order_id = :id AND l.source_order_id <> l.order_id)"
        " AND (l.role = '' OR l.ordered > 0) ORDER BY COALESCE(p.parent_id, l.parent_id, l.id), COALESCE(l.parent_id, 0), l.id",
        {"id": order_id},
    )
    offers = _offers_of_kits(reader, {row["source_order_id"] for row in rows if row["role"] == "component"})
    lines = []
    for row in rows:
        if FORMER in row["external_id"]:
            continue
        line = dict(row)
        serving, source = line.pop("order_id"), line.pop("source_order_id")
        line["quantity"] = offers.get(line.pop("id"), line["quantity"])
        line["served_by"] = order_number(serving) if serving != order_id else ""
        line["for_order"] = order_number(source) if source != order_id else ""
        lines.append(line)
    return lines


def _offers_of_kits(reader: Reader, buyers: set[int]) -> dict[int, int]:
    """How many offers each row of a kit stands for, where several orders serve whole kits of one line."""
    offers: dict[int, int] = {}
    for kit in (kit for buyer in buyers for kit in kit_lines(lines_of_buyer(reader, buyer)) if len(kit.lines) > 1):
        first, *others = kit.lines
        elsewhere = {row["id"]: kit.offers(row["order_id"], "ordered") for row in others}
        offers |= elsewhere
        offers[first["id"]] = first["quantity"] - sum(elsewhere.values())
    return offers


def _relations(reader: Reader, order: Row) -> Answer:
    """How an order belongs with others, by their numbers, and what people noted about it."""
    by_id = {"id": order["id"]}
    merged = reader.all("SELECT id FROM orders WHERE merged_into = :id ORDER BY id", by_id)
    parts = reader.all("SELECT id FROM orders WHERE split_from = :id ORDER BY id", by_id)
    notes = reader.all("SELECT detail FROM timeline_entry WHERE order_id = :id AND kind = 'note' ORDER BY seq, entry", by_id)
    return {
        "customer_po": order["customer_po"],
        **{name: order_number(order[name]) if order[name] else "" for name in ("replaces", "merged_into", "split_from")},
        "merged": [order_number(row["id"]) for row in merged],
        "parts": [order_number(row["id"]) for row in parts],
        "notes": [json.loads(row["detail"])["note"] for row in notes],
    }


def summary(order: Row) -> Answer:
    """One row of the console."""
    return {
        "order": order_number(order["id"]),
        "state": order["state"],
        "kind": order["kind"],
        "channel": order["channel"],
        "account": order["account"],
        "external_number": order["external_number"],
        "external_id": order["external_id"],
        "buyer": order["buyer"],
        "placed_ms": order["placed_ms"],
        "ship_by_ms": order["ship_by_ms"],
        "priority": order["priority"],
    }


def backlog(reader: Reader) -> dict[str, int]:
    """How many orders are in each state."""
    return {row["state"]: row["orders"] for row in reader.all("SELECT state, COUNT(*) AS orders FROM orders GROUP BY state ORDER BY state")}
