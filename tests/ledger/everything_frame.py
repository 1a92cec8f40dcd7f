"""What a command may not do: the difference that it made to the ledger, held against what commands of its kind are for."""

from collections import Counter

from ledger.audit.reconciliation import CloseDay
from ledger.command import Outcome
from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import AssembleKit, DisassembleKit
from ledger.goods.places import ChangePlace
from ledger.packing.missing_units import ReportMissing
from ledger.packing.packing import FinishPackCheck
from ledger.packing.reopening import Reopen
from ledger.packing.shipping import CloseBatch
from ledger.picking.light_presses import PressLight
from ledger.picking.pick_scans import ScanPick
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute
from ledger.picking.zero_check import ConfirmEmpty
from ledger.promises.allocation_rules import AddAllocationRule, ChangeAllocationRule, RemoveAllocationRule
from ledger.promises.shortages import ShipShort
from ledger.sales.cancel import CancelOrder
from ledger.sales.holds import ReleaseDueHolds, ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.listings import MapListing
from ledger.sales.manual_orders import CreateOrder
from ledger.sales.put_backs import PutBack
from ledger.sales.splitting import SplitOrder
from ledger.stockwork.counts import SubmitCount
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.putaway import PutAway
from ledger.stockwork.replenishment import DoReplenishment
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from ledger.transaction import Row
from tests.ledger.everything_recount import Tables

FOUND_AND_LOST = {("bin", "adjustment"), ("adjustment", "bin")}
MOVES: dict[type, set[tuple[str, str]]] = {
    ReceiveStock: {("supplier", "bin")},
    AdjustStock: FOUND_AND_LOST,
    SubmitCount: FOUND_AND_LOST,
    AssembleKit: FOUND_AND_LOST,
    DisassembleKit: FOUND_AND_LOST,
    MoveStock: {("bin", "bin")},
    PutAway: {("bin", "bin")},
    DoReplenishment: {("bin", "bin")},
    ScanPick: {("bin", "tote")},
    ShortPick: {("bin", "adjustment"), ("bin", "bin")},
    PressLight: {("bin", "tote"), ("bin", "adjustment")},
    FinishPackCheck: {("tote", "station"), ("station", "station")},
    ReportMissing: {("tote", "adjustment"), ("station", "adjustment")},
    CloseBatch: {("station", "customer")},
    PutBack: {("tote", "bin"), ("station", "bin")},
}
"""From what to what each command carries units; every other one leaves them where they are."""

CHANGE_DEMAND = {ImportOrder, CreateOrder, CancelOrder, ShipShort, MapListing, AddItem}
"""The commands after which a buyer gets more or fewer units; every other one leaves each order what it was promised to become."""

HAND_OUT = {ReleaseHold, ReleaseDueHolds, ChangePlace, AddAllocationRule, ChangeAllocationRule, RemoveAllocationRule, SplitOrder}
CHANGE_PROMISES = {*MOVES, *CHANGE_DEMAND, *HAND_OUT, ConfirmEmpty, Reopen, Substitute}
"""The commands after which more or fewer units are reserved, picked, packed or shipped."""

UNTRACKED = {
    "orders": {"updated_ms", "document_hash", "state", "state_ms", "wave_id"},
    "order_line": {"ordered", "reserved", "picked", "packed", "shipped", "cancelled"},
    "hold": {"released_seq"},
    **{table: set[str]() for table in ("item", "place", "warehouse", "listing", "allocation_rule", "box", "purchase_order")},
}
"""The tables whose changes are recorded field by field, each with the columns that other records follow."""


def frame(command: object, outcome: Outcome, before: Tables, after: Tables) -> None:
    """Fail when a command did what none of its kind may."""
    kind = type(command)
    if outcome.answer is None:
        changed = [table for table in before if before[table] != after[table] and table != "journal"]
        assert not changed, f"refused, and yet it changed {changed}"
        return
    if kind not in CHANGE_PROMISES:
        assert _promises(before) == _promises(after)
    if kind not in CHANGE_DEMAND:
        assert _demand(before) == _demand(after)
    places = {row["id"]: row["kind"] for row in after["place"]}
    news = after["movement"][len(before["movement"]) :]
    assert {(places[row["from_place_id"]], places[row["to_place_id"]]) for row in news} <= MOVES.get(kind, set())
    if kind is not CloseDay:
        assert before["reconciliation_line"] == after["reconciliation_line"]
    _fields(before, after)


def _promises(tables: Tables) -> Counter[tuple[int, str]]:
    sums: Counter[tuple[int, str]] = Counter()
    for row in tables["reservation"]:
        if row["state"] in ("active", "picked", "packed", "consumed"):
            sums[row["item_id"], row["state"]] += row["quantity"]
    return sums


def _demand(tables: Tables) -> Counter[int]:
    sums: Counter[int] = Counter()
    for row in tables["order_line"]:
        sums[row["source_order_id"]] += row["ordered"] - row["cancelled"]
    return sums


def _fields(before: Tables, after: Tables) -> None:
    """Every field that changed has its record, from what to what, and no record speaks of a change that was not made."""
    noted: dict[tuple[str, int, str], list[Row]] = {}
    for row in after["field_change"][len(before["field_change"]) :]:
        noted.setdefault((row["subject"], row["subject_id"], row["field"]), []).append(row)
    for table, untracked in UNTRACKED.items():
        old_rows = {row["id"]: row for row in before[table]}
        for row in after[table]:
            old = old_rows.get(row["id"])
            for name in row.keys() if old is not None and old != row else ():
                if name not in untracked and old is not None and old[name] != row[name]:
                    records = noted[table, row["id"], name]
                    assert (records[0]["before_value"], records[-1]["after_value"]) == (_text(old[name]), _text(row[name]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
