"""What must leave today: orders at risk of missing the carrier."""

from datetime import timedelta

from ledger.sales.console import GROUPS
from ledger.sales.cut_off import day_start_ms, instant_ms, is_working_day, local_day
from ledger.sales.orders import summary
from ledger.sales.settings import shop_calendar
from ledger.transaction import Answer, Reader

MOST_AT_RISK = 500

# An order that is only `received` has nothing to send: its lines want no units (any more).
_NOT_PACKED = (*[state for state in GROUPS["waiting"] if state != "received"], "picking", "picked")


def at_risk(reader: Reader, now_ms: int) -> Answer:
    """`{day, cut_off_ms, orders}`: what has to leave by the end of today and is not packed, most urgent first, at most 500.

    Today and its cut-off are those of the shop's own calendar; `cut_off_ms` is null on a day without one. Each order is a row of the
    console and `late`, whether its date is past.
    """
    calendar = shop_calendar(reader)
    today = local_day(now_ms, calendar.zone)
    cut_off_ms = None
    if calendar.cut_off is not None and is_working_day(today, calendar):
        cut_off_ms = instant_ms(today, calendar.cut_off, calendar.zone)
    tomorrow_ms = day_start_ms(today + timedelta(days=1), calendar.zone)
    rows = [
        row
        for state in _NOT_PACKED
        for row in reader.all(
            "SELECT * FROM orders WHERE state = :state AND ship_by_ms <= :tomorrow_ms ORDER BY ship_by_ms LIMIT :most",
            {"state": state, "tomorrow_ms": tomorrow_ms, "most": MOST_AT_RISK},
        )
    ]
    rows.sort(key=lambda row: (-row["priority"], row["ship_by_ms"], row["id"]))
    return {
        "day": today.isoformat(),
        "cut_off_ms": cut_off_ms,
        "orders": [{**summary(row), "late": row["ship_by_ms"] <= now_ms} for row in rows[:MOST_AT_RISK]],
    }
