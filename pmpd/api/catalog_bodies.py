"""What requests about items, kits, places and sheets say."""

from typing import Annotated, Literal

from pydantic import Field

from pmpd.api.bodies import Code, Short, Text, Units
from pmpd.api.call import Body

Measure = Annotated[int, Field(ge=0, le=10_000_000)]
Country = Annotated[str, Field(max_length=2, description="ISO 3166-1 alpha-2")]
Walk = Annotated[int, Field(ge=0, le=1 << 31, description="Position on the picker's way")]
Purpose = Annotated[
    Literal["pick", "overstock", "dock", "returns", "quarantine", "damaged"],
    Field(description="What a bin is for"),
]
Sellable = Annotated[bool | None, Field(description="Whether what lies there may be sold, where it differs from the purpose")]
Unit = Annotated[str, Field(max_length=90, description="Lot or serial number of a tracked item")]


class ItemBody(Body):
    """An item with its barcodes and what is known of it."""

    sku: Annotated[Code, Field(description="What the item is called; it never changes")]
    description: Annotated[Text, Field(description="What people read")]
    barcodes: Annotated[tuple[Code, ...], Field(max_length=50, description="A code that leads to it")] = ()
    weight_g: Annotated[Measure, Field(description="Weight of one unit in grams")] = 0
    length_mm: Annotated[Measure, Field(description="Length in millimetres")] = 0
    width_mm: Annotated[Measure, Field(description="Width in millimetres")] = 0
    height_mm: Annotated[Measure, Field(description="Height in millimetres")] = 0
    hs_code: Annotated[Short, Field(description="Customs tariff number, 6 to 10 digits")] = ""
    origin: Annotated[Country, Field(description="Country it was made in (ISO 3166-1 alpha-2)")] = ""
    zone: Annotated[Short, Field(description="Zone it is put away in")] = ""
    supplier: Annotated[Short, Field(description="Who sells it to us")] = ""
    lead_days: Annotated[Measure, Field(description="Days from order to arrival")] = 0
    reorder_point: Annotated[Measure, Field(description="Order more when fewer are left")] = 0
    reorder_quantity: Annotated[Measure, Field(description="How many to order")] = 0
    grade: Annotated[Short, Field(description="Grade of a used part")] = ""
    condition_note: Annotated[Text, Field(description="What is to be said of its condition")] = ""
    donor_vehicle: Annotated[Short, Field(description="Vehicle it was taken from")] = ""
    interchange: Annotated[Short, Field(description="Number that parts fitting alike share")] = ""
    photo: Annotated[Short, Field(description="Where its photo is")] = ""
    tracking: Annotated[Literal["none", "lot", "serial"], Field(description="How its units are told apart")] = "none"


class ItemChangeBody(Body):
    """What is different about an item; what is not said stays as it is."""

    description: Annotated[Text | None, Field(description="What people read")] = None
    weight_g: Annotated[Measure | None, Field(description="Weight of one unit in grams")] = None
    length_mm: Annotated[Measure | None, Field(description="Length in millimetres")] = None
    width_mm: Annotated[Measure | None, Field(description="Width in millimetres")] = None
    height_mm: Annotated[Measure | None, Field(description="Height in millimetres")] = None
    hs_code: Annotated[Short | None, Field(description="Customs tariff number, 6 to 10 digits")] = None
    origin: Annotated[Country | None, Field(description="Country it was made in (ISO 3166-1 alpha-2)")] = None
    zone: Annotated[Short | None, Field(description="Zone it is put away in")] = None
    supplier: Annotated[Short | None, Field(description="Who sells it to us")] = None
    lead_days: Annotated[Measure | None, Field(description="Days from order to arrival")] = None
    reorder_point: Annotated[Measure | None, Field(description="Order more when fewer are left")] = None
    reorder_quantity: Annotated[Measure | None, Field(description="How many to order")] = None
    grade: Annotated[Short | None, Field(description="Grade of a used part")] = None
    condition_note: Annotated[Text | None, Field(description="What is to be said of its condition")] = None
    donor_vehicle: Annotated[Short | None, Field(description="Vehicle it was taken from")] = None
    interchange: Annotated[Short | None, Field(description="Number that parts fitting alike share")] = None
    photo: Annotated[Short | None, Field(description="Where its photo is")] = None
    tracking: Annotated[Literal["none", "lot", "serial"] | None, Field(description="How its units are told apart")] = None


