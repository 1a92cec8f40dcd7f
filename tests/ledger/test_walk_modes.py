"""One order, a tote for each, or one tote for all; the whole warehouse or one zone: every unit is taken once, for whom it is."""

import pytest

from ledger.goods.places import AddPlace
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.picking.pick_views import STALE_AFTER_MS, running_sessions
from ledger.picking.short_picks import ShortPick
from ledger.picking.totes import orders_in_tote
from ledger.sales.cancel import CancelOrder
from ledger.transaction import Answer
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def batch(warehouse: Warehouse, *numbers: str) -> Answer:
    """Start a walk that collects these orders in one tote."""
    return warehouse.do(StartPickSession(numbers, mode="batch"))


@pytest.fixture
def three(warehouse: Warehouse) -> tuple[str, ...]:
    """Three orders for 2, 1 and 3 lamps of one bin, the last one with a bolt of the next."""
    warehouse.item("LAMP", "A-01", 9)
    warehouse.item("BOLT", "A-02", 9)
    lines = ([line("LAMP", 2)], [line("LAMP")], [line("LAMP", 3), line("BOLT")])
    return tuple([warehouse.sell(str(buyer), *wanted) for buyer, wanted in enumerate(lines)])


def test_a_batch_asks_once_for_what_several_orders_want_from_one_bin(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    view = batch(warehouse, *three)
    stop = view["stop"]
    assert (stop["bin"], stop["quantity"], stop["orders"], view["stops"]) == ("A-01", 6, list(three), 2)


def test_the_units_of_a_batch_lie_in_one_tote_that_all_its_orders_share(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    view = batch(warehouse, *three)
    assert {entry["tote"] for entry in view["totes"]} == {"T-1"}
    tote_id = warehouse.engine.reader.number("SELECT id FROM place WHERE code = 'T-1'")
    assert orders_in_tote(warehouse.engine.reader, tote_id) == [int(number.removeprefix("SO-")) - 100_000 for number in three]


def test_scans_of_a_batch_fill_one_order_after_the_other(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    view = warehouse.do(ScanPick(session, "LAMP", 4))
    assert [warehouse.units(number).get("picked", 0) for number in three] == [2, 1, 1]
    assert (view["stop"]["quantity"], view["stop"]["picked"]) == (6, 4)


def test_a_batch_never_counts_more_than_its_orders_want_together(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    assert warehouse.do(ScanPick(session, "LAMP", 7))["outcome"] == "too_many"


def test_a_picked_batch_leaves_every_order_ready_for_packing(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    for _ in range(2):
        warehouse.scan_stop(session)
    warehouse.do(FinishPick(session))
    assert [warehouse.state(number) for number in three] == ["picked"] * 3
    for number in three:
        warehouse.pack(number)
    assert warehouse.stock("LAMP") == {"A-01": (3, 0), "PACK-1": (6, 6)}


def test_the_tote_of_a_batch_is_free_again_when_its_last_order_is_packed(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    for _ in range(2):
        warehouse.scan_stop(session)
    warehouse.do(FinishPick(session))
    other = warehouse.sell("9", line("BOLT"))
    for number in three[:2]:
        warehouse.pack(number)
    assert warehouse.refusal(StartPickSession((other,), ("T-1",))) == "tote_in_use"
    warehouse.pack(three[2])
    assert warehouse.do(StartPickSession((other,), ("T-1",)))["totes"][0]["tote"] == "T-1"


def test_units_missing_from_a_batch_are_missing_from_the_orders_served_last(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP", 4))
    answer = warehouse.do(ShortPick(session, "out_of_stock"))
    assert answer["outcome"] == "short"
    assert [warehouse.holds(number) for number in three] == [[], [], ["short"]]
    assert warehouse.stock("LAMP") == {"T-1": (4, 4)}


def test_a_batch_given_up_gives_back_what_is_not_in_the_tote(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP", 2))
    warehouse.do(AbandonPick(session))
    assert [warehouse.state(number) for number in three] == ["picked", "allocated", "allocated"]
    assert [warehouse.order(number)["tote"] for number in three] == ["T-1", "", ""]


def test_an_order_cancelled_on_a_batch_leaves_the_others_theirs(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    session = batch(warehouse, *three)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP"))
    warehouse.do(CancelOrder(three[0], "no longer wanted"))
    assert warehouse.stop(session)["quantity"] == 4
    while warehouse.stop(session):
        warehouse.scan_stop(session)
    assert [warehouse.state(number) for number in three] == ["cancelled", "picked", "picked"]


def test_a_single_walk_is_one_order(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    assert warehouse.refusal(StartPickSession(three, mode="single")) == "too_many_orders"
    assert [entry["order"] for entry in warehouse.do(StartPickSession(mode="single", most=3))["totes"]] == [three[0]]


def test_a_batch_takes_one_tote_and_no_more(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    assert warehouse.refusal(StartPickSession(three, ("T-1", "T-2"), mode="batch")) == "bad_totes"


def test_a_walk_of_an_unknown_mode_is_refused(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    assert warehouse.refusal(StartPickSession(three, mode="dance")) == "bad_mode"


@pytest.fixture
def two_zones(warehouse: Warehouse) -> str:
    """An order for a lamp of the hall and a door of the yard."""
    warehouse.do(AddPlace("Y-01", zone="yard", walk=9))
    warehouse.do(AddPlace("H-01", zone="hall", walk=8))
    warehouse.item("LAMP", "H-01", 5)
    warehouse.item("DOOR", "Y-01", 5)
    return warehouse.sell("7", line("LAMP"), line("DOOR"))


def test_an_order_of_two_zones_is_picked_on_two_walks_into_one_tote(warehouse: Warehouse, two_zones: str) -> None:
    states: list[object] = []
    for zone in ("yard", "hall"):
        view = warehouse.do(StartPickSession(zone=zone))
        states.append((view["stop"]["zone"], view["stops"], view["totes"][0]["tote"]))
        warehouse.scan_stop(view["session"])
        warehouse.do(FinishPick(view["session"]))
        states.append(warehouse.state(two_zones))
    assert states == [("yard", 1, "T-1"), "allocated", ("hall", 1, "T-1"), "picked"]


def test_only_one_zone_at_a_time_works_on_an_order_since_its_tote_is_there(warehouse: Warehouse, two_zones: str) -> None:
    warehouse.do(StartPickSession(zone="yard"))
    assert warehouse.refusal(StartPickSession(zone="hall"), device="handheld-2") == "nothing_to_pick"


def test_a_zone_without_work_starts_no_walk(warehouse: Warehouse, two_zones: str) -> None:
    assert warehouse.refusal(StartPickSession(zone="cellar")) == "nothing_to_pick"
    assert warehouse.refusal(StartPickSession((two_zones,), zone="cellar")) == "nothing_to_pick"


def test_units_found_in_another_zone_wait_for_that_zones_walk(warehouse: Warehouse, two_zones: str) -> None:
    warehouse.receive("LAMP", 1, "Y-01")
    session = warehouse.do(StartPickSession(zone="hall"))["session"]
    warehouse.do(ScanPick(session, "H-01"))
    answer = warehouse.do(ShortPick(session, "out_of_stock"))
    assert (answer["outcome"], answer["await"], warehouse.holds(two_zones)) == ("later", "finish", [])
    assert warehouse.do(StartPickSession(zone="yard"))["stops"] == 2


def test_a_scanner_is_on_one_walk_at_a_time(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    first = warehouse.do(StartPickSession(three[:1]))["session"]
    assert warehouse.refusal(StartPickSession(three[1:2])) == "device_busy"
    warehouse.do(PausePick(first))
    warehouse.do(StartPickSession(three[1:2]))
    assert warehouse.refusal(ResumePick(first)) == "device_busy"


def test_a_walk_without_stops_left_ends_when_its_scanner_starts_the_next_one(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    first = warehouse.do(StartPickSession(three[:1]))["session"]
    warehouse.scan_stop(first)
    warehouse.do(StartPickSession(three[1:2]))
    assert warehouse.refusal(FinishPick(first)) == "session_done"


def test_a_walk_that_nobody_touched_for_hours_shows_as_stale(warehouse: Warehouse, three: tuple[str, ...]) -> None:
    warehouse.do(StartPickSession(three[:1]))
    warehouse.clock.now += STALE_AFTER_MS + 1
    touched = warehouse.do(StartPickSession(three[1:2]), device="handheld-2")["session"]
    assert {view["session"]: view["stale"] for view in running_sessions(warehouse.engine.reader)} == {1: True, touched: False}
