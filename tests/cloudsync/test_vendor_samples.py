"""The vendors' own samples become the orders they tell of."""

from pathlib import Path

import pytest

from cloudsync.broken_document import BrokenDocument
from cloudsync.documents import read_documents, translate_document
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine

SHOPIFY_SAMPLES = Path("shopify/webhooks/payload-examples")
EBAY_SAMPLE = Path("ebay/samples/order_getOrder_ebay-docs-masked.json")


def outcomes(path: Path) -> dict[str, ChannelOrder | str]:
    found: dict[str, ChannelOrder | str] = {}
    for document in read_documents(path):
        try:
            found[document.name] = translate_document(document, None, "main")
        except BrokenDocument as broken:
            found[document.name] = str(broken)
    return found


def test_each_shopify_order_sample_is_an_order_and_each_notice_is_named(contracts: Path) -> None:
    found = {
        name: found if isinstance(found, str) else found.external_number
        for name, found in outcomes(contracts / SHOPIFY_SAMPLES / "orders").items()
    }
    assert found == {
        "cancelled.json": "#9999",
        "create.json": "#9999",
        "delete.json": "this is a deletion notice, not an order",
        "edited.json": "this is an order-edit notice, not an order",
        "fulfilled.json": "#9999",
        "link_requested.json": "#9999",
        "paid.json": "#9999",
        "partially_fulfilled.json": "#9999",
        "risk_assessment_changed.json": "this is a risk-assessment notice, not an order",
        "shopify_protect_eligibility_changed.json": "this is a Shopify Protect notice, not an order",
        "updated.json": "#9999",
    }


def test_the_shopify_sample_keeps_its_exact_identifiers_prices_and_lines(contracts: Path) -> None:
    order = outcomes(contracts / SHOPIFY_SAMPLES / "orders")["create.json"]
    assert isinstance(order, ChannelOrder)
    assert (order.external_id, order.currency, order.total_minor) == ("820982911946154508", "USD", 41495)
    assert (order.paid, order.cancelled, order.placed_ms) == (False, True, 1640995200000)
    assert order.lines == (
        ChannelOrderLine("487817672276298554", "", "SKU2006-001", "Aviator sunglasses", 1, 8999),
        ChannelOrderLine("789012345678901234", "", "LENS-PROTECT-2YR", "Lens Protection Plan (2 Year)", 1, 1999),
        ChannelOrderLine("890123456789012345", "", "CASE-LEATHER-PREM", "Premium Leather Case", 1, 2499),
        ChannelOrderLine("976318377106520349", "", "SKU2006-020", "Mid-century lounger", 1, 15999),
        ChannelOrderLine("315789986012684393", "", "SKU2006-035", "Coffee table", 1, 11999),
    )


@pytest.mark.parametrize(
    "topic", ["fulfillments", "refunds", "order_transactions", "products", "customers", "returns", "fulfillment_orders"]
)
def test_no_shopify_sample_of_another_topic_is_taken_for_an_order(contracts: Path, topic: str) -> None:
    found = outcomes(contracts / SHOPIFY_SAMPLES / topic)
    assert [name for name, outcome in found.items() if not isinstance(outcome, str)] == []


def test_the_ebay_sample_becomes_its_order_with_masked_values_as_text(contracts: Path) -> None:
    (order,) = outcomes(contracts / EBAY_SAMPLE).values()
    assert isinstance(order, ChannelOrder)
    assert (order.external_number, order.paid, order.cancelled, order.total_minor) == ("01-00001-00001", True, False, 29433)
    assert (order.ship_by_ms, order.service, order.ship_to.postcode) == (1589439599000, "ShippingMethodExpress", "9***")
    assert order.lines == (ChannelOrderLine("1000000000001", "item:2********4", "", "Item", 1, 26300),)
