"""Activity: what was said to and heard from a channel or carrier, in words, beside the story of the order or item it was about."""

from dataclasses import dataclass

from ledger.transaction import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class Partner:
    """Who was spoken to, and about which order or item."""

    channel: str
    account: str = ""
    order_id: int | None = None
    item_id: int | None = None


def note_activity(tx: Transaction, direction: str, partner: Partner, said: str) -> None:
    """Record words that were `said` to or `heard` from somebody."""
    tx.run(
        "INSERT INTO activity (seq, channel, account, direction, order_id, item_id, words)"
        " VALUES (:seq, :channel, :account, :direction, :order_id, :item_id, :words)",
        {
            "seq": tx.seq,
            "channel": partner.channel,
            "account": partner.account,
            "direction": direction,
            "order_id": partner.order_id,
            "item_id": partner.item_id,
            "words": said,
        },
    )


def activity_text(row: Row) -> str:
    """An activity as people read it: `said to shopify parts-uk: variant:44 has 5`."""
    towards = "to" if row["direction"] == "said" else "from"
    partner = " ".join(filter(None, (row["channel"], row["account"])))
    return f"{row['direction']} {towards} {partner}: {row['words']}"


def activity_of_order(reader: Reader, order_id: int) -> list[Row]:
    """An order's activity, oldest first."""
    return list(reader.all("SELECT * FROM activity WHERE order_id = :id ORDER BY id", {"id": order_id}))
