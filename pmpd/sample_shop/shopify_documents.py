"""A sale in the shape of Shopify's order webhooks (version 2026-07), with every field their schema requires."""

from typing import Any

from pmpd.sample_shop.buyers import SampleBuyer
from pmpd.sample_shop.sale import Sale, SaleLine, decimal_text, local_text
from pmpd.sample_shop.shapes import CURRENCY

_FIRST_ORDER = 6_120_000_000_000
_FIRST_LINE = 15_870_000_000_000
_FIRST_CUSTOMER = 8_450_000_000_000
_NOT_USED = [
    "app_id",
    "browser_ip",
    "cart_token",
    "checkout_token",
    "client_details",
    "closed_at",
    "confirmation_number",
    "current_total_additional_fees_set",
    "current_total_duties_set",
    "device_id",
    "landing_site",
    "landing_site_ref",
    "location_id",
    "merchant_of_record_app_id",
    "original_total_additional_fees_set",
    "original_total_duties_set",
    "payment_terms",
    "phone",
    "po_number",
    "reference",
    "referring_site",
    "source_identifier",
    "source_url",
    "user_id",
]
_EMPTY_LISTS = [
    "discount_applications",
    "discount_codes",
    "fulfillments",
    "line_item_groups",
    "note_attributes",
    "refunds",
    "returns",
    "tax_lines",
]
_NOTHING_OWED = [
    "current_total_discounts",
    "current_total_tax",
    "total_cash_rounding_payment_adjustment",
    "total_cash_rounding_refund_adjustment",
    "total_discounts",
    "total_tax",
]
# Amounts that Shopify sends in both currencies (`…_set`) and never alone.
_ONLY_AS_SETS = (
    "current_shipping_price",
    "total_cash_rounding_payment_adjustment",
    "total_cash_rounding_refund_adjustment",
    "total_shipping_price",
)


def shopify_document(sale: Sale) -> dict[str, Any]:
    """Return the order document; a cancelled sale is refunded, an unpaid one pending."""
    order_id = _FIRST_ORDER + sale.number
    bought_minor = sum(line.listing.price_minor * line.bought for line in sale.lines)
    current_minor = 0 if sale.cancelled else sum(line.listing.price_minor * line.current for line in sale.lines)
    current_shipping_minor = 0 if sale.cancelled else sale.shipping_minor
    amounts_minor = dict.fromkeys(_NOTHING_OWED, 0) | {
        "current_shipping_price": current_shipping_minor,
        "current_subtotal_price": current_minor,
        "current_total_price": current_minor + current_shipping_minor,
        "subtotal_price": bought_minor,
        "total_line_items_price": bought_minor,
        "total_price": bought_minor + sale.shipping_minor,
        "total_shipping_price": sale.shipping_minor,
    }
    amounts = {name: decimal_text(minor) for name, minor in amounts_minor.items() if name not in _ONLY_AS_SETS}
    document = dict.fromkeys(_NOT_USED) | {name: [] for name in _EMPTY_LISTS}
    document |= amounts | {f"{name}_set": _money_set(minor) for name, minor in amounts_minor.items()}
    document |= _status(sale, amounts) | _people(sale.buyer, sale.number)
    return document | {
        "id": order_id,
        "admin_graphql_api_id": f"gid://shopify/Order/{order_id}",
        "currency": CURRENCY,
        "line_items": [_line(line, sale, place) for place, line in enumerate(sale.lines)],
        "merchant_business_entity_id": "MTIzNDU2Nzg5",
        "name": f"#{sale.number}",
        "note": sale.note or None,
        "number": sale.number - 1000,
        "order_number": sale.number,
        "order_status_url": f"https://shop.example.com/orders/{order_id}",
        "payment_gateway_names": ["bank transfer"],
        "presentment_currency": CURRENCY,
        "shipping_lines": [_shipping_line(sale)],
        "source_name": "web",
        "tags": "",
        "token": f"{order_id:x}",
    }


