"""Failures seen in other warehouse systems, each with the promise that it can't happen here."""

import sqlite3

import pytest

from ledger.command import Envelope
from ledger.packing.shipping import CloseBatch
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick
from ledger.sales.cancel import PutBack
from ledger.sales.holds import PlaceHold
from ledger.sales.intake import ImportOrder
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.behind_the_back import tampering
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse


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


def test_an_older_push_never_wins_since_the_version_of_a_listing_only_grows(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.sell("7", line("LAMP"))
    versions = []
    for _ in range(3):
        warehouse.do(AdjustStock("LAMP", "A-01", 1, "found"))
        versions.append(warehouse.engine.reader.number("SELECT version FROM outbox WHERE kind = 'quantity'"))
    assert versions == sorted(set(versions))


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
