"""A believable used car-parts shop for the demo and the tests: invented, deterministic, no clock read."""

from pmpd.sample_shop.catalogue import items, kits
from pmpd.sample_shop.day import orders
from pmpd.sample_shop.floor import bins, stations, stock, totes
from pmpd.sample_shop.offers import listings
from pmpd.sample_shop.shapes import (
    ACCOUNT,
    CURRENCY,
    SampleBin,
    SampleDelivery,
    SampleItem,
    SampleKit,
    SampleListing,
    SampleStock,
    Story,
)
from pmpd.sample_shop.wholesale import BACKORDERED, wholesale_csv

__all__ = [
    "ACCOUNT",
    "BACKORDERED",
    "CURRENCY",
    "SampleBin",
    "SampleDelivery",
    "SampleItem",
    "SampleKit",
    "SampleListing",
    "SampleStock",
    "Story",
    "bins",
    "items",
    "kits",
    "listings",
    "orders",
    "stations",
    "stock",
    "totes",
    "wholesale_csv",
]
