"""The sheet of warehouses."""

from collections.abc import Iterable

from ledger.goods.warehouses import AddWarehouse, ChangeWarehouse, warehouses
from ledger.transaction import Reader
from pmpd.spreadsheets.cells import read_code, read_words
from pmpd.spreadsheets.sheet import Column, Sheet, Values, different

_COLUMNS = (
    Column("code", "What it is called; it never changes", read_code, required=True),
    Column("country", "Where it stands, two letters"),
    Column("postcode", "Where it stands"),
    Column("serves", "The countries it serves, the nearest first, parted by spaces", read_words, ()),
)


def _rows(reader: Reader) -> Iterable[Values]:
    return [{**row, "serves": tuple(row["serves"])} for row in warehouses(reader)]


def _find(reader: Reader, said: Values) -> Values | None:
    return next((row for row in _rows(reader) if row["code"] == said["code"]), None)


def _command(said: Values, before: Values | None) -> object | None:
    if before is None:
        return AddWarehouse(**said)
    changed = different(said, before)
    return ChangeWarehouse(said["code"], **changed) if changed else None


WAREHOUSES = Sheet("warehouses", "Warehouses and the countries they serve", _COLUMNS, ("code",), _rows, _find, _command)
