"""Cycle counts: what lies in a bin is counted blind while picking goes on, and the books are set right by exactly what was wrong.

The journal, and what the books expect, are remembered when a counter begins: adjustment = counted - (expected then + movements since).
The figure therefore says what lies there when it is submitted. A counter who counted first and submits after a picker came says
`as_of="start"`: the figure is then that of the beginning, and what moved since is added to it. Nothing else is asked, since the ledger can
not know when somebody looked; a screen tells that units moved meanwhile.
"""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.places import place_by_code
from ledger.goods.unit_rules import require_unit
from ledger.picking.floor_work import queue_count
from ledger.stockwork.alerts import LARGE_DIFFERENCE, raise_alert
from ledger.stockwork.count_views import count_view, moved_since_start
from ledger.stockwork.movements import Units
from ledger.stockwork.stock import MOST_UNITS, set_right
from ledger.transaction import Answer, Reader, Row, Transaction

AS_OF = ("now", "start")


@dataclass(frozen=True, slots=True)
class QueueCount:
    """Have a bin counted: everything the books know there, or one item, which may also be one they do not know there."""

    bin: str
    sku: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StartCount:
    """Somebody stands before the bin and counts; the same person again begins anew."""

    task: int


@dataclass(frozen=True, slots=True)
class SubmitCount:
    """So many units were counted: as many lie there `now`, or lay there at the `start`, before what moved since."""

    task: int
    counted: int
    as_of: str = "now"


@dataclass(frozen=True, slots=True)
class CancelCount:
    """A count is not needed, or its counter gave up; the bin can be queued again."""

    task: int


@handles("queue_count", QueueCount)
def queue(tx: Transaction, command: QueueCount) -> Answer:
    """Answers `{bin, queued}`: how many counts are new; those that wait already are left as they are.

    Refused `nothing_to_count` for a bin that is empty by the books, unless the item is named.
    """
    place = place_by_code(tx, command.bin, "bin")
    item = item_by_sku(tx, command.sku) if command.sku.strip() else None
    rows = [
        (row["item_id"], row["unit"])
        for row in tx.all("SELECT item_id, unit FROM balance WHERE place_id = :id AND on_hand > 0", {"id": place["id"]})
        if item is None or (row["item_id"] == item["id"] and command.unit.strip() in ("", row["unit"]))
    ]
    if item is not None and not rows:
        if item["kit"] == "virtual":
            raise Refused("kit_has_no_stock", f"{item['sku']} is a kit without stock of its own; count its components")
        require_unit(item, command.unit.strip(), 1)
        rows = [(item["id"], command.unit.strip())]
    if not rows:
        raise Refused("nothing_to_count", f"{place['code']} is empty by the books; name the item that lies there", {"bin": place["code"]})
    queued = sum(queue_count(tx, item_id, place["id"], unit, "asked") for item_id, unit in rows)
    return {"bin": place["code"], "queued": queued}


@handles("start_count", StartCount)
def start_count(tx: Transaction, command: StartCount) -> Answer:
    """Answers the count's view; refused `counted_by_other` while somebody else is at the same item in the same bin."""
    task = _task(tx, command.task)
    other = tx.one(
        "SELECT operator FROM count_task WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit"
        # In the words of the index count_task_open; of those only the ones that were started have a journal row.
        " AND state IN ('open', 'counting') AND started_seq IS NOT NULL AND (id <> :id OR operator <> :actor)",
        {"actor": tx.actor, **{name: task[name] for name in ("id", "item_id", "place_id", "unit")}},
    )
    if other is not None:
        raise Refused("counted_by_other", f"{other['operator']} is counting it; take another count, or cancel that one")
    tx.run(
        "UPDATE count_task SET state = 'counting', operator = :actor, started_seq = :seq, expected = :expected,"
        " started_movement_id = (SELECT COALESCE(MAX(id), 0) FROM movement) WHERE id = :id",
        {"actor": tx.actor, "seq": tx.seq, "expected": _on_hand(tx, task), "id": task["id"]},
    )
    tx.emit("count", task["id"])
    return count_view(tx, task["id"])


@handles("submit_count", SubmitCount)
def submit_count(tx: Transaction, command: SubmitCount) -> Answer:
    """Answers the count's view with `counted`, `adjusted` (by how many units the books changed) and `broken` (reservations).

    Promises that can't be kept any more break, lowest priority first. Refused `not_counting` before it was started, `counted_by_other`,
    and `impossible_count` when more units left since the start than were counted.
    """
    if not 0 <= command.counted <= MOST_UNITS or command.as_of not in AS_OF:
        raise Refused("bad_count", f"a count is 0 to {MOST_UNITS} units, as of {' or '.join(AS_OF)}")
    task = _task(tx, command.task)
    if task["state"] != "counting":
        raise Refused("not_counting", "start the count first: the books are compared with what moves from then on")
    if task["operator"] != tx.actor:
        raise Refused("counted_by_other", f"{task['operator']} is counting it; take another count, or cancel that one")
    lies_there = command.counted + (moved_since_start(tx, task).carried if command.as_of == "start" else 0)
    if lies_there < 0:
        raise Refused("impossible_count", "more units were taken out since the count began than were counted; count again, as of now")
    change = lies_there - _on_hand(tx, task)
    broken = 0
    if change:
        broken = set_right(tx, Units(task["item_id"], task["unit"], abs(change)), task["place_id"], change, "counted")
    tx.run(
        "UPDATE count_task SET state = 'done', counted = :counted, adjusted = :adjusted, done_seq = :seq WHERE id = :id",
        {"counted": command.counted, "adjusted": change, "seq": tx.seq, "id": task["id"]},
    )
    view = count_view(tx, task["id"])
    _warn_of_difference(tx, task, change, view)
    tx.emit("count", task["id"])
    return {**view, "broken": broken}


def _warn_of_difference(tx: Transaction, task: Row, change: int, view: Answer) -> None:
    """One unit more or less happens; more than one, and more than a tenth of what was expected, is looked into."""
    if abs(change) > 1 and abs(change) * 10 > task["expected"]:
        cause = f"{abs(change)} {'more' if change > 0 else 'fewer'} of {view['sku']} in {view['bin']} than the books said: find out why"
        raise_alert(tx, LARGE_DIFFERENCE, task["id"], cause)


@handles("cancel_count", CancelCount)
def cancel_count(tx: Transaction, command: CancelCount) -> Answer:
    """Answers the count's view; the books stay as they are."""
    task = _task(tx, command.task)
    tx.run("UPDATE count_task SET state = 'cancelled', done_seq = :seq WHERE id = :id", {"seq": tx.seq, "id": task["id"]})
    tx.emit("count", task["id"])
    return count_view(tx, task["id"])


def _task(reader: Reader, task_id: int) -> Row:
    task = reader.one("SELECT * FROM count_task WHERE id = :id", {"id": task_id})
    if task is None or task["state"] not in ("open", "counting"):
        raise Refused("no_count", "there is no such count, or it is done; queue the bin again", {"task": task_id})
    return task


def _on_hand(reader: Reader, task: Row) -> int:
    return reader.number(
        "SELECT on_hand FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit",
        {name: task[name] for name in ("item_id", "place_id", "unit")},
    )
