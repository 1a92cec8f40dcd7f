"""What requests about packing and shipping say."""

from typing import Annotated

from pydantic import Field

from ledger.packing.boxes import MOST_G
from pmpd.api.bodies import Code, Number, Units
from pmpd.api.call import Body

Weight = Annotated[int, Field(ge=0, le=1_000_000, description="What it weighs on the scale; 0 when it was not weighed")]
BoxCode = Annotated[str, Field(max_length=200, description="The box it is packed in, by its code; empty when it is not on the list")]
Unit = Annotated[str, Field(max_length=200, description="The lot or serial number, where the item has one")]
Parcel = Annotated[int, Field(ge=0, le=10_000, description="The number of the parcel")]
Side = Annotated[int, Field(ge=1, le=100_000, description="An inner side of the box")]
Grams = Annotated[int, Field(ge=0, le=10_000_000)]
Cost = Annotated[int, Field(ge=0, le=1 << 53, description="What the box costs, in minor units of the shop's currency")]


class PackCheckBody(Body):
    """The tote or order that was scanned, and where."""

    code: Annotated[Code, Field(description="The tote, or the order's number")]
    station: Annotated[Code, Field(description="The packing station")]


class ParcelBody(Body):
    """Weight and box of a parcel."""

    weight_g: Weight = 0
    box: BoxCode = ""


class MoveBody(Body):
    """Units that go from one parcel of a check into another, or into a new one."""

    sku: Annotated[Code, Field(description="The item's SKU")]
    from_parcel: Annotated[Parcel, Field(description="The parcel they are in")]
    to_parcel: Annotated[Parcel, Field(description="The parcel they go into; one more than there are opens a new one")]
    quantity: Annotated[Units, Field(description="How many units")] = 1
    unit: Unit = ""


class MissingBody(Body):
    """Units that were picked and are not in the tote."""

    sku: Annotated[Code, Field(description="The item's SKU")]
    quantity: Annotated[Units, Field(description="How many units are missing")] = 1
    unit: Unit = ""


class SeenToBody(Body):
    """An alarm that somebody saw to."""

    code: Annotated[Code, Field(description="The wrong scan that was seen to, as the alarm names it")]


class NewBoxBody(Body):
    """A box: inner sides, limits, cost."""

    code: Annotated[Code, Field(description="The box's code")]
    length_mm: Side
    width_mm: Side
    height_mm: Side
    most_g: Annotated[Grams, Field(ge=1, description="The most that may be put into it")] = MOST_G
    weight_g: Annotated[Grams, Field(description="The weight of the empty box")] = 0
    cost_minor: Cost = 0


class BoxChangeBody(Body):
    """What to change of a box; what is not said stays."""

    length_mm: Side | None = None
    width_mm: Side | None = None
    height_mm: Side | None = None
    most_g: Annotated[int | None, Field(ge=1, le=10_000_000, description="The most that may be put into it")] = None
    weight_g: Annotated[int | None, Field(ge=0, le=10_000_000, description="The weight of the empty box")] = None
    cost_minor: Cost | None = None
    active: Annotated[bool | None, Field(description="Whether it is suggested and taken at all")] = None


class TrackingBody(Body):
    """What the carrier's label says."""

    carrier: Annotated[str, Field(min_length=1, max_length=80, description="The carrier")]
    tracking: Annotated[str, Field(min_length=1, max_length=120, description="The tracking number")]
    service: Annotated[str, Field(max_length=1_000, description="The carrier's service")] = ""
    parcel: Annotated[Parcel, Field(description="The parcel it is on; 0: one label for all of them")] = 0
    account: Annotated[str, Field(max_length=255, description="The account at the carrier it was made with")] = ""


class ReprintBody(Body):
    """Where to print again, and what."""

    station: Annotated[Code, Field(description="The packing station whose printer it is")]
    parcel: Annotated[Parcel, Field(description="The parcel whose slip it is; 0: of all of them")] = 0


class OrdersBody(Body):
    """Orders; none named means every packed one."""

    orders: Annotated[tuple[Number, ...], Field(max_length=1_000, description="An order of the batch; all packed ones without any")] = ()


class BatchBody(OrdersBody):
    """The orders of a batch, and how many may go."""

    most: Annotated[int, Field(ge=1, le=1_000, description="How many may go, the oldest first")] = 1_000
