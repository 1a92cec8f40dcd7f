"""A believable used car-parts shop for the demo and the tests: invented, deterministic, no clock read."""

from pmpd.sample_shop.catalogue import items
from pmpd.sample_shop.day import orders
from pmpd.sample_shop.floor import bins, stations, stock, totes
from pmpd.sample_shop.offers import listings
from pmpd.sample_shop.shapes import (
    ACCOUNT,
    CURRENCY,
    SampleBin,
    SampleDelivery,
    SampleItem,
    SampleListing,
    SampleStock,
    Story,
)

__all__ = [
    "ACCOUNT",
    "CURRENCY",
    "SampleBin",
    "SampleDelivery",
    "SampleItem",
    "SampleListing",
    "SampleStock",
    "Story",
    "bins",
    "items",
    "listings",
    "orders",
    "stations",
    "stock",
    "totes",
]
