"""The evening: enough of everything arrives, every question is answered, and whatever was before, every order must leave."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from ledger.engine import Engine
from ledger.goods.places import AddPlace
from ledger.packing.pack_alarm import SeeToAlarm
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, FinishPick, StartPickSession
from ledger.picking.pick_views import running_session_ids
from ledger.promises.allocation_rules import RemoveAllocationRule
from ledger.sales.cancel import CancelOrder
from ledger.sales.holds import ReleaseHold
from ledger.sales.listings import MapListing, unmapped_lines
from ledger.sales.orders import order_number
from ledger.sales.put_backs import PutBack
from ledger.stockwork.replenishment import DoReplenishment, replenishments
from ledger.stockwork.stock import ReceiveStock

Answer = dict[str, Any]
Send = Callable[[object], Answer]
"""Carries out a command that must be accepted."""

BIN, STATION = "EVENING", "PACK-1"
OVER = ("shipped", "cancelled", "merged", "received")
"""Where an order can rest: it is out, it is off, another one serves it, or nobody wants anything of it."""


def finish_the_day(engine: Engine, send: Send) -> None:
    """Send what people would, and fail when an order is left that no way leads out of."""
    reader = engine.reader
    for session in running_session_ids(reader):
        send(AbandonPick(session))
    for rule in reader.all("SELECT name FROM allocation_rule"):
        send(RemoveAllocationRule(rule["name"]))
    send(AddPlace(BIN, walk=99))
    for row in reader.all("SELECT id FROM orders"):  # a cart full of totes
        send(AddPlace(f"{BIN}-{row['id']}", kind="tote"))
    for line in unmapped_lines(reader):
        send(MapListing(line["channel"], line["account"], line["listing"] or f"sku:{line['sku']}", "BOLT"))
    called_off: set[str] = set()
    while unpaid := _unpaid(engine) - called_off:  # one that is called off may let go of others that were merged with it
        called_off.add(min(unpaid))
        send(CancelOrder(min(unpaid), "not paid"))
    for row in reader.all("SELECT id FROM put_back WHERE state = 'open'"):
        send(PutBack(row["id"], BIN))
    _receive(engine, send)
    for hold in reader.all(
        "SELECT h.order_id, h.kind FROM hold h JOIN orders o ON o.id = h.order_id WHERE h.released_seq IS NULL AND o.state = 'held'"
    ):
        send(ReleaseHold(order_number(hold["order_id"]), hold["kind"]))
    for task in replenishments(reader):
        send(DoReplenishment(task["task"], BIN))
    while _round(engine, send):
        pass
    left = [(order_number(row["id"]), row["state"]) for row in reader.all("SELECT id, state FROM orders") if row["state"] not in OVER]
    assert left == [], "orders that nothing gets out of the door"


def _unpaid(engine: Engine) -> set[str]:
    held = "SELECT o.id, o.state FROM hold h JOIN orders o ON o.id = h.order_id WHERE h.kind = 'unpaid' AND h.released_seq IS NULL"
    return {order_number(row["id"]) for row in engine.reader.all(held) if row["state"] not in OVER}


def _receive(engine: Engine, send: Send) -> None:
    """As many units of everything arrive as all orders together want."""
    for row in engine.reader.all(
        "SELECT i.sku, i.tracking, SUM(l.ordered - l.cancelled) AS wanted FROM order_line l JOIN item i ON i.id = l.item_id"
        " WHERE i.kit <> 'virtual' GROUP BY i.sku, i.tracking"
    ):
        if row["tracking"] == "serial":
            for number in range(row["wanted"]):
                send(ReceiveStock(row["sku"], BIN, 1, unit=f"evening-{number}"))
        elif row["wanted"]:
            send(ReceiveStock(row["sku"], BIN, row["wanted"], unit="evening" if row["tracking"] == "lot" else ""))


def _round(engine: Engine, send: Send) -> bool:
    """Walk, pack and hand over once; whether anything was there to do."""
    ready = [order_number(row["id"]) for row in engine.reader.all("SELECT id FROM orders WHERE state = 'allocated'")]
    if ready:
        view = send(StartPickSession((ready[0],)))
        while view["stop"] is not None:
            stop = view["stop"]
            code, quantity = (stop["bin"], 1) if view["await"] == "bin" else (stop["sku"], stop["quantity"] - stop["picked"])
            view = send(ScanPick(view["session"], code, quantity, "" if view["await"] == "bin" else stop["unit"]))
        send(FinishPick(view["session"]))
    picked = [order_number(row["id"]) for row in engine.reader.all("SELECT id FROM orders WHERE state = 'picked'")]
    for number in picked:
        _pack(engine, send, number)
    packed = [order_number(row["id"]) for row in engine.reader.all("SELECT id FROM orders WHERE state = 'packed'")]
    for number in packed:
        send(RecordTracking(number, "ups", f"1Z-{next(_labels)}"))
    if packed:
        assert send(CloseBatch(tuple(packed)))["left"] == []
    return bool(ready or picked or packed)


_labels: Iterator[int] = count(1)


def _pack(engine: Engine, send: Send, number: str) -> None:
    view = send(StartPackCheck(number, STATION))
    check = view["pack_check"]
    if view["alarm"]:
        send(SeeToAlarm(check, view["alarm"]["code"]))
    for row in engine.reader.all(
        "SELECT i.sku, u.unit, SUM(u.picked) AS missing FROM ("
        " SELECT r.item_id, r.unit, r.quantity AS picked FROM reservation r JOIN order_line l ON l.id = r.order_line_id"
        " JOIN pack_check c ON c.order_id = l.order_id AND c.id = :id WHERE r.state = 'picked'"
        " UNION ALL SELECT item_id, unit, -quantity FROM pack_content WHERE pack_check_id = :id"
        ") u JOIN item i ON i.id = u.item_id GROUP BY i.sku, u.unit HAVING SUM(u.picked) > 0",
        {"id": check},
    ):
        assert send(ScanPack(check, row["sku"], row["missing"], row["unit"]))["outcome"] == "item"
    send(FinishPackCheck(check))
