"""Sheets to copy: a few rows of each kind that fit together, for whoever has never filled one in."""

from collections.abc import Mapping
from typing import Final

from pmpd.spreadsheets.registry import sheet_of
from pmpd.spreadsheets.sheet import Values
from pmpd.spreadsheets.table import write_table

EXAMPLES: Final[Mapping[str, tuple[Values, ...]]] = {
    "items": (
        {"sku": "LAMP-H7", "description": "Headlight bulb H7 12 V 55 W", "weight_g": 40, "origin": "DE"},
        {"sku": "FUSE-10A", "description": "Blade fuse 10 A, red", "weight_g": 2, "reorder_point": 50, "reorder_quantity": 200},
        {"sku": "LAMP-PAIR", "description": "Two headlight bulbs H7"},
        {"sku": "LIGHT-BOX", "description": "Spare bulbs and fuses for the road"},
    ),
    "barcodes": ({"sku": "LAMP-H7", "barcode": "4006381333931"}, {"sku": "FUSE-10A", "barcode": "4006381333948"}),
    "places": (
        {"code": "A-01", "kind": "bin", "zone": "A", "walk": 10, "purpose": "pick"},
        {"code": "A-02", "kind": "bin", "zone": "A", "walk": 20, "purpose": "pick"},
    ),
    "kits": (
        {"sku": "LAMP-PAIR", "kit": "virtual", "components": "LAMP-H7×2"},
        {"sku": "LIGHT-BOX", "kit": "virtual", "components": "LAMP-H7×2; FUSE-10A×4"},
    ),
    "listings": (
        {"channel": "ebay", "listing": "110551234567", "sku": "LAMP-H7", "multiplier": 1},
        {"channel": "shopify", "listing": "sku:FUSE-10A-5", "sku": "FUSE-10A", "multiplier": 5},
    ),
    "stock": ({"sku": "LAMP-H7", "bin": "A-01", "quantity": 24}, {"sku": "FUSE-10A", "bin": "A-02", "quantity": 300}),
}
"""By kind, in the order in which an empty ledger takes them in."""


def example(kind: str) -> str:
    """The example of a kind as CSV, with every column that there is."""
    sheet = sheet_of(kind)
    nothing = {column.name: "" for column in sheet.columns}
    return write_table(sheet, [nothing | dict(row) for row in EXAMPLES[kind]])
