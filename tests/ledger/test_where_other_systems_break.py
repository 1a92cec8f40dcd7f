"""Failures seen in other warehouse systems, each with the promise that it can't happen here."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pkgutil import walk_packages
from socket import socket
from subprocess import run

import pytest

import ledger
from ledger.audit.reconciliation import CloseDay
from ledger.command import Envelope
from ledger.database import Held
from ledger.engine import Engine
from ledger.goods.kit_building import DefineKit
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick
from ledger.publishing.outbox_leases import LONGEST_WAIT_MS, MOST_ATTEMPTS, SHORTEST_LEASE_MS, LeaseOutbox, NoteOutbox
from ledger.publishing.published import published_listings
from ledger.sales.holds import PlaceHold
from ledger.sales.intake import ImportOrder
from ledger.sales.put_backs import PutBack
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.behind_the_back import tampering
from tests.ledger.sales import HOME, line, sale
from tests.ledger.warehouse import Answer, Warehouse

OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "http.client.", "smtplib.", "ftplib.")
_listeners: list[list[str]] = []


def _listen(event: str, _: tuple[object, ...]) -> None:
    if _listeners and event.startswith(OUTSIDE):
        _listeners[-1].append(event)


@pytest.fixture
def outside_calls() -> Iterator[list[str]]:
    """What the interpreter's own audit hears of networks and programs while the test runs."""
    if not hasattr(_listen, "hears"):
        sys.addaudithook(_listen)
        _listen.hears = True  # type: ignore[attr-defined]
    calls: list[str] = []
    _listeners.append(calls)
    yield calls
    _listeners.pop()


@pytest.mark.parametrize("group_size", [1, 7, 130])
def test_check_then_act_oversell_of_a_hundred_units_to_a_hundred_and_thirty_buyers_sells_a_hundred(
    warehouse: Warehouse, group_size: int
) -> None:
    warehouse.item("LAMP", "A-01", 60)
    warehouse.receive("LAMP", 40, "A-02")
    sales = [Envelope(warehouse.ids.command_id(), ImportOrder(sale(str(buyer), line("LAMP"))), "shop", "") for buyer in range(130)]
    outcomes = [
        outcome for first in range(0, len(sales), group_size) for outcome in warehouse.engine.carry_out(sales[first : first + group_size])
    ]
    states = [outcome.unwrap()["state"] for outcome in outcomes]
    assert states == ["allocated"] * 100 + ["backordered"] * 30
    assert (warehouse.available("LAMP"), warehouse.stock("LAMP")) == (0, {"A-01": (60, 60), "A-02": (40, 40)})


