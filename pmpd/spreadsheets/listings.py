"""The sheet of listings: one row for each offer of a channel account and the item behind it."""

from collections.abc import Iterable

from ledger.sales.listings import MapListing
from ledger.transaction import Reader
from pmpd.spreadsheets.cells import BadCell, read_code, read_number
from pmpd.spreadsheets.sheet import Column, Sheet, Values, different


def _read_multiplier(cell: str) -> int:
    units = read_number(cell)
    if not units:
        raise BadCell("an offer takes at least 1 unit")
    return units


_COLUMNS = (
    Column("channel", "The channel, as ebay or shopify", required=True),
    Column("account", "The account, where there are several"),
    Column("listing", "The offer as order lines carry it, or sku: and the channel's SKU", read_code, required=True),
    Column("sku", "The item behind it", read_code, required=True),
    Column("multiplier", "Units of the item in one offer", _read_multiplier, 1),
    Column("buffer", "Units that the channel is never told of", read_number, 0),
)
_SELECT = "SELECT l.channel, l.account, l.ref AS listing, i.sku, l.multiplier, l.buffer FROM listing l JOIN item i ON i.id = l.item_id"


def _rows(reader: Reader) -> Iterable[Values]:
    return (dict(row) for row in reader.each(f"{_SELECT} ORDER BY l.channel, l.account, l.ref"))


def _find(reader: Reader, said: Values) -> Values | None:
    row = reader.one(
        f"{_SELECT} WHERE l.channel = :channel AND l.account = :account AND l.ref = :listing",
        {"channel": said["channel"], "account": said.get("account", ""), "listing": said["listing"]},
    )
    return None if row is None else dict(row)


def _command(said: Values, before: Values | None) -> object | None:
    if before is not None and not different(said, before):
        return None
    return MapListing(**{"account": "", **(before or {}), **said})


LISTINGS = Sheet(
    "listings", "Channels' offers and the items behind them", _COLUMNS, ("channel", "account", "listing"), _rows, _find, _command
)
