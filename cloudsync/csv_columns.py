"""The columns of a CSV file of orders, and how its rows stand in a document: known to who reads the file and who translates it."""

OF_ORDER = (
    "order",
    "placed",
    "ship_by",
    "currency",
    "total",
    "paid",
    "service",
    "buyer",
    "note",
    "name",
    "company",
    "line1",
    "line2",
    "city",
    "region",
    "postcode",
    "country",
    "phone",
    "email",
)
"""Columns that speak of the whole order: filled in its first row, in its other rows too or not at all."""

OF_LINE = ("line", "sku", "listing", "title", "quantity", "price")
"""Columns that speak of one line."""

REQUIRED = ("order", "sku", "quantity")

ROWS = "csv_rows"
"""The key of a document's rows: each has its line number in the file, and its cells by column or, as `fault`, why it has none."""