def test_a_stored_counter_that_drifts_from_its_rows_is_found(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    with tampering(warehouse.engine.path) as connection:
        connection.execute("UPDATE balance SET on_hand = 4 WHERE on_hand = 5")
    assert "balance LAMP in A-01: says 4 on hand, its movements say 5" in warehouse.faults()
    with tampering(warehouse.engine.path) as connection:
        connection.execute("UPDATE balance SET on_hand = 5 WHERE on_hand = 4")


def test_a_counter_below_zero_or_above_its_stock_can_not_even_be_stored(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    for change in ("reserved = -1", "reserved = 6", "on_hand = -1"):
        with tampering(warehouse.engine.path) as connection, pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
            connection.execute(f"UPDATE balance SET {change} WHERE on_hand = 5")


def test_two_lines_of_one_order_that_share_an_item_share_its_units_without_counting_one_twice(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    warehouse.receive("LAMP", 1, "A-02")
    number = warehouse.sell("7", *(line("LAMP", 2, external_id=str(place)) for place in (1, 2)))
    assert [row["reserved"] for row in warehouse.order(number)["lines"]] == [2, 1]
    assert warehouse.available("LAMP") == 0


def test_two_kits_and_a_loose_item_that_share_a_component_are_never_promised_one_unit_twice(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 5)
    warehouse.item("LAMP", "A-02", 9)
    for kit, components in (("FRONT", ("BOLT×2", "LAMP")), ("REAR", ("BOLT×2", "LAMP×2"))):
        warehouse.item(kit)
        warehouse.do(DefineKit(kit, "virtual", components))
    number = warehouse.sell("7", line("FRONT"), line("REAR"), line("BOLT", 2))
    bolts = [(row["ordered"], row["reserved"]) for row in warehouse.order(number)["lines"] if row["sku"] == "BOLT"]
    assert (sum(ordered for ordered, _ in bolts), sum(reserved for _, reserved in bolts)) == (6, 5)
    assert (warehouse.state(number), warehouse.stock("BOLT")) == ("partly_allocated", {"A-01": (5, 5)})
    assert [warehouse.available(sku) for sku in ("BOLT", "LAMP", "FRONT", "REAR")] == [0, 6, 0, 0]
    warehouse.receive("BOLT", 1)
    assert (warehouse.state(number), warehouse.faults()) == ("allocated", [])


def test_a_repeated_shipment_call_ships_once_and_releases_nothing_twice(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.packed(number)
    first = warehouse.do(CloseBatch((number,)), command_id=b"close batch once")
    assert warehouse.do(CloseBatch((number,)), command_id=b"close batch once") == first
    assert warehouse.refusal(CloseBatch((number,))) == "nothing_to_ship"
    assert (warehouse.units(number), warehouse.stock("LAMP")) == ({"shipped": 2}, {"A-01": (3, 0)})


def test_an_order_sent_again_after_a_lost_answer_is_one_order(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    order = sale("7", line("LAMP", 2))
    answers = [
        warehouse.do(ImportOrder(order), command_id=identity)
        for identity in (b"first try 123456", b"first try 123456", b"second try 12345")
    ]
    assert [answer["outcome"] for answer in answers] == ["new", "new", "duplicate"]
    assert len({answer["order"] for answer in answers}) == 1
    assert warehouse.available("LAMP") == 3


def lease(warehouse: Warehouse) -> Answer:
    """The one message that a channel's worker is given."""
    (message,) = warehouse.do(LeaseOutbox("worker-1", lease_ms=SHORTEST_LEASE_MS), actor="sync")["leased"]
    return dict(message)


def shown(warehouse: Warehouse) -> Answer:
    """How the one listing stands."""
    (row,) = published_listings(warehouse.engine.reader)["listings"]
    return dict(row)


def test_an_older_push_that_comes_late_never_overwrites_a_newer_one(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.sell("7", line("LAMP"))
    older = lease(warehouse)
    warehouse.sell("8", line("LAMP"))
    warehouse.clock.now += SHORTEST_LEASE_MS  # its worker is slow, so another one says what is true now
    newer = lease(warehouse)
    assert (older["quantity"], newer["quantity"], older["version"] < newer["version"]) == (4, 3, True)
    warehouse.do(NoteOutbox(newer["id"], newer["version"], "applied"))
    assert warehouse.refusal(NoteOutbox(older["id"], older["version"], "applied")) == "not_leased"
    assert (shown(warehouse)["applied"], shown(warehouse)["behind"]) == (3, False)


def test_the_newest_quantity_wins_even_when_it_changed_while_a_worker_was_speaking(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.sell("7", line("LAMP"))
    message = lease(warehouse)
    for buyer in range(3):
        warehouse.sell(str(buyer), line("LAMP"))
    warehouse.do(NoteOutbox(message["id"], message["version"], "applied"))
    assert (shown(warehouse)["behind"], lease(warehouse)["quantity"]) == (True, 1)


@pytest.mark.parametrize("outcome", ["failed", "rejected"])
def test_a_channel_that_never_agrees_is_asked_so_many_times_and_then_a_person_is(warehouse: Warehouse, outcome: str) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.sell("7", line("LAMP"))
    asked = 0
    while warehouse.do(LeaseOutbox("worker-1", lease_ms=SHORTEST_LEASE_MS))["leased"]:
        message = warehouse.engine.reader.one("SELECT id, leased_version FROM outbox")
        assert message is not None
        warehouse.do(NoteOutbox(message["id"], message["leased_version"], outcome, "no such offer"))
        warehouse.clock.now += LONGEST_WAIT_MS
        warehouse.do(AdjustStock("LAMP", "A-01", 1, "found"))  # a change of stock does not start it all over again
        asked += 1
    assert asked == (MOST_ATTEMPTS if outcome == "failed" else 1)
    assert (shown(warehouse)["state"], shown(warehouse)["answer"]) == ("parked", "no such offer")


def test_a_half_done_walk_given_up_holds_no_stock_from_its_order_or_from_others(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    number = warehouse.sell("7", line("LAMP", 2))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP"))
    warehouse.do(AbandonPick(session))
    assert (warehouse.units(number), warehouse.available("LAMP")) == ({"reserved": 1, "picked": 1}, 1)
    for task in warehouse.cancel(number):
        warehouse.do(PutBack(task, "A-01"))
    assert warehouse.available("LAMP") == 3


def test_ten_units_scanned_with_every_message_repeated_count_ten(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 20)
    number = warehouse.sell("7", line("LAMP", 10))
    session = warehouse.start(number)["session"]
    warehouse.do(ScanPick(session, "A-01"))
    for scan in range(10):
        for _ in range(2 if scan % 2 else 1):
            warehouse.do(ScanPick(session, "LAMP"), command_id=f"scan {scan:011d}".encode())
    assert warehouse.units(number) == {"picked": 10}


def test_a_void_goes_to_the_account_that_the_label_was_made_with_whatever_makes_the_next_one(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.pick(number)
    warehouse.pack(number)
    warehouse.do(RecordTracking(number, "royal-mail", "RM-1", "48h", account="shop-uk"))
    moved = replace(sale("7", line("LAMP")), ship_to=replace(HOME, line1="13 Mill Lane"), updated_ms=warehouse.clock.now_ms())
    warehouse.take_in(moved)
    warehouse.do(RecordTracking(number, "royal-mail", "RM-2", "48h", account="shop-eu"))
    (void,) = warehouse.do(LeaseOutbox("worker-1", kinds=("void",)))["leased"]
    assert (void["carrier"], void["account"], void["tracking"]) == ("royal-mail", "shop-uk", ["RM-1"])


def test_no_code_that_runs_while_the_ledger_is_locked_can_reach_a_network() -> None:
    rooms = [module.name for module in walk_packages(ledger.__path__, "ledger.")]
    seen = run(
        [sys.executable, "-c", f"import sys, {', '.join(rooms)}; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    forbidden = {"socket", "ssl", "http", "http.client", "urllib.request", "smtplib", "subprocess", "asyncio", "select", "selectors"}
    assert (len(rooms) > 80, forbidden & set(seen.stdout.split())) == (True, set())


def test_a_day_of_the_warehouse_talks_to_no_network_and_starts_no_program(warehouse: Warehouse, outside_calls: list[str]) -> None:
    warehouse.item("LAMP", "A-01", 9)
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.ship(number)
    warehouse.cancel(warehouse.sell("8", line("LAMP")))
    warehouse.do(LeaseOutbox("worker-1"))
    warehouse.clock.now += 48 * 3_600_000
    warehouse.do(CloseDay())
    assert outside_calls == []
    with closing(socket()):  # were there any, it would have been noticed
        assert outside_calls == ["socket.__new__"]


def test_a_second_writer_is_turned_away_so_that_no_two_can_wait_for_each_other(warehouse: Warehouse) -> None:
    with pytest.raises(Held):
        Engine(warehouse.directory, program="another")


def test_orders_that_want_the_same_items_in_opposite_order_never_wait_for_each_other(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 20)
    warehouse.item("BOLT", "A-02", 20)
    orders = [sale(str(buyer), *(line(sku) for sku in (("LAMP", "BOLT") if buyer % 2 else ("BOLT", "LAMP")))) for buyer in range(20)]
    outcomes = warehouse.engine.carry_out([Envelope(warehouse.ids.command_id(), ImportOrder(order), "shop", "") for order in orders])
    assert [outcome.unwrap()["state"] for outcome in outcomes] == ["allocated"] * 20
    assert (warehouse.available("LAMP"), warehouse.available("BOLT")) == (0, 0)


def test_a_command_refused_halfway_leaves_not_even_a_part_of_itself(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    number = warehouse.sell("7", line("LAMP", 3))
    before = (warehouse.units(number), warehouse.stock("LAMP"), len(warehouse.story(number)))
    assert warehouse.refusal(AdjustStock("LAMP", "A-01", -4, "lost")) == "not_enough_units"
    assert (warehouse.units(number), warehouse.stock("LAMP"), len(warehouse.story(number))) == before


def test_stock_that_returns_while_an_order_is_held_still_belongs_to_the_order_line(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.do(PlaceHold(number, "the buyer called"))
    warehouse.do(ReceiveStock("LAMP", "A-01", 1))
    assert warehouse.units(number) == {"reserved": 2}
    assert warehouse.units(warehouse.sell("8", line("LAMP"))) == {}
