"""A channel's timestamps, which carry an offset or Z, become UTC milliseconds."""

import re
from datetime import UTC, datetime, timedelta

from cloudsync.field import Field, kind, shown

_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_ms(field: Field) -> int:
    """Return the UTC milliseconds since 1970 of an ISO 8601 date and time with an offset (RFC 3339, section 5.6)."""
    if field.value is None:
        raise field.broken("the date and time is missing")
    if not isinstance(field.value, str):
        raise field.broken(f"expected a date and time, found {kind(field.value)}")
    if not _SHAPE.fullmatch(field.value):
        raise field.broken(f"{shown(field.value)} is not a date and time with its offset, such as 2026-03-01T14:30:00+01:00")
    try:
        instant = datetime.fromisoformat(field.value)
    except ValueError:
        raise field.broken(f"{shown(field.value)} is not a date and time that exists") from None
    found_ms = (instant - _EPOCH) // timedelta(milliseconds=1)
    if found_ms < 0:
        raise field.broken(f"{shown(field.value)} lies before 1970")
    return found_ms


def optional_instant_ms(field: Field) -> int | None:
    """Return the same as `instant_ms`, or None when the channel gives no time."""
    return None if field.value is None else instant_ms(field)
