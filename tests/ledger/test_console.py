"""The order console: filters, pages, counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Refused
from ledger.sales.console import GROUPS, Filters, console_summary, order_list
from ledger.sales.deadlines import at_risk
from ledger.sales.full_text import search_words
from ledger.sales.holds import PlaceHold
from ledger.sales.manual_orders import CreateOrder, ManualLine
from ledger.sales.settings import ChangeSetting
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse

DAY_MS = 86_400_000


def listed(warehouse: Warehouse, **wanted: str) -> list[str]:
    """The order numbers on the first page."""
    return [row["order"] for row in order_list(warehouse.engine.reader, Filters(**wanted))["orders"]]


@pytest.fixture
def numbers(warehouse: Warehouse) -> list[str]:
    """Four orders of three accounts, placed a day apart: allocated, allocated, backordered, held."""
    warehouse.item("LAMP", "A-01", 2)
    accounts = (("ebay", "uk"), ("ebay", "de"), ("shopify", ""), ("ebay", "uk"))
    made = [
        warehouse.sell(str(place), line("LAMP"), channel=channel, account=account, placed_ms=START_MS + place * DAY_MS)
        for place, (channel, account) in enumerate(accounts)
    ]
    warehouse.do(PlaceHold(made[3], "wait"))
    return made


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [3, 2, 1, 0]),
        ({"fulfilment": "waiting"}, [3, 2, 1, 0]),
        ({"fulfilment": "problem"}, [3, 2]),
        ({"fulfilment": "in_progress"}, []),
        ({"channel": "ebay"}, [3, 1, 0]),
        ({"channel": "ebay", "account": "uk"}, [3, 0]),
        ({"account": "de"}, [1]),
        ({"channel": "ebay", "state": "held"}, [3]),
        ({"kind": "sale", "channel": "shopify"}, [2]),
        ({"kind": "phone"}, []),
        ({"placed_from": "2023-11-15", "placed_to": "2023-11-16"}, [2, 1]),
        ({"placed_to": "2023-11-14"}, [0]),
        ({"text": "blum", "fulfilment": "problem"}, [3, 2]),
        ({"text": "blum", "placed_from": "2023-11-17"}, [3]),
        ({"state": "held", "fulfilment": "shipped"}, []),
    ],
)
def test_every_filter_narrows_the_list_newest_first(
    warehouse: Warehouse, numbers: list[str], wanted: dict[str, str], places: list[int]
) -> None:
    assert listed(warehouse, **wanted) == [numbers[place] for place in places]


def test_days_are_those_of_the_shops_own_calendar(warehouse: Warehouse, numbers: list[str]) -> None:
    # The first order was placed at 22:13 UTC on the 14th.
    warehouse.do(ChangeSetting("time_zone", "Europe/Berlin"))
    assert listed(warehouse, placed_to="2023-11-14") == [numbers[0]]
    warehouse.do(ChangeSetting("time_zone", "Asia/Tokyo"))
    assert listed(warehouse, placed_to="2023-11-14") == []


@pytest.mark.parametrize("wanted", [{"state": "lost"}, {"fulfilment": "soon"}, {"placed_from": "yesterday"}, {"shipped_on": "9999-12-31"}])
def test_a_filter_that_means_nothing_is_named_and_not_ignored(warehouse: Warehouse, wanted: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        listed(warehouse, **wanted)
    assert refused.value.code == "bad_filter"


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("ebay", "etsy"))), max_size=12), st.integers(1, 4))
def test_pages_of_several_states_hold_every_order_once(
    tmp_path_factory: pytest.TempPathFactory, sold: list[tuple[int, str]], most: int
) -> None:
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    warehouse.item("LAMP", "A-01", 3)
    placed = {
        warehouse.sell(str(place), line("LAMP"), channel=channel, placed_ms=START_MS + day): (START_MS + day, place)
        for place, (day, channel) in enumerate(sold)
    }
    for filters in (Filters(fulfilment="waiting"), Filters(channel="ebay"), Filters(text="blum", fulfilment="problem")):
        every = [row["order"] for row in order_list(warehouse.engine.reader, filters)["orders"]]
        found: list[str] = []
        page = order_list(warehouse.engine.reader, filters, most=most)
        while True:
            found += [row["order"] for row in page["orders"]]
            if not page["next"]:
                break
            page = order_list(warehouse.engine.reader, filters, before=page["next"], most=most)
        assert found == every
    assert [row["order"] for row in order_list(warehouse.engine.reader)["orders"]] == sorted(
        placed, key=lambda one: placed[one], reverse=True
    )
    warehouse.engine.close()


@given(st.text(max_size=40))
def test_no_text_that_people_type_is_ever_an_error(text: str) -> None:
    assert all(word.isalnum() for word in search_words(text))


def test_a_purchase_order_number_finds_its_order(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    number = warehouse.do(CreateOrder("wholesale", (ManualLine("LAMP", 1),), buyer="Garage Nord", customer_po="PO-4711"))["order"]
    assert (listed(warehouse, text="4711"), listed(warehouse, kind="wholesale")) == ([number], [number])


def test_what_left_on_a_day_is_found_by_that_day_whenever_it_was_placed(warehouse: Warehouse, numbers: list[str]) -> None:
    warehouse.ship(numbers[0])
    warehouse.clock.now += DAY_MS
    warehouse.ship(numbers[1])
    later = {"shipped_on": "2023-11-15"}
    assert (listed(warehouse, shipped_on="2023-11-14"), listed(warehouse, **later)) == ([numbers[0]], [numbers[1]])
    assert listed(warehouse, **later, text="blum") == [numbers[1]]
    assert listed(warehouse, **later, placed_to="2023-11-14") == []
    assert listed(warehouse, shipped_on="2023-11-16") == []


def test_pages_of_what_left_on_a_day_hold_every_order_once(warehouse: Warehouse, numbers: list[str]) -> None:
    for number in numbers[:2]:
        warehouse.ship(number)
    filters = Filters(shipped_on="2023-11-14")
    first = order_list(warehouse.engine.reader, filters, most=1)
    second = order_list(warehouse.engine.reader, filters, before=first["next"], most=1)
    assert [[row["order"] for row in page["orders"]] for page in (first, second)] == [[numbers[1]], [numbers[0]]]
    assert second["next"] == ""


def test_a_buyer_renamed_by_the_channel_is_found_by_the_new_name_only(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP"))
    warehouse.sell("7", line("LAMP"), buyer="Kim Stone", updated_ms=warehouse.clock.now_ms())
    assert (listed(warehouse, text="kim"), listed(warehouse, text="rosa")) == ([number], [])


def test_the_summary_counts_what_waits_what_is_in_progress_and_what_left_today(warehouse: Warehouse, numbers: list[str]) -> None:
    warehouse.ship(numbers[0])
    warehouse.pick(numbers[1])
    summary = console_summary(warehouse.engine.reader, warehouse.clock.now_ms())
    assert summary == {
        "today": "2023-11-14",
        "waiting": 2,
        "in_progress": 1,
        "problem": 2,
        "shipped_today": 1,
        "states": {"held": 1, "backordered": 1, "picked": 1},
    }
    assert console_summary(warehouse.engine.reader, warehouse.clock.now_ms() + 2 * DAY_MS)["shipped_today"] == 0


def test_every_state_of_an_order_that_is_not_done_waits_or_is_in_progress() -> None:
    assert set(GROUPS["problem"]) < set(GROUPS["waiting"])
    assert set(GROUPS["waiting"]).isdisjoint(GROUPS["in_progress"])


def test_at_risk_is_what_has_to_leave_today_and_is_not_packed(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    late, today, packed, later = (
        warehouse.sell(name, line("LAMP"), ship_by_ms=START_MS + ms)
        for name, ms in (("1", -1), ("2", 3_600_000), ("3", 3_600_000), ("4", 2 * DAY_MS))
    )
    warehouse.packed(packed)
    risk = at_risk(warehouse.engine.reader, warehouse.clock.now_ms())
    assert [(row["order"], row["late"]) for row in risk["orders"]] == [(late, True), (today, False)]
    assert (risk["day"], later not in [row["order"] for row in risk["orders"]]) == ("2023-11-14", True)


def test_an_order_of_which_nothing_is_wanted_any_more_is_not_at_risk(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.sell("1", line("LAMP"), ship_by_ms=START_MS)
    warehouse.take_in(sale("1", line("LAMP", 0), ship_by_ms=START_MS, updated_ms=START_MS + 1))
    assert at_risk(warehouse.engine.reader, warehouse.clock.now_ms())["orders"] == []
