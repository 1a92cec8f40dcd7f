"""Cancelling an order in any state before shipped, and putting back what was already picked."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.packing.labels import request_voids
from ledger.packing.reopening import open_parcels
from ledger.picking.floor_work import abandon_pack_check, free_tote, withdraw
from ledger.promises.reservations import release, reservations_of
from ledger.sales.holds import hold_while_unpaid, place_hold
from ledger.sales.merging import part_where_possible
from ledger.sales.order_parts import FINAL, serving_orders
from ledger.sales.orders import order_by_number, order_number
from ledger.stockwork.movements import Units, free_in_place, move
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Cancel an order, with the reason that people will read."""

    order: str
    reason: str


@dataclass(frozen=True, slots=True)
class PutBack:
    """Units of a cancelled order were scanned into a bin; from now on they can be sold again."""

    task: int
    bin: str


@handles("cancel_order", CancelOrder)
def cancel_by_hand(tx: Transaction, command: CancelOrder) -> Answer:
    """Answers `{order, put_back}`: the tasks for units that were picked already. Refused `already_cancelled`, or `too_late` once shipped.

    Of a merged order only its own lines are cancelled, of a split one also the parts that have not left; a part can be cancelled alone.
    """
    order = order_by_number(tx, command.order)
    if order["state"] == "cancelled":
        raise Refused("already_cancelled", f"{order_number(order['id'])} is cancelled already")
    tasks = cancel_order(tx, order, command.reason.strip() or "no reason given")
    return {"order": order_number(order["id"]), "put_back": tasks}


def cancel_order(tx: Transaction, order: Row, reason: str) -> list[int]:
    """Release what waits on the shelves; make put-back tasks of what was picked, which stays unavailable until it is in a bin.

    Answers the tasks that are open. Raises Refused `too_late` when everything has left.
    """
    order_id = order["id"]
    part_where_possible(tx, order_id)
    serving = [order] if order["split_from"] is not None else serving_orders(tx, order_id) or [order]
    left = [row for row in serving if row["state"] not in FINAL and not _shipped(tx, row["id"])]
    if not left:
        raise Refused("too_late", f"{order_number(order_id)} was shipped; a return is needed instead")
    for row in left:
        if _serves_others(tx, row["id"], order_id) and order["split_from"] is None:
            _cancel_lines(tx, row["id"], order_id, reason)
        else:
            _cancel_whole(tx, row["id"], reason)
    if order["merged_into"] is not None and order_id not in [row["id"] for row in left]:
        tx.run("UPDATE orders SET cancelled = 1 WHERE id = :id", {"id": order_id})
        tx.tell(order_id, "cancelled", reason=reason, put_back=0)
        tx.touched_orders.add(order_id)
    return [task for row in left for task in open_put_backs(tx, row["id"])]


def _shipped(tx: Transaction, order_id: int) -> int:
    return tx.number("SELECT SUM(shipped) FROM order_line WHERE order_id = :id", {"id": order_id})


def _serves_others(tx: Transaction, order_id: int, source_id: int) -> bool:
    """Whether an order serves buyers besides one."""
    wanted = tx.number(
        "SELECT COUNT(*) FROM order_line WHERE order_id = :id AND source_order_id <> :source AND ordered > cancelled",
        {"id": order_id, "source": source_id},
    )
    return wanted > 0


def _cancel_whole(tx: Transaction, order_id: int, reason: str) -> None:
    tx.run("UPDATE orders SET cancelled = 1 WHERE id = :id", {"id": order_id})
    request_voids(tx, order_id)
    _take_off(tx, order_id, tx.all("SELECT * FROM order_line WHERE order_id = :id ORDER BY id", {"id": order_id}))
    tx.run("UPDATE shipment SET state = 'cancelled' WHERE order_id = :id AND state = 'packed'", {"id": order_id})
    tx.run(
        "UPDATE print_job SET state = 'failed', detail = 'the order was cancelled' WHERE order_id = :id AND state = 'queued'",
        {"id": order_id},
    )
    free_tote(tx, order_id)
    tx.tell(order_id, "cancelled", reason=reason, put_back=len(open_put_backs(tx, order_id)))


def _cancel_lines(tx: Transaction, order_id: int, source_id: int, reason: str) -> None:
    """Take one buyer's lines off an order that serves others as well; once units were in hand a person looks."""
    lines = tx.all(
        "SELECT * FROM order_line WHERE order_id = :id AND source_order_id = :source ORDER BY id", {"id": order_id, "source": source_id}
    )
    what = f"{order_number(source_id)}, which goes out with it, was cancelled: {reason}"
    if any(line["packed"] for line in lines):  # some of what the parcels hold must come out of them
        open_parcels(tx, order_id, what)
    _take_off(tx, order_id, lines)
    free_tote(tx, order_id)
    hold_while_unpaid(tx, order_id)
    tx.tell(order_id, "part_cancelled", order=order_number(source_id), reason=reason, put_back=len(open_put_backs(tx, order_id)))
    if any(line["picked"] + line["packed"] for line in lines):
        place_hold(tx, order_id, "changed", what)


