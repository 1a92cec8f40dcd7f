"""Listings: a channel's offer, mapped once to an item and a multiplier; orders that waited for the mapping go on."""

from dataclasses import dataclass
from typing import NamedTuple

from ledger.catalog import item_by_sku
from ledger.channel_order import ChannelOrder, ChannelOrderLine
from ledger.command import handles
from ledger.errors import Refused
from ledger.holds import KINDS, place_hold, release_hold
from ledger.reservations import reserve_lines, waiting_lines
from ledger.transaction import Answer, Reader, Transaction

BY_SKU = "sku:"
"""Prefix of a reference that names the offer by the channel's SKU, for channels and lines that give no listing id."""

NO_LISTINGS = ("manual",)
"""Channels that sell by our own SKU; they publish nothing, so they have no listings."""


@dataclass(frozen=True, slots=True)
class MapListing:
    """Map an offer of a channel account to an item: one offer sold takes `multiplier` units; `buffer` units are never published.

    `listing` is what order lines carry (`variant:44`, `item:110:7`) or `sku:` and the channel's SKU.
    """

    channel: str
    account: str
    listing: str
    sku: str
    multiplier: int = 1
    buffer: int = 0


class Mapping(NamedTuple):
    """The item behind an offer, and units of it in one offer."""

    item_id: int
    multiplier: int


@handles("map_listing", MapListing)
def map_listing(tx: Transaction, command: MapListing) -> Answer:
    """Answers `{listing, sku, orders}`: how many waiting orders the mapping set going."""
    if command.listing in ("", BY_SKU) or command.multiplier < 1 or command.buffer < 0:
        raise Refused(
            "bad_listing", "a mapping needs a listing, or sku: and the channel's SKU, a multiplier of 1 or more and a buffer of 0 or more"
        )
    item = item_by_sku(tx, command.sku)
    tx.run(
        "INSERT INTO listing (channel, account, ref, item_id, multiplier, buffer)"
        " VALUES (:channel, :account, :ref, :item_id, :multiplier, :buffer)"
        " ON CONFLICT (channel, account, ref) DO UPDATE"
        " SET item_id = excluded.item_id, multiplier = excluded.multiplier, buffer = excluded.buffer",
        {
            "channel": command.channel,
            "account": command.account,
            "ref": command.listing,
            "item_id": item["id"],
            "multiplier": command.multiplier,
            "buffer": command.buffer,
        },
    )
    tx.touched_items.add(item["id"])
    orders = _map_waiting_lines(tx, command, Mapping(item["id"], command.multiplier))
    return {"listing": command.listing, "sku": item["sku"], "orders": orders}


def _map_waiting_lines(tx: Transaction, command: MapListing, mapping: Mapping) -> int:
    lines = tx.all(
        # CROSS JOIN: the few unmapped lines come first, not every order of the channel.
        "SELECT l.id, l.order_id, l.quantity, o.cancelled FROM order_line l CROSS JOIN orders o"
        " WHERE o.id = l.order_id AND l.item_id IS NULL AND o.channel = :channel AND o.account = :account"
        " AND (l.listing = :ref OR :by_sku || l.sku = :ref)"
        " ORDER BY o.placed_ms, l.id",
        {"channel": command.channel, "account": command.account, "ref": command.listing, "by_sku": BY_SKU},
    )
    for line in lines:
        ordered = line["quantity"] * mapping.multiplier
        tx.run(
            "UPDATE order_line SET item_id = :item_id, multiplier = :multiplier, ordered = :ordered, cancelled = :cancelled WHERE id = :id",
            {
                "item_id": mapping.item_id,
                "multiplier": mapping.multiplier,
                "ordered": ordered,
                "cancelled": ordered if line["cancelled"] else 0,
                "id": line["id"],
            },
        )
    orders = dict.fromkeys(line["order_id"] for line in lines if not line["cancelled"])
    for order_id in orders:
        tx.tell(order_id, "mapped", listing=command.listing, item=mapping.item_id, multiplier=mapping.multiplier)
        reserve_lines(tx, waiting_lines(tx, order_id))
        hold_while_unmapped(tx, order_id)
    return len(orders)


def hold_while_unmapped(tx: Transaction, order_id: int) -> None:
    """Hold an order as long as a line of it wants units of an offer that nobody has mapped; a line that was removed wants none."""
    if tx.number("SELECT COUNT(*) FROM order_line WHERE order_id = :id AND item_id IS NULL AND quantity > 0", {"id": order_id}):
        place_hold(tx, order_id, "unmapped", KINDS["unmapped"])
    else:
        release_hold(tx, order_id, "unmapped")


def resolve(tx: Transaction, order: ChannelOrder, line: ChannelOrderLine) -> Mapping | None:
    """The item behind an order line; None when nobody has mapped the offer yet.

    A channel SKU that is exactly one of ours maps itself, once: that is what sellers mean by giving both the same name.
    """
    for ref in (line.listing, f"{BY_SKU}{line.sku}"):
        row = tx.one(
            "SELECT item_id, multiplier FROM listing WHERE channel = :channel AND account = :account AND ref = :ref",
            {"channel": order.channel, "account": order.account, "ref": ref},
        )
        if row is not None:
            return Mapping(*row)
    item = tx.one("SELECT id FROM item WHERE sku = :sku", {"sku": line.sku}) if line.sku else None
    if item is None:
        return None
    if order.channel not in NO_LISTINGS:
        tx.run(
            "INSERT INTO listing (channel, account, ref, item_id) VALUES (:channel, :account, :ref, :item_id)",
            {"channel": order.channel, "account": order.account, "ref": line.listing or f"{BY_SKU}{line.sku}", "item_id": item["id"]},
        )
        tx.touched_items.add(item["id"])  # the new listing is told its quantity even when nothing of it could be reserved
    return Mapping(item["id"], 1)


def unmapped_lines(reader: Reader) -> list[Answer]:
    """The offers that hold orders because nobody has mapped them, with how many lines wait for each."""
    rows = reader.all(
        "SELECT o.channel, o.account, l.listing, l.sku, MIN(l.title) AS title, COUNT(*) AS lines FROM order_line l"
        " JOIN orders o ON o.id = l.order_id WHERE l.item_id IS NULL AND l.quantity > 0 AND o.cancelled = 0"
        " GROUP BY o.channel, o.account, l.listing, l.sku ORDER BY lines DESC, title LIMIT 200"
    )
    return [dict(row) for row in rows]
