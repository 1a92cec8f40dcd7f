"""What is told of orders."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Minor, Moment, Next, Number, Shape, StoryEntry, Told


class OrderRow(Told):
    """An order as lists show it."""

    order: Number
    state: str
    kind: str
    channel: str
    account: str
    external_number: str
    external_id: str
    buyer: str
    placed_ms: Moment
    ship_by_ms: Moment | None
    priority: int


class OrderPage(Told):
    """A page of orders, newest first."""

    orders: list[OrderRow]
    next: Next


class ShipTo(Told):
    """Where a parcel goes."""

    name: str
    company: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: Annotated[str, Field(description="ISO 3166-1 alpha-2")]
    phone: str
    email: str


class HoldView(Told):
    """Why an order has to wait."""

    kind: str
    reason: str
    until_ms: Moment | None


class SubstituteView(Told):
    """An interchangeable item and where units of it are."""

    sku: str
    description: str
    grade: str
    condition: str
    bin: str
    available: int


class MissingView(Told):
    """Units that an order lacks, and what could be sent instead."""

    sku: str
    quantity: int
    substitutes: list[SubstituteView]


class DecisionView(Told):
    """What people have to decide about an order, and what they may choose."""

    missing: list[MissingView]
    choices: list[str]


class OrderLineView(Told):
    """A line: what the buyer ordered and how far its units are."""

    external_id: str
    channel_sku: str
    listing: str
    title: str
    quantity: int
    price_minor: Minor
    sku: Annotated[str | None, Field(description="null until its offer is mapped to an item")]
    description: str | None
    multiplier: int
    ordered: int
    reserved: int
    picked: int
    packed: int
    shipped: int
    cancelled: int
    role: str
    part_of: str
    served_by: Annotated[str, Field(description="The order that these units go out with, where it is another")]
    for_order: Annotated[str, Field(description="The order that these units were bought in, where it is another")]


class ShipmentView(Told):
    """Parcels of an order that left, or will leave, together."""

    carrier: str
    service: str
    tracking: str
    batch: int | None
    state: str
    weight_g: int | None


class OrderPutBack(Told):
    """Units of an order that wait to be put back."""

    task: int
    sku: str
    place: str
    quantity: int


class OrderView(OrderRow):
    """An order with its lines, holds and shipments."""

    customer_po: str
    replaces: str
    merged_into: str
    split_from: str
    merged: list[Number]
    parts: list[Number]
    notes: list[str]
    total_minor: Minor
    currency: str
    service: str
    note: str
    ship_to: ShipTo
    tote: str
    holds: list[HoldView]
    decision: DecisionView | None
    lines: list[OrderLineView]
    shipments: list[ShipmentView]
    put_back: list[OrderPutBack]


class TimelineEntry(StoryEntry):
    """An entry of an order's story; `scans` is how many scans in a row it stands for."""

    scans: int


class Timeline(Told):
    """The whole story of an order, oldest first."""

    subject: str
    order: OrderView
    entries: list[TimelineEntry]
    next: Next


ANSWERS: dict[str, Shape] = {
    "GET /orders": OrderPage,
    "GET /orders/{number}": OrderView,
    "GET /orders/{number}/timeline": Timeline,
}
