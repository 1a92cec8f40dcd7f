"""Shopify sends many documents about an order that are not the order: each is recognised and named, never taken for one.

Source: the payload examples of the orders/*, fulfillments/*, refunds/* and order_transactions/* webhook topics, API version 2026-07.
"""

import re
from collections.abc import Mapping
from typing import Any

_GID = re.compile(r"gid://shopify/([A-Za-z]+)/[0-9]+")


def gid_kind(document: Mapping[str, Any]) -> str:
    """Return the type that a document's own global id names ('Order', 'Product'), empty when it has none."""
    gid = document.get("admin_graphql_api_id")
    found = _GID.match(gid) if isinstance(gid, str) else None
    return found[1] if found else ""


def notice_name(document: Mapping[str, Any]) -> str:
    """Return what a document is when it is known to be no order ('an order-edit notice'), else an empty text."""
    if "order_edit" in document:
        return "an order-edit notice"
    if set(document) == {"id"}:
        return "a deletion notice"
    if "risk_level" in document:
        return "a risk-assessment notice"
    if "eligibility" in document and "order_id" in document:
        return "a Shopify Protect notice"
    if gid_kind(document) not in ("", "Order"):
        return f"a Shopify document of type {gid_kind(document)}"
    if "order_id" in document and "financial_status" not in document:
        return "a notice about an order"
    return ""
