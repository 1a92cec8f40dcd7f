"""Zero check: a bin that is empty by the books is looked at while somebody stands before it."""

import pytest

from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, FinishPick, PausePick
from ledger.picking.pick_views import pick_session_view
from ledger.picking.zero_check import ConfirmEmpty
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def session(warehouse: Warehouse) -> int:
    """A walk that has just taken the last lamp of A-01 and has a bolt of A-02 to go."""
    warehouse.item("LAMP", "A-01", 1)
    warehouse.item("BOLT", "A-02", 5)
    walk = int(warehouse.start(warehouse.sell("7", line("LAMP"), line("BOLT")))["session"])
    warehouse.scan_stop(walk)
    return walk


def asked(warehouse: Warehouse, session: int) -> object:
    """What the picker is asked."""
    return pick_session_view(warehouse.engine.reader, session)["zero_check"]


def counts(warehouse: Warehouse) -> list[tuple[str, str]]:
    """The counts that wait: bin and reason."""
    rows = warehouse.engine.reader.all("SELECT p.code, c.reason FROM count_task c JOIN place p ON p.id = c.place_id WHERE c.state = 'open'")
    return [tuple(row) for row in rows]


def test_taking_the_last_unit_by_the_books_asks_whether_the_bin_is_empty(warehouse: Warehouse, session: int) -> None:
    assert asked(warehouse, session) == {"bin": "A-01", "sku": "LAMP"}


def test_a_bin_with_units_left_is_not_asked_about(warehouse: Warehouse, session: int) -> None:
    warehouse.scan_stop(session)
    assert asked(warehouse, session) is None


def test_an_empty_bin_needs_no_count(warehouse: Warehouse, session: int) -> None:
    answer = warehouse.do(ConfirmEmpty(session, empty=True))
    assert (answer["zero_check"], answer["counted"], counts(warehouse)) == (None, False, [])


def test_a_bin_that_is_not_empty_is_queued_for_a_count(warehouse: Warehouse, session: int) -> None:
    assert warehouse.do(ConfirmEmpty(session, empty=False))["counted"]
    assert counts(warehouse) == [("A-01", "zero_check")]


def test_a_picker_who_goes_on_without_an_answer_is_asked_no_more(warehouse: Warehouse, session: int) -> None:
    warehouse.do(ScanPick(session, "A-02"))
    assert asked(warehouse, session) is None
    assert warehouse.refusal(ConfirmEmpty(session, empty=True)) == "nothing_asked"


@pytest.mark.parametrize("step", [PausePick, AbandonPick])
def test_a_walk_put_aside_or_given_up_asks_nothing(warehouse: Warehouse, session: int, step: type[PausePick | AbandonPick]) -> None:
    assert warehouse.do(step(session))["zero_check"] is None


def test_the_last_pick_of_a_walk_asks_too_and_the_walk_may_end_without_an_answer(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    walk = int(warehouse.start(warehouse.sell("7", line("LAMP")))["session"])
    assert warehouse.scan_stop(walk)["zero_check"] == {"bin": "A-01", "sku": "LAMP"}
    assert warehouse.do(FinishPick(walk))["zero_check"] is None
