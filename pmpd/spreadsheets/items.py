"""The sheet of items: one row for each SKU with everything that is known of it."""

from collections.abc import Iterable

from ledger.goods.catalog import AddItem, ChangeItem
from ledger.goods.item_attributes import ATTRIBUTES, sound
from ledger.transaction import Reader
from pmpd.spreadsheets.cells import read_code, read_number
from pmpd.spreadsheets.sheet import Column, Sheet, Values, different

_COLUMNS = (
    Column("sku", "What the item is called; it never changes", read_code, required=True),
    Column("description", "What people read"),
    Column("weight_g", "Weight of one unit in grams", read_number, 0),
    Column("length_mm", "Length in millimetres", read_number, 0),
    Column("width_mm", "Width in millimetres", read_number, 0),
    Column("height_mm", "Height in millimetres", read_number, 0),
    Column("hs_code", "Customs tariff number, 6 to 10 digits"),
    Column("origin", "Country it was made in, two letters"),
    Column("zone", "Zone of the warehouse it is put away in"),
    Column("supplier", "Who sells it to us"),
    Column("lead_days", "Days from order to arrival", read_number, 0),
    Column("reorder_point", "Order more when fewer are left", read_number, 0),
    Column("reorder_quantity", "How many to order", read_number, 0),
    Column("grade", "Grade of a used part"),
    Column("condition_note", "What is to be said of its condition"),
    Column("donor_vehicle", "Vehicle it was taken from"),
    Column("interchange", "Number that parts fitting alike share"),
    Column("photo", "Where its photo is"),
    Column("tracking", "none, lot or serial", empty="none"),
)
_SELECT = f"SELECT sku, {', '.join(ATTRIBUTES)} FROM item"  # noqa: S608 - columns of our own


def _rows(reader: Reader) -> Iterable[Values]:
    return (dict(row) for row in reader.each(f"{_SELECT} ORDER BY sku"))


def _find(reader: Reader, said: Values) -> Values | None:
    row = reader.one(f"{_SELECT} WHERE sku = :sku", {"sku": said["sku"]})
    return None if row is None else dict(row)


def _command(said: Values, before: Values | None) -> object | None:
    if before is None:
        return AddItem(**{"description": "", **said})
    changed = different(sound(said), before)
    return ChangeItem(said["sku"], **changed) if changed else None


ITEMS = Sheet("items", "Items and what is known of them", _COLUMNS, ("sku",), _rows, _find, _command)
