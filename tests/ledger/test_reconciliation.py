"""The daily equation: every unit of every day is explained, by the shop's own calendar, or an alert says which is not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.audit.reconciliation import CloseDay, day_waiting, end_ms
from ledger.audit.reconciliation_views import reconciliation, reconciliation_rows
from ledger.sales.settings import ChangeSetting
from ledger.stockwork.alerts import UNEXPLAINED, alerts
from ledger.stockwork.stock import AdjustStock
from tests.ledger.behind_the_back import tampering
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse

FIGURES = ("opening", "received", "shipped", "returned", "adjusted", "closing", "difference")


def to(warehouse: Warehouse, moment: str, zone: str = "UTC") -> None:
    """Let the clock show a time."""
    local = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone) if zone != "UTC" else UTC)
    warehouse.clock.now = int(local.timestamp() * 1_000)


def figures(warehouse: Warehouse, sku: str = "LAMP", day: str = "") -> tuple[int, ...]:
    """The stored line of an item."""
    (row,) = [row for row in reconciliation(warehouse.engine.reader, day=day)["lines"] if row["sku"] == sku]
    return tuple(row[name] for name in FIGURES)


def close_all(warehouse: Warehouse) -> list[str]:
    """What the daemon does: close every day that is over."""
    closed = []
    while day := day_waiting(warehouse.engine.reader, warehouse.clock.now):
        closed.append(str(warehouse.do(CloseDay(day))["day"]))
    return closed


def test_opening_and_what_moved_make_the_closing(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    warehouse.ship(warehouse.sell("7", line("LAMP", 3)))
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    to(warehouse, "2026-11-24T09:00")
    warehouse.receive("LAMP", 4)
    to(warehouse, "2026-11-25T00:30")
    assert close_all(warehouse) == ["2026-11-23", "2026-11-24"]
    assert figures(warehouse, day="2026-11-23") == (0, 10, 3, 0, -1, 6, 0)
    assert figures(warehouse, day="2026-11-24") == (6, 4, 0, 0, 0, 10, 0)


def test_a_day_on_which_nothing_moved_has_no_lines(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    to(warehouse, "2026-11-25T08:00")
    close_all(warehouse)
    assert reconciliation(warehouse.engine.reader, day="2026-11-24")["lines"] == []


def test_picking_and_packing_move_units_within_the_shop_and_change_no_figure(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    warehouse.packed(warehouse.sell("7", line("LAMP", 3)))
    to(warehouse, "2026-11-24T08:00")
    close_all(warehouse)
    assert figures(warehouse) == (0, 10, 0, 0, 0, 10, 0)


def test_a_day_that_is_not_over_can_not_be_closed(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    assert warehouse.refusal(CloseDay("2026-11-23")) == "day_not_over"


def test_a_day_is_closed_once_and_in_order(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    to(warehouse, "2026-11-26T08:00")
    assert warehouse.refusal(CloseDay("2026-11-24")) == "day_not_next"
    warehouse.do(CloseDay("2026-11-23"))
    assert warehouse.refusal(CloseDay("2026-11-23")) == "day_closed"
    assert warehouse.do(CloseDay())["day"] == "2026-11-24"


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026-02-29"])
def test_what_is_no_day_is_refused(warehouse: Warehouse, day: str) -> None:
    assert warehouse.refusal(CloseDay(day)) == "bad_day"


def test_the_last_day_there_can_be_is_not_over(warehouse: Warehouse) -> None:
    assert warehouse.refusal(CloseDay("9999-12-31")) == "day_not_over"


def test_days_that_passed_while_the_box_was_off_are_closed_in_order(warehouse: Warehouse) -> None:
    to(warehouse, "2028-02-27T08:00")
    warehouse.item("LAMP", "A-01", 10)
    to(warehouse, "2028-03-02T08:00")
    assert close_all(warehouse) == ["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Pacific/Auckland", "2026-09-27", 23),
        ("UTC", "2026-10-25", 24),
        ("Asia/Kolkata", "2028-02-29", 24),
    ],
)
def test_a_day_has_as_many_hours_as_the_shops_clock_shows(warehouse: Warehouse, zone: str, day: str, hours: int) -> None:
    warehouse.do(ChangeSetting("time_zone", zone))
    one = date.fromisoformat(day)
    before = end_ms(warehouse.engine.reader, one - timedelta(days=1))
    assert end_ms(warehouse.engine.reader, one) - before == hours * 3_600_000


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Europe/Berlin", "UTC", "America/Los_Angeles"])
def test_the_shops_own_midnight_parts_two_days(warehouse: Warehouse, zone: str) -> None:
    warehouse.do(ChangeSetting("time_zone", zone))
    to(warehouse, "2026-10-25T23:59:58", zone)
    warehouse.item("LAMP", "A-01", 1)
    to(warehouse, "2026-10-26T00:00:00", zone)
    warehouse.receive("LAMP", 2)
    to(warehouse, "2026-10-27T00:00:01", zone)
    close_all(warehouse)
    assert figures(warehouse, day="2026-10-25")[1] == 1
    assert figures(warehouse, day="2026-10-26")[:2] == (1, 2)


def test_the_hour_that_comes_twice_belongs_to_its_day_once(warehouse: Warehouse) -> None:
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"))
    to(warehouse, "2026-10-25T00:30:00+00:00"[:19])  # 02:30 summer time
    warehouse.item("LAMP", "A-01", 1)
    to(warehouse, "2026-10-25T01:30:00")  # 02:30 again, winter time
    warehouse.receive("LAMP", 2)
    to(warehouse, "2026-10-26T12:00:00")
    close_all(warehouse)
    assert figures(warehouse, day="2026-10-25") == (0, 3, 0, 0, 0, 3, 0)


def test_when_the_clock_jumps_back_each_movement_still_belongs_to_exactly_one_day(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T12:00")
    warehouse.item("LAMP", "A-01", 1)
    to(warehouse, "2026-11-24T12:00")
    warehouse.receive("LAMP", 2)
    to(warehouse, "2019-01-01T00:00")  # the box starts without the network's time
    warehouse.receive("LAMP", 4)
    to(warehouse, "2026-11-24T12:10")
    warehouse.receive("LAMP", 8)
    to(warehouse, "2026-11-25T01:00")
    assert close_all(warehouse) == ["2026-11-23", "2026-11-24"]
    assert figures(warehouse, day="2026-11-23") == (0, 1, 0, 0, 0, 1, 0)
    assert figures(warehouse, day="2026-11-24") == (1, 14, 0, 0, 0, 15, 0)


def test_a_row_from_the_future_ends_no_day(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T12:00")
    warehouse.item("LAMP", "A-01", 1)
    to(warehouse, "2040-01-01T00:00")
    warehouse.receive("LAMP", 2)
    to(warehouse, "2026-11-23T12:10")
    warehouse.receive("LAMP", 4)
    to(warehouse, "2026-11-24T01:00")
    close_all(warehouse)
    assert figures(warehouse, day="2026-11-23") == (0, 7, 0, 0, 0, 7, 0)


def test_a_box_whose_clock_was_not_set_at_first_is_not_asked_for_the_days_since_1970(warehouse: Warehouse) -> None:
    to(warehouse, "1970-01-01T00:01")
    warehouse.item("LAMP", "A-01", 1)
    to(warehouse, "2026-11-24T12:00")
    assert day_waiting(warehouse.engine.reader, warehouse.clock.now) == "2025-10-20"


def test_the_rows_behind_a_line_say_who_moved_what_and_why(warehouse: Warehouse) -> None:
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.ship(number)
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"), actor="rosa")
    to(warehouse, "2026-11-24T08:00")
    close_all(warehouse)
    answer = reconciliation_rows(warehouse.engine.reader, "2026-11-23", "LAMP")
    rows = {(row["group"], row["units"], row["reason"], row["actor"], row["order"]) for row in answer["rows"] if row["group"] != "moved"}
    assert rows == {
        ("received", 10, "receive", "ana", ""),
        ("shipped", 1, "ship", "ana", number),
        ("adjusted", -1, "adjust:lost", "rosa", ""),
    }
    assert answer["contradictions"] == []


@pytest.fixture
def tampered(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A movement of the day was altered behind the ledger: 10 units are said to be 12."""
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    warehouse.item("BULB", "A-02", 10)
    warehouse.engine.close()
    with tampering(warehouse.engine.path) as connection:
        connection.execute("UPDATE movement SET quantity = 12 WHERE id = 1")
    warehouse.open()
    to(warehouse, "2026-11-24T08:00")
    close_all(warehouse)
    return warehouse


