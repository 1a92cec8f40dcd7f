"""What requests about picking say."""

from typing import Annotated, Literal

from pydantic import Field

from pmpd.api.bodies import Code, Number, ScanBody, Short, Time
from pmpd.api.call import Body

Zone = Annotated[Short, Field(description="Only what lies in this zone")]


class PickSessionBody(Body):
    """Orders for a walk and their totes; without orders the next `most` ready ones, of a wave or of those in none."""

    orders: Annotated[tuple[Number, ...], Field(max_length=40, description="An order to pick")] = ()
    totes: Annotated[
        tuple[Code, ...], Field(max_length=40, description="A tote for it, in the orders' order; free ones are taken else")
    ] = ()
    most: Annotated[int, Field(ge=1, le=40, description="How many orders, when none is named")] = 1
    mode: Annotated[
        Literal["single", "cluster", "batch"],
        Field(description="One order; a tote for each order; or one shared tote for all, sorted at packing"),
    ] = "cluster"
    wave: Annotated[int | None, Field(ge=1, le=1 << 53, description="The wave whose orders are picked")] = None
    zone: Zone = ""


_AskedBin = Annotated[Short, Field(description="The bin that was asked for when this was said; refused if the walk is elsewhere by now")]
_AskedTote = Annotated[Short, Field(description="The tote that was asked for when this was said; refused if the walk is elsewhere by now")]


class PickScanBody(ScanBody):
    """A scanned code, and what the screen asked for when it was scanned."""

    bin: _AskedBin = ""
    tote: _AskedTote = ""


class ShortBody(Body):
    """Why the rest of a stop is not there."""

    reason: Annotated[Literal["out_of_stock", "damaged", "wrong_bin"], Field(description="Why the rest is not there")]
    bin: _AskedBin = ""
    tote: _AskedTote = ""


class EmptyBody(Body):
    """The answer to a zero check."""

    empty: Annotated[bool, Field(description="Whether nothing of the item is left in the bin")]
    bin: Annotated[Short, Field(description="The bin that was asked about; refused when it is another one by now")] = ""


class SubstituteBody(Body):
    """Which item is sent instead of which."""

    sku: Annotated[Code, Field(description="The item that was not found")]
    with_sku: Annotated[Code, Field(description="The item to send instead, with the same interchange number")]
    quantity: Annotated[int, Field(ge=0, le=1_000_000, description="How many; 0 for all that are missing")] = 0


class WaveBody(Body):
    """Which orders are released; empty rules take every ready order."""

    name: Annotated[Short, Field(description="What people call the wave")] = ""
    orders: Annotated[tuple[Number, ...], Field(max_length=1_000, description="An order to release")] = ()
    most: Annotated[int, Field(ge=1, le=5_000, description="How many orders, when none is named")] = 200
    channel: Annotated[Short, Field(description="Only orders of this channel")] = ""
    service: Annotated[Short, Field(description="Only orders with this shipping service")] = ""
    zone: Annotated[Short, Field(description="Only orders that lie in this zone with all their units")] = ""
    ship_before_ms: Annotated[Time | None, Field(description="Only orders to be shipped before: UTC, milliseconds since 1970")] = None
