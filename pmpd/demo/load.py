"""Filling an empty ledger with the sample shop, as its owner would have entered it."""

import asyncio
from collections.abc import Iterator

from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.goods.places import AddPlace
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import ReceiveStock
from ledger.transaction import Reader
from pmpd import sample_shop
from pmpd.store import Ledger

_ACTOR = "demo"
SAMPLE_SHOP = "sample shop"
"""The device that the journal names for all that came with the sample shop."""


def is_demo(reader: Reader) -> bool:
    """Whether the sample shop was ever entered into a ledger."""
    row = reader.one(
        "SELECT seq FROM journal WHERE actor = :actor AND device = :device AND kind <> 'import_order' LIMIT 1",
        {"actor": _ACTOR, "device": SAMPLE_SHOP},
    )
    return row is not None


async def load_shop(ledger: Ledger) -> None:
    """Enter the shop's items, places, kits, stock and listings."""
    # Each step needs the ones before it; within a step the order does not matter.
    for step in (_items_and_places(), _kits_and_stock(), _listings()):
        await asyncio.gather(*[ledger.submit(command, actor=_ACTOR, device=SAMPLE_SHOP) for command in step])


def _items_and_places() -> Iterator[object]:
    for item in sample_shop.items():
        yield AddItem(
            item.sku,
            item.description,
            item.barcodes,
            item.weight_g,
            grade=item.grade,
            donor_vehicle=item.donor_vehicle,
            interchange=item.interchange,
        )
    for kit in sample_shop.kits():
        yield AddItem(kit.sku, kit.description)
    for bin in sample_shop.bins():
        yield AddPlace(bin.code, "bin", bin.zone, bin.sequence, bin.purpose)
    for place, tote in enumerate(sample_shop.totes()):
        yield AddPlace(tote, "tote", walk=place)
    for station in sample_shop.stations():
        yield AddPlace(station, "station")


def _kits_and_stock() -> Iterator[object]:
    for kit in sample_shop.kits():
        yield DefineKit(kit.sku, "virtual", tuple([f"{sku}×{units}" for sku, units in kit.components]))
    for stock in sample_shop.stock():
        yield ReceiveStock(stock.sku, stock.bin, stock.quantity, "opening stock")


def _listings() -> Iterator[object]:
    for listing in sample_shop.listings():
        yield MapListing(listing.channel, listing.account, listing.listing, listing.sku, listing.multiplier)
