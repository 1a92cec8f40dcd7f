"""Moves from bin to bin: free units as they are, promised ones with their promise or, where nothing is sold from, without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.places import place_by_code
from ledger.picking.floor_work import free_tote
from ledger.picking.pick_stops import add_stops
from ledger.promises.broken_promises import break_promises, keep_elsewhere
from ledger.promises.reservations import split
from ledger.stockwork.movements import Units, move
from ledger.stockwork.stock import MOST_UNITS
from ledger.transaction import Answer, Row, Transaction


@dataclass(frozen=True, slots=True)
class MoveStock:
    """Units were carried from one bin to another; promised ones only with `promised`, since a picker may be on the way to them."""

    sku: str
    from_bin: str
    to_bin: str
    quantity: int
    unit: str = ""
    promised: bool = False


class Moved(NamedTuple):
    """What became of promises: units that were carried with theirs, and an order for each reservation that broke."""

    promised: int
    broken: Sequence[int]


@handles("move_stock", MoveStock)
def move_stock(tx: Transaction, command: MoveStock) -> Answer:
    """Answers `{sku, from, to, quantity, promised, broken}`: units that kept their promise, and how many reservations broke.

    Into a bin whose units are not sold they are no longer available, out of one they are again and backorders take them at once. Refused
    `units_promised` when fewer are free.
    """
    item = item_by_sku(tx, command.sku)
    from_place, to_place = place_by_code(tx, command.from_bin, "bin"), place_by_code(tx, command.to_bin, "bin")
    moved = carry(tx, Units(item["id"], command.unit.strip(), command.quantity), from_place, to_place, "move", promised=command.promised)
    return {
        "sku": item["sku"],
        "from": from_place["code"],
        "to": to_place["code"],
        "quantity": command.quantity,
        "promised": moved.promised,
        "broken": len(moved.broken),
    }


def carry(tx: Transaction, units: Units, from_place: Row, to_place: Row, reason: str, *, promised: bool) -> Moved:
    """Move units between two bins (rows of place) and hand out what became free.

    Free units go first, unless they are brought to where pickers come: then those that orders wait for do. Promised ones stay promised
    where they go, and pickers are sent there; where nothing is sold from, the least urgent promises break. Raises Refused `bad_quantity`,
    `same_place`, `not_enough_units`, and `units_promised` when promised ones would have to go and `promised` does not allow it.
    """
    if not 1 <= units.quantity <= MOST_UNITS:
        raise Refused("bad_quantity", f"move 1 to {MOST_UNITS} units")
    if from_place["id"] == to_place["id"]:
        raise Refused("same_place", f"the units are in {from_place['code']} already; say another bin")
    kept = _promised_to_go(tx, units, from_place, to_place, allowed=promised)
    broken: list[int] = []
    if kept and not to_place["sellable"]:
        broken, kept = break_promises(tx, units, from_place["id"]), 0
    if kept:
        _carry_promised(tx, units._replace(quantity=kept), from_place, to_place, reason)
    if units.quantity > kept:
        move(tx, units._replace(quantity=units.quantity - kept), from_place["id"], to_place["id"], reason)
    keep_elsewhere(tx, units.item_id, broken)
    return Moved(kept, broken)


def _promised_to_go(tx: Transaction, units: Units, from_place: Row, to_place: Row, *, allowed: bool) -> int:
    """How many of the units are promised ones."""
    balance = tx.one(
        "SELECT on_hand, reserved FROM balance WHERE item_id = :item_id AND place_id = :place_id AND unit = :unit",
        {"item_id": units.item_id, "place_id": from_place["id"], "unit": units.unit},
    )
    on_hand, reserved = (balance["on_hand"], balance["reserved"]) if balance else (0, 0)
    if units.quantity > on_hand:
        raise Refused(
            "not_enough_units",
            f"{from_place['code']} has {on_hand} of it on its books; count it if more are there",
            {"bin": from_place["code"], "on_hand": on_hand},
        )
    if to_place["pickable"] and not from_place["pickable"]:
        return min(int(reserved), units.quantity)
    needed = max(0, units.quantity - int(on_hand - reserved))
    if needed and not allowed:
        raise Refused(
            "units_promised",
            f"only {on_hand - reserved} in {from_place['code']} are free; move those, or say that promised ones may go too",
            {"bin": from_place["code"], "free": on_hand - reserved},
        )
    return needed


def _carry_promised(tx: Transaction, units: Units, from_place: Row, to_place: Row, reason: str) -> None:
    """Move promised units with their reservations, those first that no picker has on a list; stops follow the units."""
    left = units.quantity
    walks: dict[tuple[int, int], int] = {}
    for reservation in tx.all(
        "SELECT r.*, l.order_id FROM reservation r JOIN order_line l ON l.id = r.order_line_id JOIN orders o ON o.id = l.order_id"
        " WHERE r.item_id = :item_id AND r.place_id = :place_id AND r.unit = :unit AND r.state = 'active'"
        " ORDER BY (SELECT COUNT(*) FROM pick_line k WHERE k.order_id = l.order_id AND k.reservation_id = r.id AND k.state = 'open'),"
        " o.priority DESC, o.placed_ms, o.id, r.id",
        {"item_id": units.item_id, "place_id": from_place["id"], "unit": units.unit},
    ):
        if not left:
            break
        quantity = min(left, reservation["quantity"])
        walks |= _take_off_lists(tx, reservation)
        part = units._replace(quantity=quantity)
        move(tx, part, from_place["id"], to_place["id"], reason, order_line_id=reservation["order_line_id"], promised=True)
        split(tx, reservation, quantity, to_place["id"], "active")
        detail = {"item": units.item_id, "quantity": quantity, "origin": from_place["code"], "place": to_place["id"]}
        tx.tell(reservation["order_id"], "promise_moved", **detail)
        tx.touched_orders.add(reservation["order_id"])
        left -= quantity
    for (session_id, order_id), tote_id in walks.items():
        add_stops(tx, session_id, [(order_id, tote_id)])
        free_tote(tx, order_id)
        tx.emit("pick_session", session_id)


def _take_off_lists(tx: Transaction, reservation: Row) -> dict[tuple[int, int], int]:
    """Withdraw the open stops of a reservation's line, whose units may join at another stop; answers the tote by (session, order)."""
    by_line = {"order_id": reservation["order_id"], "line": reservation["order_line_id"]}
    stops = tx.all(
        "SELECT session_id, tote_id FROM pick_line WHERE order_id = :order_id AND order_line_id = :line AND state = 'open'", by_line
    )
    tx.run("UPDATE pick_line SET state = 'withdrawn' WHERE order_id = :order_id AND order_line_id = :line AND state = 'open'", by_line)
    return {(stop["session_id"], reservation["order_id"]): stop["tote_id"] for stop in stops}


words("promise_moved", lambda d: f"{d['quantity']} × {d['sku']} moved from {d['origin']} to {d['bin']}, still reserved")
