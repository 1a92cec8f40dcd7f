"""The smallest order documents that each channel could send, for tests that change one thing in them."""

from typing import Any

from cloudsync.registry import CHANNELS
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine


def shopify_line(**changes: Any) -> dict[str, Any]:
    line = {
        "id": 5001,
        "admin_graphql_api_id": "gid://shopify/LineItem/5001",
        "variant_id": 44,
        "sku": "ALT-01",
        "name": "Alternator 120A",
        "quantity": 3,
        "current_quantity": 3,
        "fulfillable_quantity": 3,
        "fulfillment_status": None,
        "requires_shipping": True,
        "price": "89.90",
    }
    return line | changes


def shopify_order(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    order = {
        "id": 7001,
        "admin_graphql_api_id": "gid://shopify/Order/7001",
        "name": "#1001",
        "order_number": 1001,
        "created_at": "2026-03-01T10:00:00+01:00",
        "updated_at": "2026-03-01T10:05:00+01:00",
        "cancelled_at": None,
        "currency": "EUR",
        "total_price": "274.60",
        "current_total_price": "274.60",
        "financial_status": "paid",
        "fulfillment_status": None,
        "email": "buyer@example.com",
        "note": None,
        "customer": {"first_name": "Zoë", "last_name": "Beispiel"},
        "shipping_address": {
            "name": "Zoë Beispiel",
            "company": None,
            "address1": "Musterstraße 12",
            "address2": None,
            "city": "Köln",
            "province_code": None,
            "zip": "50667",
            "country_code": "DE",
            "phone": "+49 000 000",
        },
        "shipping_lines": [{"title": "Standard"}],
        "line_items": list(lines) or [shopify_line()],
    }
    return order | changes


def ebay_line(**changes: Any) -> dict[str, Any]:
    line = {
        "lineItemId": "9001",
        "legacyItemId": "110",
        "legacyVariationId": "7",
        "sku": "BOLT-M12",
        "title": "Wheel bolt M12",
        "quantity": 4,
        "lineItemCost": {"value": "10.00", "currency": "EUR"},
        "lineItemFulfillmentStatus": "NOT_STARTED",
        "lineItemFulfillmentInstructions": {"shipByDate": "2026-03-03T22:59:59.000Z"},
    }
    return line | changes


def ebay_order(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    order = {
        "orderId": "12-00001-00001",
        "creationDate": "2026-03-01T09:00:00.000Z",
        "lastModifiedDate": "2026-03-01T09:05:00.000Z",
        "orderPaymentStatus": "PAID",
        "buyer": {"username": "zoe-example"},
        "pricingSummary": {"total": {"value": "15.90", "currency": "EUR"}},
        "cancelStatus": {"cancelState": "NONE_REQUESTED", "cancelRequests": []},
        "fulfillmentStartInstructions": [
            {
                "fulfillmentInstructionsType": "SHIP_TO",
                "shippingStep": {
                    "shippingServiceCode": "DE_DHLPaket",
                    "shipTo": {
                        "fullName": "Zoë Beispiel",
                        "contactAddress": {
                            "addressLine1": "Musterstraße 12",
                            "city": "Köln",
                            "stateOrProvince": "NRW",
                            "postalCode": "50667",
                            "countryCode": "DE",
                        },
                        "primaryPhone": {"phoneNumber": "+49 000 000"},
                        "email": "buyer@example.com",
                    },
                },
            }
        ],
        "lineItems": list(lines) or [ebay_line()],
    }
    return order | changes


def from_shopify(document: dict[str, Any]) -> ChannelOrder:
    return CHANNELS["shopify"].translate(document, "main")


def from_ebay(document: dict[str, Any]) -> ChannelOrder:
    return CHANNELS["ebay"].translate(document, "main")


def shopify_lines(*lines: dict[str, Any], **changes: Any) -> tuple[ChannelOrderLine, ...]:
    return from_shopify(shopify_order(*lines, **changes)).lines


def ebay_lines(*lines: dict[str, Any], **changes: Any) -> tuple[ChannelOrderLine, ...]:
    return from_ebay(ebay_order(*lines, **changes)).lines
