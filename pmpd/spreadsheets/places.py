"""The sheet of places: one row for each bin, tote and station."""

from collections.abc import Iterable

from ledger.goods.places import MAIN_WAREHOUSE, AddPlace, ChangePlace
from ledger.transaction import Reader, Row
from pmpd.spreadsheets.cells import BadCell, read_code, read_number, read_yes
from pmpd.spreadsheets.sheet import Column, Sheet, Values, different

_COLUMNS = (
    Column("code", "What is printed on its label", read_code, required=True),
    Column("kind", "bin, tote or station", empty="bin"),
    Column("zone", "Zone of the warehouse"),
    Column("walk", "Position on the picker's way", read_number, 0),
    Column("purpose", "pick, overstock, dock, returns, quarantine or damaged", empty="pick"),
    Column("sellable", "Whether what lies there may be sold; empty: as the purpose says", read_yes, None),
    Column("warehouse", "Its warehouse", read_code, MAIN_WAREHOUSE),
)
_SELECT = (
    "SELECT p.code, p.kind, p.zone, p.walk, p.purpose, p.sellable, w.code AS warehouse FROM place p"
    " JOIN warehouse w ON w.id = p.warehouse_id WHERE p.kind IN ('bin', 'tote', 'station')"
)


def _values(row: Row) -> Values:
    return {**dict(row), "sellable": bool(row["sellable"])}


def _rows(reader: Reader) -> Iterable[Values]:
    return (_values(row) for row in reader.each(f"{_SELECT} ORDER BY p.kind, p.walk, p.code"))


def _find(reader: Reader, said: Values) -> Values | None:
    row = reader.one(f"{_SELECT} AND p.code = :code", {"code": said["code"]})
    return None if row is None else _values(row)


def _command(said: Values, before: Values | None) -> object | None:
    if before is None:
        return AddPlace(**said)
    changed = different(said, before)
    if "kind" in changed:
        raise BadCell(f"{said['code']} is a {before['kind']} and stays one; give the {said['kind']} a code of its own")
    return ChangePlace(said["code"], **changed) if changed else None


PLACES = Sheet("places", "Bins, totes and stations", _COLUMNS, ("code",), _rows, _find, _command)
