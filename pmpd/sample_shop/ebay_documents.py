"""A sale in the shape of eBay's Sell Fulfillment API v1 (type Order)."""

from typing import Any

from pmpd.sample_shop.sale import DAY_MS, MINUTE_MS, Sale, SaleLine, decimal_text, utc_text
from pmpd.sample_shop.shapes import CURRENCY

_FIRST_LINE = 10_070_000_000_000
_HANDLING_MS = DAY_MS
_TRANSIT_MS = 3 * DAY_MS


def ebay_document(sale: Sale) -> dict[str, Any]:
    """Return the order document; a cancelled sale is refunded in full, an unpaid one pending."""
    items_minor = sum(line.listing.price_minor * line.bought for line in sale.lines)
    total = _amount(items_minor + sale.shipping_minor)
    payment: dict[str, Any] = {"paymentMethod": "EBAY", "amount": total, "paymentStatus": "PAID" if sale.paid else "PENDING"}
    if sale.paid:
        payment |= {"paymentDate": utc_text(sale.placed_ms + MINUTE_MS), "paymentReferenceId": f"PAY{sale.number:08d}"}
    document = {
        "orderId": f"{sale.number % 90 + 10}-{12_000 + sale.number // 90:05d}-{sale.number * 7919 % 100_000:05d}",
        "creationDate": utc_text(sale.placed_ms),
        "lastModifiedDate": utc_text(sale.updated_ms),
        "orderFulfillmentStatus": "NOT_STARTED",
        "orderPaymentStatus": "FULLY_REFUNDED" if sale.cancelled else "PAID" if sale.paid else "PENDING",
        "sellerId": "sample-parts",
        "buyer": {
            "username": sale.buyer.username,
            "taxAddress": {"city": sale.buyer.city, "postalCode": sale.buyer.postcode, "countryCode": sale.buyer.country},
        },
        "pricingSummary": {"priceSubtotal": _amount(items_minor), "deliveryCost": _amount(sale.shipping_minor), "total": total},
        "cancelStatus": _cancel_status(sale),
        "paymentSummary": {"totalDueSeller": total, "refunds": [], "payments": [payment]},
        "fulfillmentStartInstructions": [_instructions(sale)],
        "fulfillmentHrefs": [],
        "lineItems": [_line(line, sale, place) for place, line in enumerate(sale.lines)],
        "salesRecordReference": str(sale.number),
        "totalFeeBasisAmount": total,
    }
    return document | ({"buyerCheckoutNotes": sale.note} if sale.note else {})


def _cancel_status(sale: Sale) -> dict[str, Any]:
    if sale.cancelled:
        return {"cancelState": "CANCELED", "cancelledDate": utc_text(sale.updated_ms), "cancelRequests": []}
    return {"cancelState": "NONE_REQUESTED", "cancelRequests": []}


def _instructions(sale: Sale) -> dict[str, Any]:
    buyer = sale.buyer
    address = {
        "addressLine1": buyer.line1,
        "addressLine2": buyer.line2,
        "city": buyer.city,
        "stateOrProvince": buyer.region,
        "postalCode": buyer.postcode,
        "countryCode": buyer.country,
    }
    ship_to: dict[str, Any] = {
        "fullName": buyer.name,
        "contactAddress": {key: value for key, value in address.items() if value},
        "email": buyer.email,
    }
    if buyer.company:
        ship_to["companyName"] = buyer.company
    if buyer.phone:
        ship_to["primaryPhone"] = {"phoneNumber": buyer.phone}
    return {
        "fulfillmentInstructionsType": "SHIP_TO",
        **_delivery_dates(sale),
        "ebaySupportedFulfillment": False,
        "shippingStep": {
            "shipTo": ship_to,
            "shippingCarrierCode": "DHL",
            "shippingServiceCode": "DE_DHLExpress" if sale.express else "DE_DHLPaket",
        },
    }


def _line(line: SaleLine, sale: Sale, place: int) -> dict[str, Any]:
    item, _, variation = line.listing.listing.removeprefix("item:").partition(":")
    cost_minor = line.listing.price_minor * line.bought
    delivery_minor = sale.shipping_minor if place == 0 else 0
    document = {
        "lineItemId": str(_FIRST_LINE + sale.number * 100 + place),
        "legacyItemId": item,
        "title": line.listing.title,
        "lineItemCost": _amount(cost_minor),
        "quantity": line.bought,
        "soldFormat": "FIXED_PRICE",
        "listingMarketplaceId": "EBAY_DE",
        "purchaseMarketplaceId": "EBAY_DE",
        "lineItemFulfillmentStatus": "NOT_STARTED",
        "total": _amount(cost_minor + delivery_minor),
        "deliveryCost": {"shippingCost": _amount(delivery_minor)},
        "appliedPromotions": [],
        "refunds": [],
        "taxes": [],
        "properties": {"buyerProtection": True},
        "lineItemFulfillmentInstructions": {
            **_delivery_dates(sale),
            "shipByDate": utc_text(sale.placed_ms + _HANDLING_MS),
            "guaranteedDelivery": False,
        },
    }
    if variation:
        document["legacyVariationId"] = variation
    # eBay shows no SKU for a listing that the shop never gave one.
    return document | ({"sku": line.listing.sku} if line.listing.sku else {})


def _delivery_dates(sale: Sale) -> dict[str, str]:
    arrival = utc_text(sale.placed_ms + _HANDLING_MS + _TRANSIT_MS)
    return {"minEstimatedDeliveryDate": arrival, "maxEstimatedDeliveryDate": arrival}


def _amount(minor: int) -> dict[str, str]:
    return {"value": decimal_text(minor), "currency": CURRENCY}
