"""How the ledger finds rows: what the floor and the channels ask all day must not slow down with every order there ever was."""

import re
import sqlite3
from dataclasses import replace

from ledger.audit.field_changes import changes
from ledger.audit.reconciliation import day_waiting
from ledger.audit.stock_as_of import stock_as_of
from ledger.audit.stories import bin_story, item_story, operator_story, unit_story
from ledger.goods.barcodes import AddBarcode, RemoveBarcode
from ledger.goods.bin_content import bin_content
from ledger.goods.catalog import AddItem, ChangeItem, item_by_barcode, item_by_sku, item_view
from ledger.goods.item_search import items
from ledger.goods.kit_building import AssembleKit, DefineKit, DisassembleKit
from ledger.goods.kits import kits_with
from ledger.goods.places import AddPlace, ChangePlace
from ledger.packing.batches import PrintSlips, batch_view, batches, to_ship
from ledger.packing.boxes import AddBox
from ledger.packing.missing_units import ReportMissing
from ledger.packing.pack_views import pack_check_at, stations, to_pack
from ledger.packing.packing import StartPackCheck
from ledger.packing.reopening import Reopen
from ledger.packing.shipping import CloseBatch
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, StartPickSession
from ledger.picking.pick_views import running_sessions, session_on_device
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute, substitutes
from ledger.picking.waves import DissolveWave, ReleaseWave, wave, waves
from ledger.picking.zero_check import ConfirmEmpty
from ledger.printing.print_views import print_jobs
from ledger.promises.allocation_rules import AddAllocationRule, RemoveAllocationRule
from ledger.promises.explaining import explain
from ledger.publishing.outbox_leases import LeaseOutbox, NoteOutbox, Unpark, due
from ledger.publishing.published import outbox_messages, published_listings
from ledger.sales.cancel import CancelOrder
from ledger.sales.console import Filters, console_summary, order_list
from ledger.sales.deadlines import at_risk
from ledger.sales.holds import PlaceHold, ReleaseDueHolds, ReleaseHold, next_due_ms
from ledger.sales.listings import MapListing, unmapped_lines
from ledger.sales.manual_orders import CreateOrder, ManualLine
from ledger.sales.merging import MergeOrders, UnmergeOrder, merge_suggestions
from ledger.sales.order_changes import SetPriority
from ledger.sales.orders import order_by_number
from ledger.sales.put_backs import PutBack
from ledger.sales.splitting import LineUnits, SplitOrder
from ledger.stockwork.alerts import ResolveAlert, alerts
from ledger.stockwork.count_views import count_view, counts
from ledger.stockwork.counts import QueueCount, StartCount, SubmitCount
from ledger.stockwork.look_up import look_up
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.purchase_orders import OpenPurchaseOrder, purchase_order_view
from ledger.stockwork.putaway import PutAway, to_put_away
from ledger.stockwork.queues import queues
from ledger.stockwork.replenishment import DoReplenishment, replenishments
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.days_devices import devices
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import HOME, line, sale
from tests.ledger.warehouse import STATION, Warehouse

_HARMLESS = {
    "place",
    "p",
    "b",
    "j",
    "box",
    "setting",
    "warehouse",
    "allocation_rule",
    "ended",
    "wave",
    "of_wave",
    "moved",
    "added_up",
    "reconciled_day",
    "f",
    "delivery",
}
"""Places, boxes, settings, warehouses, rules and purchase orders are few; of batches, print jobs, counts, days and changes the last
ones are read from the end; `moved` and `added_up` are sums of a few rows."""


def a_days_work(warehouse: Warehouse) -> None:
    """Every command and question that comes up more than once a day."""
    reader = warehouse.engine.reader
    warehouse.item("LAMP", "A-01", 5)
    shipped, edited, cancelled = (warehouse.sell(name, line("LAMP")) for name in "123")
    warehouse.sell("4", line("OTHER"))
    warehouse.do(MapListing("ebay", "parts-uk", "offer:OTHER", "LAMP"))
    warehouse.take_in(sale("2", line("LAMP", 2), updated_ms=START_MS + 1))
    warehouse.pick(cancelled)
    for task in warehouse.do(CancelOrder(cancelled, "no longer wanted"))["put_back"]:
        warehouse.do(PutBack(task, "A-02"))
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "lost"))
    packing(warehouse, shipped)
    stock_work(warehouse)
    allocating(warehouse)
    picking(warehouse)
    warehouse.do(CloseBatch())
    for ask in (running_sessions, batches, to_ship, unmapped_lines, print_jobs):
        ask(reader)
    batch_view(reader, 1)
    looking_back(warehouse)
    at_the_desk(warehouse)
    telling_channels(warehouse)
    keeping_the_catalog(warehouse)
    devices(warehouse)
    session_on_device(reader, "handheld-1")
    pack_check_at(reader, STATION)
    for number in (edited, "#2", "2", f"1Z-{shipped}"):
        order_by_number(reader, number)