def test_a_difference_stands_first_names_the_altered_row_and_raises_an_alert(tampered: Warehouse) -> None:
    lines = reconciliation(tampered.engine.reader)["lines"]
    assert [(row["sku"], row["difference"]) for row in lines] == [("LAMP", -2), ("BULB", 0)]
    contradictions = reconciliation_rows(tampered.engine.reader, "2026-11-23", "LAMP")["contradictions"]
    assert contradictions[0].startswith("movement 1 (journal row ")
    assert "the balance of A-01 says 10, its movements say 12" in contradictions
    assert [(alert["subject"], alert["cause"]) for alert in alerts(tampered.engine.reader) if alert["kind"] == UNEXPLAINED] == [
        ("LAMP", "LAMP: -2 units on 2026-11-23 that no movement explains")
    ]
    tampered.engine.close()


def test_a_difference_is_not_carried_into_the_next_day(tampered: Warehouse) -> None:
    to(tampered, "2026-11-25T08:00")
    close_all(tampered)
    assert reconciliation(tampered.engine.reader, day="2026-11-24")["unexplained"] == 0
    tampered.engine.close()


def test_a_movement_altered_after_its_day_was_closed_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    to(warehouse, "2026-11-23T08:00")
    warehouse.item("LAMP", "A-01", 10)
    to(warehouse, "2026-11-24T08:00")
    close_all(warehouse)
    warehouse.engine.close()
    with tampering(warehouse.engine.path) as connection:
        connection.execute("UPDATE movement SET quantity = 12 WHERE id = 1")
    warehouse.open()
    answer = reconciliation_rows(warehouse.engine.reader, "2026-11-23", "LAMP")
    warehouse.engine.close()
    assert "the day was stored with 10 received, its movements now say 12" in answer["contradictions"]


