"""Filling an empty ledger with the sample shop, as its owner would have entered it."""

import asyncio
from collections.abc import Iterator

from ledger.catalog import AddItem
from ledger.listings import MapListing
from ledger.places import AddPlace
from ledger.stock import ReceiveStock
from pmpd import sample_shop
from pmpd.store import Ledger

_ACTOR = "demo"


async def load_shop(ledger: Ledger) -> None:
    """Enter the shop's items, places, stock and listings."""
    # Each step needs the ones before it; within a step the order does not matter.
    for step in (_items_and_places(), _stock(), _listings()):
        await asyncio.gather(*[ledger.submit(command, actor=_ACTOR, device="sample shop") for command in step])


def _items_and_places() -> Iterator[object]:
    for item in sample_shop.items():
        yield AddItem(item.sku, item.description, item.barcodes, item.weight_g)
    for bin in sample_shop.bins():
        yield AddPlace(bin.code, "bin", bin.zone, bin.sequence)
    for place, tote in enumerate(sample_shop.totes()):
        yield AddPlace(tote, "tote", walk=place)
    for station in sample_shop.stations():
        yield AddPlace(station, "station")


def _stock() -> Iterator[object]:
    for stock in sample_shop.stock():
        yield ReceiveStock(stock.sku, stock.bin, stock.quantity, "opening stock")


def _listings() -> Iterator[object]:
    for listing in sample_shop.listings():
        yield MapListing(listing.channel, listing.account, listing.listing, listing.sku, listing.multiplier)
