"""Cancelling an order in any state before shipped, and putting back what was already picked."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.floor_work import abandon_pack_check, free_tote, withdraw
from ledger.movements import Units, free_in_place, move
from ledger.orders import order_by_number, order_number
from ledger.places import place_by_code
from ledger.reservations import fill_backorders, release, reservations_of
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
    """Answers `{order, put_back}`: the tasks for units that were picked already."""
    order = order_by_number(tx, command.order)
    if order["state"] == "cancelled":
        raise Refused("already_cancelled", f"{order_number(order['id'])} is cancelled already")
    if tx.number("SELECT SUM(shipped) FROM order_line WHERE order_id = :id", {"id": order["id"]}):
        raise Refused("too_late", f"{order_number(order['id'])} was shipped; a return is needed instead")
    cancel_order(tx, order, command.reason.strip() or "no reason given")
    return {"order": order_number(order["id"]), "put_back": open_put_backs(tx, order["id"])}


def cancel_order(tx: Transaction, order: Row, reason: str) -> None:
    """Release what waits on the shelves; make put-back tasks of what was picked, which stays unavailable until it is in a bin."""
    order_id = order["id"]
    tx.run("UPDATE orders SET cancelled = 1 WHERE id = :id", {"id": order_id})
    tx.touched_orders.add(order_id)
    withdraw(tx, order_id)
    abandon_pack_check(tx, order_id)
    released = reservations_of(tx, order_id, "active")
    for reservation in released:
        release(tx, reservation, reservation["quantity"])
    for state in ("picked", "packed"):
        for reservation in reservations_of(tx, order_id, state):
            _make_put_back(tx, order_id, reservation, state)
    tx.run("UPDATE shipment SET state = 'cancelled' WHERE order_id = :id AND state = 'packed'", {"id": order_id})
    tx.run(
        "UPDATE order_line SET cancelled = ordered - shipped WHERE order_id = :id",
        {"id": order_id},
    )
    tx.run(
        "UPDATE print_job SET state = 'failed', detail = 'the order was cancelled' WHERE order_id = :id AND state = 'queued'",
        {"id": order_id},
    )
    free_tote(tx, order_id)
    tx.tell(order_id, "cancelled", reason=reason, put_back=len(open_put_backs(tx, order_id)))
    for item_id in dict.fromkeys(reservation["item_id"] for reservation in released):
        fill_backorders(tx, item_id)


def _make_put_back(tx: Transaction, order_id: int, reservation: Row, state: str) -> None:
    units = Units(reservation["item_id"], reservation["unit"], reservation["quantity"])
    free_in_place(tx, units, reservation["place_id"])
    tx.run("UPDATE reservation SET state = 'released' WHERE id = :id", {"id": reservation["id"]})
    column = "picked" if state == "picked" else "packed"
    tx.run(
        f"UPDATE order_line SET {column} = {column} - :quantity WHERE id = :id",  # noqa: S608 - one of two words of our own
        {"quantity": units.quantity, "id": reservation["order_line_id"]},
    )
    tx.run(
        "INSERT INTO put_back (reservation_id, order_id, item_id, place_id, unit, quantity)"
        " VALUES (:reservation_id, :order_id, :item_id, :place_id, :unit, :quantity)",
        {
            "reservation_id": reservation["id"],
            "order_id": order_id,
            "item_id": units.item_id,
            "place_id": reservation["place_id"],
            "unit": units.unit,
            "quantity": units.quantity,
        },
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
    fill_backorders(tx, task["item_id"])
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
