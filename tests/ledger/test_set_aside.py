"""Scans that a scanner kept: set aside, then carried out each once in order, or forgotten, as a person says."""

import pytest

from ledger.equipment.set_aside import DiscardScans, DoneSetAside, SetAsideScan, TakeUpScans, scan_command_id, set_aside, taken_up
from ledger.picking.pick_scans import ScanPick
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def kept(warehouse: Warehouse) -> Warehouse:
    """One scanner sent a bin and twice the same item late, another one a tote."""
    for at_us, code in enumerate(("A-01", "LAMP", "LAMP"), start=1):
        warehouse.do(SetAsideScan("scanner-1", code, at_us))
    warehouse.do(SetAsideScan("scanner-2", "T-1", 9))
    return warehouse


def waiting(warehouse: Warehouse) -> list[tuple[str, str]]:
    return [(scan["device"], scan["code"]) for scan in set_aside(warehouse.engine.reader)]


def test_equal_scans_are_each_kept_since_identical_items_are_legitimate(kept: Warehouse) -> None:
    assert waiting(kept) == [("scanner-1", "A-01"), ("scanner-1", "LAMP"), ("scanner-1", "LAMP"), ("scanner-2", "T-1")]


def test_the_scans_of_a_device_are_taken_up_in_the_order_in_which_they_came_and_no_others(kept: Warehouse) -> None:
    scans = kept.do(TakeUpScans("scanner-1"))["scans"]
    assert ([scan["code"] for scan in scans], waiting(kept)) == (["A-01", "LAMP", "LAMP"], [("scanner-2", "T-1")])


def test_scans_that_were_discarded_can_never_be_taken_up(kept: Warehouse) -> None:
    assert kept.do(DiscardScans("scanner-1"))["discarded"] == 3
    assert kept.refusal(TakeUpScans("scanner-1")) == "nothing_set_aside"


def test_scans_are_taken_up_once(kept: Warehouse) -> None:
    kept.do(TakeUpScans("scanner-1"))
    assert kept.refusal(TakeUpScans("scanner-1")) == "nothing_set_aside"
    assert kept.refusal(DiscardScans("scanner-1")) == "nothing_set_aside"


def test_only_a_scan_that_was_taken_up_is_ever_done_and_once(kept: Warehouse) -> None:
    first = set_aside(kept.engine.reader)[0]["set_aside"]
    assert kept.refusal(DoneSetAside(first)) == "not_taken_up"
    kept.do(TakeUpScans("scanner-1"))
    kept.do(DoneSetAside(first))
    assert kept.refusal(DoneSetAside(first)) == "not_taken_up"


@pytest.mark.parametrize("crash_after", range(7))
def test_scans_carried_out_across_a_crash_at_any_moment_count_each_unit_once(crash_after: int, kept: Warehouse) -> None:
    kept.item("LAMP", "A-01", 5)
    session = kept.start(kept.sell("1", line("LAMP", 2)))["session"]
    kept.do(TakeUpScans("scanner-1"))
    steps = [
        step
        for scan in taken_up(kept.engine.reader)
        for step in ((ScanPick(session, scan["code"]), scan_command_id(scan["set_aside"])), (DoneSetAside(scan["set_aside"]), None))
    ]
    for command, command_id in steps[:crash_after]:
        kept.do(command, command_id=command_id)
    kept.engine.close()
    kept.open()
    for scan in taken_up(kept.engine.reader):  # as the program does when it starts
        kept.do(ScanPick(session, scan["code"]), command_id=scan_command_id(scan["set_aside"]))
        kept.do(DoneSetAside(scan["set_aside"]))
    assert (kept.stock("LAMP"), taken_up(kept.engine.reader)) == ({"A-01": (3, 0), "T-1": (2, 2)}, [])


@pytest.mark.parametrize("command", [SetAsideScan("", "A-01", 1), SetAsideScan("scanner-1", "", 1), TakeUpScans("scanner-1")])
def test_a_scan_of_nobody_or_of_nothing_is_refused(command: object, warehouse: Warehouse) -> None:
    assert warehouse.refusal(command) in ("bad_device", "bad_code", "nothing_set_aside")
