"""What requests say, with the bounds that are checked before the ledger is asked."""

from typing import Annotated

from pydantic import Field

from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from pmpd.api.call import Body

Code = Annotated[str, Field(min_length=1, max_length=200, description="A scanned or typed code")]
# Texts and ids may be as long as the channels' translators let them be: an order is taken in alike through the API and without it.
Short = Annotated[str, Field(max_length=1_000)]
Text = Annotated[str, Field(max_length=20_000)]
ChannelId = Annotated[str, Field(min_length=1, max_length=255)]
Number = Annotated[str, Field(min_length=1, max_length=120, description="An order's number: ours, the channel's, or a tracking number")]
Units = Annotated[int, Field(ge=1, le=1_000_000)]
Time = Annotated[int, Field(ge=0, le=1 << 53, description="UTC, milliseconds since 1970")]
Minor = Annotated[int, Field(ge=-(1 << 53), le=1 << 53, description="Money in minor units of the currency")]


class AddressBody(Body):
    """Where a parcel goes."""

    name: Short = ""
    company: Short = ""
    line1: Short = ""
    line2: Short = ""
    city: Short = ""
    region: Short = ""
    postcode: Short = ""
    country: Annotated[str, Field(max_length=2, description="ISO 3166-1 alpha-2")] = ""
    phone: Short = ""
    email: Short = ""


class LineBody(Body):
    """One line of a buyer's demand; `listing` or `sku` says which offer."""

    external_id: ChannelId
    listing: Short = ""
    sku: Short = ""
    title: Text = ""
    quantity: Annotated[int, Field(ge=0, le=1_000_000, description="Still to be shipped")]
    price_minor: Minor = 0
    shipped: Annotated[int, Field(ge=0, le=1_000_000, description="Already shipped, where `quantity` leaves that out")] = 0


class OrderBody(Body):
    """An order as its channel tells it, or one made by hand (channel `manual`, lines by our own SKU)."""

    channel: Annotated[str, Field(min_length=1, max_length=40)] = "manual"
    account: Short = ""
    external_id: Annotated[ChannelId, Field(description="Unique in the channel account; the same again is a duplicate")]
    external_number: Short = ""
    placed_ms: Time = 0
    updated_ms: Time = 0
    currency: Annotated[str, Field(max_length=3)] = ""
    total_minor: Minor = 0
    paid: bool = True
    cancelled: bool = False
    ship_by_ms: Time | None = None
    service: Short = ""
    buyer: Short = ""
    note: Text = ""
    ship_to: AddressBody = AddressBody()
    lines: Annotated[tuple[LineBody, ...], Field(max_length=1_000)]

    def channel_order(self) -> ChannelOrder:
        """The same as the ledger's type."""
        plain = {name: getattr(self, name) for name in type(self).model_fields if name not in ("ship_to", "lines", "external_number")}
        return ChannelOrder(
            **plain,
            external_number=self.external_number or self.external_id,
            ship_to=Address(**self.ship_to.__dict__),
            lines=tuple([ChannelOrderLine(**line.__dict__) for line in self.lines]),
        )


class ReasonBody(Body):
    """Why; people will read it."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class ScanBody(Body):
    """A scanned code; `quantity` above 1 only where a person said so, `unit` where the code does not say it itself."""

    code: Code
    quantity: Units = 1
    unit: Annotated[str, Field(max_length=90, description="Lot or serial number of an item that has one")] = ""


class BinBody(Body):
    """Into which bin."""

    bin: Code


class DeviceScanBody(Body):
    """A code that a handheld or a keyboard wedge has read."""

    code: Code


class PlayBody(Body):
    """A code to play through a simulated scanner as key events."""

    scanner: Annotated[str, Field(min_length=1, max_length=40)] = "scanner-1"
    code: Code
