"""Timestamps with any offset become UTC milliseconds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudsync.broken_document import BrokenDocument
from cloudsync.field import Field
from cloudsync.instant import instant_ms, optional_instant_ms


@pytest.mark.parametrize(
    ("written", "expected_ms"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2021-12-31T19:00:00-05:00", 1640995200000),
        ("2020-05-14T22:25:26.000Z", 1589495126000),
        ("2026-03-01T00:00:00.987654+05:45", 1772302500987),
    ],
)
def test_an_offset_is_taken_into_account_to_the_millisecond(written: str, expected_ms: int) -> None:
    assert instant_ms(Field("updated_at", written)) == expected_ms


@given(
    instant=st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(9000, 1, 1)),  # noqa: DTZ001 - Hypothesis adds the offset below
    offset_min=st.integers(-14 * 60, 14 * 60),
)
def test_the_same_moment_gives_the_same_milliseconds_in_every_offset(instant: datetime, offset_min: int) -> None:
    utc = instant.replace(tzinfo=UTC)
    local = utc.astimezone(timezone(timedelta(minutes=offset_min)))
    assert instant_ms(Field("t", local.isoformat())) == instant_ms(Field("t", utc.isoformat()))


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T10:00:00",
        "2026-03-01",
        "2026-02-30T10:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T10:00:00+99:00",
        "0001-01-01T00:00:00+14:00",
        "1969-12-31T23:59:59Z",
        "yesterday",
        "",
        "٢٠٢٦-03-01T10:00:00Z",
        1772302500,
        True,
        None,
        {},
    ],
)
def test_a_time_that_is_no_certain_moment_is_refused(written: object) -> None:
    with pytest.raises(BrokenDocument, match=r"^updated_at: "):
        instant_ms(Field("updated_at", written))


def test_a_time_that_the_channel_does_not_give_stays_absent() -> None:
    assert optional_instant_ms(Field("shipByDate", None)) is None
