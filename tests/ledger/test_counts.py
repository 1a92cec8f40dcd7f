"""Cycle counts: blind, exact while picking goes on, and never two people at the same shelf."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.picking.pick_scans import ScanPick
from ledger.picking.short_picks import ShortPick
from ledger.stockwork.alerts import alerts
from ledger.stockwork.count_views import accuracy, count_view, counts
from ledger.stockwork.counts import CancelCount, QueueCount, StartCount, SubmitCount
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


@pytest.fixture(autouse=True)
def lamps(warehouse: Warehouse) -> None:
    """Ten lamps in A-01."""
    warehouse.item("LAMP", "A-01", 10)


def tasks(warehouse: Warehouse) -> list[Answer]:
    """The counts to be done."""
    found: list[Answer] = counts(warehouse.engine.reader)
    return found


def started(warehouse: Warehouse, bin: str = "A-01", sku: str = "LAMP") -> int:
    """A count that somebody has begun."""
    warehouse.do(QueueCount(bin, sku))
    task = next(task["task"] for task in tasks(warehouse) if (task["bin"], task["sku"]) == (bin, sku))
    warehouse.do(StartCount(task))
    return int(task)


def pick(warehouse: Warehouse, external_id: str, quantity: int) -> None:
    """An order comes in and is picked."""
    warehouse.pick(warehouse.sell(external_id, line("LAMP", quantity)))


def test_a_right_count_changes_nothing(warehouse: Warehouse) -> None:
    answer = warehouse.do(SubmitCount(started(warehouse), 10))
    assert (answer["adjusted"], warehouse.stock("LAMP")) == (0, {"A-01": (10, 0)})


@pytest.mark.parametrize("counted", [0, 7, 13])
def test_a_count_sets_the_books_to_what_lies_there(warehouse: Warehouse, counted: int) -> None:
    answer = warehouse.do(SubmitCount(started(warehouse), counted))
    assert (answer["adjusted"], warehouse.available("LAMP")) == (counted - 10, counted)


def test_a_count_that_changes_the_books_says_so_in_their_movements(warehouse: Warehouse) -> None:
    warehouse.do(SubmitCount(started(warehouse), 7))
    row = warehouse.engine.reader.one("SELECT reason, quantity FROM movement ORDER BY id DESC")
    assert row is not None and tuple(row) == ("adjust:counted", 3)


def test_a_counter_is_never_told_what_the_books_expect(warehouse: Warehouse) -> None:
    views = [warehouse.do(StartCount(started(warehouse))), *tasks(warehouse)]
    views.append(count_view(warehouse.engine.reader, views[0]["task"]))
    assert all(10 not in view.values() and not {"expected", "on_hand", "counted", "adjusted"} & view.keys() for view in views)


def test_the_figure_is_what_lies_there_when_it_is_said_though_a_picker_came_in_between(warehouse: Warehouse) -> None:
    task = started(warehouse)
    pick(warehouse, "7", 2)
    answer = warehouse.do(SubmitCount(task, 8))
    assert (answer["adjusted"], warehouse.stock("LAMP")["A-01"]) == (0, (8, 0))


def test_a_figure_from_before_the_picker_came_is_right_when_it_is_said_to_be(warehouse: Warehouse) -> None:
    task = started(warehouse)
    pick(warehouse, "7", 2)
    answer = warehouse.do(SubmitCount(task, 10, "start"))
    assert (answer["adjusted"], warehouse.stock("LAMP")["A-01"]) == (0, (8, 0))


@pytest.mark.parametrize(("counted", "as_of"), [(7, "now"), (9, "start")])
def test_what_was_missing_before_is_found_though_a_picker_came_in_between(warehouse: Warehouse, counted: int, as_of: str) -> None:
    task = started(warehouse)
    pick(warehouse, "7", 2)
    answer = warehouse.do(SubmitCount(task, counted, as_of))
    assert (answer["adjusted"], warehouse.stock("LAMP")["A-01"]) == (-1, (7, 0))


@pytest.mark.parametrize("as_of", ["now", "start"])
def test_units_that_came_in_while_counting_are_in_the_books_afterwards(warehouse: Warehouse, as_of: str) -> None:
    task = started(warehouse)
    warehouse.receive("LAMP", 5)
    warehouse.do(SubmitCount(task, 14 if as_of == "now" else 9, as_of))
    assert warehouse.stock("LAMP") == {"A-01": (14, 0)}


def test_the_adjustment_is_the_count_less_what_was_expected_and_has_moved_since(warehouse: Warehouse) -> None:
    task = started(warehouse)
    warehouse.receive("LAMP", 5)
    pick(warehouse, "7", 2)
    warehouse.do(MoveStock("LAMP", "A-01", "A-02", 4))
    answer = warehouse.do(SubmitCount(task, 6))
    row = warehouse.engine.reader.one("SELECT expected, counted, adjusted FROM count_task")
    assert row is not None and tuple(row) == (10, 6, 6 - (10 + 5 - 2 - 4))
    assert answer["adjusted"] == -3


def test_a_loss_found_while_counting_is_not_taken_off_twice(warehouse: Warehouse) -> None:
    task = started(warehouse)
    warehouse.do(AdjustStock("LAMP", "A-01", -3, "lost"))
    assert warehouse.do(SubmitCount(task, 7, "start"))["adjusted"] == 0


def test_units_thrown_away_while_counting_are_gone_from_the_figure_of_the_start(warehouse: Warehouse) -> None:
    task = started(warehouse)
    warehouse.do(AdjustStock("LAMP", "A-01", -3, "damaged"))
    assert warehouse.do(SubmitCount(task, 10, "start"))["adjusted"] == 0


def test_a_short_pick_while_counting_does_not_hide_what_the_counter_saw(warehouse: Warehouse) -> None:
    task = started(warehouse)
    session = warehouse.start(warehouse.sell("7", line("LAMP", 2)))["session"]
    warehouse.do(ShortPick(session, "wrong_bin"))
    warehouse.do(SubmitCount(task, 10, "start"))
    assert warehouse.stock("LAMP")["A-01"][0] == 10


def test_a_figure_of_the_start_below_what_was_taken_since_can_not_be_true(warehouse: Warehouse) -> None:
    task = started(warehouse)
    pick(warehouse, "7", 3)
    assert warehouse.refusal(SubmitCount(task, 2, "start")) == "impossible_count"


def test_a_counter_sees_that_units_moved_meanwhile(warehouse: Warehouse) -> None:
    task = started(warehouse)
    assert count_view(warehouse.engine.reader, task)["moved"] is False
    warehouse.receive("LAMP", 1, "A-02")
    assert count_view(warehouse.engine.reader, task)["moved"] is False
    warehouse.receive("LAMP", 1)
    assert count_view(warehouse.engine.reader, task)["moved"] is True


def test_who_begins_anew_counts_from_then_on(warehouse: Warehouse) -> None:
    task = started(warehouse)
    pick(warehouse, "7", 2)
    assert warehouse.do(StartCount(task))["moved"] is False
    assert warehouse.do(SubmitCount(task, 8, "start"))["adjusted"] == 0


def test_a_count_under_what_is_promised_breaks_the_least_urgent_promise(warehouse: Warehouse) -> None:
    older = warehouse.sell("1", line("LAMP", 6), placed_ms=1_000)
    newer = warehouse.sell("2", line("LAMP", 4), placed_ms=2_000)
    answer = warehouse.do(SubmitCount(started(warehouse), 6))
    assert (answer["broken"], warehouse.state(older), warehouse.state(newer)) == (1, "allocated", "backordered")
    assert ("reservation_broken", newer) in [(alert["kind"], alert["subject"]) for alert in alerts(warehouse.engine.reader)]


def test_units_that_a_count_finds_go_to_those_who_wait(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP", 12))
    warehouse.do(SubmitCount(started(warehouse), 12))
    assert warehouse.state(number) == "allocated"


def test_an_item_that_the_books_do_not_know_in_a_bin_is_counted_in(warehouse: Warehouse) -> None:
    warehouse.do(SubmitCount(started(warehouse, "A-02"), 3))
    assert warehouse.stock("LAMP") == {"A-01": (10, 0), "A-02": (3, 0)}


def test_a_bin_is_counted_item_by_item(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 4)
    assert warehouse.do(QueueCount("A-01"))["queued"] == 2
    assert [(task["bin"], task["sku"]) for task in tasks(warehouse)] == [("A-01", "BOLT"), ("A-01", "LAMP")]


def test_lots_are_counted_lot_by_lot(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("GLUE", "Glue", tracking="lot"))
    for lot in ("L-1", "L-2"):
        warehouse.do(ReceiveStock("GLUE", "A-02", 2, unit=lot))
    warehouse.do(QueueCount("A-02", "GLUE"))
    assert [task["unit"] for task in tasks(warehouse)] == ["L-1", "L-2"]
    assert warehouse.refusal(QueueCount("A-03", "GLUE")) == "unit_needed"


def test_a_bin_that_is_empty_by_the_books_is_counted_only_for_a_named_item(warehouse: Warehouse) -> None:
    assert warehouse.refusal(QueueCount("A-02")) == "nothing_to_count"


def test_a_kit_without_stock_of_its_own_is_not_counted(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("SET", "A set"))
    warehouse.do(DefineKit("SET", "virtual", ("LAMP×2",)))
    assert warehouse.refusal(QueueCount("A-01", "SET")) == "kit_has_no_stock"


def test_a_bin_that_waits_to_be_counted_is_not_queued_again(warehouse: Warehouse) -> None:
    warehouse.do(QueueCount("A-01"))
    assert (warehouse.do(QueueCount("A-01", "LAMP"))["queued"], len(tasks(warehouse))) == (0, 1)


def test_two_people_never_count_the_same(warehouse: Warehouse) -> None:
    task = started(warehouse)
    assert warehouse.refusal(StartCount(task), actor="ben") == "counted_by_other"
    assert warehouse.refusal(SubmitCount(task, 10), actor="ben") == "counted_by_other"


def test_two_tasks_for_the_same_shelf_are_not_counted_at_once(warehouse: Warehouse) -> None:
    task = started(warehouse)
    # As an older version queued them: one for every short pick.
    warehouse.engine._connection.execute(
        "INSERT INTO count_task (id, item_id, place_id, reason, queued_seq) SELECT 99, item_id, place_id, 'short_pick', 1 FROM count_task"
    )
    assert warehouse.refusal(StartCount(99), actor="ben") == "counted_by_other"
    warehouse.do(SubmitCount(task, 10))
    assert warehouse.do(StartCount(99), actor="ben")["state"] == "counting"


def test_a_count_is_started_before_it_is_submitted(warehouse: Warehouse) -> None:
    warehouse.do(QueueCount("A-01"))
    assert warehouse.refusal(SubmitCount(tasks(warehouse)[0]["task"], 10)) == "not_counting"


@pytest.mark.parametrize("done", ["submitted", "cancelled"])
def test_what_is_done_is_not_counted_again(warehouse: Warehouse, done: str) -> None:
    task = started(warehouse)
    warehouse.do(SubmitCount(task, 10) if done == "submitted" else CancelCount(task))
    assert [warehouse.refusal(command) for command in (StartCount(task), SubmitCount(task, 9), CancelCount(task))] == ["no_count"] * 3


def test_a_count_given_up_leaves_the_books_alone_and_the_bin_free_for_another(warehouse: Warehouse) -> None:
    warehouse.do(CancelCount(started(warehouse)))
    assert (warehouse.stock("LAMP"), warehouse.do(QueueCount("A-01"))["queued"]) == ({"A-01": (10, 0)}, 1)


@pytest.mark.parametrize(("counted", "as_of"), [(-1, "now"), (1_000_001, "now"), (10, "yesterday")])
def test_a_count_without_sense_is_refused(warehouse: Warehouse, counted: int, as_of: str) -> None:
    assert warehouse.refusal(SubmitCount(started(warehouse), counted, as_of)) == "bad_count"


@pytest.mark.parametrize(("counted", "alarming"), [(9, False), (11, False), (8, True), (0, True), (12, True)])
def test_a_count_far_from_the_books_is_looked_into(warehouse: Warehouse, counted: int, alarming: bool) -> None:
    warehouse.do(SubmitCount(started(warehouse), counted))
    found = [(alert["kind"], alert["subject"]) for alert in alerts(warehouse.engine.reader)]
    assert found == [("count_difference", "A-01 LAMP")] * alarming


def test_counts_are_listed_along_the_walk(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-03", 1)
    warehouse.receive("LAMP", 1, "A-02")
    for bin in ("A-03", "A-01", "A-02"):
        warehouse.do(QueueCount(bin))
    assert [task["bin"] for task in tasks(warehouse)] == ["A-01", "A-02", "A-03"]


def test_a_short_pick_is_counted_and_brings_back_what_was_there(warehouse: Warehouse) -> None:
    session = warehouse.start(warehouse.sell("7", line("LAMP", 2)))["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ShortPick(session, "out_of_stock"))
    (task,) = tasks(warehouse)
    warehouse.do(StartCount(task["task"]))
    warehouse.do(SubmitCount(task["task"], 10))
    assert warehouse.stock("LAMP") == {"A-01": (10, 2)}


def test_how_right_the_books_are_is_the_share_of_counts_that_changed_nothing(warehouse: Warehouse) -> None:
    assert accuracy(warehouse.engine.reader) == {"done": 0, "right": 0, "percent": None}
    for counted in (10, 10, 9):
        warehouse.do(SubmitCount(started(warehouse), counted))
    assert accuracy(warehouse.engine.reader) == {"done": 3, "right": 2, "percent": 66}
