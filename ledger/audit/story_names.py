"""Codes and numbers in place of row ids, for the details of stories."""

from typing import Any

from ledger.sales.orders import order_number
from ledger.transaction import Reader

_CODES = {
    "item": "SELECT sku FROM item WHERE id = :id",
    "place": "SELECT code FROM place WHERE id = :id",
    "warehouse": "SELECT code FROM warehouse WHERE id = :id",
    "listing": "SELECT ref FROM listing WHERE id = :id",
    "allocation_rule": "SELECT name FROM allocation_rule WHERE id = :id",
    "box": "SELECT code FROM box WHERE id = :id",
    "operator": "SELECT name FROM operator WHERE id = :id",
    "paired_device": "SELECT name FROM paired_device WHERE id = :id",
    "api_token": "SELECT name FROM api_token WHERE id = :id",
    "purchase_order": "SELECT number FROM purchase_order WHERE id = :id",
    "order_line": "SELECT COALESCE(NULLIF(sku, ''), NULLIF(title, ''), external_id) FROM order_line WHERE id = :id",
    "hold": "SELECT kind FROM hold WHERE id = :id",
}
_PLACES = ("place", "tote", "station")


class Names:
    """Names of rows by table and id, each looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, int], str] = {}

    def name(self, table: str, row_id: int) -> str:
        """What people call a row: its SKU, code or number; of a line, what the channel calls it; of a hold, its kind."""
        if (table, row_id) not in self._known:
            self._known[table, row_id] = self._look_up(table, row_id)
        return self._known[table, row_id]

    def _look_up(self, table: str, row_id: int) -> str:
        if table == "orders":
            return order_number(row_id)
        sql = _CODES.get(table)
        row = self._reader.one(sql, {"id": row_id}) if sql else None
        return str(row[0]) if row is not None else f"{table.replace('_', ' ')} {row_id}"

    def spelled_out(self, detail: dict[str, Any]) -> dict[str, Any]:
        """The detail with SKUs and place codes in place of ids."""
        spelled = dict(detail)
        if "item" in spelled:
            spelled["sku"] = self.name("item", spelled.pop("item"))
        for word in _PLACES:
            if word in spelled:
                spelled["bin" if word == "place" else word] = self.name("place", spelled.pop(word))
        if "reserved" in spelled:
            spelled["reserved"] = [
                {"sku": self.name("item", item_id), "bin": self.name("place", place_id), "quantity": quantity}
                for item_id, place_id, quantity in spelled["reserved"]
            ]
        return spelled