def _status(sale: Sale, amounts: dict[str, str]) -> dict[str, Any]:
    nothing = decimal_text(0)
    return {
        "buyer_accepts_marketing": False,
        "cancel_reason": "customer" if sale.cancelled else None,
        "cancelled_at": local_text(sale.updated_ms) if sale.cancelled else None,
        "confirmed": True,
        "created_at": local_text(sale.placed_ms),
        "duties_included": False,
        "estimated_taxes": False,
        "financial_status": "refunded" if sale.cancelled else "paid" if sale.paid else "pending",
        "fulfillment_status": None,
        "processed_at": local_text(sale.placed_ms),
        "tax_exempt": False,
        "taxes_included": True,
        "test": False,
        "total_outstanding": nothing if sale.paid else amounts["current_total_price"],
        "total_tip_received": nothing,
        "total_weight": 0,
        "updated_at": local_text(sale.updated_ms),
    }


def _people(buyer: SampleBuyer, number: int) -> dict[str, Any]:
    customer_id = _FIRST_CUSTOMER + number
    address = _address(buyer)
    return {
        "billing_address": address,
        "shipping_address": dict(address),
        "contact_email": buyer.email,
        "email": buyer.email,
        "customer_locale": "en",
        "customer": {
            "id": customer_id,
            "admin_graphql_api_id": f"gid://shopify/Customer/{customer_id}",
            "created_at": None,
            "updated_at": None,
            "currency": CURRENCY,
            "email": buyer.email,
            "first_name": buyer.first_name,
            "last_name": buyer.last_name,
            "multipass_identifier": None,
            "note": None,
            "phone": buyer.phone or None,
            "state": "disabled",
            "tax_exempt": False,
            "tax_exemptions": [],
            "verified_email": True,
            "default_address": {key: value for key, value in address.items() if key not in ("latitude", "longitude")}
            | {"id": customer_id, "customer_id": customer_id, "country_name": buyer.country_name, "default": True},
        },
    }


def _address(buyer: SampleBuyer) -> dict[str, Any]:
    return {
        "first_name": buyer.first_name,
        "last_name": buyer.last_name,
        "name": buyer.name,
        "company": buyer.company or None,
        "address1": buyer.line1,
        "address2": buyer.line2 or None,
        "city": buyer.city,
        "zip": buyer.postcode,
        "province": buyer.region,
        "province_code": buyer.region,
        "country": buyer.country_name,
        "country_code": buyer.country,
        "phone": buyer.phone,
        "latitude": None,
        "longitude": None,
    }


def _line(line: SaleLine, sale: Sale, place: int) -> dict[str, Any]:
    line_id = _FIRST_LINE + sale.number * 100 + place
    current = 0 if sale.cancelled else line.current
    return {
        "id": line_id,
        "admin_graphql_api_id": f"gid://shopify/LineItem/{line_id}",
        "attributed_staffs": [],
        "current_quantity": current,
        "discount_allocations": [],
        "duties": [],
        "fulfillable_quantity": current,
        "fulfillment_service": "manual",
        "fulfillment_status": None,
        "gift_card": False,
        "grams": 0,
        "name": line.listing.title,
        "price": decimal_text(line.listing.price_minor),
        "price_set": _money_set(line.listing.price_minor),
        "product_exists": True,
        "product_id": int(line.listing.listing.removeprefix("variant:")) - 35_000_000_000_000,
        "properties": [],
        "quantity": line.bought,
        "requires_shipping": True,
        "sku": line.listing.sku,
        "tax_lines": [],
        "taxable": True,
        "title": line.listing.title,
        "total_discount": decimal_text(0),
        "total_discount_set": _money_set(0),
        "variant_id": int(line.listing.listing.removeprefix("variant:")),
        "variant_inventory_management": "shopify",
        "variant_title": None,
        "vendor": None,
    }


def _shipping_line(sale: Sale) -> dict[str, Any]:
    price = {"price": decimal_text(sale.shipping_minor), "price_set": _money_set(sale.shipping_minor)}
    return price | {
        "id": _FIRST_LINE + sale.number,
        "carrier_identifier": None,
        "code": None,
        "current_discounted_price_set": price["price_set"],
        "discount_allocations": [],
        "discounted_price": price["price"],
        "discounted_price_set": price["price_set"],
        "is_removed": False,
        "phone": None,
        "requested_fulfillment_service_id": None,
        "source": "shopify",
        "tax_lines": [],
        "title": "Express" if sale.express else "Standard",
    }


def _money_set(minor: int) -> dict[str, dict[str, str]]:
    return {name: {"amount": decimal_text(minor), "currency_code": CURRENCY} for name in ("shop_money", "presentment_money")}
