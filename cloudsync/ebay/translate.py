"""An eBay order document (Sell Fulfillment API v1.20, type Order) becomes a ChannelOrder; pure.

Source: the vendor's OpenAPI document of that API and the enumeration pages of developer.ebay.com. Where eBay masks a value ('9***'), the
masked text is taken as it stands.
"""

from collections.abc import Mapping
from typing import Any

from cloudsync.address import country_code
from cloudsync.broken_document import BrokenDocument
from cloudsync.field import Field
from cloudsync.instant import instant_ms, optional_instant_ms
from cloudsync.money import currency_code, minor_units
from cloudsync.unique_lines import unique_lines
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine

_PAID = ("PAID", "PARTIALLY_REFUNDED")
_SHIPPED_BY_OTHERS = ("DIGITAL", "FULFILLED_BY_EBAY")
_NOTICES = {"fulfillmentId": "a shipping fulfilment", "paymentDisputeId": "a payment dispute"}


def looks_like(document: Mapping[str, Any]) -> bool:
    """Say whether a document is eBay's, by field names that only eBay uses."""
    return not document.keys().isdisjoint(("orderId", "lineItems", "orderPaymentStatus", "fulfillmentId", "paymentDisputeId"))


def translate(document: Mapping[str, Any], account: str) -> ChannelOrder:
    """Return the order that an eBay document tells of; raise BrokenDocument when it is no order or any needed value is wrong.

    Amounts are `value` in `currency`: what eBay converted the price to, where it did (type Amount).

    Paid means PAID ("it is safe for the seller to ship", OrderPaymentStatusEnum) or PARTIALLY_REFUNDED; PENDING, FAILED, FULLY_REFUNDED and
    any status we do not know are not paid: such an order waits on hold instead of leaving unpaid. Only cancelState CANCELED cancels: a
    request may still be refused, so an open one is told in the note. The ship-by time is the earliest of the lines still to be shipped.
    """
    for key, name in _NOTICES.items():
        if key in document:
            raise BrokenDocument(f"this is {name}, not an order")
    order = Field("", document)
    total = order.at("pricingSummary").at("total")
    currency = currency_code(total.at("currency"))
    order_id = order.at("orderId").required_identifier()
    return ChannelOrder(
        channel="ebay",
        account=account,
        external_id=order_id,
        external_number=order_id,
        placed_ms=instant_ms(order.at("creationDate")),
        updated_ms=instant_ms(order.at("lastModifiedDate")),
        currency=currency,
        total_minor=minor_units(total.at("value"), currency),
        paid=order.at("orderPaymentStatus").text() in _PAID,
        cancelled=order.at("cancelStatus").at("cancelState").text() == "CANCELED",
        ship_by_ms=_ship_by_ms(order),
        service=_instructions(order).at("shippingStep").at("shippingServiceCode").text(),
        buyer=order.at("buyer").at("username").text(),
        note=_note(order),
        ship_to=_address(_instructions(order).at("shippingStep")),
        lines=_lines(order, currency),
    )


def _instructions(order: Field) -> Field:
    """Return the one set of instructions: "this array currently returns only one set" (Order.fulfillmentStartInstructions)."""
    instructions = order.at("fulfillmentStartInstructions")
    return next(iter(instructions.items()), Field(f"{instructions.path}[0]", None))


def _lines(order: Field, currency: str) -> tuple[ChannelOrderLine, ...]:
    lines = order.at("lineItems")
    if not lines.items():
        raise lines.broken("the order has no lines")
    # A download, and goods that eBay ships from its own warehouse, are nothing for this one.
    if _instructions(order).at("fulfillmentInstructionsType").text() in _SHIPPED_BY_OTHERS:
        return ()
    return unique_lines((_line(line, currency) for line in lines.items()), lines.path)


def _line(line: Field, currency: str) -> ChannelOrderLine:
    bought = line.at("quantity").quantity(least=1)
    return ChannelOrderLine(
        external_id=line.at("lineItemId").required_identifier(),
        listing=_listing(line),
        sku=line.at("sku").identifier(),
        title=line.at("title").text(),
        quantity=0 if _is_shipped(line) else bought,
        shipped=bought if _is_shipped(line) else 0,
        price_minor=_unit_price_minor(line.at("lineItemCost"), bought, currency),
    )


def _listing(line: Field) -> str:
    item, variation = line.at("legacyItemId").identifier(), line.at("legacyVariationId").identifier()
    if not item:
        return ""
    # '0' is how eBay's older calls say that a listing has no variations.
    return f"item:{item}" if variation in ("", "0") else f"item:{item}:{variation}"


def _is_shipped(line: Field) -> bool:
    return line.at("lineItemFulfillmentStatus").text() == "FULFILLED"


def _unit_price_minor(cost: Field, bought: int, currency: str) -> int:
    """Return lineItemCost, which is the price of all units before discounts, for one unit; a remainder is dropped, never rounded up."""
    line_currency = currency_code(cost.at("currency"))
    if line_currency != currency:
        raise cost.at("currency").broken(f"the line is in {line_currency}, the order in {currency}")
    return minor_units(cost.at("value"), currency) // bought


def _ship_by_ms(order: Field) -> int | None:
    times = (
        optional_instant_ms(line.at("lineItemFulfillmentInstructions").at("shipByDate"))
        for line in order.at("lineItems").items()
        if not _is_shipped(line)
    )
    return min((time_ms for time_ms in times if time_ms is not None), default=None)


def _note(order: Field) -> str:
    """Return the buyer's words and, a line each, what a person must look at before this order leaves."""
    parts = [order.at("buyerCheckoutNotes").note()]
    if order.at("cancelStatus").at("cancelState").text() == "IN_PROGRESS":
        parts.append("[eBay] A cancellation is in progress.")
    parts += [
        f"[eBay] Line {line.at('lineItemId').text()} is partly shipped; eBay does not say how many units."
        for line in order.at("lineItems").items()
        if line.at("lineItemFulfillmentStatus").text() == "IN_PROGRESS"
    ]
    return "\n".join(part for part in parts if part)


def _address(step: Field) -> Address:
    """Return where the seller sends the parcel: `shipTo`, which for eBay's international programs is eBay's own warehouse.

    Their reference must stand "immediately above the street address" of the label (ShippingStep.shipToReferenceId).
    """
    contact = step.at("shipTo")
    place = contact.at("contactAddress")
    line1, line2 = place.at("addressLine1").text(), place.at("addressLine2").text()
    reference = step.at("shipToReferenceId").identifier()
    if reference and reference not in f"{line1} {line2}":
        line1, line2 = f"Reference #{reference}", f"{line1}, {line2}".strip(", ")
    return Address(
        name=contact.at("fullName").text(),
        company=contact.at("companyName").text(),
        line1=line1,
        line2=line2,
        city=place.at("city").text(),
        region=place.at("stateOrProvince").text() or place.at("county").text(),
        postcode=place.at("postalCode").text(),
        country=country_code(place.at("countryCode")),
        phone=contact.at("primaryPhone").at("phoneNumber").text(),
        email=contact.at("email").text(),
    )
