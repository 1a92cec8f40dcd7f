"""The cut-off by the shop's own clock: across time zones, daylight saving, week-ends and holidays."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.sales.cut_off import Calendar, calendar_of, day_start_ms, instant_ms, is_working_day, local_day, ship_by_ms, shipping_day
from ledger.sales.settings import ChangeSetting, settings
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse

BERLIN, NEW_YORK, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")


def ms(text: str) -> int:
    """UTC milliseconds of an ISO time."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def calendar(zone: str = "Europe/Berlin", cut_off: str = "15:00", days: str = "1 2 3 4 5", holidays: str = "") -> Calendar:
    """A shop's calendar."""
    return calendar_of(zone, cut_off, days, holidays)


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        (BERLIN, date(2026, 3, 27), time(15), "2026-03-27T14:00Z"),
        (BERLIN, date(2026, 3, 30), time(15), "2026-03-30T13:00Z"),
        # Spring: the clocks jump from 02:00 to 03:00 (Berlin) and never show 02:30.
        (BERLIN, date(2026, 3, 29), time(2, 30), "2026-03-29T01:00Z"),
        (BERLIN, date(2026, 3, 29), time(2), "2026-03-29T01:00Z"),
        (BERLIN, date(2026, 3, 29), time(3), "2026-03-29T01:00Z"),
        (NEW_YORK, date(2026, 3, 8), time(2, 30), "2026-03-08T07:00Z"),
        # Autumn: 02:30 (Berlin) and 01:30 (New York) are shown twice, and the first counts.
        (BERLIN, date(2026, 10, 25), time(2, 30), "2026-10-25T00:30Z"),
        (NEW_YORK, date(2026, 11, 1), time(1, 30), "2026-11-01T05:30Z"),
        (BERLIN, date(2026, 10, 25), time(3), "2026-10-25T02:00Z"),
        (TOKYO, date(2026, 3, 29), time(2, 30), "2026-03-28T17:30Z"),
        # In Beirut the day of the change begins at 01:00.
        (ZoneInfo("Asia/Beirut"), date(2026, 3, 29), time(0), "2026-03-28T22:00Z"),
    ],
)
def test_a_time_of_day_is_the_moment_the_clocks_first_show_it_or_jump_past_it(zone: ZoneInfo, day: date, at: time, utc: str) -> None:
    assert instant_ms(day, at, zone) == ms(utc)


@pytest.mark.parametrize(
    ("placed", "day"),
    [
        ("2026-03-26T13:59:59.999Z", "2026-03-26"),
        ("2026-03-26T14:00:00.000Z", "2026-03-27"),  # the very moment of the cut-off is too late
        ("2026-03-27T14:00:00.000Z", "2026-03-30"),  # Friday afternoon
        ("2026-03-28T10:00:00.000Z", "2026-03-30"),
        ("2026-03-30T12:59:59.999Z", "2026-03-30"),  # an hour earlier in UTC than on Friday
        ("2026-03-30T13:00:00.000Z", "2026-03-31"),
        ("2026-10-26T13:59:59.999Z", "2026-10-26"),
    ],
)
def test_an_order_leaves_on_the_day_it_is_placed_only_before_the_cut_off(placed: str, day: str) -> None:
    assert shipping_day(ms(placed), calendar()) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("zone", "day"), [("America/New_York", "2026-07-01"), ("Europe/Berlin", "2026-07-02"), ("Asia/Tokyo", "2026-07-02")]
)
def test_the_same_moment_is_before_the_cut_off_in_the_west_and_after_it_in_the_east(zone: str, day: str) -> None:
    assert shipping_day(ms("2026-07-01T13:00Z"), calendar(zone)) == date.fromisoformat(day)


def test_holidays_and_days_off_are_left_out() -> None:
    easter = calendar(holidays="2026-04-03 2026-04-06", days="1 2 3 4 5")
    assert shipping_day(ms("2026-04-02T16:00Z"), easter) == date(2026, 4, 7)