def allocating(warehouse: Warehouse) -> None:
    """Rules, orders that wait, orders that are blocked and let go, units brought from overstock."""
    warehouse.do(AddPlace("OVER-1", purpose="overstock"))
    warehouse.item("GEAR", "OVER-1", 5)
    warehouse.do(AddAllocationRule("near", channel="shopify", sku="GEAR", strategy="nearest_warehouse", shortage="block"))
    number = warehouse.sell("5", line("GEAR", 2))
    blocked = warehouse.sell("6", line("GEAR", 9), channel="shopify")
    explain(warehouse.engine.reader, number)
    warehouse.do(DoReplenishment(replenishments(warehouse.engine.reader)[0]["task"]))
    warehouse.do(ReleaseHold(blocked, "shortage"))
    warehouse.receive("GEAR", 9)
    explain(warehouse.engine.reader, blocked)
    warehouse.do(RemoveAllocationRule("near"))


def picking(warehouse: Warehouse) -> None:
    """A wave, walks of every kind, a short pick and what is sent instead, units that are exchanged, a bin that is not empty."""
    warehouse.do(AddPlace("Y-01", zone="yard"))
    for sku, bin in (("ARM", "A-03"), ("LEG", "Y-01")):
        warehouse.do(AddItem(sku, f"A {sku}", interchange="7"))
        warehouse.receive(sku, 2, bin)
    warehouse.do(AddItem("DISC", "A disc", tracking="serial"))
    for unit in ("D-1", "D-2"):
        warehouse.do(ReceiveStock("DISC", "A-02", 1, unit=unit))
    discs = [warehouse.sell(number, line("DISC")) for number in ("21", "22")]
    short = warehouse.sell("20", line("ARM", 2))
    warehouse.sell("23", line("LEG"), ship_by_ms=START_MS)
    warehouse.do(ReleaseWave(zone="yard", channel="ebay", service="standard", ship_before_ms=START_MS + 1))
    number = warehouse.do(ReleaseWave(orders=(*discs, short)))["wave"]
    warehouse.do(AbandonPick(warehouse.do(StartPickSession(zone=""))["session"]))
    batch = warehouse.do(StartPickSession(wave=number, most=9, mode="batch"))["session"]
    for code, unit in (("A-02", ""), ("DISC", "D-2"), ("DISC", "D-1")):
        warehouse.do(ScanPick(batch, code, unit=unit))
    warehouse.do(ConfirmEmpty(batch, empty=False))
    warehouse.do(ShortPick(batch, "damaged"))
    substitutes(warehouse.engine.reader, short)
    warehouse.do(Substitute(short, "ARM", "LEG", 1))
    warehouse.do(AbandonPick(batch))
    warehouse.do(DissolveWave(number))
    wave(warehouse.engine.reader, number)
    waves(warehouse.engine.reader)


def packing(warehouse: Warehouse, number: str) -> None:
    """What packers do, up to the label."""
    warehouse.do(AddBox("S", 300, 200, 100, 5_000))
    warehouse.receive("LAMP", 2)
    warehouse.pick(number)
    to_pack(warehouse.engine.reader)
    view = warehouse.do(StartPackCheck(warehouse.order(number)["tote"], STATION))
    warehouse.do(ReportMissing(view["pack_check"], "LAMP"))
    warehouse.packed(number)
    warehouse.do(Reopen(number, "wrong box"))
    warehouse.pack(number)
    warehouse.label(number)
    warehouse.do(PrintSlips())
    stations(warehouse.engine.reader)


def stock_work(warehouse: Warehouse) -> None:
    """Deliveries, moves, counts, and what is broken by them."""
    reader = warehouse.engine.reader
    warehouse.do(AddPlace("DOCK", purpose="dock"))
    warehouse.do(OpenPurchaseOrder("PO-7", "Hella", ("LAMP×2",)))
    warehouse.do(ReceiveStock("LAMP", "DOCK", 3, purchase_order="PO-7"))
    to_put_away(reader)
    warehouse.do(PutAway("LAMP", "DOCK", "A-03", 3))
    warehouse.sell("promised", line("LAMP", 3))
    warehouse.do(MoveStock("LAMP", "A-03", "A-02", 2, promised=True))
    warehouse.do(QueueCount("A-02", "LAMP"))
    task = counts(reader)[0]["task"]
    warehouse.do(StartCount(task))
    warehouse.do(SubmitCount(task, 0))
    count_view(reader, task)
    purchase_order_view(reader, "PO-7", START_MS)
    bin_content(reader, "A-02")
    for alert in alerts(reader):
        warehouse.do(ResolveAlert(alert["alert"]))