def _take_off(tx: Transaction, order_id: int, lines: Sequence[Row]) -> None:
    """Cancel lines of an order: what they were promised is free again, what is in hand is to be put back."""
    withdraw(tx, order_id)
    abandon_pack_check(tx, order_id)
    ids = {line["id"] for line in lines}
    for state in ("active", "picked", "packed"):
        for reservation in reservations_of(tx, order_id, state):
            if reservation["order_line_id"] not in ids:
                continue
            if state == "active":
                release(tx, reservation, reservation["quantity"])
            else:
                _make_put_back(tx, order_id, reservation, state)
    for line in lines:
        tx.run("UPDATE order_line SET cancelled = ordered - shipped WHERE id = :id", {"id": line["id"]})
    tx.touched_orders.add(order_id)


def _make_put_back(tx: Transaction, order_id: int, reservation: Row, state: str) -> None:
    units = Units(reservation["item_id"], reservation["unit"], reservation["quantity"])
    free_in_place(tx, units, reservation["place_id"])
    tx.run("UPDATE reservation SET state = 'released' WHERE id = :id", {"id": reservation["id"]})
    column = "picked" if state == "picked" else "packed"
    tx.run(
        f"UPDATE order_line SET {column} = {column} - :quantity WHERE id = :id",  # noqa: S608 - one of two words of our own
        {"quantity": units.quantity, "id": reservation["order_line_id"]},
    )
    task = {**units._asdict(), "order_id": order_id, "place_id": reservation["place_id"]}
    joined = tx.run(
        "UPDATE put_back SET quantity = quantity + :quantity"
        " WHERE order_id = :order_id AND item_id = :item_id AND place_id = :place_id AND unit = :unit AND state = 'open'",
        task,
    )
    if not joined:  # one reservation may have become several rows, and so may several lines; whoever puts the units back sees one heap
        tx.run(
            "INSERT INTO put_back (reservation_id, order_id, item_id, place_id, unit, quantity)"
            " VALUES (:reservation_id, :order_id, :item_id, :place_id, :unit, :quantity)",
            {**task, "reservation_id": reservation["id"]},
        )


@handles("put_back", PutBack)
def put_back(tx: Transaction, command: PutBack) -> Answer:
    """Answers `{task, bin, quantity}`; the units wait for nobody any more, so backorders may take them at once."""
    task = tx.one("SELECT * FROM put_back WHERE id = :id", {"id": command.task})
    if task is None or task["state"] == "done":
        raise Refused("no_put_back", "there is no such put-back task, or it is done already")
    place = place_by_code(tx, command.bin, "bin")
    move(tx, Units(task["item_id"], task["unit"], task["quantity"]), task["place_id"], place["id"], "put_back")
    tx.run("UPDATE put_back SET state = 'done' WHERE id = :id", {"id": task["id"]})
    tx.run("UPDATE reservation SET state = 'put_back' WHERE id = :id", {"id": task["reservation_id"]})
    tx.tell(task["order_id"], "put_back", item=task["item_id"], place=place["id"], quantity=task["quantity"])
    tx.touched_orders.add(task["order_id"])
    free_tote(tx, task["order_id"])
    return {"task": task["id"], "bin": place["code"], "quantity": task["quantity"]}


def put_backs(reader: Reader) -> list[Answer]:
    """Units of cancelled orders that lie in totes and at stations and can't be sold until they are in a bin again."""
    rows = reader.all(
        "SELECT b.id AS task, b.order_id, i.sku, i.description, p.code AS place, b.quantity FROM put_back b JOIN item i ON i.id = b.item_id"
        " JOIN place p ON p.id = b.place_id WHERE b.state = 'open' ORDER BY b.id LIMIT 200"
    )
    return [
        {**{name: row[name] for name in ("task", "sku", "description", "place", "quantity")}, "order": order_number(row["order_id"])}
        for row in rows
    ]


def open_put_backs(reader: Reader, order_id: int) -> list[int]:
    """The ids of an order's put-back tasks that are still to be done."""
    return [
        row["id"] for row in reader.all("SELECT id FROM put_back WHERE order_id = :id AND state = 'open' ORDER BY id", {"id": order_id})
    ]


words(
    "part_cancelled",
    lambda d: f"{d['order']}, which goes out with it, cancelled: {d['reason']}" + ("; units to be put back" if d["put_back"] else ""),
)