class ItemsQuery(Body):
    """Which items; `after` is the `next` of the page before."""

    text: Annotated[Short, Field(description="Beginnings of words of SKU, description, interchange number or donor vehicle")] = ""
    after: Annotated[Short, Field(description="Go on after a page: its next")] = ""
    most: Annotated[int, Field(ge=1, le=200, description="At most so many")] = 50


class BarcodeBody(Body):
    """A code that leads to an item."""

    barcode: Annotated[Code, Field(description="What a scanner reads")]


class KitBody(Body):
    """What a kit is made of."""

    kit: Annotated[Literal["virtual", "assembled", "none"], Field(description="Picked from its components, built for the shelf, or no kit")]
    components: Annotated[tuple[Code, ...], Field(max_length=100, description="A component, as LAMP-H7×2 (an x will do for the ×)")] = ()


class AssemblyBody(Body):
    """Kits that were built."""

    bin: Annotated[Code, Field(description="Where the kits lie now")]
    quantity: Annotated[Units, Field(description="How many kits")]
    from_bin: Annotated[Short, Field(description="The bin the components came from; without it the bins in walk order")] = ""
    unit: Unit = ""


class DisassemblyBody(Body):
    """Kits that were taken apart."""

    bin: Annotated[Code, Field(description="Where the kits lay")]
    quantity: Annotated[Units, Field(description="How many kits")]
    to_bin: Annotated[Short, Field(description="Where the components lie now; without it the same bin")] = ""
    unit: Unit = ""


class PlaceBody(Body):
    """A bin, tote or station; `walk` is its position on the picker's way, `purpose` what a bin is for.

    What lies in `pick` and `overstock` bins counts as available unless `sellable` says otherwise.
    """

    code: Annotated[Code, Field(description="What is printed on its label")]
    kind: Annotated[Literal["bin", "tote", "station"], Field(description="What kind of place")] = "bin"
    zone: Annotated[Short, Field(description="Zone of the warehouse")] = ""
    walk: Walk = 0
    purpose: Purpose = "pick"
    sellable: Sellable = None
    warehouse: Annotated[Code, Field(description="Its warehouse")] = "MAIN"


class PlaceChangeBody(Body):
    """What is different about a place; what is not said stays as it is."""

    zone: Annotated[Short | None, Field(description="Zone of the warehouse")] = None
    walk: Walk | None = None
    purpose: Purpose | None = None
    sellable: Sellable = None
    warehouse: Annotated[Code | None, Field(description="Its warehouse")] = None


class WarehouseBody(Body):
    """A warehouse."""

    code: Annotated[str, Field(min_length=1, max_length=40, description="What it is called")]
    country: Country = ""
    postcode: Annotated[Short, Field(description="Where it stands")] = ""
    serves: Annotated[tuple[Country, ...], Field(max_length=250, description="A country it serves, the nearest first")] = ()


class WarehouseChangeBody(Body):
    """What is different about a warehouse; what is not said stays as it is."""

    country: Country | None = None
    postcode: Annotated[Short | None, Field(description="Where it stands")] = None
    serves: Annotated[tuple[Country, ...] | None, Field(max_length=250, description="A country it serves, the nearest first")] = None


class ListingBody(Body):
    """Which item a channel's offer sells: `listing` as order lines carry it, or `sku:` and the channel's SKU."""

    channel: Annotated[str, Field(min_length=1, max_length=40, description="The channel, as ebay")]
    account: Annotated[Short, Field(description="The account, where there are several")] = ""
    listing: Annotated[Code, Field(description="The offer as order lines carry it, or sku: and the channel's SKU")]
    sku: Annotated[Code, Field(description="The item behind it")]
    multiplier: Annotated[Units, Field(description="Units of the item in one offer")] = 1
    buffer: Annotated[int, Field(ge=0, le=1_000_000, description="Units that the channel is never told of")] = 0


class SheetBody(Body):
    """A sheet as CSV (also as the body itself, with Content-Type text/csv), or its rows as objects by column."""

    csv: Annotated[str, Field(description="The sheet as CSV text")] = ""
    rows: Annotated[tuple[dict[str, str | int | bool], ...], Field(max_length=10_000, description="Rows by column")] = ()
