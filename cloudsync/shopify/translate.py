"""A Shopify order document (REST Admin API and webhooks, 2026-07) becomes a ChannelOrder; pure.

Source: shopify.dev, REST Admin API, Order resource, and the webhook payload examples.
"""

import re
from collections.abc import Mapping
from typing import Any

from cloudsync.address import country_code
from cloudsync.broken_document import BrokenDocument
from cloudsync.field import Field, shown
from cloudsync.instant import instant_ms, optional_instant_ms
from cloudsync.money import currency_code, minor_units
from cloudsync.shopify.notices import gid_kind, notice_name
from cloudsync.unique_lines import unique_lines
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine

_GID_NUMBER = re.compile(r"gid://shopify/(Order|LineItem)/([1-9][0-9]{0,19})")
_PAID = ("paid", "partially_refunded")
_NOT_SHIPPED = ("cancelled", "error", "failure")


def looks_like(document: Mapping[str, Any]) -> bool:
    """Say whether a document is Shopify's, by its global id or by fields that only Shopify uses together."""
    return bool(gid_kind(document) or notice_name(document)) or {"line_items", "financial_status"} <= document.keys()


def translate(document: Mapping[str, Any], account: str) -> ChannelOrder:
    """Return the order that a Shopify document tells of; raise BrokenDocument when it is no order or any needed value is wrong.

    Amounts are in the shop's currency, not in the buyer's (`presentment_currency`). The total is `current_total_price`: what the order is
    worth after edits and refunds. Shopify gives no ship-by date. Test orders are orders like any other.

    Paid means `paid` or `partially_refunded`. `authorized` money is promised but not captured and the authorisation may lapse,
    `partially_paid` lacks a part, `pending` has not arrived, `voided` and `refunded` are gone (shopify.dev, OrderDisplayFinancialStatus);
    these, and any status we do not know, are not paid: such an order waits on hold instead of leaving unpaid.
    """
    if notice := notice_name(document):
        raise BrokenDocument(f"this is {notice}, not an order")
    order = Field("", document)
    currency = currency_code(order.at("currency"))
    total = order.at("current_total_price")
    return ChannelOrder(
        channel="shopify",
        account=account,
        external_id=_true_id(order, "Order"),
        external_number=order.at("name").identifier() or order.at("order_number").required_identifier(),
        placed_ms=instant_ms(order.at("created_at")),
        updated_ms=instant_ms(order.at("updated_at")),
        currency=currency,
        total_minor=minor_units(order.at("total_price") if total.value is None else total, currency),
        paid=order.at("financial_status").text() in _PAID,
        cancelled=optional_instant_ms(order.at("cancelled_at")) is not None,
        ship_by_ms=None,
        service=_service(order),
        buyer=_person(order.at("customer")) or _person(order.at("billing_address")) or _email(order),
        note=order.at("note").note(),
        ship_to=_address(order),
        lines=_lines(order, currency),
    )


def _true_id(owner: Field, gid_type: str) -> str:
    """Return the number in the global id, which is text and so always exact; a number beyond 2^53 may have been rounded on its way."""
    gid = owner.at("admin_graphql_api_id")
    if not gid.identifier():
        return owner.at("id").required_identifier()
    found = _GID_NUMBER.fullmatch(gid.identifier())
    if found is None or found[1] != gid_type:
        raise gid.broken(f"{shown(gid.value)} is not the global id of a Shopify {gid_type}")
    return found[2]


def _lines(order: Field, currency: str) -> tuple[ChannelOrderLine, ...]:
    lines = order.at("line_items")
    if not lines.items():
        raise lines.broken("the order has no lines")
    status = order.at("fulfillment_status").text()
    shipped = _shipped(order)
    # Gift cards, services and downloads never enter a tote: a line that needs no shipping is no line for the warehouse.
    return unique_lines(
        (_line(line, status, currency, shipped) for line in lines.items() if line.at("requires_shipping").flag(otherwise=True)), lines.path
    )


def _line(line: Field, order_status: str, currency: str, shipped: Mapping[str, int]) -> ChannelOrderLine:
    line_id = _true_id(line, "LineItem")
    variant = line.at("variant_id").identifier()
    to_ship = _still_to_ship(line, order_status)
    return ChannelOrderLine(
        external_id=line_id,
        listing=f"variant:{variant}" if variant else "",
        sku=line.at("sku").identifier(),
        title=line.at("name").text() or line.at("title").text(),
        quantity=to_ship,
        price_minor=minor_units(line.at("price"), currency),
        # A document without its fulfilments says only what is left.
        shipped=shipped.get(line_id, 0) or (_bought(line) - to_ship if _begun(line, order_status) else 0),
    )


def _shipped(order: Field) -> dict[str, int]:
    """Return the units that were shipped by line, refunded ones too, as the fulfilments tell that were not taken back."""
    units: dict[str, int] = {}
    for fulfillment in order.at("fulfillments").items():
        if fulfillment.at("status").text() not in _NOT_SHIPPED:
            for line in fulfillment.at("line_items").items():
                line_id = _true_id(line, "LineItem")
                units[line_id] = units.get(line_id, 0) + line.at("quantity").quantity()
    return units


def _still_to_ship(line: Field, order_status: str) -> int:
    """Return the units that the warehouse still owes.

    `quantity` is what was bought and never changes; `current_quantity` leaves out what edits and refunds removed; `fulfillable_quantity`
    also leaves out what has been shipped. The last is asked only once something has been shipped, because it is also 0 while Shopify
    holds back an order that will have to be shipped.
    """
    bought = _bought(line)
    line_status = line.at("fulfillment_status").text()
    if line_status in ("fulfilled", "not_eligible") or order_status in ("fulfilled", "restocked"):
        return 0
    fulfillable = line.at("fulfillable_quantity")
    if "partial" in (line_status, order_status):
        return min(bought, fulfillable.quantity())
    return bought


def _bought(line: Field) -> int:
    current = line.at("current_quantity")
    return (line.at("quantity") if current.value is None else current).quantity()


def _begun(line: Field, order_status: str) -> bool:
    """Whether something of a line may have been shipped; what was restocked never was."""
    return line.at("fulfillment_status").text() in ("fulfilled", "partial") or order_status in ("fulfilled", "partial")


def _service(order: Field) -> str:
    for shipping in order.at("shipping_lines").items():
        if not shipping.at("is_removed").flag(otherwise=False):
            return shipping.at("title").text()
    return ""


def _email(order: Field) -> str:
    return order.at("email").text() or order.at("contact_email").text()


def _person(person: Field) -> str:
    return f"{person.at('first_name').text()} {person.at('last_name').text()}".strip()


def _address(order: Field) -> Address:
    place = order.at("shipping_address")
    if place.value is None:  # picked up in the shop, or delivered as a download
        return Address()
    return Address(
        name=place.at("name").text() or _person(place),
        company=place.at("company").text(),
        line1=place.at("address1").text(),
        line2=place.at("address2").text(),
        city=place.at("city").text(),
        region=place.at("province_code").text() or place.at("province").text(),
        postcode=place.at("zip").text(),
        country=country_code(place.at("country_code")),
        phone=place.at("phone").text() or order.at("phone").text(),
        email=_email(order),
    )
