"""The shop that is measured: many mapped items with plentiful stock, and an endless day of paid two-line orders."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from ledger.command import Envelope
from ledger.engine import Engine
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from ledger.sales.intake import ImportOrder
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import ReceiveStock

ITEMS = 500
TOTES = 80
CHANNEL = "shopify"
STATION = "PACK-1"
ACTOR = "bench"

_FIRST_VARIANT = 47_000_000_000_000
_FIRST_ORDER = 6_120_000_000_000
_START_MS = 1_772_355_600_000
_HOME = Address("Rosa Blum", "", "12 Mill Lane", "", "Leeds", "", "LS1 4AB", "GB", "+44 113 496 0000", "rosa@example.com")


def variant(item: int) -> int:
    """The channel's number of an item's offer."""
    return _FIRST_VARIANT + item % ITEMS


def sku(item: int) -> str:
    """The SKU of an item; the box and the channel use the same."""
    return f"PART-{item % ITEMS:04d}"


def bin_code(item: int) -> str:
    """The bin that holds an item."""
    return f"A-{item % ITEMS:04d}"


def order(number: int, *, quantity: int = 1) -> ChannelOrder:
    """The order with this number: two lines of different items, neighbours in number far apart on the shelves."""
    placed_ms = _START_MS + number * 1_000
    lines = tuple(
        ChannelOrderLine(f"{_FIRST_ORDER + number * 10 + place}", f"variant:{variant(item)}", sku(item), f"Part {item}", quantity, 1_250)
        for place, item in enumerate((number * 7 % ITEMS, (number * 7 + 211) % ITEMS))
    )
    return ChannelOrder(
        channel=CHANNEL,
        account="",
        external_id=str(_FIRST_ORDER + number),
        external_number=f"#{number}",
        placed_ms=placed_ms,
        updated_ms=placed_ms,
        currency="GBP",
        total_minor=2_500 * quantity,
        paid=True,
        cancelled=False,
        ship_by_ms=placed_ms + 86_400_000,
        service="Standard",
        buyer="Rosa Blum",
        note="",
        ship_to=_HOME,
        lines=lines,
    )


def open_shop(directory: Path, orders: Iterable[ChannelOrder] = ()) -> None:
    """Fill an empty ledger with the shop, and with orders that came before the measurement."""
    commands = iter(
        [
            *[AddPlace(bin_code(item), "bin", "A", item) for item in range(ITEMS)],
            *[AddPlace(f"TOTE-{tote}", "tote", walk=tote) for tote in range(TOTES)],
            AddPlace(STATION, "station"),
            *[AddItem(sku(item), f"Part {item}", (f"2{item:011d}",)) for item in range(ITEMS)],
            *[ReceiveStock(sku(item), bin_code(item), 1_000_000, "opening stock") for item in range(ITEMS)],
            *[MapListing(CHANNEL, "", f"variant:{variant(item)}", sku(item)) for item in range(ITEMS)],
            *[ImportOrder(order) for order in orders],
        ]
    )
    with Engine(directory, program="bench") as engine:
        while group := [Envelope(engine.ids.command_id(), command, ACTOR, "") for command in islice(commands, 256)]:
            for outcome in engine.carry_out(group):
                outcome.unwrap()
