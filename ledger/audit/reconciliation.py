"""Reconciliation: for every item and every day of the shop's calendar, opening + received - shipped + returned + adjusted = closing.

The opening is what was stored as the closing of the day before; the closing is read from the balances, not added up, so that the equation
says something. A day spans the journal rows from the end of the day before up to the first row that the clock showed to be later, so that
each row belongs to exactly one day, whatever the clock did.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ledger.audit.moments import last_movement
from ledger.command import handles
from ledger.errors import Refused
from ledger.sales.cut_off import instant_ms
from ledger.sales.settings import settings, shop_calendar
from ledger.stockwork.alerts import UNEXPLAINED, raise_alert
from ledger.transaction import Answer, Reader, Transaction

FURTHEST_DAYS = 400
"""A box that begins to reconcile counts what is older into its first day."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CloseDay:
    """Reconcile a day of the shop's calendar (`2026-11-24`): the next one that is not yet; without a day, whichever that is."""

    day: str = ""


@handles("close_day", CloseDay)
def close_day(tx: Transaction, command: CloseDay) -> Answer:
    """Answers `{day, time_zone, lines, unexplained}`. Refused `day_not_over`, `day_closed`, `day_not_next`, `bad_day`."""
    day = day_to_close(tx, tx.now_ms)
    wanted = _day_of(command.day) if command.day else day
    _closable(tx, wanted, day)
    last_day = tx.one("SELECT last_seq FROM reconciled_day ORDER BY day DESC LIMIT 1")
    first = last_day["last_seq"] + 1 if last_day else 1
    last = _last_seq(tx, first, wanted)
    zone = settings(tx)["time_zone"]
    tx.run(
        "INSERT INTO reconciled_day (day, time_zone, first_seq, last_seq, closed_seq) VALUES (:day, :zone, :first, :last, :seq)",
        {"day": wanted.isoformat(), "zone": zone, "first": first, "last": last, "seq": tx.seq},
    )
    lines = _store_lines(tx, wanted.isoformat(), last_movement(tx, first - 1), last_movement(tx, last))
    unexplained = tx.all(
        "SELECT l.item_id, l.difference, i.sku FROM reconciliation_line l JOIN item i ON i.id = l.item_id"
        " WHERE l.day = :day AND l.difference <> 0 ORDER BY i.sku",
        {"day": wanted.isoformat()},
    )
    for row in unexplained:
        cause = f"{row['sku']}: {row['difference']:+d} units on {wanted.isoformat()} that no movement explains"
        raise_alert(tx, UNEXPLAINED, row["item_id"], cause)
    return {"day": wanted.isoformat(), "time_zone": zone, "lines": lines, "unexplained": [row["sku"] for row in unexplained]}


def _closable(tx: Transaction, wanted: date, following: date) -> None:
    if tx.one("SELECT day FROM reconciled_day WHERE day = :day", {"day": wanted.isoformat()}) is not None:
        raise Refused("day_closed", f"{wanted} is reconciled already; look at it with reconciliation")
    if wanted > _local_day(tx, tx.now_ms) or tx.now_ms < end_ms(tx, wanted):
        raise Refused("day_not_over", f"{wanted} is not over yet; a day is reconciled when no more can happen on it")
    if wanted != following:
        raise Refused("day_not_next", f"days are reconciled in order; {following} is next", {"next": following.isoformat()})


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("bad_day", f"{text} is no day; say it as 2026-11-24") from error


def day_to_close(reader: Reader, now_ms: int) -> date:
    """The next day to reconcile, over or not: the one after the last, or where there is none, that of the first movement."""
    last = reader.one("SELECT day FROM reconciled_day ORDER BY day DESC LIMIT 1")
    if last is not None:
        return date.fromisoformat(last["day"]) + _DAY
    first = reader.one("SELECT at_ms FROM journal WHERE seq = (SELECT seq FROM movement WHERE id = (SELECT MIN(id) FROM movement))")
    today = _local_day(reader, now_ms)
    # A clock that had not been set yet when the first units came in would otherwise ask for the days since 1970.
    return max(min(_local_day(reader, first["at_ms"]), today), today - FURTHEST_DAYS * _DAY) if first else today


