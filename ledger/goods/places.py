"""Places: the bins of the shelves, the totes that move, the stations where packers stand."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.control_codes import refuse_control_code
from ledger.errors import Refused
from ledger.goods.gtin import spellings
from ledger.goods.warehouses import warehouse_by_code
from ledger.paging import EVERY
from ledger.picking.floor_work import withdraw_at
from ledger.promises.broken_promises import break_promises, keep_elsewhere
from ledger.stockwork.movements import Units
from ledger.transaction import Answer, Reader, Row, Transaction

KINDS = ("bin", "tote", "station")

PURPOSES = ("pick", "overstock", "dock", "returns", "quarantine", "damaged")
"""What a bin is for: served from; topped up from; units just received, come back, in doubt, or broken."""

SELLABLE = ("pick", "overstock")
"""The purposes whose units count as available unless the bin says otherwise."""

MAIN_WAREHOUSE = "MAIN"
"""The warehouse that every ledger begins with."""

LONGEST_CODE = 200
LAST_ON_WALK = 1 << 31


@dataclass(frozen=True, slots=True)
class AddPlace:
    """Enter a place; `walk` is its position on the picker's way.

    `purpose` says what a bin is for: only `pick` bins are walked to, only `pick` and `overstock` bins count as available, unless `sellable`
    says otherwise for this bin.
    """

    code: str
    kind: str = "bin"
    zone: str = ""
    walk: int = 0
    purpose: str = "pick"
    sellable: bool | None = None
    warehouse: str = MAIN_WAREHOUSE


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Change what is known of a place: only what is said; None leaves it as it is.

    A new `purpose` without `sellable` makes the bin's units available or not, as the purpose says.
    """

    code: str
    zone: str | None = None
    walk: int | None = None
    purpose: str | None = None
    sellable: bool | None = None
    warehouse: str | None = None


@handles("add_place", AddPlace)
def add_place(tx: Transaction, command: AddPlace) -> Answer:
    """Answers `{place}`; refused when the code is taken, reserved or empty, or its warehouse unknown."""
    code = command.code.strip()
    if not code or code.startswith("@") or command.kind not in KINDS or not code.isprintable() or len(code) > LONGEST_CODE:
        raise Refused("bad_place", "a place needs a code that does not start with @, and is a bin, a tote or a station")
    refuse_control_code(code)
    if tx.one("SELECT id FROM place WHERE code = :code", {"code": code}) is not None:
        raise Refused("place_exists", f"there is a place {code} already; choose another code")
    if any(tx.one("SELECT item_id FROM barcode WHERE code = :code", {"code": spelling}) is not None for spelling in spellings(code)):
        raise Refused("code_taken", f"{code} is the barcode of an item; a scan could not tell them apart: choose another code")
    said = {
        "code": code,
        "kind": command.kind,
        "zone": command.zone.strip(),
        "walk": _sound_walk(command.walk),
        "purpose": _sound_purpose(command.purpose),
        "warehouse_id": warehouse_by_code(tx, command.warehouse)["id"],
        **_uses(command.kind, command.purpose, command.sellable),
    }
    place_id = tx.insert(
        "INSERT INTO place (code, kind, zone, walk, purpose, pickable, sellable, warehouse_id)"
        " VALUES (:code, :kind, :zone, :walk, :purpose, :pickable, :sellable, :warehouse_id) RETURNING id",
        said,
    )
    tx.emit("place", place_id)
    return {"place": code}


@handles("change_place", ChangePlace)
def change_place(tx: Transaction, command: ChangePlace) -> Answer:
    """Answers `{place}`; orders that wait for units which count from now on get them at once.

    What was promised from a bin that is only no longer picked from stays promised, and is brought from there; promises from a bin whose
    units are no longer sold break.
    """
    place = place_by_code(tx, command.code)
    if place["kind"] not in KINDS:
        raise Refused("bad_place", f"{place['code']} stands for what is outside the warehouse; it can't be changed")
    purpose = place["purpose"] if command.purpose is None else _sound_purpose(command.purpose)
    kept = bool(place["sellable"]) if command.purpose is None else None
    said = {
        "zone": place["zone"] if command.zone is None else command.zone.strip(),
        "walk": place["walk"] if command.walk is None else _sound_walk(command.walk),
        "purpose": purpose,
        "warehouse_id": place["warehouse_id"] if command.warehouse is None else warehouse_by_code(tx, command.warehouse)["id"],
        **_uses(place["kind"], purpose, kept if command.sellable is None else command.sellable),
        "id": place["id"],
    }
    tx.run(
        "UPDATE place SET zone = :zone, walk = :walk, purpose = :purpose, pickable = :pickable, sellable = :sellable,"
        " warehouse_id = :warehouse_id WHERE id = :id",
        said,
    )
    if (said["pickable"], said["sellable"]) != (place["pickable"], place["sellable"]):
        _follow_stock(tx, place["id"])
    if place["pickable"] and not said["pickable"]:
        withdraw_at(tx, place["id"])
    if place["sellable"] and not said["sellable"]:
        _break_promises(tx, place["id"])
    tx.emit("place", place["id"])
    return {"place": place["code"]}


