"""The sheet of barcodes: one row for each code that leads to an item; its SKU does so anyway."""

from collections.abc import Iterable

from ledger.goods.barcodes import AddBarcode
from ledger.goods.catalog import item_by_barcode
from ledger.transaction import Reader
from pmpd.spreadsheets.cells import BadCell, read_code
from pmpd.spreadsheets.sheet import Column, Sheet, Values

_COLUMNS = (
    Column("sku", "The item it leads to", read_code, required=True),
    Column("barcode", "What a scanner reads", read_code, required=True),
)


def _rows(reader: Reader) -> Iterable[Values]:
    sql = "SELECT i.sku, b.code AS barcode FROM barcode b JOIN item i ON i.id = b.item_id WHERE b.code <> i.sku ORDER BY i.sku, b.code"
    return (dict(row) for row in reader.each(sql))


def _find(reader: Reader, said: Values) -> Values | None:
    item = item_by_barcode(reader, said["barcode"])
    return None if item is None else {"sku": item["sku"]}


def _command(said: Values, before: Values | None) -> object | None:
    if before is None:
        return AddBarcode(said["sku"], said["barcode"])
    if before["sku"] != said["sku"]:
        raise BadCell(f"barcode {said['barcode']} points to {before['sku']} already; remove it there first")
    return None


BARCODES = Sheet("barcodes", "Barcodes of items", _COLUMNS, ("barcode",), _rows, _find, _command)
