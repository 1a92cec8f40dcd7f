"""The sheet of opening stock: units by item and bin, received once; later on stock is counted and adjusted, not imported."""

from collections.abc import Iterable

from ledger.stockwork.movements import SUPPLIER
from ledger.stockwork.stock import ReceiveStock
from ledger.transaction import Reader
from pmpd.spreadsheets.cells import BadCell, read_code, read_number
from pmpd.spreadsheets.sheet import Column, Sheet, Values

DOCUMENT = "opening stock"

_COLUMNS = (
    Column("sku", "The item", read_code, required=True),
    Column("bin", "Where it lies", read_code, required=True),
    Column("unit", "Lot or serial number, for an item that has one", read_code),
    Column("quantity", "How many units", read_number, required=True),
)


def _rows(reader: Reader) -> Iterable[Values]:
    sql = (
        "SELECT i.sku, p.code AS bin, b.unit, b.on_hand AS quantity FROM balance b JOIN item i ON i.id = b.item_id"
        " JOIN place p ON p.id = b.place_id WHERE p.kind = 'bin' AND b.on_hand > 0 ORDER BY i.sku, p.walk, p.code, b.unit"
    )
    return (dict(row) for row in reader.each(sql))


def _find(reader: Reader, said: Values) -> Values | None:
    named = {"sku": said["sku"], "bin": said["bin"], "unit": said.get("unit", ""), "supplier": SUPPLIER, "reason": f"receive:{DOCUMENT}"}
    row = reader.one(
        "SELECT b.on_hand AS quantity, (SELECT COALESCE(SUM(m.quantity), 0) FROM movement m WHERE m.item_id = b.item_id"
        " AND m.to_place_id = b.place_id AND m.unit = b.unit AND m.from_place_id = :supplier AND m.reason = :reason) AS opened"
        " FROM balance b JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id"
        " WHERE i.sku = :sku AND p.code = :bin AND b.unit = :unit",
        named,
    )
    return None if row is None else dict(row)


def _command(said: Values, before: Values | None) -> object | None:
    if before is None:
        return ReceiveStock(said["sku"], said["bin"], said["quantity"], DOCUMENT, said.get("unit", ""))
    if said["quantity"] not in (before["quantity"], before["opened"]):
        raise BadCell(f"{said['bin']} has had {said['sku']} already, {before['quantity']} units now; count the bin or adjust it")
    return None


STOCK = Sheet("stock", "Opening stock by item and bin", _COLUMNS, ("sku", "bin", "unit"), _rows, _find, _command)
