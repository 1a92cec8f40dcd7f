"""The plan of a walk: all that is left of it, as the box would ask for it; and what is said of a stop that the walk has left."""

import pytest

from ledger.errors import Refused
from ledger.picking.pick_plans import pick_plan
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import StartPickSession
from ledger.picking.short_picks import ShortPick
from ledger.picking.zero_check import ConfirmEmpty
from ledger.sales.cancel import CancelOrder
from ledger.transaction import Answer
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def three(warehouse: Warehouse) -> tuple[str, ...]:
    """Three orders for 2, 1 and 3 lamps of one bin, the last one with a bolt of the next."""
    warehouse.item("LAMP", "A-01", 9, "4006381333931")
    warehouse.item("BOLT", "A-02", 1)
    lines = ([line("LAMP", 2)], [line("LAMP")], [line("LAMP", 3), line("BOLT")])
    return tuple([warehouse.sell(str(buyer), *wanted) for buyer, wanted in enumerate(lines)])


def plan(warehouse: Warehouse, session: int) -> Answer:
    """The walk with all that is left of it."""
    return pick_plan(warehouse.engine.reader, session)


@pytest.mark.parametrize("mode", ["cluster", "batch"])
def test_a_plan_foretells_every_stop_that_the_box_will_ask_for(warehouse: Warehouse, three: tuple[str, ...], mode: str) -> None:
    session = warehouse.do(StartPickSession(three, mode=mode))["session"]
    foretold = plan(warehouse, session)["plan"]
    asked = []
    while (stop := warehouse.stop(session)) is not None:
        asked.append(stop)
        warehouse.scan_stop(session)
    assert [{name: stop[name] for name in asked[0]} for stop in foretold] == asked


@pytest.mark.parametrize("mode", ["cluster", "batch"])
def test_the_first_stop_of_a_plan_is_the_one_on_the_screen_at_any_moment(warehouse: Warehouse, three: tuple[str, ...], mode: str) -> None:
    session = warehouse.do(StartPickSession(three, mode=mode))["session"]
    warehouse.do(ScanPick(session, "A-01"))
    while (stop := warehouse.stop(session)) is not None:
        first = plan(warehouse, session)["plan"][0]
        assert {name: first[name] for name in stop} == stop
        warehouse.do(ScanPick(session, stop["bin"]))
        warehouse.do(ScanPick(session, stop["sku"]))
    assert plan(warehouse, session)["plan"] == []


def test_a_plan_says_where_the_walk_stands_and_what_lies_in_each_bin(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = warehouse.start(*three)["session"]
    assert plan(warehouse, session)["at"] == ""
    warehouse.do(ScanPick(session, "A-01"))
    said = plan(warehouse, session)
    assert (said["at"], [stop["on_hand"] for stop in said["plan"]], said["await"]) == ("A-01", [9, 9, 9, 1], "item")


def test_a_plan_says_as_of_which_journal_row_it_is(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = warehouse.start(*three)["session"]
    before = plan(warehouse, session)["seq"]
    warehouse.do(ScanPick(session, "A-01"))
    assert (before, plan(warehouse, session)["seq"]) == (warehouse.engine.head.seq - 1, warehouse.engine.head.seq)


def test_nobody_plans_a_walk_that_does_not_exist(warehouse: Warehouse) -> None:
    with pytest.raises(Refused, match="no pick session 9"):
        plan(warehouse, 9)


def test_a_scan_made_for_a_stop_that_the_walk_has_left_counts_nothing_and_alarms_nobody(
    warehouse: Warehouse, three: tuple[str, ...]
) -> None:
    session = warehouse.start(*three)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    tote = warehouse.stop(session)["tote"]
    warehouse.do(CancelOrder(three[0], "the buyer changed their mind"))  # the next stop wants the same lamp from the same bin
    assert warehouse.refusal(ScanPick(session, "LAMP", bin="A-01", tote=tote)) == "walk_went_on"
    view = plan(warehouse, session)
    assert (view["stop"]["picked"], view["alarm"]) == (0, None)


def test_a_scan_made_for_the_stop_that_the_walk_is_at_counts(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = warehouse.start(*three)["session"]
    stop = warehouse.stop(session)
    warehouse.do(ScanPick(session, "A-01", bin="A-01", tote=stop["tote"]))
    assert warehouse.do(ScanPick(session, "LAMP", bin="A-01", tote=stop["tote"]))["outcome"] == "item"


def test_units_reported_missing_at_a_stop_that_the_walk_has_left_are_not_missing_at_another(
    warehouse: Warehouse, three: tuple[str, ...]
) -> None:
    session = warehouse.start(*three)["session"]
    assert warehouse.refusal(ShortPick(session, "out_of_stock", bin="A-02")) == "walk_went_on"
    assert plan(warehouse, session)["stops"] == 4


def test_an_answer_about_a_bin_that_nobody_asks_about_any_more_is_refused(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = warehouse.start(*three)["session"]
    while warehouse.stop(session) is not None:
        warehouse.scan_stop(session)
    assert plan(warehouse, session)["zero_check"] == {"bin": "A-02", "sku": "BOLT"}
    assert warehouse.refusal(ConfirmEmpty(session, True, bin="A-01")) == "nothing_asked"
    assert warehouse.do(ConfirmEmpty(session, False, bin="A-02"))["counted"]
