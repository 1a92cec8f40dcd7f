"""Bindings: a device stands where somebody last said, or is whose they said, over restarts, until it is let go."""

import pytest

from ledger.equipment.bindings import BindDevice, UnbindDevice, binding_of, bindings
from tests.ledger.warehouse import STATION, Warehouse


def told(warehouse: Warehouse) -> list[tuple[str, str, str]]:
    return [(row["device"], row["station"], row["operator"]) for row in bindings(warehouse.engine.reader)]


def test_a_scanner_stands_at_the_station_that_it_was_bound_to_after_a_restart_too(warehouse: Warehouse) -> None:
    warehouse.do(BindDevice("serial:G19A0042", STATION))
    warehouse.engine.close()
    warehouse.open()
    assert told(warehouse) == [("serial:G19A0042", STATION, "")]


def test_what_was_said_last_of_a_scanner_is_all_that_holds(warehouse: Warehouse) -> None:
    warehouse.do(BindDevice("scanner-1", STATION, "Ana"))
    warehouse.do(BindDevice("scanner-1", operator="Ben"))
    assert told(warehouse) == [("scanner-1", "", "Ben")]


def test_a_scanner_that_was_let_go_is_bound_to_nothing(warehouse: Warehouse) -> None:
    warehouse.do(BindDevice("scanner-1", STATION))
    warehouse.do(UnbindDevice("scanner-1"))
    assert binding_of(warehouse.engine.reader, "scanner-1") is None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (BindDevice("scanner-1"), "bad_binding"),
        (BindDevice("scanner-1", "A-01"), "wrong_place_kind"),
        (BindDevice("scanner-1", "PACK-9"), "place_not_found"),
        (BindDevice("scanner-1", operator="x" * 81), "bad_binding"),
        (BindDevice(" ", STATION), "bad_device"),
        (UnbindDevice("scanner-1"), "not_bound"),
    ],
)
def test_a_binding_that_means_nothing_is_refused(command: object, code: str, warehouse: Warehouse) -> None:
    assert warehouse.refusal(command) == code