def day_waiting(reader: Reader, now_ms: int) -> str:
    """The day that can be reconciled now; empty when none is over."""
    day = day_to_close(reader, now_ms)
    return day.isoformat() if end_ms(reader, day) <= now_ms else ""


def standstill(reader: Reader, now_ms: int) -> str:
    """Why no day can be reconciled for a while, in words; empty while all is well.

    Days were reconciled that are still to come: the clock was wrong then, and no day can be reconciled twice.
    """
    day = day_to_close(reader, now_ms)
    if day <= _local_day(reader, now_ms):
        return ""
    return f"the clock was wrong once: days up to {day - _DAY} are reconciled already; it goes on by itself after {day}"


def end_ms(reader: Reader, day: date) -> int:
    """When a day of the shop's calendar ends: the next midnight there, 23 to 25 hours after the one before."""
    return instant_ms(day + _DAY, time(0), shop_calendar(reader).zone)


def _local_day(reader: Reader, at_ms: int) -> date:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)
    return moment.astimezone(shop_calendar(reader).zone).date()


def _last_seq(tx: Transaction, first: int, day: date) -> int:
    """The last journal row of a day. A row from a time that has not come yet was written while the clock was wrong, and ends no day."""
    later = tx.number(
        "SELECT seq FROM journal WHERE seq >= :first AND at_ms >= :end_ms AND at_ms <= :now_ms ORDER BY seq LIMIT 1",
        {"first": first, "end_ms": end_ms(tx, day), "now_ms": tx.now_ms},
    )
    return (later or tx.seq) - 1


def _store_lines(tx: Transaction, day: str, before: int, last: int) -> int:
    """Store the equation of every item that moved or does not add up; answers how many there are.

    `before` and `last` are the newest movements before the day and on it.
    """
    return tx.run(_STORE, {"day": day, "before": before, "last": last})


# The virtual places are 1 suppliers, 2 customers, 3 adjustments; what is above them is ours.
_STORE = """
INSERT INTO reconciliation_line (item_id, day, opening, received, shipped, returned, adjusted, closing, difference)
SELECT item_id, :day, opening, received, shipped, returned, adjusted, closing,
    closing - (opening + received - shipped + returned + adjusted)
FROM (
    SELECT i.id AS item_id, COALESCE(m.moved, 0) AS moved, COALESCE(m.received, 0) AS received, COALESCE(m.shipped, 0) AS shipped,
        COALESCE(m.returned, 0) AS returned, COALESCE(m.adjusted, 0) AS adjusted,
        COALESCE((
            SELECT l.closing FROM reconciliation_line l WHERE l.item_id = i.id AND l.day < :day ORDER BY l.day DESC LIMIT 1
        ), 0) AS opening,
        COALESCE((SELECT SUM(b.on_hand) FROM balance b WHERE b.item_id = i.id AND b.place_id > 3), 0) - COALESCE(s.gained, 0) AS closing
    FROM item i
    LEFT JOIN (
        SELECT item_id, COUNT(*) AS moved,
            SUM(CASE WHEN from_place_id = 1 THEN quantity WHEN to_place_id = 1 THEN -quantity ELSE 0 END) AS received,
            SUM(CASE WHEN to_place_id = 2 THEN quantity ELSE 0 END) AS shipped,
            SUM(CASE WHEN from_place_id = 2 THEN quantity ELSE 0 END) AS returned,
            SUM(CASE WHEN from_place_id = 3 THEN quantity WHEN to_place_id = 3 THEN -quantity ELSE 0 END) AS adjusted
        FROM movement WHERE id > :before AND id <= :last GROUP BY item_id
    ) m ON m.item_id = i.id
    LEFT JOIN (
        SELECT item_id, SUM(CASE WHEN from_place_id > 3 THEN 0 ELSE quantity END)
            - SUM(CASE WHEN to_place_id > 3 THEN 0 ELSE quantity END) AS gained
        FROM movement WHERE id > :last GROUP BY item_id
    ) s ON s.item_id = i.id
) e WHERE moved > 0 OR closing <> opening
"""
