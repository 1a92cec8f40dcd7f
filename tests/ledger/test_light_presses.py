"""Presses on pick lights: a press picks what it says at the stop it is about, or nothing."""

from typing import Any

import pytest

from ledger.goods.catalog import AddItem
from ledger.picking.light_presses import PressLight, light_word
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, PausePick, StartPickSession
from ledger.picking.pick_views import pick_session_view
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for three lamps of A-01 and a fuse of A-02."""
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("FUSE", "A-02", 5)
    return warehouse.sell("1", line("LAMP", 3), line("FUSE"))


@pytest.fixture
def session(warehouse: Warehouse, number: str) -> int:
    """A walk for it."""
    return int(warehouse.start(number)["session"])


def view(warehouse: Warehouse, session: int) -> dict[str, Any]:
    shown: dict[str, Any] = pick_session_view(warehouse.engine.reader, session)
    return shown


def test_one_press_confirms_the_bin_and_picks_all_its_units(warehouse: Warehouse, number: str, session: int) -> None:
    answer = warehouse.do(PressLight(session, "A-01", 3))
    assert (answer["outcome"], answer["stop"]["bin"], warehouse.units(number)) == ("item", "A-02", {"reserved": 1, "picked": 3})


def test_a_walk_can_be_walked_by_presses_alone(warehouse: Warehouse, number: str, session: int) -> None:
    warehouse.do(PressLight(session, "A-01", 3))
    assert warehouse.do(PressLight(session, "A-02", 1))["await"] == "finish"
    warehouse.do(FinishPick(session))
    assert warehouse.state(number) == "picked"


def test_a_press_for_fewer_units_leaves_the_rest_to_be_picked_there(warehouse: Warehouse, session: int) -> None:
    answer = warehouse.do(PressLight(session, "A-01", 2))
    assert (answer["stop"]["bin"], answer["stop"]["picked"], answer["await"]) == ("A-01", 2, "item")


def test_a_press_told_twice_picks_once(warehouse: Warehouse, number: str, session: int) -> None:
    for _ in range(2):
        warehouse.do(PressLight(session, "A-01", 2), command_id=b"press-0000000001")
    assert warehouse.units(number)["picked"] == 2


@pytest.mark.parametrize("press", [PressLight(1, "A-02", 1), PressLight(1, "A-03", 1, short=True), PressLight(1, "nowhere", 3)])
def test_a_press_for_another_bin_than_the_one_to_go_to_changes_nothing(
    warehouse: Warehouse, number: str, session: int, press: PressLight
) -> None:
    before = view(warehouse, session)
    answer = warehouse.do(press)
    assert (answer["outcome"], view(warehouse, session), warehouse.units(number)) == ("stale", before, {"reserved": 4})


def test_a_press_for_what_was_shown_before_a_scan_does_not_count_for_what_comes_next_in_the_same_bin(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("FUSE", "A-01", 5)
    number = warehouse.sell("2", line("LAMP"), line("FUSE"))
    walk = warehouse.start(number)
    shown = light_word(walk)
    warehouse.do(ScanPick(walk["session"], "A-01"))
    gone_on = warehouse.do(ScanPick(walk["session"], walk["stop"]["sku"]))
    assert gone_on["stop"]["bin"] == "A-01"
    assert warehouse.do(PressLight(walk["session"], "A-01", 1, shown=shown))["outcome"] == "stale"
    assert warehouse.units(number) == {"reserved": 1, "picked": 1}
    assert warehouse.do(PressLight(walk["session"], "A-01", 1, shown=light_word(gone_on)))["outcome"] == "item"


def test_a_press_on_a_walk_that_is_paused_changes_nothing(warehouse: Warehouse, number: str, session: int) -> None:
    warehouse.do(PausePick(session))
    assert warehouse.do(PressLight(session, "A-01", 3))["outcome"] == "stale"
    assert warehouse.units(number) == {"reserved": 4}


def test_more_units_than_are_wanted_are_not_picked_and_the_screen_says_so(warehouse: Warehouse, number: str, session: int) -> None:
    answer = warehouse.do(PressLight(session, "A-01", 4))
    assert (answer["outcome"], answer["alarm"]["message"]) == ("too_many", "Only 3 more of LAMP are wanted here.")
    assert warehouse.units(number) == {"reserved": 4}


@pytest.mark.parametrize("tracking", ["serial", "lot"])
def test_units_that_go_by_number_are_scanned_and_never_pressed(warehouse: Warehouse, tracking: str) -> None:
    warehouse.do(AddItem("ENGINE", "An engine", tracking=tracking))
    warehouse.do(ReceiveStock("ENGINE", "A-03", 1, unit="N-1"))
    number = warehouse.sell("2", line("ENGINE"))
    answer = warehouse.do(PressLight(warehouse.start(number)["session"], "A-03", 1))
    assert (answer["outcome"], "Scan its label" in answer["alarm"]["message"]) == ("scan_it", True)
    assert warehouse.units(number) == {"reserved": 1}


def test_the_right_press_ends_the_alarm(warehouse: Warehouse, session: int) -> None:
    warehouse.do(ScanPick(session, "A-03"))
    assert warehouse.do(PressLight(session, "A-01", 1))["alarm"] is None


def test_the_short_button_picks_what_was_taken_and_reports_the_rest(warehouse: Warehouse, number: str, session: int) -> None:
    answer = warehouse.do(PressLight(session, "A-01", 1, short=True))
    assert (answer["outcome"], warehouse.holds(number)) == ("short", ["short"])
    assert warehouse.units(number) == {"reserved": 1, "picked": 1}
    assert "short: 2 × LAMP not at A-01 (out of stock)" in [entry["text"] for entry in warehouse.story(number)]


def test_the_rest_of_a_short_press_is_served_from_another_bin_at_once(warehouse: Warehouse, number: str, session: int) -> None:
    warehouse.receive("LAMP", 2, "A-03")
    answer = warehouse.do(PressLight(session, "A-01", 1, short=True))
    assert (answer["outcome"], warehouse.holds(number)) == ("other_bin", [])
    warehouse.do(PressLight(session, "A-02", 1))
    warehouse.do(PressLight(session, "A-03", 2))
    assert warehouse.units(number) == {"picked": 4}


def test_the_short_button_with_everything_taken_reports_nothing(warehouse: Warehouse, number: str, session: int) -> None:
    assert warehouse.do(PressLight(session, "A-01", 3, short=True))["outcome"] == "item"
    assert warehouse.holds(number) == []


def test_an_empty_bin_is_said_by_the_short_button_alone(warehouse: Warehouse, number: str, session: int) -> None:
    assert warehouse.refusal(PressLight(session, "A-01", 0)) == "bad_quantity"
    assert warehouse.do(PressLight(session, "A-01", 0, short=True))["outcome"] == "short"
    assert warehouse.units(number) == {"reserved": 1}


def test_a_press_serves_every_order_of_a_batch_and_its_short_button_only_those_left(warehouse: Warehouse) -> None:
    warehouse.item("RING", "A-02", 5)
    numbers = [warehouse.sell(str(each), line("RING", 2)) for each in range(7, 9)]
    session = warehouse.do(StartPickSession(tuple(numbers), mode="batch"))["session"]
    warehouse.do(PressLight(session, "A-02", 3, short=True))
    assert [(warehouse.units(number).get("picked"), warehouse.holds(number)) for number in numbers] == [(2, []), (1, ["short"])]


def test_a_press_on_no_walk_is_refused(warehouse: Warehouse) -> None:
    assert warehouse.refusal(PressLight(99, "A-01", 1)) == "session_not_found"
