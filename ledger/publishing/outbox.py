"""The outbox: what the channels must be told, marked in the transaction that caused it.

Quantities are absolute and coalesce: one row per listing, carrying the version (journal number) of the newest cause.
Published quantity = max(0, floor((available - buffer) / multiplier)); what is available of a virtual kit is what its components make.
"""

from ledger.goods.kits import kit_available
from ledger.transaction import Answer, Reader, Row, Transaction

# A newer cause takes up at once what was done, or what a channel has taken and not yet applied (leased by no worker). It leaves the rest
# as it is: what a worker says just now is said anew after the answer, so that two messages about one listing never overtake each other;
# what failed waits its time; what is parked waits for a person.
_TAKEN_UP = (
    "state = CASE WHEN outbox.state = 'done' OR (outbox.state = 'leased' AND outbox.worker = '') THEN 'due' ELSE outbox.state END,"
    " next_ms = CASE WHEN outbox.state = 'leased' AND outbox.worker = '' THEN 0 ELSE outbox.next_ms END"
)
_MARK = f"UPDATE outbox SET version = :seq, {_TAKEN_UP} WHERE kind = 'quantity' AND subject IN ({{}})"  # noqa: S608 - words of our own
_LISTINGS = (
    "SELECT id FROM listing WHERE item_id = :item"
    " UNION ALL SELECT l.id FROM kit_component c JOIN item k ON k.id = c.kit_id AND k.kit = 'virtual'"
    " JOIN listing l ON l.item_id = k.id WHERE c.item_id = :item"
)


def enter_listings(tx: Transaction, item_id: int) -> None:
    """Give every new listing of an item its row; from then on it is marked whenever the item is touched."""
    tx.run(
        "INSERT INTO outbox (kind, subject, version) SELECT 'quantity', id, :seq FROM listing WHERE item_id = :item_id"
        " ON CONFLICT (kind, subject) DO NOTHING",
        {"seq": tx.seq, "item_id": item_id},
    )
    tx.touched_items.add(item_id)


def publish_quantities(tx: Transaction) -> None:
    """Mark the listings of every touched item as due, and those of the virtual kits that contain it."""
    items = sorted(tx.touched_items)
    tx.run_for("item", items, _MARK, _LISTINGS, {"seq": tx.seq})
    for item_id in items:
        tx.emit("item", item_id)


def announce_shipment(tx: Transaction, shipment_id: int) -> None:
    """Queue the confirmation of a shipment to its channel."""
    _announce(tx, "shipment", shipment_id)


def announce_void(tx: Transaction, shipment_id: int) -> None:
    """Queue the request to the carrier to void a shipment's label."""
    _announce(tx, "void", shipment_id)


def _announce(tx: Transaction, kind: str, shipment_id: int) -> None:
    tx.run(
        "INSERT INTO outbox (kind, subject, version) VALUES (:kind, :shipment_id, :seq)"  # noqa: S608 - words of our own
        f" ON CONFLICT (kind, subject) DO UPDATE SET version = excluded.version, {_TAKEN_UP}",
        {"kind": kind, "shipment_id": shipment_id, "seq": tx.seq},
    )


def available(reader: Reader, item_id: int) -> int:
    """Units of an item that can still be promised: on hand less reserved, in the bins whose units may be sold.

    Of a virtual kit: what its components make.
    """
    if reader.one("SELECT id FROM item WHERE id = :item_id AND kit = 'virtual'", {"item_id": item_id}) is not None:
        return kit_available(reader, item_id)
    return reader.number(
        "SELECT SUM(b.on_hand - b.reserved) FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = :item_id AND p.sellable = 1",
        {"item_id": item_id},
    )


def published_quantity(listing: Row, free: int) -> int:
    """What a listing (a row with `multiplier` and `buffer`) is told when `free` units of its item are available."""
    return int(max(0, (free - listing["buffer"]) // listing["multiplier"]))


def published(reader: Reader, item_id: int) -> list[Answer]:
    """What each listing of an item is to be told."""
    free = available(reader, item_id)
    return [
        {
            "channel": row["channel"],
            "account": row["account"],
            "listing": row["ref"],
            "multiplier": row["multiplier"],
            "buffer": row["buffer"],
            "quantity": published_quantity(row, free),
        }
        for row in reader.all(
            "SELECT channel, account, ref, multiplier, buffer FROM listing WHERE item_id = :item_id ORDER BY channel, account, ref",
            {"item_id": item_id},
        )
    ]
