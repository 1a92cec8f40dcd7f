"""A day of the sample shop's orders, as the channels send them: mostly plain, with every awkward case once."""

import random
from collections.abc import Iterator
from dataclasses import replace

from pmpd.sample_shop.buyers import BUYERS
from pmpd.sample_shop.catalogue import kits, second_donors, small_parts
from pmpd.sample_shop.ebay_documents import ebay_document
from pmpd.sample_shop.floor import stock
from pmpd.sample_shop.offers import listings
from pmpd.sample_shop.sale import DAY_MS, MINUTE_MS, Sale, SaleLine
from pmpd.sample_shop.shapes import ACCOUNT, SampleDelivery, SampleListing, Story
from pmpd.sample_shop.shopify_documents import shopify_document

Basket = tuple[Story, tuple[SaleLine, ...]]

CHANNELS = ("shopify", "ebay")
FEWEST_ORDERS = 40
_FIRST_NUMBER = 1001
# A duplicate, an edit and a cancellation are second documents of an order.
_SECOND_DOCUMENTS = 3
_UNMAPPED = SampleListing("ebay", ACCOUNT, "item:265499999999", "", 1, "Ashtray with lighter VW Golf III 1995", 1200)
_WAIT_MS = 90 * MINUTE_MS
_LATE_MS = 4 * MINUTE_MS
_EXPRESS_EVERY = 7