work = st.lists(st.tuples(st.sampled_from(["receive", "sell", "lose", "find", "night"]), st.integers(1, 5)), max_size=25)


@given(work)
def test_whatever_happens_every_day_adds_up_and_opens_as_the_last_one_closed(
    tmp_path_factory: pytest.TempPathFactory, todo: list[tuple[str, int]]
) -> None:
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    warehouse.item("LAMP", "A-01", 5)
    for number, (what, units) in enumerate(todo):
        if what == "receive":
            warehouse.receive("LAMP", units)
        elif what == "sell":
            order = warehouse.sell(str(number), line("LAMP", units))
            if warehouse.state(order) == "allocated":
                warehouse.ship(order)
        elif what == "night":
            warehouse.clock.now += units * 7 * 3_600_000
        elif what == "find" or warehouse.stock("LAMP").get("A-01", (0, 0))[0] >= units:
            warehouse.do(AdjustStock("LAMP", "A-01", units if what == "find" else -units, "found" if what == "find" else "lost"))
    warehouse.clock.now += 24 * 3_600_000
    close_all(warehouse)
    rows: list[Answer] = [dict(row) for row in warehouse.engine.reader.all("SELECT * FROM reconciliation_line ORDER BY day")]
    assert [row["difference"] for row in rows] == [0] * len(rows)
    assert [row["opening"] for row in rows[1:]] == [row["closing"] for row in rows[:-1]]
    on_hand = sum(units for units, _ in warehouse.stock("LAMP").values())
    assert (rows[-1]["closing"] if rows else 0) == on_hand
    warehouse.engine.close()
