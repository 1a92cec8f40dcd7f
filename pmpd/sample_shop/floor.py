"""Where the sample shop keeps its parts: six aisles of twenty bins, walked in a serpentine, and what lies in each."""

import random

from pmpd.sample_shop.catalogue import second_donors, small_parts, used_parts
from pmpd.sample_shop.shapes import SampleBin, SampleStock

_ZONES = {"A": "engine", "B": "electrics", "C": "lights", "D": "body", "E": "small parts", "F": "overstock"}
_BINS_PER_AISLE = 20
_SEQUENCE_STEP = 10


def bins() -> tuple[SampleBin, ...]:
    """Return the 120 bins 'A-01' to 'F-20' in walking order: up one aisle, down the next; room is left between their sequence numbers."""
    codes: list[str] = []
    for aisle_number, aisle in enumerate(_ZONES):
        aisle_codes = [f"{aisle}-{place:02d}" for place in range(1, _BINS_PER_AISLE + 1)]
        codes += reversed(aisle_codes) if aisle_number % 2 else aisle_codes
    return tuple(
        SampleBin(code, _ZONES[code[0]], place * _SEQUENCE_STEP, "overstock" if code.startswith("F") else "pick")
        for place, code in enumerate(codes, 1)
    )


def stock() -> tuple[SampleStock, ...]:
    """Return what lies where: used parts three to a bin, one unit each and of every twelfth two; small parts 60 to 220 units.

    Every third small part has overstock in a second bin; second donors' parts lie together in one.
    """
    rng = random.Random(2)
    found = []
    for number, item in enumerate(used_parts()):
        aisle, place = divmod(number // 3, _BINS_PER_AISLE)
        found.append(SampleStock(item.sku, f"{'ABCD'[aisle]}-{place + 1:02d}", 2 if number % 12 == 11 else 1))
    for number, item in enumerate(small_parts()):
        place = number % _BINS_PER_AISLE + 1
        found.append(SampleStock(item.sku, f"E-{place:02d}", rng.randrange(60, 241, 20)))
        if number % 3 == 0:
            found.append(SampleStock(item.sku, f"F-{place:02d}", rng.randrange(50, 201, 50)))
    found += [SampleStock(item.sku, "E-20", 1) for item in second_donors()]
    return tuple(found)


def totes() -> tuple[str, ...]:
    """Return the codes of the totes, 'T-01' to 'T-20'."""
    return tuple(f"T-{number:02d}" for number in range(1, 21))


def stations() -> tuple[str, ...]:
    """Return the codes of the packing stations."""
    return ("PACK-1",)
