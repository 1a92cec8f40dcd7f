"""What the sample shop offers where: Shopify variants and eBay items, single units and sets."""

from pmpd.sample_shop.catalogue import kits, small_parts, used_parts
from pmpd.sample_shop.shapes import ACCOUNT, SampleItem, SampleListing

_FIRST_VARIANT = 44_090_000_000_001
_FIRST_KIT = 44_090_000_900_001
_FIRST_EBAY_ITEM = 265_400_000_001
_FIRST_EBAY_VARIATION = 560_000_000_001
# Units in a set, by SKU prefix; a set costs less than its units: nine tenths.
_SETS = {"BOLT": 4, "NUT": 4, "PLUG": 4, "FUSE": 10, "CLIP": 10}


def listings() -> tuple[SampleListing, ...]:
    """Return all mapped offers. Many used parts are offered on both channels, a few on none; sets have a multiplier of 4 or 10.

    A kit is offered on Shopify under one listing, whatever it is made of.
    """
    found = []
    for number, item in enumerate(used_parts()):
        if number % 2 == 0:
            found.append(_on_shopify(item, number))
        if number % 5:
            found.append(_on_ebay(item, f"item:{_FIRST_EBAY_ITEM + number}"))
    for number, item in enumerate(small_parts(), len(used_parts())):
        found.append(_on_shopify(item, number))
        units = _SETS.get(item.sku.partition("-")[0])
        if units:
            found.append(_on_shopify(item, number + 1_000, units))
            variations = (f"item:{_FIRST_EBAY_ITEM + number}:{_FIRST_EBAY_VARIATION + 10 * number + place}" for place in range(2))
            found += [_on_ebay(item, next(variations)), _on_ebay(item, next(variations), units)]
    for number, kit in enumerate(kits()):
        found.append(SampleListing("shopify", ACCOUNT, f"variant:{_FIRST_KIT + number}", kit.sku, 1, kit.description, kit.price_minor))
    return tuple(found)


def _on_shopify(item: SampleItem, number: int, units: int = 1) -> SampleListing:
    return _listing("shopify", f"variant:{_FIRST_VARIANT + number}", item, units)


def _on_ebay(item: SampleItem, listing: str, units: int = 1) -> SampleListing:
    return _listing("ebay", listing, item, units)


def _listing(channel: str, listing: str, item: SampleItem, units: int) -> SampleListing:
    title = item.description if units == 1 else f"{item.description}, set of {units}"
    price_minor = item.price_minor if units == 1 else item.price_minor * units * 9 // 10
    return SampleListing(channel, ACCOUNT, listing, item.sku, units, title, price_minor)