def test_an_order_has_until_the_end_of_its_day_however_long_that_is() -> None:
    every_day = calendar(days="1 2 3 4 5 6 7")
    assert ship_by_ms(ms("2026-03-29T08:00Z"), every_day) == ms("2026-03-29T22:00Z")
    assert ship_by_ms(ms("2026-10-25T08:00Z"), every_day) == ms("2026-10-25T23:00Z")


@pytest.mark.parametrize("odd", [calendar(cut_off=""), calendar(days="")])
def test_without_a_cut_off_or_a_working_day_there_is_no_date(odd: Calendar) -> None:
    assert ship_by_ms(ms("2026-03-29T08:00Z"), odd) is None


@given(
    st.integers(946_684_800_000, 2_145_916_800_000),
    st.sampled_from(("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "America/St_Johns", "Asia/Beirut", "UTC")),
    st.times(),
)
def test_an_order_is_always_placed_before_the_cut_off_of_its_day_and_after_that_of_the_working_day_before(
    placed_ms: int, zone: str, at: time
) -> None:
    shop = calendar(zone, f"{at:%H:%M}")
    day = shipping_day(placed_ms, shop)
    assert day is not None and shop.cut_off is not None and is_working_day(day, shop)
    assert placed_ms < instant_ms(day, shop.cut_off, shop.zone)
    before = day - timedelta(days=1)
    while not is_working_day(before, shop):
        before -= timedelta(days=1)
    assert instant_ms(before, shop.cut_off, shop.zone) <= placed_ms


@given(st.dates(date(2000, 1, 1), date(2037, 12, 31)), st.sampled_from((BERLIN, NEW_YORK, ZoneInfo("Asia/Beirut"), UTC)))
def test_every_moment_belongs_to_the_day_between_two_day_starts(day: date, zone: tzinfo) -> None:
    first, last = day_start_ms(day, zone), day_start_ms(day + timedelta(days=1), zone) - 1
    assert (local_day(first, zone), local_day(last, zone)) == (day, day)


@pytest.mark.parametrize("at_ms", [-(1 << 53), 1 << 53])
def test_a_moment_beyond_the_calendar_is_its_first_or_last_day_and_gives_no_date(at_ms: int) -> None:
    assert local_day(at_ms, TOKYO) in (date(1970, 1, 1), date(9999, 1, 1))
    assert ship_by_ms(at_ms, calendar()) is None


def test_an_order_without_a_date_from_its_channel_gets_the_shops(warehouse: Warehouse) -> None:
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"))
    number = warehouse.sell("1", line("LAMP"), placed_ms=ms("2026-03-26T14:30Z"))
    said = warehouse.sell("2", line("LAMP"), ship_by_ms=5_000)
    assert (warehouse.order(number)["ship_by_ms"], warehouse.order(said)["ship_by_ms"]) == (ms("2026-03-27T23:00Z"), 5_000)


def test_a_date_worked_out_stays_when_the_channel_changes_something_else(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP"))
    before = warehouse.order(number)["ship_by_ms"]
    warehouse.sell("1", line("LAMP", 2), updated_ms=warehouse.clock.now_ms())
    assert (before is not None, warehouse.order(number)["ship_by_ms"]) == (True, before)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("cutoff", "15:00", "setting_not_found"),
        ("time_zone", "Berlin", "bad_setting"),
        ("time_zone", "../etc/passwd", "bad_setting"),
        ("cut_off", "25:00", "bad_setting"),
        ("cut_off", "3 pm", "bad_setting"),
        ("working_days", "0 8", "bad_setting"),
        ("working_days", "Mon", "bad_setting"),
        ("holidays", "25.12.2026", "bad_setting"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(warehouse: Warehouse, name: str, value: str, code: str) -> None:
    assert warehouse.refusal(ChangeSetting(name, value)) == code


def test_a_setting_keeps_its_new_value(warehouse: Warehouse) -> None:
    warehouse.do(ChangeSetting("holidays", " 2026-12-25   2026-12-26 "))
    warehouse.do(ChangeSetting("cut_off", ""))
    now = settings(warehouse.engine.reader)
    assert (now["time_zone"], now["cut_off"], now["working_days"]) == ("UTC", "", "1 2 3 4 5")
    assert now["holidays"] == "2026-12-25 2026-12-26"
