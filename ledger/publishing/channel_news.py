"""What the ledger knows of each channel: the last order that came from it, the last word it took, and what waits or is parked for it."""

from ledger.transaction import Answer, Reader, Row

_LOOKED_BACK = 2_000
"""Words to and from channels among which the last success is looked for; who had none among so many has trouble worth showing."""

_NEWEST = "SELECT channel, account, MAX(id) AS newest FROM orders GROUP BY channel, account"
_COUNTS = (
    "SELECT channel, account, SUM(CASE WHEN state = 'parked' THEN 1 ELSE 0 END) AS parked, COUNT(*) AS waiting FROM ("
    " SELECT l.channel, l.account, b.state FROM outbox b JOIN listing l ON l.id = b.subject"
    " WHERE b.kind = 'quantity' AND b.state IN ('due', 'leased', 'parked')"
    " UNION ALL SELECT o.channel, o.account, b.state FROM outbox b JOIN shipment s ON s.id = b.subject JOIN orders o ON o.id = s.order_id"
    " WHERE b.kind = 'shipment' AND b.state IN ('due', 'leased', 'parked')"
    ") t GROUP BY channel, account"
)
_TOLD = (
    "SELECT channel, account, MAX(seq) AS seq FROM (SELECT channel, account, seq, words FROM activity WHERE direction = 'heard'"
    " ORDER BY id DESC LIMIT :most) t WHERE words LIKE '%: applied%' OR words LIKE '%: submitted%' GROUP BY channel, account"
)


def channel_news(reader: Reader) -> list[Answer]:
    """Every channel and account that sent an order or shows a listing, by name.

    `{channel, account, order_in_ms, told_ms, waiting, parked}`: when the last order came in and when the channel last took a word of ours,
    each None where that never was; how many words wait for it, the parked ones among them, and how many are parked.
    """
    newest = {
        _key(row): row["newest"] for row in reader.all("SELECT channel, account, MAX(id) AS newest FROM orders GROUP BY channel, account")
    }
    told = {_key(row): row["seq"] for row in reader.all(_TOLD, {"most": _LOOKED_BACK})}
    counts = {_key(row): row for row in reader.all(_COUNTS)}
    shown = {_key(row) for row in reader.all("SELECT DISTINCT channel, account FROM listing")}
    return [
        {
            "channel": key[0],
            "account": key[1],
            "order_in_ms": _came_in_ms(reader, newest[key]) if key in newest else None,
            "told_ms": _at_ms(reader, told[key]) if key in told else None,
            "waiting": counts[key]["waiting"] if key in counts else 0,
            "parked": counts[key]["parked"] if key in counts else 0,
        }
        for key in sorted(newest.keys() | told.keys() | counts.keys() | shown)
    ]


def _key(row: Row) -> tuple[str, str]:
    return (row["channel"], row["account"])


def _came_in_ms(reader: Reader, order_id: int) -> int:
    return _at_ms(reader, reader.number("SELECT MIN(seq) FROM timeline_entry WHERE order_id = :id", {"id": order_id}))


def _at_ms(reader: Reader, seq: int) -> int:
    return reader.number("SELECT at_ms FROM journal WHERE seq = :seq", {"seq": seq})
