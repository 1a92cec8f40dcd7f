"""What an outbox row says to its channel or carrier, from what is true at this moment."""

from typing import NamedTuple

from ledger.audit.activity import Partner
from ledger.publishing.outbox import available, published_quantity
from ledger.sales.kit_lines import kit_lines
from ledger.sales.order_parts import lines_of_buyer
from ledger.sales.orders import order_number
from ledger.transaction import Answer, Reader, Row


class Said(NamedTuple):
    """What is said to whom: the message for the connector, the same in words, and the quantity it tells, if it tells one."""

    partner: Partner
    message: Answer
    words: str
    quantity: int | None = None


def said_of(reader: Reader, row: Row) -> Said | None:
    """What a row (with kind, subject and version) says now; None when what it was about is gone.

    The message of a quantity: `{channel, account, listing, quantity}`; of a shipment: `{channel, account, external_id, external_number,
    order, carrier, service, tracking, lines}` with every parcel's number in `tracking` and, for each of the channel's own lines,
    `{external_id, listing, sku, quantity}` in its offers; of a void: `{carrier, account, service, tracking, order}`.
    """
    return _quantity(reader, row["subject"]) if row["kind"] == "quantity" else _parcels(reader, row["kind"], row["subject"])


def _quantity(reader: Reader, listing_id: int) -> Said | None:
    listing = reader.one("SELECT * FROM listing WHERE id = :id", {"id": listing_id})
    if listing is None:
        return None
    quantity = published_quantity(listing, available(reader, listing["item_id"]))
    partner = Partner(listing["channel"], listing["account"], item_id=listing["item_id"])
    message = {"channel": listing["channel"], "account": listing["account"], "listing": listing["ref"], "quantity": quantity}
    return Said(partner, message, f"{listing['ref']} has {quantity}", quantity)


def _parcels(reader: Reader, kind: str, shipment_id: int) -> Said | None:
    shipment = reader.one(
        # A shipment that was carried by another order's has its parcels and its lines there.
        "SELECT s.order_id, s.carrier, s.carrier_account, s.service, s.tracking, o.channel, o.account, o.external_id, o.external_number,"
        " c.id AS carrying_id, c.order_id AS serving_id"
        " FROM shipment s JOIN orders o ON o.id = s.order_id JOIN shipment c ON c.id = COALESCE(s.carried_by, s.id) WHERE s.id = :id",
        {"id": shipment_id},
    )
    if shipment is None:
        return None
    number = order_number(shipment["order_id"])
    label = {"carrier": shipment["carrier"], "service": shipment["service"], "tracking": _tracking(reader, shipment)}
    said = f"{label['carrier']} {', '.join(label['tracking'])}".strip()
    if kind == "void":
        carrier = Partner(shipment["carrier"], shipment["carrier_account"], shipment["order_id"])
        return Said(carrier, {**label, "account": shipment["carrier_account"], "order": number}, f"void the label {said}")
    names = {name: shipment[name] for name in ("channel", "account", "external_id", "external_number")}
    partner = Partner(shipment["channel"], shipment["account"], shipment["order_id"])
    return Said(partner, {**names, "order": number, **label, "lines": _lines(reader, shipment)}, f"{number} shipped: {said}")


def _tracking(reader: Reader, shipment: Row) -> list[str]:
    rows = reader.all("SELECT tracking FROM parcel WHERE shipment_id = :id ORDER BY number, id", {"id": shipment["carrying_id"]})
    return list(dict.fromkeys(text for text in (*[row["tracking"] for row in rows], shipment["tracking"]) if text))


def _lines(reader: Reader, shipment: Row) -> list[Answer]:
    """The channel's own lines of the order, in its offers: what the components of a kit or a substitute shipped counts for their line."""
    rows = lines_of_buyer(reader, shipment["order_id"])
    kits = {row["id"]: kit for kit in kit_lines(rows) for row in kit.lines}
    lines = []
    for row in rows:
        if row["role"] or row["order_id"] != shipment["serving_id"]:
            continue
        if row["id"] in kits:
            offers = kits[row["id"]].offers(row["order_id"], "shipped")
        else:
            instead = sum(one["shipped"] for one in rows if one["role"] == "substitute" and one["parent_id"] == row["id"])
            offers = (row["shipped"] + instead) // row["multiplier"]
        if offers:
            lines.append({"external_id": row["external_id"], "listing": row["listing"], "sku": row["sku"], "quantity": offers})
    return lines
