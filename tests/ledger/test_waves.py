"""Waves: only what can be picked now is released, each order once, and several pickers share it."""

import time
from typing import Any

import pytest

from ledger.goods.places import AddPlace
from ledger.picking.pick_sessions import StartPickSession
from ledger.picking.waves import DissolveWave, ReleaseWave, wave, waves
from ledger.sales.cancel import CancelOrder
from ledger.sales.holds import PlaceHold
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


@pytest.fixture
def ready(warehouse: Warehouse) -> str:
    """An order that can be picked."""
    warehouse.item("LAMP", "A-01", 50)
    return warehouse.sell("ready", line("LAMP", 2))


def released(warehouse: Warehouse, **rules: Any) -> list[str]:
    """The orders that a wave with these rules takes."""
    return orders_in(warehouse, warehouse.do(ReleaseWave(**rules))["wave"])


def orders_in(warehouse: Warehouse, number: int) -> list[str]:
    """The orders of a wave."""
    return [entry["order"] for entry in wave(warehouse.engine.reader, number)["orders_in"]]


def test_an_unpaid_order_is_not_released(warehouse: Warehouse, ready: str) -> None:
    warehouse.sell("unpaid", line("LAMP"), paid=False)
    assert released(warehouse) == [ready]


def test_a_held_order_is_not_released(warehouse: Warehouse, ready: str) -> None:
    warehouse.do(PlaceHold(warehouse.sell("held", line("LAMP")), "ask first"))
    assert released(warehouse) == [ready]


def test_an_order_that_waits_for_stock_is_not_released(warehouse: Warehouse, ready: str) -> None:
    warehouse.sell("too much", line("LAMP", 500))
    assert released(warehouse) == [ready]


def test_an_order_with_units_in_overstock_is_not_released_before_they_are_brought(warehouse: Warehouse, ready: str) -> None:
    warehouse.do(AddPlace("O-01", purpose="overstock"))
    warehouse.item("DOOR", "O-01", 5)
    warehouse.sell("above", line("DOOR"))
    assert released(warehouse) == [ready]


def test_a_cancelled_order_is_not_released(warehouse: Warehouse, ready: str) -> None:
    warehouse.do(CancelOrder(warehouse.sell("gone", line("LAMP")), "no longer wanted"))
    assert released(warehouse) == [ready]


def test_an_order_in_one_wave_is_in_no_other(warehouse: Warehouse, ready: str) -> None:
    released(warehouse)
    later = warehouse.sell("later", line("LAMP"))
    assert released(warehouse) == [later]
    assert warehouse.refusal(ReleaseWave()) == "nothing_to_release"


def test_an_order_that_is_being_picked_is_not_released(warehouse: Warehouse, ready: str) -> None:
    warehouse.start(ready)
    assert warehouse.refusal(ReleaseWave()) == "nothing_to_release"


@pytest.mark.parametrize(
    ("rule", "fitting", "other"),
    [
        ({"channel": "shopify"}, {"channel": "shopify"}, {}),
        ({"service": "express"}, {"service": "express"}, {}),
        ({"ship_before_ms": START_MS + 10}, {"ship_by_ms": START_MS + 9}, {"ship_by_ms": START_MS + 10}),
        ({"ship_before_ms": START_MS + 10}, {"ship_by_ms": START_MS + 9}, {"ship_by_ms": None}),
    ],
)
def test_a_rule_releases_only_the_orders_that_fit(
    warehouse: Warehouse, ready: str, rule: dict[str, Any], fitting: dict[str, Any], other: dict[str, Any]
) -> None:
    warehouse.sell("other", line("LAMP"), **other)
    number = warehouse.sell("fits", line("LAMP"), **fitting)
    assert released(warehouse, **rule) == [number]


def test_a_wave_of_a_zone_takes_orders_that_lie_in_it_with_all_their_units(warehouse: Warehouse, ready: str) -> None:
    warehouse.do(AddPlace("Y-01", zone="yard"))
    warehouse.item("DOOR", "Y-01", 9)
    inside = warehouse.sell("inside", line("DOOR"))
    warehouse.sell("half", line("DOOR"), line("LAMP"))
    assert released(warehouse, zone="yard") == [inside]


