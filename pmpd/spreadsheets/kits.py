"""The sheet of kits: one row for each kit with its components."""

import re
from collections import Counter
from collections.abc import Iterable

from ledger.goods.kit_building import DefineKit
from ledger.goods.kits import parts
from ledger.transaction import Reader, Row
from pmpd.spreadsheets.cells import BadCell, read_code
from pmpd.spreadsheets.sheet import Column, Sheet, Values, different

_COMPONENT = re.compile(r"\s*(.+?)\s*[×*x]\s*([0-9]{1,7})\s*(?:;|$)")


def _read_components(cell: str) -> tuple[str, ...]:
    """Components as `LAMP-H7×2; FUSE-10A×1`, a star or an x for the sign will do; in the order of their SKUs."""
    units: Counter[str] = Counter()
    end = 0
    while end < len(cell):
        found = _COMPONENT.match(cell, end)
        if found is None:
            raise BadCell(f"{cell[end:].strip()} is no component; write each as SKU×units, parted by semicolons")
        units[found[1]] += int(found[2])
        end = found.end()
    return tuple(f"{sku}×{count}" for sku, count in sorted(units.items()))


_COLUMNS = (
    Column("sku", "The kit", read_code, required=True),
    Column("kit", "virtual or assembled", required=True),
    Column("components", "Its components, as LAMP-H7×2; FUSE-10A×1", _read_components, (), required=True),
)
_SELECT = "SELECT id, sku, kit FROM item WHERE kit <> ''"


def _values(reader: Reader, row: Row) -> Values:
    components = tuple(f"{part['sku']}×{part['quantity']}" for part in parts(reader, row["id"]))
    return {"sku": row["sku"], "kit": row["kit"], "components": components}


def _rows(reader: Reader) -> Iterable[Values]:
    for row in reader.all(f"{_SELECT} ORDER BY sku"):
        values = _values(reader, row)
        yield {**values, "components": "; ".join(values["components"])}


def _find(reader: Reader, said: Values) -> Values | None:
    row = reader.one(f"{_SELECT} AND sku = :sku", {"sku": said["sku"]})
    return None if row is None else _values(reader, row)


def _command(said: Values, before: Values | None) -> object | None:
    if before is not None and not different(said, before):
        return None
    return DefineKit(said["sku"], said["kit"], said["components"])


KITS = Sheet("kits", "Kits and what they are made of", _COLUMNS, ("sku",), _rows, _find, _command)
