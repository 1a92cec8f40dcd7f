"""The rows of an order, written from what the channel said."""

from ledger.canonical import canonical
from ledger.channel_order import ChannelOrder, ChannelOrderLine
from ledger.listings import Mapping
from ledger.transaction import Transaction

_HEADER = ("updated_ms", "ship_by_ms", "currency", "total_minor", "service", "buyer", "note", "external_number")


def _header(order: ChannelOrder, digest: bytes) -> dict[str, object]:
    return {**{name: getattr(order, name) for name in _HEADER}, "ship_to": canonical(order.ship_to), "document_hash": digest}


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
            "placed_ms": order.placed_ms,
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
        "INSERT INTO order_line (order_id, external_id, listing, sku, title, quantity, price_minor, item_id, multiplier, ordered, reserved,"
        " cancelled) VALUES (:order_id, :external_id, :listing, :sku, :title, :quantity, :price_minor, :item_id, :multiplier, :ordered,"
        " :reserved, :cancelled) RETURNING id",
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
