"""Numbers, sizes and times as a language writes them."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta, get_day_names
from babel.numbers import format_decimal

from kiosk.owner.words import Words

_SHORTEST_MS = 60_000


def number(words: Words, value: float) -> str:
    """`12,345` as this language groups it."""
    return format_decimal(value, locale=words.locale)


def gigabytes(words: Words, size: int) -> str:
    """Bytes as gigabytes with one decimal: `11.8 GB`."""
    return f"{format_decimal(round(size / 1e9, 1), locale=words.locale)} GB"


def ago(words: Words, span_ms: int) -> str:
    """A span in its largest whole unit, from minutes on: `3 min`, `2 hr`; less than a minute is `1 min`."""
    span = timedelta(milliseconds=max(span_ms, _SHORTEST_MS))
    return format_timedelta(span, granularity="minute", threshold=1.2, format="short", locale=words.locale)


def clock(words: Words, at_ms: int, zone: tzinfo) -> str:
    """The time of day that the shop's clock shows at a moment: `15:00`."""
    return format_time(_moment(at_ms, zone), format="short", locale=words.locale, tzinfo=zone)


def day(words: Words, iso: str) -> str:
    """A date (`2026-12-25`) with its weekday."""
    return format_date(date.fromisoformat(iso), format="full", locale=words.locale)


def moment(words: Words, at_ms: int, zone: tzinfo) -> str:
    """A date and a time of the shop's clock."""
    return format_datetime(_moment(at_ms, zone), format="short", locale=words.locale, tzinfo=zone)


def weekdays(words: Words) -> list[tuple[str, str]]:
    """The days of the week by ISO number, Monday first: `("1", "Mon")`."""
    names = get_day_names("abbreviated", locale=words.locale)
    return [(str(place + 1), names[place]) for place in range(7)]


def _moment(at_ms: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
