"""Places: the bins of the shelves, the totes that move, the stations where packers stand."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction

KINDS = ("bin", "tote", "station")


@dataclass(frozen=True, slots=True)
class AddPlace:
    """Enter a place; `walk` is its position on the picker's way, `pickable` says whether orders are served from it (bins only)."""

    code: str
    kind: str = "bin"
    zone: str = ""
    walk: int = 0
    pickable: bool = True


@handles("add_place", AddPlace)
def add_place(tx: Transaction, command: AddPlace) -> Answer:
    """Answers `{place}`; refused when the code is taken, reserved or empty."""
    code = command.code.strip()
    if not code or code.startswith("@") or command.kind not in KINDS:
        raise Refused("bad_place", "a place needs a code that does not start with @, and is a bin, a tote or a station")
    if tx.one("SELECT id FROM place WHERE code = :code", {"code": code}) is not None:
        raise Refused("place_exists", f"there is a place {code} already; choose another code")
    if tx.one("SELECT item_id FROM barcode WHERE code = :code", {"code": code}) is not None:
        raise Refused("code_taken", f"{code} is the barcode of an item; a scan could not tell them apart: choose another code")
    place_id = tx.insert(
        "INSERT INTO place (code, kind, zone, walk, pickable) VALUES (:code, :kind, :zone, :walk, :pickable) RETURNING id",
        {
            "code": code,
            "kind": command.kind,
            "zone": command.zone,
            "walk": command.walk,
            "pickable": int(command.pickable and command.kind == "bin"),
        },
    )
    tx.emit("place", place_id)
    return {"place": code}


def place_by_code(reader: Reader, code: str, kind: str = "") -> Row:
    """The place with this code. Raises Refused `place_not_found`, or `wrong_place_kind` when it is not of the kind asked for."""
    row = reader.one("SELECT id, code, kind, zone, walk, pickable FROM place WHERE code = :code", {"code": code.strip()})
    if row is None:
        raise Refused("place_not_found", f"there is no place {code}; check the label or add the place", {"place": code})
    if kind and row["kind"] != kind:
        raise Refused("wrong_place_kind", f"{code} is a {row['kind']}, not a {kind}", {"place": code})
    return row


def bins(reader: Reader) -> list[Answer]:
    """Every bin along the walk: `{code, zone, walk, pickable}`."""
    rows = reader.all("SELECT code, zone, walk, pickable FROM place WHERE kind = 'bin' ORDER BY walk, code")
    return [{**dict(row), "pickable": bool(row["pickable"])} for row in rows]
