"""ABC classes and the schedule: what is picked often is counted often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.stockwork.abc_classes import ClassifyItems, classes_of
from ledger.stockwork.count_schedule import ScheduleCounts
from ledger.stockwork.count_views import counts
from ledger.stockwork.counts import QueueCount, StartCount, SubmitCount
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse

DAY_MS = 86_400_000
BUSY, SOME, RARE, NEVER = "BUSY", "SOME", "RARE", "NEVER"


@pytest.fixture
def shop(warehouse: Warehouse) -> Warehouse:
    """One item picked for eight orders, one for two, one for one, and one for none."""
    for sku, orders in ((BUSY, 8), (SOME, 2), (RARE, 1), (NEVER, 0)):
        warehouse.item(sku, "A-01", 20)
        for order in range(orders):
            warehouse.ship(warehouse.sell(f"{sku}-{order}", line(sku)))
    return warehouse


def classes(warehouse: Warehouse) -> dict[str, str]:
    """The class of each item."""
    return {row["sku"]: row["abc"] for row in warehouse.engine.reader.all("SELECT sku, abc FROM item")}


def due(warehouse: Warehouse) -> list[tuple[str, str]]:
    """The counts to be done: bin and item."""
    return [(task["bin"], task["sku"]) for task in counts(warehouse.engine.reader)]


def count(warehouse: Warehouse, sku: str) -> None:
    """An item is counted, and the books are right."""
    warehouse.do(QueueCount("A-01", sku))
    task = next(task["task"] for task in counts(warehouse.engine.reader) if task["sku"] == sku)
    warehouse.do(StartCount(task))
    warehouse.do(SubmitCount(task, warehouse.available(sku)))


def test_items_are_classed_by_how_often_they_are_picked(shop: Warehouse) -> None:
    assert shop.do(ClassifyItems()) == {"A": 2, "B": 1, "C": 1, "changed": 4}
    assert classes(shop) == {BUSY: "A", SOME: "A", RARE: "B", NEVER: "C"}


def test_many_units_for_one_order_are_one_line(warehouse: Warehouse) -> None:
    warehouse.item("SCREW", "A-01", 50)
    warehouse.item("LAMP", "A-02", 50)
    warehouse.ship(warehouse.sell("bulk", line("SCREW", 9)))
    for order in range(9):
        warehouse.ship(warehouse.sell(f"lamp-{order}", line("LAMP")))
    warehouse.do(ClassifyItems())
    assert classes(warehouse) == {"LAMP": "A", "SCREW": "B"}


def test_what_was_picked_long_ago_does_not_count(shop: Warehouse) -> None:
    shop.clock.now += 91 * DAY_MS
    shop.ship(shop.sell("late", line(NEVER)))
    shop.do(ClassifyItems())
    assert classes(shop) == {BUSY: "C", SOME: "C", RARE: "C", NEVER: "A"}


def test_classes_that_stay_are_not_written_again(shop: Warehouse) -> None:
    shop.do(ClassifyItems())
    assert shop.do(ClassifyItems())["changed"] == 0


@pytest.mark.parametrize("days", [0, -1, 4_000])
def test_classes_of_no_time_are_refused(warehouse: Warehouse, days: int) -> None:
    assert warehouse.refusal(ClassifyItems(days)) == "bad_days"


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=40))
def test_the_a_items_make_four_fifths_of_the_lines_and_none_of_them_is_idle(lines: list[int]) -> None:
    picked = list(enumerate(lines))
    classed = classes_of(picked)
    of_a = [lines[item] for item, abc in classed.items() if abc == "A"]
    assert sum(of_a) * 100 >= sum(lines) * 80
    assert (sum(of_a) - min(of_a)) * 100 < sum(lines) * 80
    rest = [lines[item] for item, abc in classed.items() if abc != "A"]
    assert max(rest, default=0) <= min(of_a)


def test_what_was_never_counted_is_scheduled_first_and_a_items_before_others(shop: Warehouse) -> None:
    shop.do(ClassifyItems())
    assert shop.do(ScheduleCounts(most=3))["queued"] == 3
    assert sorted(due(shop)) == [("A-01", BUSY), ("A-01", RARE), ("A-01", SOME)]


@pytest.mark.parametrize(("days", "scheduled"), [(29, []), (31, [BUSY, SOME]), (91, [BUSY, RARE, SOME]), (181, [BUSY, NEVER, RARE, SOME])])
def test_each_class_is_counted_again_in_its_own_time(shop: Warehouse, days: int, scheduled: list[str]) -> None:
    shop.do(ClassifyItems())
    for sku in (BUSY, SOME, RARE, NEVER):
        count(shop, sku)
    shop.clock.now += days * DAY_MS
    shop.do(ScheduleCounts())
    assert sorted(sku for _, sku in due(shop)) == scheduled


def test_the_oldest_counts_come_first(shop: Warehouse) -> None:
    for sku in (RARE, BUSY, NEVER, SOME):
        count(shop, sku)
        shop.clock.now += DAY_MS
    shop.clock.now += 400 * DAY_MS
    shop.do(ScheduleCounts(most=2))
    assert sorted(sku for _, sku in due(shop)) == [BUSY, RARE]


def test_what_waits_to_be_counted_is_not_scheduled_again(shop: Warehouse) -> None:
    shop.do(ScheduleCounts())
    assert shop.do(ScheduleCounts())["queued"] == 0


def test_units_in_doubt_and_units_on_docks_are_not_scheduled(warehouse: Warehouse) -> None:
    for purpose in ("dock", "returns", "quarantine", "damaged"):
        warehouse.do(AddPlace(purpose.upper(), purpose=purpose))
    warehouse.do(AddItem("LAMP", "A lamp"))
    for bin in ("DOCK", "RETURNS", "QUARANTINE", "DAMAGED"):
        warehouse.receive("LAMP", 1, bin)
    assert warehouse.do(ScheduleCounts())["queued"] == 0


@pytest.mark.parametrize(
    "command", [ScheduleCounts(most=0), ScheduleCounts(most=1_001), ScheduleCounts(days_a=0), ScheduleCounts(days_c=9_999)]
)
def test_a_schedule_without_sense_is_refused(warehouse: Warehouse, command: ScheduleCounts) -> None:
    assert warehouse.refusal(command) == "bad_schedule"
