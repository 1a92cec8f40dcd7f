"""The sample shop's third source: garages send their orders once a day, as a CSV file out of a spreadsheet."""

import csv
import io
import random

from pmpd.sample_shop.buyers import BUYERS
from pmpd.sample_shop.catalogue import small_parts
from pmpd.sample_shop.floor import stock
from pmpd.sample_shop.sale import MINUTE_MS, decimal_text, utc_text
from pmpd.sample_shop.shapes import CURRENCY

ORDERS = 40
BACKORDERED = "W-2040"
"""The order that wants more of a part than there is."""

_FIRST_NUMBER = 2001
_COLUMNS = (
    "order",
    "placed",
    "currency",
    "buyer",
    "company",
    "line1",
    "postcode",
    "city",
    "country",
    "sku",
    "quantity",
    "price",
    "service",
)


def wholesale_csv(now_ms: int) -> str:
    """Return the file of the night before `now_ms`; the same argument gives the same text."""
    rng = random.Random(5)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    parts = small_parts()
    for place in range(ORDERS):
        number = f"W-{_FIRST_NUMBER + place}"
        buyer = BUYERS[place % len(BUYERS)]
        head = (number, utc_text(now_ms - (ORDERS - place) * MINUTE_MS), CURRENCY, buyer.name, buyer.company or f"Garage {buyer.last_name}")
        address = (buyer.line1, buyer.postcode, buyer.city, buyer.country)
        wanted = [(part, rng.randint(1, 3)) for part in rng.sample(parts, rng.randint(1, 3))]
        if number == BACKORDERED:
            wanted = [(parts[-1], _stocked(parts[-1].sku) + 20)]
        for part, quantity in wanted:
            rows.writerow((*head, *address, part.sku, quantity, decimal_text(part.price_minor), "Freight"))
    return text.getvalue()


def _stocked(sku: str) -> int:
    return sum(place.quantity for place in stock() if place.sku == sku)