def test_named_orders_that_do_not_fit_are_left_and_the_others_released(warehouse: Warehouse, ready: str) -> None:
    unpaid = warehouse.sell("unpaid", line("LAMP"), paid=False)
    answer = warehouse.do(ReleaseWave(orders=(ready, unpaid)))
    assert (orders_in(warehouse, answer["wave"]), answer["left"]) == ([ready], [{"order": unpaid, "why": "it is held"}])


def test_a_wave_takes_the_orders_that_must_ship_first(warehouse: Warehouse, ready: str) -> None:
    soon = warehouse.sell("soon", line("LAMP"), ship_by_ms=START_MS + 5)
    assert released(warehouse, most=1) == [soon]


def test_several_pickers_share_a_wave_and_no_order_is_handed_out_twice(warehouse: Warehouse, ready: str) -> None:
    others = [warehouse.sell(str(number), line("LAMP")) for number in range(2)]
    number = warehouse.do(ReleaseWave())["wave"]
    taken = []
    for picker in range(3):
        taken += warehouse.do(StartPickSession(wave=number), device=f"handheld-{picker}")["totes"]
    assert sorted(entry["order"] for entry in taken) == sorted([ready, *others])
    assert warehouse.refusal(StartPickSession(wave=number), device="handheld-9") == "nothing_to_pick"


def test_pickers_without_a_wave_leave_its_orders_to_it(warehouse: Warehouse, ready: str) -> None:
    warehouse.do(ReleaseWave())
    assert warehouse.refusal(StartPickSession()) == "nothing_to_pick"


def test_a_wave_shows_how_far_it_is(warehouse: Warehouse, ready: str) -> None:
    other = warehouse.sell("other", line("LAMP", 3))
    number = warehouse.do(ReleaseWave("Royal Mail 16:00"))["wave"]
    warehouse.pick(ready)
    view = wave(warehouse.engine.reader, number)
    assert {name: view[name] for name in ("name", "orders", "done", "units", "picked", "short")} == {
        "name": "Royal Mail 16:00",
        "orders": 2,
        "done": 1,
        "units": 5,
        "picked": 2,
        "short": 0,
    }
    assert view["zones"] == [{"zone": "", "orders": 1, "units": 3}]
    assert {entry["order"]: entry["state"] for entry in view["orders_in"]} == {ready: "picked", other: "allocated"}
    assert [entry["wave"] for entry in waves(warehouse.engine.reader)] == [number]


def test_a_dissolved_wave_keeps_only_what_somebody_began_to_pick(warehouse: Warehouse, ready: str) -> None:
    warehouse.sell("other", line("LAMP"))
    number = warehouse.do(ReleaseWave())["wave"]
    warehouse.start(ready)
    assert warehouse.do(DissolveWave(number))["orders"] == 1
    assert orders_in(warehouse, number) == [ready]
    assert warehouse.refusal(DissolveWave(99)) == "wave_not_found"


def test_orders_and_a_wave_are_not_asked_for_together(warehouse: Warehouse, ready: str) -> None:
    number = warehouse.do(ReleaseWave())["wave"]
    assert warehouse.refusal(StartPickSession((ready,), wave=number)) == "bad_walk"
    assert warehouse.refusal(StartPickSession(wave=99)) == "wave_not_found"


def test_the_story_names_the_wave(warehouse: Warehouse, ready: str) -> None:
    number = warehouse.do(ReleaseWave())["wave"]
    assert f"released to be picked in wave {number}" in [entry["text"] for entry in warehouse.story(ready)]


def test_releasing_many_orders_takes_no_time_worth_waiting_for(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 900)
    for number in range(300):
        warehouse.sell(str(number), line("LAMP"), line("LAMP", external_id="2"), line("LAMP", external_id="3"))
    began_s = time.perf_counter()
    answer: Answer = warehouse.do(ReleaseWave(most=300))
    assert (answer["orders"], answer["units"]) == (300, 900)
    assert time.perf_counter() - began_s < 1.0
