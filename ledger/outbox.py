"""The outbox: what the channels must be told, written in the transaction that caused it.

Quantities are absolute and coalesce: one row per listing, carrying the version (journal number) of the newest cause.
Published quantity = max(0, floor((available - buffer) / multiplier)).
"""

from ledger.transaction import Answer, Reader, Transaction


def publish_quantities(tx: Transaction) -> None:
    """Mark the listings of every touched item as due."""
    for item_id in sorted(tx.touched_items):
        tx.run(
            "INSERT INTO outbox (kind, subject, version) SELECT 'quantity', id, :seq FROM listing WHERE item_id = :item_id"
            " ON CONFLICT (kind, subject) DO UPDATE SET version = excluded.version, state = 'due', attempts = 0, next_ms = 0",
            {"seq": tx.seq, "item_id": item_id},
        )
        tx.emit("item", item_id)


def announce_shipment(tx: Transaction, shipment_id: int) -> None:
    """Queue the confirmation of a shipment to its channel."""
    tx.run(
        "INSERT INTO outbox (kind, subject, version) VALUES ('shipment', :shipment_id, :seq)"
        " ON CONFLICT (kind, subject) DO UPDATE SET version = excluded.version, state = 'due', attempts = 0, next_ms = 0",
        {"shipment_id": shipment_id, "seq": tx.seq},
    )


def available(reader: Reader, item_id: int) -> int:
    """Units of an item that can still be promised: on hand less reserved, in the bins whose units may be sold."""
    return reader.number(
        "SELECT SUM(b.on_hand - b.reserved) FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = :item_id AND p.sellable = 1",
        {"item_id": item_id},
    )


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
            "quantity": max(0, (free - row["buffer"]) // row["multiplier"]),
        }
        for row in reader.all(
            "SELECT channel, account, ref, multiplier, buffer FROM listing WHERE item_id = :item_id ORDER BY channel, account, ref",
            {"item_id": item_id},
        )
    ]
