"""The rows of an order, written from what the channel said."""

from ledger.canonical import canonical
from ledger.channel_order import ChannelOrder, ChannelOrderLine
from ledger.listings import Mapping
from ledger.transaction import Transaction


def _header(order: ChannelOrder, digest: bytes) -> dict[str, object]:
    return {
        "external_number": order.external_number,
        "updated_ms": order.updated_ms,
        "ship_by_ms": order.ship_by_ms,
        "currency": order.currency,
        "total_minor": order.total_minor,
        "service": order.service,
        "buyer": order.buyer,
        "note": order.note,
        "ship_to": canonical(order.ship_to),
        "document_hash": digest,
    }


def insert_order(tx: Transaction, order: ChannelOrder, digest: bytes, state: str) -> int:
    """Enter a new order; answers its id."""
    return tx.insert(
        "INSERT INTO orders (channel, account, external_id, external_number, placed_ms, updated_ms, ship_by_ms, currency,"
        " total_minor, service, buyer, note, ship_to, document_hash, cancelled, state)"
        " VALUES (:channel, :account, :external_id, :external_number, :placed_ms, :updated_ms, :ship_by_ms, :currency,"
        " :total_minor, :service, :buyer, :note, :ship_to, :document_hash, :cancelled, :state) RETURNING id",
        {
            **_header(order, digest),
            "channel": order.channel,
            "account": order.account,
            "external_id": order.external_id,
            "placed_ms": order.placed_ms or tx.now_ms,  # an order made by hand was placed when it came in, not before all others
            "cancelled": int(order.cancelled),
            "state": state,
        },
    )


def update_header(tx: Transaction, order_id: int, order: ChannelOrder, digest: bytes) -> None:
    """Replace what the channel may change of an order, lines apart."""
    tx.run(
        "UPDATE orders SET external_number = :external_number, updated_ms = :updated_ms, ship_by_ms = :ship_by_ms, currency = :currency,"
        " total_minor = :total_minor, service = :service, buyer = :buyer, note = :note, ship_to = :ship_to, document_hash = :document_hash"
        " WHERE id = :id",
        {**_header(order, digest), "id": order_id},
    )


def insert_line(
    tx: Transaction, order_id: int, line: ChannelOrderLine, mapping: Mapping | None, *, reserved: int = 0, cancelled: bool = False
) -> int:
    """Enter a line; an unmapped one counts offers as units until it is mapped. Answers its id."""
    multiplier = mapping.multiplier if mapping else 1
    ordered = line.quantity * multiplier
    return tx.insert(
        "INSERT INTO order_line (order_id, source_order_id, external_id, listing, sku, title, quantity, price_minor, item_id, multiplier,"
        " ordered, reserved, cancelled) VALUES (:order_id, :order_id, :external_id, :listing, :sku, :title, :quantity, :price_minor,"
        " :item_id, :multiplier, :ordered, :reserved, :cancelled) RETURNING id",
        {
            "order_id": order_id,
            "external_id": line.external_id,
            "listing": line.listing,
            "sku": line.sku,
            "title": line.title,
            "quantity": line.quantity,
            "price_minor": line.price_minor,
            "item_id": mapping.item_id if mapping else None,
            "multiplier": multiplier,
            "ordered": ordered,
            "reserved": reserved,
            "cancelled": ordered if cancelled else 0,
        },
    )
