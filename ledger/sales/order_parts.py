"""Whose units an order serves: a merged order serves several buyers, a split one shares its buyer with another order.

A buyer's order is the one that its channel knows (`source_order_id` of a line); `order_id` is the order that serves the line.
"""

from collections.abc import Sequence

from ledger.transaction import Reader, Row

FINAL = ("shipped", "cancelled")
"""States in which nothing of an order can change any more."""

FORMER = "\u241f"
"""Stands in the id of a row that belonged to a line when it was another offer, and now to none; no channel uses this sign."""


def lines_of_buyer(reader: Reader, order_id: int) -> Sequence[Row]:
    """Every line of a buyer's order, whichever order serves it, oldest first."""
    return reader.all(
        "SELECT * FROM order_line WHERE order_id = :id AND source_order_id = :id"
        # In the words of the index order_line_elsewhere.
        " UNION ALL SELECT * FROM order_line WHERE source_order_id = :id AND source_order_id <> order_id ORDER BY id",
        {"id": order_id},
    )


def serving_orders(reader: Reader, order_id: int) -> list[Row]:
    """The orders that serve a buyer's order: itself, one it was merged into, parts that were split from it."""
    served_by = sorted({line["order_id"] for line in lines_of_buyer(reader, order_id)})
    rows = [reader.one("SELECT * FROM orders WHERE id = :id", {"id": serving}) for serving in served_by]
    return [row for row in rows if row is not None]


def units_in_hand(reader: Reader, order_id: int) -> int:
    """Units that were taken off the shelves for an order and have not left yet."""
    return reader.number("SELECT SUM(picked + packed) FROM order_line WHERE order_id = :id", {"id": order_id})
