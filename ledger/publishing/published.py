"""What the channels show: every listing with what it is to be told now, what was said to it last, and whether it is behind."""

from ledger.errors import Refused
from ledger.publishing.outbox import available, published_quantity
from ledger.publishing.outbox_words import said_of
from ledger.transaction import Answer, Reader, Row

PAGE = 200
STATES = ("parked", "leased", "due", "done")


def published_listings(reader: Reader, *, channel: str = "", sku: str = "", behind: bool = False, after: str = "") -> Answer:
    """A page of listings: `{listings, next}`; `next` is the `after` of the following page.

    Each `{channel, account, listing, sku, multiplier, buffer, quantity, submitted, applied, behind, state, attempts, answer}`: `quantity`
    is what it is to be told now, `submitted` what its channel was told last and `applied` what it has confirmed (None: nothing yet);
    `behind` when that is not the same. With `behind` only those, out of the same page.
    """
    rows = reader.all(
        "SELECT l.id, l.channel, l.account, l.ref, l.item_id, l.multiplier, l.buffer, i.sku, b.id AS message, b.submitted_quantity,"
        " b.applied_quantity, b.state, b.attempts, b.answer FROM listing l JOIN item i ON i.id = l.item_id"
        " LEFT JOIN outbox b ON b.kind = 'quantity' AND b.subject = l.id"
        " WHERE l.id > :after AND (:channel = '' OR l.channel = :channel) AND (:sku = '' OR i.sku = :sku) ORDER BY l.id LIMIT :most",
        {"after": _cursor(after), "channel": channel, "sku": sku, "most": PAGE + 1},
    )
    listings = [_listing(reader, row) for row in rows[:PAGE]]
    return {
        "listings": [row for row in listings if row["behind"] or not behind],
        "next": str(rows[PAGE - 1]["id"]) if len(rows) > PAGE else "",
    }


def _listing(reader: Reader, row: Row) -> Answer:
    quantity = published_quantity(row, available(reader, row["item_id"]))
    return {
        "channel": row["channel"],
        "account": row["account"],
        "listing": row["ref"],
        "sku": row["sku"],
        "multiplier": row["multiplier"],
        "buffer": row["buffer"],
        "quantity": quantity,
        "submitted": row["submitted_quantity"],
        "applied": row["applied_quantity"],
        "behind": row["applied_quantity"] != quantity,
        "state": row["state"] or "",
        "attempts": row["attempts"] or 0,
        "answer": row["answer"] or "",
    }


def outbox_messages(reader: Reader, *, state: str = "", after: str = "") -> Answer:
    """Messages in one state, by number: `{messages, next}`; without a state the parked ones, then those that wait, the longest first.

    Each `{id, kind, to, says, state, version, attempts, next_ms, worker, answer}`. Raises Refused `bad_state`.
    """
    if state not in ("", *STATES):
        raise Refused("bad_state", f"a message is {', '.join(STATES)}")
    if state:
        rows = reader.all(
            # The state is one of our own words, spelled out so that the index of the few that are not done is used.
            f"SELECT * FROM outbox WHERE state = '{state}' AND id > :after ORDER BY id LIMIT :most",  # noqa: S608
            {"after": _cursor(after), "most": PAGE + 1},
        )
        return {"messages": [_message(reader, row) for row in rows[:PAGE]], "next": str(rows[PAGE - 1]["id"]) if len(rows) > PAGE else ""}
    most = {"most": PAGE}
    rows = [
        *reader.all("SELECT * FROM outbox WHERE state = 'parked' ORDER BY id LIMIT :most", most),
        *reader.all("SELECT * FROM outbox WHERE state IN ('due', 'leased') ORDER BY next_ms, id LIMIT :most", most),
    ]
    return {"messages": [_message(reader, row) for row in rows[:PAGE]], "next": ""}


def _message(reader: Reader, row: Row) -> Answer:
    said = said_of(reader, row)
    return {
        "id": row["id"],
        "kind": row["kind"],
        "to": " ".join(filter(None, (said.partner.channel, said.partner.account))) if said else "",
        "says": said.words if said else "",
        "state": row["state"],
        "version": row["version"],
        "attempts": row["attempts"],
        "next_ms": row["next_ms"],
        "worker": row["worker"],
        "answer": row["answer"],
    }


def _cursor(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
