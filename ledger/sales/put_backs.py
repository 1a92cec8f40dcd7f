"""Put-backs: units in a tote or at a station that their order no longer wants; nobody else gets them until they are in a bin again."""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.picking.floor_work import free_tote
from ledger.promises.allocation import Allotment
from ledger.promises.reservations import promise, split, waiting_lines
from ledger.sales.orders import order_number
from ledger.stockwork.movements import Units, free_in_place, move
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class PutBack:
    """The units of a put-back task were scanned into a bin; from now on they can be sold again."""

    task: int
    bin: str


def make_put_back(tx: Transaction, order_id: int, reservation: Row, quantity: int) -> None:
    """Take units of a picked or packed reservation off their order line and ask for them to be put back."""
    assert reservation["state"] in ("picked", "packed")
    units = Units(reservation["item_id"], reservation["unit"], quantity)
    free_in_place(tx, units, reservation["place_id"])
    released_id = split(tx, reservation, quantity, reservation["place_id"], "released")
    column = reservation["state"]
    tx.run(
        f"UPDATE order_line SET {column} = {column} - :quantity WHERE id = :id",  # noqa: S608 - one of two words of our own
        {"quantity": quantity, "id": reservation["order_line_id"]},
    )
    tx.tell(order_id, "to_put_back", item=reservation["item_id"], place=reservation["place_id"], quantity=quantity)
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
            {**task, "reservation_id": released_id},
        )


def take_up_again(tx: Transaction, order_id: int) -> None:
    """Give an order's units that wait to be put back to those of its lines that want such units now: they are in hand still."""
    tasks = tx.all("SELECT * FROM put_back WHERE order_id = :id AND state = 'open' ORDER BY id", {"id": order_id})
    lines = waiting_lines(tx, order_id) if tasks else ()
    waiting = {line["id"]: line["waiting"] for line in lines}
    for task in tasks:
        left = task["quantity"]
        for line_id in [line["id"] for line in lines if line["item_id"] == task["item_id"]]:
            wanted = min(left, waiting[line_id])
            if wanted > 0:
                _take_up(tx, task, line_id, wanted)
                tx.tell(order_id, "taken_up_again", item=task["item_id"], place=task["place_id"], quantity=wanted)
                waiting[line_id] -= wanted
                left -= wanted
        if left:
            tx.run("UPDATE put_back SET quantity = :left WHERE id = :id", {"left": left, "id": task["id"]})
        else:
            tx.run("DELETE FROM put_back WHERE id = :id", {"id": task["id"]})


def _take_up(tx: Transaction, task: Row, line_id: int, quantity: int) -> None:
    promise(tx, line_id, Allotment(line_id, task["item_id"], task["place_id"], task["unit"], quantity), state="picked")
    tx.run("UPDATE order_line SET picked = picked + :quantity WHERE id = :id", {"quantity": quantity, "id": line_id})


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


def put_backs(reader: Reader, after: int = 0, most: int = 200) -> list[Answer]:
    """Units that their orders no longer want, that lie in totes and at stations and can't be sold until they are in a bin again."""
    rows = reader.all(
        "SELECT b.id AS task, b.order_id, i.sku, i.description, b.unit, p.code AS place, b.quantity FROM put_back b"
        " JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id WHERE b.state = 'open'"
        " AND b.id > :after ORDER BY b.id LIMIT :most",
        {"after": after, "most": most},
    )
    return [
        {
            **{name: row[name] for name in ("task", "sku", "description", "unit", "place", "quantity")},
            "order": order_number(row["order_id"]),
        }
        for row in rows
    ]


def open_put_backs(reader: Reader, order_id: int) -> list[int]:
    """The ids of an order's put-back tasks that are still to be done."""
    return [
        row["id"] for row in reader.all("SELECT id FROM put_back WHERE order_id = :id AND state = 'open' ORDER BY id", {"id": order_id})
    ]


words("to_put_back", lambda d: f"{d['quantity']} × {d['sku']} in {d['bin']} to be put back")
words("taken_up_again", lambda d: f"{d['quantity']} × {d['sku']} in {d['bin']} wanted again, not put back")
