"""An order as a channel tells it: the one shape every translator produces and intake accepts.

Money is in minor units of `currency`, times are UTC milliseconds since 1970, texts are empty where the channel gives none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes; `country` is ISO 3166-1 alpha-2."""

    name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ChannelOrderLine:
    """One line of a buyer's demand.

    `listing` names the offer within the channel account (`variant:44` for Shopify, `item:110:7` for eBay, empty where unknown),
    `sku` is the SKU the channel shows (may be empty), `quantity` counts offers still to be shipped (0: the line was removed). Where the
    channel takes off it what was shipped, `shipped` says how many that were: without it, two left would look like two wanted. It stays
    the last field, since a document's digest leaves it out where it is 0.
    """

    external_id: str
    listing: str
    sku: str
    title: str
    quantity: int
    price_minor: int
    shipped: int = 0


@dataclass(frozen=True, slots=True)
class ChannelOrder:
    """One order of one channel account.

    `external_id` never changes and is unique in (channel, account); `external_number` is what buyer and seller call it.
    `updated_ms` orders two versions of the same order: the older one is ignored.
    """

    channel: str
    account: str
    external_id: str
    external_number: str
    placed_ms: int
    updated_ms: int
    currency: str
    total_minor: int
    paid: bool
    cancelled: bool
    ship_by_ms: int | None
    service: str
    buyer: str
    note: str
    ship_to: Address
    lines: tuple[ChannelOrderLine, ...]
