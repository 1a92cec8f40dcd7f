"""From a channel's offer to one of our items: by a listing, or by a SKU that both call the same; lines that waited for it go on."""

from collections.abc import Sequence

from ledger.promises.shortages import serve_order
from ledger.publishing.outbox import enter_listings
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.sales.holds import hold_while_unmapped
from ledger.sales.order_rows import Mapping, component_rows, insert_line
from ledger.transaction import Row, Transaction

BY_SKU = "sku:"
"""Prefix of a reference that names the offer by the channel's SKU, for channels and lines that give no listing id."""

NO_LISTINGS = ("manual", "csv")
"""Sources that sell by our own SKU; they publish nothing, so they have no listings."""


def resolve(tx: Transaction, order: ChannelOrder, lines: Sequence[ChannelOrderLine]) -> list[Mapping | None]:
    """The items behind order lines; None where nobody has mapped the offer yet.

    A channel SKU that is exactly one of ours maps itself, once: that is what sellers mean by giving both the same name.
    """
    listed = _listed(tx, order, [line.listing for line in lines])
    others = [f"{BY_SKU}{line.sku}" for line in lines if line.listing not in listed]
    if others:
        listed |= _listed(tx, order, others)
    return [listed.get(line.listing) or listed.get(f"{BY_SKU}{line.sku}") or _by_our_sku(tx, order, line, listed) for line in lines]


def _listed(tx: Transaction, order: ChannelOrder, refs: list[str]) -> dict[str, Mapping]:
    rows = tx.all_for(
        "ref",
        refs,
        "SELECT l.ref, l.item_id, l.multiplier, i.kit FROM listing l JOIN item i ON i.id = l.item_id"
        " WHERE l.channel = :channel AND l.account = :account AND l.ref = :ref",
        {"channel": order.channel, "account": order.account},
    )
    return {ref: Mapping(item_id, multiplier, kit == "virtual") for ref, item_id, multiplier, kit in rows}


def _by_our_sku(tx: Transaction, order: ChannelOrder, line: ChannelOrderLine, listed: dict[str, Mapping]) -> Mapping | None:
    """The item that is called as the channel calls it; the offer is listed from then on."""
    item = tx.one("SELECT id, kit FROM item WHERE sku = :sku", {"sku": line.sku}) if line.sku else None
    if item is None:
        return None
    mapping = Mapping(item["id"], 1, item["kit"] == "virtual")
    if order.channel not in NO_LISTINGS:
        ref = line.listing or f"{BY_SKU}{line.sku}"
        _list_by_sku(tx, order.channel, order.account, ref, mapping.item_id)
        listed[ref] = mapping
    return mapping


def _list_by_sku(tx: Transaction, channel: str, account: str, ref: str, item_id: int) -> None:
    tx.enter("listing", channel=channel, account=account, ref=ref, item_id=item_id)
    enter_listings(tx, item_id)  # the new listing is told its quantity even when nothing of it could be reserved


def map_by_sku(tx: Transaction, item_id: int, sku: str) -> int:
    """A new item has the SKU that waiting lines show: they are its, and go on. Answers how many orders went on."""
    kit = tx.one("SELECT kit FROM item WHERE id = :id", {"id": item_id})
    lines = tx.all(
        # CROSS JOIN: the few unmapped lines come first, not every order there ever was.
        "SELECT l.*, o.cancelled AS order_cancelled, o.channel, o.account FROM order_line l CROSS JOIN orders o"
        " WHERE o.id = l.source_order_id AND l.item_id IS NULL AND l.sku = :sku ORDER BY o.placed_ms, l.id",
        {"sku": sku},
    )
    for channel, account, ref in sorted({(line["channel"], line["account"], line["listing"] or f"{BY_SKU}{sku}") for line in lines}):
        if channel not in NO_LISTINGS:
            _list_by_sku(tx, channel, account, ref, item_id)
    return map_lines(tx, lines, Mapping(item_id, 1, kit is not None and kit["kit"] == "virtual"))


def map_lines(tx: Transaction, lines: Sequence[Row], mapping: Mapping) -> int:
    """Point waiting lines (rows of order_line with `order_cancelled`) to an item and let their orders go on; answers how many did."""
    for line in lines:
        point_to(tx, line, mapping, cancelled=bool(line["order_cancelled"]))
    orders = {line["order_id"]: line["listing"] or line["sku"] for line in lines if not line["order_cancelled"]}
    for order_id, listing in orders.items():
        tx.tell(order_id, "mapped", listing=listing, item=mapping.item_id, multiplier=mapping.multiplier)
        serve_order(tx, order_id)
        hold_while_unmapped(tx, order_id)
    return len(orders)


def point_to(tx: Transaction, line: Row, mapping: Mapping | None, *, cancelled: bool = False) -> None:
    """Let a line of which no unit is promised or in hand want an item, or a kit, whose components become lines; None: nobody knows."""
    multiplier = mapping.multiplier if mapping else 1
    units = line["quantity"] * multiplier
    parts = component_rows(tx, line["external_id"], mapping.item_id, units) if mapping and mapping.kit else []
    ordered = 0 if parts else units
    tx.run(
        "UPDATE order_line SET item_id = :item_id, multiplier = :multiplier, ordered = :ordered, cancelled = :cancelled WHERE id = :id",
        {
            "item_id": mapping.item_id if mapping else None,
            "multiplier": multiplier,
            "ordered": ordered,
            "cancelled": ordered if cancelled else 0,
            "id": line["id"],
        },
    )
    for part in parts:
        insert_line(tx, line["order_id"], part, source_order_id=line["source_order_id"], parent_id=line["id"], cancelled=cancelled)