def at_the_desk(warehouse: Warehouse) -> None:
    """Orders by hand, merged, split, held, changed and cancelled, and every look at the console."""
    reader = warehouse.engine.reader
    warehouse.item("CLIP", "A-01", 9)
    original, follower, split = (warehouse.sell(number, line("CLIP", 2)) for number in ("31", "32", "33"))
    warehouse.do(CreateOrder("replacement", (ManualLine("CLIP", 1),), replaces=original))
    merge_suggestions(reader)
    warehouse.do(MergeOrders(original, (follower,)))
    warehouse.take_in(sale("32", line("CLIP", 1), updated_ms=START_MS + 1))
    warehouse.do(UnmergeOrder(follower))
    warehouse.do(SplitOrder(split, (LineUnits("CLIP", 1),)))
    warehouse.do(PlaceHold(follower, "wait", until_ms=warehouse.clock.now_ms() + 5))
    next_due_ms(reader)
    warehouse.do(ReleaseDueHolds())
    warehouse.do(SetPriority(split, 1))
    warehouse.packed(split)
    moved = replace(HOME, city="York")
    warehouse.take_in(sale("33", line("CLIP", 2), ship_to=moved, updated_ms=START_MS + 1))
    warehouse.cancel(split)
    for wanted in (
        {},
        {"fulfilment": "waiting"},
        {"channel": "ebay"},
        {"kind": "replacement"},
        {"text": "blum 3"},
        {"placed_to": "2023-11-14"},
    ):
        order_list(reader, Filters(**wanted))
    console_summary(reader, START_MS)
    at_risk(reader, START_MS)


def looking_back(warehouse: Warehouse) -> None:
    """Every story, the stock of a past moment, and whether a day is to be closed."""
    reader = warehouse.engine.reader
    for before in ("", "20"):
        item_story(reader, "LAMP", before=before)
        bin_story(reader, "A-01", before=before)
        unit_story(reader, "D-1", sku="DISC", before=before)
        operator_story(reader, "ana", before=before)
        changes(reader, before=before)
    changes(reader, subject="item", name="LAMP")
    warehouse.story("SO-100001")
    for sku, bin in (("LAMP", ""), ("", "A-01"), ("LAMP", "A-01")):
        stock_as_of(reader, seq=20, sku=sku, bin=bin)
        stock_as_of(reader, at_ms=START_MS + 20, sku=sku, bin=bin)
    day_waiting(reader, START_MS)
    queues(reader, START_MS)
    for text in ("A-01", "LAMP", "SO-100001", "D-1", "a la"):
        look_up(reader, text)


def telling_channels(warehouse: Warehouse) -> None:
    """What connectors do all day, and what people look at to see how they do."""
    reader = warehouse.engine.reader
    due(reader, START_MS)
    messages = warehouse.do(LeaseOutbox("sync", channel="ebay"))["leased"]
    for message, outcome in zip(messages, ("applied", "submitted", "failed", "rejected"), strict=False):
        warehouse.do(NoteOutbox(message["id"], message["version"], outcome))
    warehouse.do(Unpark(channel="ebay"))
    for state in ("", "due", "leased", "parked"):
        outbox_messages(reader, state=state)
    published_listings(reader, sku="LAMP")


def keeping_the_catalog(warehouse: Warehouse) -> None:
    """Items entered, changed, found and built into kits; a bin that serves another purpose."""
    reader = warehouse.engine.reader
    warehouse.item("WASHER", "A-01", 9, "4006381333931")
    warehouse.do(ChangeItem("WASHER", interchange="9", tracking="none"))
    warehouse.do(AddBarcode("WASHER", "W-1"))
    warehouse.do(RemoveBarcode("WASHER", "W-1"))
    warehouse.item("PAIR")
    warehouse.do(DefineKit("PAIR", "virtual", ("WASHER×2",)))
    item_view(reader, "PAIR")
    kits_with(reader, item_by_sku(reader, "WASHER")["id"])
    warehouse.do(DefineKit("PAIR", "assembled", ("WASHER×2",)))
    warehouse.do(AssembleKit("PAIR", "A-02", 2))
    warehouse.do(DisassembleKit("PAIR", "A-02", 1))
    warehouse.do(ChangePlace("A-02", purpose="overstock"))
    item_by_barcode(reader, "04006381333931")
    for text in ("", "was", "a was 9"):
        items(reader, text)


def test_no_daily_question_reads_a_growing_table_from_end_to_end(warehouse: Warehouse) -> None:
    asked: set[str] = set()
    connection = warehouse.engine._connection
    connection.set_trace_callback(asked.add)
    a_days_work(warehouse)
    connection.set_trace_callback(None)
    reading = sqlite3.connect(warehouse.engine.path)
    scans = []
    for sql in asked:
        # An INSERT's plan lists the foreign keys that would be looked at; they are not.
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            steps = [str(row[3]) for row in reading.execute(f"EXPLAIN QUERY PLAN {sql}")]
            scans += [(step, sql) for step in steps if (found := re.fullmatch(r"SCAN (\w+)", step)) and found[1] not in _HARMLESS]
    reading.close()
    assert len(asked) > 100
    assert scans == []