def _follow_stock(tx: Transaction, place_id: int) -> None:
    """Bring up to date what hangs on whether a bin's units count: what is published, who waits, the states of promised orders."""
    orders = tx.all(
        "SELECT DISTINCT l.order_id FROM balance b JOIN reservation r ON r.item_id = b.item_id AND r.place_id = b.place_id"
        " AND r.state = 'active' JOIN order_line l ON l.id = r.order_line_id WHERE b.place_id = :place_id AND b.reserved > 0",
        {"place_id": place_id},
    )
    tx.touched_orders.update(row["order_id"] for row in orders)
    here = {
        row["item_id"] for row in tx.all("SELECT item_id FROM balance WHERE place_id = :place_id AND on_hand > 0", {"place_id": place_id})
    }
    tx.touched_items |= here
    tx.overstock_items |= here
    tx.freed_items |= here


def _break_promises(tx: Transaction, place_id: int) -> None:
    """Serve from elsewhere, where that can be, whoever was promised units that are not sold any more."""
    for row in tx.all(
        "SELECT item_id, unit, on_hand FROM balance WHERE place_id = :place_id AND reserved > 0 ORDER BY item_id, unit",
        {"place_id": place_id},
    ):
        units = Units(row["item_id"], row["unit"], row["on_hand"])
        keep_elsewhere(tx, units.item_id, break_promises(tx, units, place_id))


def _sound_purpose(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise Refused("bad_purpose", f"a bin is for {', '.join(PURPOSES)}")
    return purpose


def _sound_walk(walk: int) -> int:
    if not 0 <= walk <= LAST_ON_WALK:
        raise Refused("bad_place", f"the position on the walk is a whole number from 0 to {LAST_ON_WALK}")
    return walk


def _uses(kind: str, purpose: str, sellable: bool | None) -> dict[str, int]:
    pickable = kind == "bin" and purpose == "pick"
    counts = purpose in SELLABLE if sellable is None else sellable
    return {"pickable": int(pickable), "sellable": int(kind == "bin" and (pickable or counts))}


def place_by_code(reader: Reader, code: str, kind: str = "") -> Row:
    """The place with this code. Raises Refused `place_not_found`, or `wrong_place_kind` when it is not of the kind asked for."""
    row = reader.one("SELECT * FROM place WHERE code = :code", {"code": code.strip()})
    if row is None:
        raise Refused("place_not_found", f"there is no place {code}; check the label or add the place", {"place": code})
    if kind and row["kind"] != kind:
        raise Refused("wrong_place_kind", f"{code} is a {row['kind']}, not a {kind}", {"place": code})
    return row


def bins(reader: Reader, after: str = "", most: int = EVERY) -> list[Answer]:
    """Bins along the walk, beyond the bin `after`: `{code, zone, walk, purpose, pickable, sellable, warehouse}`.

    Raises Refused `place_not_found` when there is none to go on after.
    """
    last = place_by_code(reader, after, "bin") if after else None
    rows = reader.all(
        "SELECT p.code, p.zone, p.walk, p.purpose, p.pickable, p.sellable, w.code AS warehouse FROM place p"
        " JOIN warehouse w ON w.id = p.warehouse_id WHERE p.kind = 'bin' AND (p.walk, p.code) > (:walk, :code)"
        " ORDER BY p.walk, p.code LIMIT :most",
        {"walk": last["walk"] if last else -1, "code": last["code"] if last else "", "most": most},
    )
    return [{**dict(row), "pickable": bool(row["pickable"]), "sellable": bool(row["sellable"])} for row in rows]
