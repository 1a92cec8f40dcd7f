"""Listings: a channel's offer, mapped once to an item and a multiplier; orders that waited for the mapping go on."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.publishing.outbox import enter_listings
from ledger.sales.mapping import BY_SKU, map_lines
from ledger.sales.order_rows import Mapping
from ledger.transaction import Answer, Reader, Transaction


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
    enter_listings(tx, item["id"])
    lines = tx.all(
        # CROSS JOIN: the few unmapped lines come first, not every order of the channel.
        "SELECT l.*, o.cancelled AS order_cancelled FROM order_line l CROSS JOIN orders o"
        " WHERE o.id = l.source_order_id AND l.item_id IS NULL AND o.channel = :channel AND o.account = :account"
        " AND (l.listing = :ref OR :by_sku || l.sku = :ref)"
        " ORDER BY o.placed_ms, l.id",
        {"channel": command.channel, "account": command.account, "ref": command.listing, "by_sku": BY_SKU},
    )
    orders = map_lines(tx, lines, Mapping(item["id"], command.multiplier, item["kit"] == "virtual"))
    return {"listing": command.listing, "sku": item["sku"], "orders": orders}


def unmapped_lines(reader: Reader) -> list[Answer]:
    """The offers that hold orders because nobody has mapped them, with how many lines wait for each."""
    rows = reader.all(
        "SELECT o.channel, o.account, l.listing, l.sku, MIN(l.title) AS title, COUNT(*) AS lines FROM order_line l"
        " JOIN orders o ON o.id = l.order_id WHERE l.item_id IS NULL AND l.quantity > 0 AND o.cancelled = 0"
        " GROUP BY o.channel, o.account, l.listing, l.sku ORDER BY lines DESC, title LIMIT 200"
    )
    return [dict(row) for row in rows]
