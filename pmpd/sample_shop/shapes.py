"""The shapes of the sample shop's parts: plain facts, known to no table and no channel."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

CURRENCY = "EUR"
ACCOUNT = "sample"


@dataclass(frozen=True, slots=True)
class SampleItem:
    """A stocked item; each barcode is an EAN-13 of the in-store range (first two digits 20 to 29) or a Code 128 text.

    Used parts have a grade, the vehicle they come from and an interchange number, which parts that fit in each other's place share.
    """

    sku: str
    description: str
    barcodes: tuple[str, ...]
    weight_g: int
    price_minor: int
    grade: str = ""
    donor_vehicle: str = ""
    interchange: str = ""


@dataclass(frozen=True, slots=True)
class SampleKit:
    """A set without stock of its own: `components` are SKUs with their units in one kit."""

    sku: str
    description: str
    components: tuple[tuple[str, int], ...]
    price_minor: int


@dataclass(frozen=True, slots=True)
class SampleBin:
    """A shelf place; pickers walk by ascending `sequence`, `purpose` is `pick`, or what else it is for."""

    code: str
    zone: str
    sequence: int
    purpose: str = "pick"


@dataclass(frozen=True, slots=True)
class SampleStock:
    """So many units of an item in a bin."""

    sku: str
    bin: str
    quantity: int


@dataclass(frozen=True, slots=True)
class SampleListing:
    """A channel's offer of `multiplier` units of an item, in the words of its order documents (`variant:…`, `item:…`)."""

    channel: str
    account: str
    listing: str
    sku: str
    multiplier: int
    title: str
    price_minor: int


class Story(StrEnum):
    """Why a document is in the day of orders."""

    PLAIN = "an order like any other"
    MULTI_LINE = "several items in one order"
    SET = "a set of several units"
    DUPLICATE = "the same document delivered twice"
    EDITED = "a later version of an order, with fewer units"
    CANCELLED = "a later version of an order, cancelled by the buyer"
    UNPAID = "not paid yet"
    UNMAPPED = "a listing that nobody has mapped to an item"
    LAST_UNIT = "the only unit of its kind"
    KIT = "a kit, whose parts are picked one by one"
    SAME_BUYER = "one of two orders of one buyer, to be sent in one parcel"
    NOT_THERE = "a used part that is not in its bin, while another one fits in its place"
    LAST_UNIT_TOO_LATE = "the same only unit, sold on the other channel a moment later"


@dataclass(frozen=True, slots=True)
class SampleDelivery:
    """One raw order document as its channel sends it (JSON values only), and the story it tells."""

    channel: str
    account: str
    document: dict[str, Any]
    story: Story
