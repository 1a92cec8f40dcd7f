"""Orders as a channel would tell them, with everything a test does not care about filled in."""

from typing import Any

from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from tests.ledger.fake_time import START_MS

HOME = Address(name="Rosa Blum", line1="12 Mill Lane", city="Leeds", postcode="LS1 4AB", country="GB")


def line(name: str, quantity: int = 1, **changes: Any) -> ChannelOrderLine:
    """A line for `quantity` of the channel SKU `name`, which is the line's id too unless the changes say otherwise."""
    values: dict[str, Any] = {
        "external_id": name,
        "listing": f"offer:{name}",
        "sku": name,
        "title": f"A {name}",
        "quantity": quantity,
        "price_minor": 500,
    }
    return ChannelOrderLine(**(values | changes))


def sale(external_id: str, *lines: ChannelOrderLine, **changes: Any) -> ChannelOrder:
    """A paid order of one channel account, placed at the start of time, last changed then too."""
    values: dict[str, Any] = {
        "channel": "ebay",
        "account": "parts-uk",
        "external_id": external_id,
        "external_number": f"#{external_id}",
        "placed_ms": START_MS,
        "updated_ms": START_MS,
        "currency": "GBP",
        "total_minor": sum(one.price_minor * one.quantity for one in lines),
        "paid": True,
        "cancelled": False,
        "ship_by_ms": None,
        "service": "standard",
        "buyer": "Rosa Blum",
        "note": "",
        "ship_to": HOME,
        "lines": lines,
    }
    return ChannelOrder(**(values | changes))
