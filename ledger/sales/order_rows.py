"""The rows of an order, written from what the channel said; a virtual kit becomes a line of its own and one for each of its components."""

from typing import NamedTuple

from ledger.canonical import canonical
from ledger.goods.kits import components
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.transaction import Reader, Row, Transaction


class Mapping(NamedTuple):
    """The item behind an offer, and units of it in one offer; `kit` says that the item is made of others and has no stock itself."""

    item_id: int
    multiplier: int
    kit: bool = False


class Wanted(NamedTuple):
    """A row to be entered: `ordered` units of the mapped item; `kit` is the id of the kit's line where this is a component of it."""

    line: ChannelOrderLine
    mapping: Mapping | None
    ordered: int
    kit: str = ""


def wanted_rows(reader: Reader, line: ChannelOrderLine, mapping: Mapping | None) -> list[Wanted]:
    """The rows that serve a line; an unmapped one counts offers as units until it is mapped."""
    if mapping is None:
        return [Wanted(line, None, line.quantity)]
    units = line.quantity * mapping.multiplier
    if mapping.kit:
        parts = component_rows(reader, line.external_id, mapping.item_id, units)
        if parts:
            return [Wanted(line, mapping, 0), *parts]
    return [Wanted(line, mapping, units)]


def component_rows(reader: Reader, line_id: str, kit_id: int, kits: int) -> list[Wanted]:
    """The rows of what `kits` kits are made of; none for an item that is no virtual kit."""
    rows = []
    for component in components(reader, kit_id):
        item = reader.one("SELECT sku, description FROM item WHERE id = :id", {"id": component.item_id})
        assert item is not None
        units = kits * component.quantity
        line = ChannelOrderLine(f"{line_id}/{item['sku']}", "", item["sku"], item["description"], units, 0)
        rows.append(Wanted(line, Mapping(component.item_id, 1), units, line_id))
    return rows


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
    return tx.enter(
        "orders",
        channel=order.channel,
        account=order.account,
        external_id=order.external_id,
        placed_ms=order.placed_ms,
        cancelled=int(order.cancelled),
        state=state,
        state_ms=tx.now_ms,
        **_header(order, digest),
    )


def update_header(tx: Transaction, order_id: int, order: ChannelOrder, digest: bytes) -> None:
    """Replace what the channel may change of an order, lines apart; parts that were split from it go to the same address.

    A ship-by date that the channel does not give stays as we worked it out.
    """
    said = _header(order, digest)
    tx.run(
        "UPDATE orders SET external_number = :external_number, updated_ms = :updated_ms, ship_by_ms = COALESCE(:ship_by_ms, ship_by_ms),"
        " currency = :currency, total_minor = :total_minor, service = :service, buyer = :buyer, note = :note, ship_to = :ship_to,"
        " document_hash = :document_hash WHERE id = :id",
        {**said, "id": order_id},
    )
    tx.run(
        "UPDATE orders SET ship_by_ms = COALESCE(:ship_by_ms, ship_by_ms), service = :service, buyer = :buyer, note = :note,"
        " ship_to = :ship_to WHERE split_from = :id AND cancelled = 0 AND state <> 'shipped'",
        {**{name: said[name] for name in ("ship_by_ms", "service", "buyer", "note", "ship_to")}, "id": order_id},
    )


def insert_line(
    tx: Transaction,
    order_id: int,
    wanted: Wanted,
    *,
    source_order_id: int | None = None,
    parent_id: int | None = None,
    reserved: int = 0,
    cancelled: bool = False,
) -> int:
    """Enter a line that `order_id` serves, for the buyer of `source_order_id` (the same order unless said otherwise). Answers its id."""
    line, mapping = wanted.line, wanted.mapping
    return tx.enter(
        "order_line",
        order_id=order_id,
        source_order_id=order_id if source_order_id is None else source_order_id,
        parent_id=parent_id,
        role="" if parent_id is None else "component",
        external_id=line.external_id,
        listing=line.listing,
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        price_minor=line.price_minor,
        item_id=mapping.item_id if mapping else None,
        multiplier=mapping.multiplier if mapping else 1,
        ordered=wanted.ordered,
        reserved=reserved,
        cancelled=wanted.ordered if cancelled else 0,
        shipped_elsewhere=line.shipped,
    )


def add_part(tx: Transaction, row: Row, order_id: int) -> int:
    """Another row of a line, served by another order, without units yet; the offers stay counted on the first row. Answers its id."""
    return tx.insert(
        "INSERT INTO order_line (order_id, source_order_id, parent_id, role, external_id, listing, sku, title, quantity, price_minor,"
        " item_id, multiplier, ordered) SELECT :order_id, source_order_id, parent_id, role, external_id, listing, sku, title, 0,"
        " price_minor, item_id, multiplier, 0 FROM order_line WHERE id = :id RETURNING id",
        {"order_id": order_id, "id": row["id"]},
    )