def orders(now_ms: int, count: int = 60) -> tuple[SampleDelivery, ...]:
    """Return `count` documents (40 or more) of the 24 hours before `now_ms`, in the order of their arrival.

    The same arguments give the same documents. Each only unit is sold once, save for the one that two buyers get; a long day falls back on
    small parts and runs out of those.
    """
    if count < FEWEST_ORDERS:
        raise ValueError(f"a day has {FEWEST_ORDERS} documents or more, not {count}")
    arrivals = list(_arrivals(now_ms // 1000 * 1000, count - _SECOND_DOCUMENTS))
    return tuple(delivery for _, delivery in sorted(arrivals, key=lambda arrival: arrival[0]))


def _arrivals(now_ms: int, sales: int) -> Iterator[tuple[int, SampleDelivery]]:
    """Yield each document with the moment of its arrival in milliseconds."""
    rng = random.Random(3)
    baskets = _baskets(rng)
    special = _special_baskets(baskets)
    gap_ms = (DAY_MS - _WAIT_MS - _LATE_MS) // sales
    for place in range(sales):
        story, lines = special.get(place) or next(baskets)
        placed_ms = now_ms - DAY_MS + place * gap_ms
        sale = Sale(
            number=_FIRST_NUMBER + place,
            buyer=BUYERS[place % len(BUYERS)],
            lines=lines,
            placed_ms=placed_ms,
            updated_ms=placed_ms + MINUTE_MS,
            paid=story is not Story.UNPAID,
            express=place % _EXPRESS_EVERY == 0,
            note="Please pack it well.\nThank you!" if place % 9 == 4 else "",
        )
        if story in (Story.DUPLICATE, Story.EDITED, Story.CANCELLED):
            yield placed_ms + MINUTE_MS, _delivery(sale, Story.PLAIN)
            yield placed_ms + _WAIT_MS, _delivery(_second_version(sale, story), story)
        else:
            yield placed_ms + MINUTE_MS, _delivery(sale, story)


def _second_version(sale: Sale, story: Story) -> Sale:
    """Return what the channel sends later; a duplicate delivery is the first version, byte for byte."""
    if story is Story.EDITED:
        fewer = tuple(replace(line, current=line.current - 1) for line in sale.lines)
        return replace(sale, lines=fewer, updated_ms=sale.placed_ms + _WAIT_MS)
    return sale if story is Story.DUPLICATE else replace(sale, cancelled=True, updated_ms=sale.placed_ms + _WAIT_MS)


def _delivery(sale: Sale, story: Story) -> SampleDelivery:
    channel = sale.lines[0].listing.channel
    document = shopify_document(sale) if channel == "shopify" else ebay_document(sale)
    return SampleDelivery(channel, ACCOUNT, document, story)


def _baskets(rng: random.Random) -> Iterator[Basket]:
    """Yield ordinary baskets without end: a used part, small parts, a set, a used part with small parts, in turn."""
    small = {item.sku for item in small_parts()}
    # What tells a story of its own is not sold in passing.
    kept = {offer.sku for offer in (*_contested(), *_kits(), *_with_second_donor())}
    used = [offer for offer in listings() if offer.sku not in small | kept]
    rng.shuffle(used)
    # Whichever channel comes first sells the part; its offer on the other channel is passed over.
    used_parts = iter({offer.sku: offer for offer in used}.values())
    singles, sets = _small_offers(small, one_unit=True), _small_offers(small, one_unit=False)
    while True:
        for kind in ("used", "small", "set", "mixed"):
            part = next(used_parts, None) if kind in ("used", "mixed") else None
            channel = part.channel if part else rng.choice(CHANNELS)
            lines = tuple(_line(offer, rng.randint(2, 6)) for offer in rng.sample(singles[channel], rng.randint(1, 3)))
            if kind == "used" and part:
                yield Story.PLAIN, (_line(part),)
            elif kind == "set":
                yield Story.SET, (_line(rng.choice(sets[channel]), rng.randint(1, 2)),)
            else:
                lines = (_line(part), *lines) if part else lines
                yield Story.MULTI_LINE if len(lines) > 1 else Story.PLAIN, lines


def _small_offers(small: set[str], *, one_unit: bool) -> dict[str, list[SampleListing]]:
    """Return each channel's offers of small parts, of one unit or of sets."""
    offers = [offer for offer in listings() if offer.sku in small and (offer.multiplier == 1) is one_unit]
    return {channel: [offer for offer in offers if offer.channel == channel] for channel in CHANNELS}


def _special_baskets(baskets: Iterator[Basket]) -> dict[int, Basket]:
    """Return the awkward cases by the place in the day of the sale they happen to."""
    bolts = next(offer for offer in listings() if offer.channel == "shopify" and offer.sku.startswith("BOLT-") and offer.multiplier == 1)
    here, there = _contested()
    return {
        2: (Story.DUPLICATE, next(baskets)[1]),
        4: (Story.EDITED, (_line(bolts, 5),)),
        5: (Story.UNPAID, next(baskets)[1]),
        7: (Story.CANCELLED, next(baskets)[1]),
        9: (Story.UNMAPPED, (_line(_UNMAPPED),)),
        11: (Story.LAST_UNIT, (_line(here),)),
        12: (Story.LAST_UNIT_TOO_LATE, (_line(there),)),
        14: (Story.KIT, (_line(_kits()[0]), _line(bolts))),
        15: (Story.NOT_THERE, (_line(_with_second_donor()[0]),)),
        # Sixteen buyers take turns, so these two sales are one buyer's.
        16: (Story.SAME_BUYER, (_line(bolts, 2),)),
        32: (Story.SAME_BUYER, (_line(_kits()[1]),)),
    }


def _kits() -> list[SampleListing]:
    """Return the offers of kits."""
    skus = {kit.sku for kit in kits()}
    return [offer for offer in listings() if offer.sku in skus]


def _with_second_donor() -> list[SampleListing]:
    """Return the offers of used parts in whose place another one fits."""
    shared = {item.interchange for item in second_donors()}
    return [offer for offer in listings() if offer.sku.removesuffix("-01") in shared]


def _contested() -> tuple[SampleListing, SampleListing]:
    """Return the Shopify and the eBay listing of one used part of which there is a single unit."""
    single = {place.sku for place in stock() if place.quantity == 1}
    ebay = {offer.sku: offer for offer in listings() if offer.channel == "ebay" and offer.sku in single}
    here = next(offer for offer in listings() if offer.channel == "shopify" and offer.sku in ebay)
    return here, ebay[here.sku]


def _line(offer: SampleListing, quantity: int = 1) -> SaleLine:
    return SaleLine(offer, quantity, quantity)
