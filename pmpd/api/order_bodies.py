"""What requests about orders say: the console's filters, orders by hand, holds, merging and splitting, dates."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ledger.sales.channel_order import Address
from ledger.sales.console import Filters
from ledger.sales.manual_orders import CreateOrder, ManualLine
from ledger.sales.splitting import LineUnits
from pmpd.api.bodies import Code, Number, Short, Text, Time
from pmpd.api.call import Body

_UNITS_OF_LINE = re.compile(r"(?P<line>.+?)([×*](?P<quantity>[0-9]{1,7}))?", re.DOTALL)
_SOLD = re.compile(r"(?P<sku>.+?)([×*](?P<quantity>[0-9]{1,7}))?(@(?P<price>[0-9]{1,15}))?", re.DOTALL)


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


Day = Annotated[str, Field(max_length=10), AfterValidator(_day)]


class OrdersQuery(Body):
    """Filters of the console; `before` is the `next` of the page before."""

    state: Annotated[Short, Field(description="Only orders in this state")] = ""
    fulfilment: Annotated[
        Literal["", "waiting", "in_progress", "shipped", "problem"], Field(description="Only orders that wait, are in progress, …")
    ] = ""
    channel: Annotated[Short, Field(description="Only orders of this channel")] = ""
    account: Annotated[Short, Field(description="Only orders of this account of the channel")] = ""
    kind: Annotated[Literal["", "sale", "phone", "wholesale", "replacement"], Field(description="Only orders of this kind")] = ""
    placed_from: Annotated[Day, Field(description="Placed on this day or later, as 2026-03-31")] = ""
    placed_to: Annotated[Day, Field(description="Placed on this day or earlier")] = ""
    shipped_on: Annotated[Day, Field(description="Only orders that left on this day")] = ""
    text: Annotated[Short, Field(description="Words that begin like this in a number, the buyer's name or the purchase order")] = ""
    before: Annotated[str, Field(max_length=40, description="Go on after a page: its `next`")] = ""
    most: Annotated[int, Field(ge=1, le=200, description="At most so many orders")] = 50

    def filters(self) -> Filters:
        """The same as the ledger's type."""
        return Filters(**{name: getattr(self, name) for name in type(self).model_fields if name not in ("before", "most")})


class CreateOrderBody(Body):
    """An order by hand: on the phone, wholesale, or a replacement."""

    kind: Annotated[Literal["phone", "wholesale", "replacement"], Field(description="What kind of order it is")] = "phone"
    lines: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=255)], ...],
        Field(
            min_length=1,
            max_length=1_000,
            description="SKU, ×quantity, @price of one in minor units: FUSE-5A×2@450",
            examples=[["FUSE-5A×2@450"]],
        ),
    ]
    buyer: Annotated[Short, Field(description="Who buys")] = ""
    name: Annotated[Short, Field(description="Name on the parcel; the buyer's without one")] = ""
    company: Annotated[Short, Field(description="Company on the parcel")] = ""
    line1: Annotated[Short, Field(description="Street and house number")] = ""
    line2: Annotated[Short, Field(description="Second line of the address")] = ""
    city: Annotated[Short, Field(description="Town")] = ""
    region: Annotated[Short, Field(description="State, province or county")] = ""
    postcode: Annotated[Short, Field(description="Postcode")] = ""
    country: Annotated[str, Field(max_length=2, description="ISO 3166-1 alpha-2")] = ""
    phone: Annotated[Short, Field(description="Phone number for the carrier")] = ""
    email: Annotated[Short, Field(description="Email address for the carrier")] = ""
    customer_po: Annotated[str, Field(max_length=120, description="The customer's purchase order number (wholesale)")] = ""
    replaces: Annotated[str, Field(max_length=120, description="The order that a replacement is for")] = ""
    currency: Annotated[str, Field(max_length=3, description="ISO 4217")] = ""
    service: Annotated[Short, Field(description="The shipping service the buyer wants")] = ""
    note: Annotated[Text, Field(description="The buyer's note")] = ""
    paid: Annotated[bool, Field(description="Whether it is paid, or may go without")] = True
    ship_by_ms: Annotated[Time | None, Field(description="By when it must leave, UTC milliseconds")] = None
    priority: Annotated[int, Field(ge=-100, le=100, description="Above 0 before others, below 0 after them")] = 0

    def command(self) -> CreateOrder:
        """The same as the ledger's command."""
        parts = ("name", "company", "line1", "line2", "city", "region", "postcode", "country", "phone", "email")
        address = {part: getattr(self, part) for part in parts}
        if any(address.values()):
            address["name"] = address["name"] or self.buyer
        rest = {name: getattr(self, name) for name in type(self).model_fields if name not in (*parts, "lines")}
        return CreateOrder(**rest, lines=tuple([_sold(line) for line in self.lines]), ship_to=Address(**address))


def _sold(text: str) -> ManualLine:
    said = _SOLD.fullmatch(text)
    assert said is not None  # any text of one character or more is at least a SKU
    return ManualLine(said["sku"], int(said["quantity"] or 1), int(said["price"] or 0))


class HoldOrderBody(Body):
    """Why, and until when; people will read it."""

    reason: Annotated[str, Field(min_length=1, max_length=500, description="Why the order has to wait")]
    kind: Annotated[Literal["manual", "fraud"], Field(description="Which hold")] = "manual"
    until_ms: Annotated[Time | None, Field(description="When it ends by itself; never without one")] = None


class ReleaseBody(Body):
    """Which hold."""

    kind: Annotated[Short, Field(description="manual, fraud, short, shortage or changed")] = "manual"


class MergeBody(Body):
    """Which orders go out together with this one."""

    orders: Annotated[tuple[Number, ...], Field(min_length=1, max_length=20, description="The orders to be merged into this one")]


class SplitBody(Body):
    """What goes into an order of its own."""

    lines: Annotated[
        tuple[Code, ...],
        Field(min_length=1, max_length=1_000, description="SKU or line id, and ×units unless all: FUSE-5A×2", examples=[["FUSE-5A×2"]]),
    ]

    def chosen(self) -> tuple[LineUnits, ...]:
        """The same as the ledger's type."""
        said = [_UNITS_OF_LINE.fullmatch(line) for line in self.lines]
        return tuple([LineUnits(line["line"], int(line["quantity"] or 0)) for line in said if line is not None])


class NoteBody(Body):
    """What people should know about an order."""

    note: Annotated[str, Field(min_length=1, max_length=2_000, description="What is written into the order's story")]


class PriorityBody(Body):
    """How urgent an order is."""

    priority: Annotated[int, Field(ge=-100, le=100, description="Above 0 before others, below 0 after them")]


class ShipByBody(Body):
    """By when an order must leave."""

    ship_by_ms: Annotated[Time | None, Field(description="UTC milliseconds; none: there is no date")] = None


class SettingBody(Body):
    """A setting's new value."""

    value: Annotated[str, Field(max_length=2_000, description="The new value; empty where there is to be none")] = ""


class MomentQuery(Body):
    """At which moment."""

    at_ms: Annotated[Time | None, Field(description="UTC milliseconds; now without one")] = None
