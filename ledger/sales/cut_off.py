"""The shop's calendar: until when an order placed today leaves today, by the shop's own clock, daylight saving included. Pure functions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_LAST_MS = 253_370_764_800_000
"""The year 9999, beyond which there are no dates."""

_FURTHEST_DAYS = 400
"""A calendar without a working day in so many days has none."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the shop works: `cut_off` is None where there is none, `working_days` are ISO weekdays (1 is Monday)."""

    zone: tzinfo
    cut_off: time | None
    working_days: frozenset[int]
    holidays: frozenset[date]


@lru_cache(maxsize=8)
def calendar_of(time_zone: str, cut_off: str, working_days: str, holidays: str) -> Calendar:
    """The calendar in the words of the settings: `Europe/Berlin`, `15:00`, `1 2 3 4 5`, `2026-12-25 2026-12-26`.

    Raises ValueError for words that mean nothing.
    """
    days = frozenset(int(day) for day in working_days.split())
    if not days <= frozenset(range(1, 8)):
        raise ValueError("working days are the numbers 1 (Monday) to 7 (Sunday)")
    try:
        # UTC needs no time zone data, which a small machine may lack.
        zone = UTC if time_zone == "UTC" else ZoneInfo(time_zone)
    except (OSError, KeyError) as error:
        raise ValueError(f"{time_zone} is no time zone; it is called like Europe/Berlin or America/New_York") from error
    at = time.fromisoformat(cut_off) if cut_off else None
    if at is not None and (at.tzinfo is not None or len(cut_off) != 5):
        raise ValueError(f"{cut_off} is no time of day; give hours and minutes, such as 15:00")
    return Calendar(zone, at, days, frozenset(date.fromisoformat(day) for day in holidays.split()))


def instant_ms(day: date, at: time, zone: tzinfo) -> int:
    """The UTC milliseconds at which the clocks of a zone first show a time of a day, or jump past it.

    A time that the clocks show twice (autumn) is its first showing; one they never show (spring) is the moment they jump.
    """
    early = datetime.combine(day, at, zone)  # fold 0: the first showing; in a gap, the offset before the jump
    late = early.replace(fold=1)
    first, second = _ms(early), _ms(late)
    # In a gap the later fold has the larger offset, so it stands before the earlier one, and the jump between the two.
    return first if first <= second else _jump_ms(second, first, zone)


def _jump_ms(before: int, after: int, zone: tzinfo) -> int:
    offset = _at(after, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if _at(middle, zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MS


def _at(at_ms: int, zone: tzinfo) -> datetime:
    return (_EPOCH + at_ms * _MS).astimezone(zone)


def local_day(at_ms: int, zone: tzinfo) -> date:
    """The day that a zone's calendar shows at a moment; of moments before 1970 or beyond the calendar the first or the last day."""
    return _at(min(max(at_ms, 0), _LAST_MS), zone).date()


def day_start_ms(day: date, zone: tzinfo) -> int:
    """When a day begins by a zone's clocks; where they jump over midnight, when they jump."""
    return instant_ms(day, time(0), zone)


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether parcels leave on a day."""
    return day.isoweekday() in calendar.working_days and day not in calendar.holidays


def shipping_day(placed_ms: int, calendar: Calendar) -> date | None:
    """The day on which an order must leave: the working day it is placed on when placed before that day's cut-off, else the next one.

    Placed at the very moment of the cut-off is too late for that day. None when there is no cut-off or no working day.
    """
    if calendar.cut_off is None:
        return None
    if not 0 <= placed_ms < _LAST_MS:
        return None
    today = local_day(placed_ms, calendar.zone)
    for ahead in range(_FURTHEST_DAYS):
        day = today + timedelta(days=ahead)
        if is_working_day(day, calendar) and (ahead or placed_ms < instant_ms(day, calendar.cut_off, calendar.zone)):
            return day
    return None


def ship_by_ms(placed_ms: int, calendar: Calendar) -> int | None:
    """Until when an order must leave that has no date from its channel: the end of its shipping day; None without a cut-off."""
    day = shipping_day(placed_ms, calendar)
    return None if day is None else day_start_ms(day + timedelta(days=1), calendar.zone)
