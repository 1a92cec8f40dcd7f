"""Every kind of sheet, in the order in which an empty ledger takes them in."""

from typing import Final

from ledger.errors import Refused
from pmpd.spreadsheets.barcodes import BARCODES
from pmpd.spreadsheets.items import ITEMS
from pmpd.spreadsheets.kits import KITS
from pmpd.spreadsheets.listings import LISTINGS
from pmpd.spreadsheets.places import PLACES
from pmpd.spreadsheets.sheet import Sheet
from pmpd.spreadsheets.stock import STOCK
from pmpd.spreadsheets.warehouses import WAREHOUSES

SHEETS: Final = {sheet.kind: sheet for sheet in (WAREHOUSES, ITEMS, BARCODES, PLACES, KITS, LISTINGS, STOCK)}


def sheet_of(kind: str) -> Sheet:
    """The sheet of this kind. Raises Refused `sheet_not_found`."""
    if kind not in SHEETS:
        raise Refused("sheet_not_found", f"there is no sheet of {kind}; there are {', '.join(SHEETS)}")
    return SHEETS[kind]
