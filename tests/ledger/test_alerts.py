"""Alerts: each cause once, until it has ended."""

import pytest

from ledger.promises.shortages import ShipShort
from ledger.stockwork.alerts import ResolveAlert, alerts
from ledger.stockwork.stock import AdjustStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


def standing(warehouse: Warehouse) -> list[Answer]:
    """The alerts that stand."""
    return alerts(warehouse.engine.reader)


@pytest.fixture
def broken(warehouse: Warehouse) -> str:
    """An order of three lamps of which one got lost."""
    warehouse.item("LAMP", "A-01", 3)
    number = warehouse.sell("7", line("LAMP", 3))
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    return number


def test_an_alert_names_the_order_the_cause_and_the_time(warehouse: Warehouse, broken: str) -> None:
    (alert,) = standing(warehouse)
    assert (alert["subject"], alert["raised_ms"]) == (broken, warehouse.clock.now)
    assert alert["cause"] == f"{broken} lost units that were promised to it; it waits for 1 that no bin has"


def test_the_same_cause_is_told_once(warehouse: Warehouse, broken: str) -> None:
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    assert [alert["subject"] for alert in standing(warehouse)] == [broken]


def test_an_alert_ends_when_the_order_has_its_units_again(warehouse: Warehouse, broken: str) -> None:
    warehouse.receive("LAMP", 1)
    assert standing(warehouse) == []
    assert [alert["subject"] for alert in alerts(warehouse.engine.reader, resolved=True)] == [broken]


def test_an_alert_stands_while_some_units_are_missing(warehouse: Warehouse, broken: str) -> None:
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    warehouse.receive("LAMP", 1)
    assert [alert["subject"] for alert in standing(warehouse)] == [broken]


@pytest.mark.parametrize("answer", ["cancel", "ship_short"])
def test_an_alert_ends_when_nobody_waits_any_more(warehouse: Warehouse, broken: str, answer: str) -> None:
    if answer == "cancel":
        warehouse.cancel(broken)
    else:
        warehouse.do(ShipShort(broken))
    assert standing(warehouse) == []


def test_a_cause_that_comes_back_is_told_again(warehouse: Warehouse, broken: str) -> None:
    warehouse.receive("LAMP", 1)
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    assert [alert["subject"] for alert in standing(warehouse)] == [broken]


def test_a_person_resolves_an_alert_once(warehouse: Warehouse, broken: str) -> None:
    (alert,) = standing(warehouse)
    assert broken in warehouse.do(ResolveAlert(alert["alert"]))["cause"]
    assert standing(warehouse) == []
    assert warehouse.refusal(ResolveAlert(alert["alert"])) == "no_alert"
