"""Places: the bins of the shelves, the totes that move, the stations where packers stand."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction

KINDS = ("bin", "tote", "station")

PURPOSES = ("pick", "overstock", "dock", "returns", "quarantine", "damaged")
"""What a bin is for: served from; topped up from; units just received, come back, in doubt, or broken."""

SELLABLE = ("pick", "overstock")
"""The purposes whose units count as available unless the bin says otherwise."""

MAIN_WAREHOUSE = "MAIN"
"""The warehouse that every ledger begins with."""


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


@handles("add_place", AddPlace)
def add_place(tx: Transaction, command: AddPlace) -> Answer:
    """Answers `{place}`; refused when the code is taken, reserved or empty, or its warehouse unknown."""
    code = command.code.strip()
    if command.purpose not in PURPOSES:
        raise Refused("bad_purpose", f"a bin is for {', '.join(PURPOSES)}")
    if not code or code.startswith("@") or command.kind not in KINDS:
        raise Refused("bad_place", "a place needs a code that does not start with @, and is a bin, a tote or a station")
    if tx.one("SELECT id FROM place WHERE code = :code", {"code": code}) is not None:
        raise Refused("place_exists", f"there is a place {code} already; choose another code")
    if tx.one("SELECT item_id FROM barcode WHERE code = :code", {"code": code}) is not None:
        raise Refused("code_taken", f"{code} is the barcode of an item; a scan could not tell them apart: choose another code")
    pickable = command.kind == "bin" and command.purpose == "pick"
    sellable = command.purpose in SELLABLE if command.sellable is None else command.sellable
    place_id = tx.insert(
        "INSERT INTO place (code, kind, zone, walk, purpose, pickable, sellable, warehouse_id)"
        " VALUES (:code, :kind, :zone, :walk, :purpose, :pickable, :sellable, :warehouse_id) RETURNING id",
        {
            "code": code,
            "kind": command.kind,
            "zone": command.zone,
            "walk": command.walk,
            "purpose": command.purpose,
            "pickable": int(pickable),
            "sellable": int(command.kind == "bin" and (pickable or sellable)),
            "warehouse_id": _warehouse_id(tx, command.warehouse),
        },
    )
    tx.emit("place", place_id)
    return {"place": code}


def _warehouse_id(reader: Reader, code: str) -> int:
    row = reader.one("SELECT id FROM warehouse WHERE code = :code", {"code": code})
    if row is None:
        raise Refused("warehouse_not_found", f"there is no warehouse {code}; add it first", {"warehouse": code})
    return int(row["id"])


def place_by_code(reader: Reader, code: str, kind: str = "") -> Row:
    """The place with this code. Raises Refused `place_not_found`, or `wrong_place_kind` when it is not of the kind asked for."""
    row = reader.one("SELECT * FROM place WHERE code = :code", {"code": code.strip()})
    if row is None:
        raise Refused("place_not_found", f"there is no place {code}; check the label or add the place", {"place": code})
    if kind and row["kind"] != kind:
        raise Refused("wrong_place_kind", f"{code} is a {row['kind']}, not a {kind}", {"place": code})
    return row


def bins(reader: Reader) -> list[Answer]:
    """Every bin along the walk: `{code, zone, walk, purpose, pickable, sellable, warehouse}`."""
    rows = reader.all(
        "SELECT p.code, p.zone, p.walk, p.purpose, p.pickable, p.sellable, w.code AS warehouse FROM place p"
        " JOIN warehouse w ON w.id = p.warehouse_id WHERE p.kind = 'bin' ORDER BY p.walk, p.code"
    )
    return [{**dict(row), "pickable": bool(row["pickable"]), "sellable": bool(row["sellable"])} for row in rows]
