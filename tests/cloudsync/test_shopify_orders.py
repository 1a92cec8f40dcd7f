"""What a Shopify order document becomes."""

from typing import Any

import pytest

from cloudsync.broken_document import BrokenDocument
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from tests.cloudsync.order_documents import from_shopify, shopify_line, shopify_lines, shopify_order


def test_every_part_of_a_shopify_order_finds_its_place() -> None:
    assert from_shopify(shopify_order(note="Ring twice\r\nThanks")) == ChannelOrder(
        channel="shopify",
        account="main",
        external_id="7001",
        external_number="#1001",
        placed_ms=1772355600000,
        updated_ms=1772355900000,
        currency="EUR",
        total_minor=27460,
        paid=True,
        cancelled=False,
        ship_by_ms=None,
        service="Standard",
        buyer="Zoë Beispiel",
        note="Ring twice\nThanks",
        ship_to=Address(
            name="Zoë Beispiel",
            line1="Musterstraße 12",
            city="Köln",
            postcode="50667",
            country="DE",
            phone="+49 000 000",
            email="buyer@example.com",
        ),
        lines=(ChannelOrderLine("5001", "variant:44", "ALT-01", "Alternator 120A", 3, 8990),),
    )


def test_the_exact_global_id_wins_over_a_rounded_number() -> None:
    line = shopify_line(id=487817672276298560, admin_graphql_api_id="gid://shopify/LineItem/487817672276298554")
    order = from_shopify(shopify_order(line, id=820982911946154500, admin_graphql_api_id="gid://shopify/Order/820982911946154508"))
    assert (order.external_id, order.lines[0].external_id) == ("820982911946154508", "487817672276298554")


def test_the_number_is_the_identifier_where_there_is_no_global_id() -> None:
    assert from_shopify(shopify_order(id=9007199254740993, admin_graphql_api_id=None)).external_id == "9007199254740993"


def test_a_global_id_of_another_type_is_never_taken_for_the_lines_own() -> None:
    with pytest.raises(BrokenDocument, match=r"line_items\[0\]\.admin_graphql_api_id: .*not the global id of a Shopify LineItem"):
        shopify_lines(shopify_line(admin_graphql_api_id="gid://shopify/Product/1"))


def test_an_order_without_a_name_goes_by_its_order_number() -> None:
    assert from_shopify(shopify_order(name=None)).external_number == "1001"


@pytest.mark.parametrize(
    ("status", "paid"),
    [
        ("paid", True),
        ("partially_refunded", True),
        ("pending", False),
        ("authorized", False),
        ("partially_paid", False),
        ("voided", False),
        ("refunded", False),
        ("expired", False),
        ("something new", False),
        (None, False),
    ],
)
def test_only_captured_money_makes_an_order_paid(status: str | None, paid: bool) -> None:
    assert from_shopify(shopify_order(financial_status=status)).paid is paid


def test_a_cancellation_date_cancels_the_order() -> None:
    assert from_shopify(shopify_order(cancelled_at="2026-03-01T12:00:00+01:00")).cancelled is True


def test_a_test_order_imports_like_any_other() -> None:
    assert from_shopify(shopify_order(test=True)) == from_shopify(shopify_order())


def test_the_total_is_what_the_order_is_worth_after_edits() -> None:
    assert from_shopify(shopify_order(total_price="274.60", current_total_price="89.90")).total_minor == 8990


def test_an_order_from_before_current_totals_keeps_its_total() -> None:
    assert from_shopify(shopify_order(current_total_price=None)).total_minor == 27460


@pytest.mark.parametrize(
    ("line", "order", "owed", "shipped"),
    [
        ({"quantity": 3, "current_quantity": 2}, {}, 2, 0),
        ({"quantity": 3, "current_quantity": None}, {}, 3, 0),
        ({"quantity": 3, "current_quantity": 0}, {}, 0, 0),
        ({"fulfillment_status": "partial", "fulfillable_quantity": 1}, {"fulfillment_status": "partial"}, 1, 2),
        ({"fulfillment_status": None, "fulfillable_quantity": 3}, {"fulfillment_status": "partial"}, 3, 0),
        ({"fulfillment_status": "fulfilled", "fulfillable_quantity": 0}, {"fulfillment_status": "partial"}, 0, 3),
        ({"fulfillment_status": "fulfilled", "fulfillable_quantity": 0}, {"fulfillment_status": "fulfilled"}, 0, 3),
        ({"current_quantity": 1, "fulfillment_status": "partial", "fulfillable_quantity": 2}, {}, 1, 0),
        ({"fulfillment_status": None, "fulfillable_quantity": 0}, {"fulfillment_status": "restocked"}, 0, 0),
    ],
)
def test_a_line_asks_only_for_what_is_still_to_be_shipped_and_says_what_was(
    line: dict[str, Any], order: dict[str, Any], owed: int, shipped: int
) -> None:
    translated = shopify_lines(shopify_line(**line), **order)[0]
    assert (translated.quantity, translated.shipped) == (owed, shipped)


def test_what_was_shipped_is_what_the_fulfilments_say_a_refund_of_it_or_not_and_without_those_taken_back() -> None:
    line = shopify_line(quantity=5, current_quantity=4, fulfillable_quantity=2, fulfillment_status="partial")
    shipped = [
        {"status": status, "line_items": [{"id": line["id"], "admin_graphql_api_id": line["admin_graphql_api_id"], "quantity": quantity}]}
        for status, quantity in (("success", 2), ("pending", 1), ("cancelled", 4), ("error", 4))
    ]
    (translated,) = shopify_lines(line, fulfillment_status="partial", fulfillments=shipped)
    assert (translated.quantity, translated.shipped) == (2, 3)


def test_an_unshipped_line_on_hold_at_shopify_is_still_owed() -> None:
    assert shopify_lines(shopify_line(fulfillable_quantity=0))[0].quantity == 3


def test_a_line_that_needs_no_shipping_is_not_picked() -> None:
    gift_card = shopify_line(id=5002, admin_graphql_api_id="gid://shopify/LineItem/5002", requires_shipping=False)
    assert [line.external_id for line in shopify_lines(shopify_line(), gift_card)] == ["5001"]


def test_an_order_picked_up_in_the_shop_has_an_empty_address() -> None:
    assert from_shopify(shopify_order(shipping_address=None)).ship_to == Address()


def test_a_line_without_a_variant_or_sku_is_an_unmapped_line_and_not_an_error() -> None:
    line = shopify_lines(shopify_line(variant_id=None, sku=None))[0]
    assert (line.listing, line.sku) == ("", "")


def test_a_removed_shipping_method_is_not_the_service() -> None:
    shipping = [{"title": "Express", "is_removed": True}, {"title": "Standard", "is_removed": False}]
    assert from_shopify(shopify_order(shipping_lines=shipping)).service == "Standard"


def test_a_guest_is_named_by_the_billing_address() -> None:
    order = from_shopify(shopify_order(customer=None, billing_address={"first_name": "Ana", "last_name": "Ejemplo"}))
    assert order.buyer == "Ana Ejemplo"


def test_two_lines_under_one_identifier_are_refused() -> None:
    with pytest.raises(BrokenDocument, match="line_items: two lines have the identifier '5001'"):
        shopify_lines(shopify_line(), shopify_line())


def test_an_order_without_lines_is_refused() -> None:
    with pytest.raises(BrokenDocument, match="line_items: the order has no lines"):
        from_shopify(shopify_order() | {"line_items": []})


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ({"order_edit": {"order_id": 1}}, "an order-edit notice"),
        ({"id": 1}, "a deletion notice"),
        ({"risk_level": "medium", "order_id": None}, "a risk-assessment notice"),
        ({"order_id": 1, "status": "active", "eligibility": {"status": "eligible"}}, "a Shopify Protect notice"),
        ({"id": 1, "admin_graphql_api_id": "gid://shopify/Product/1"}, "a Shopify document of type Product"),
        ({"id": 1, "order_id": 2, "kind": "authorization"}, "a notice about an order"),
    ],
)
def test_a_notice_about_an_order_is_never_taken_for_the_order(notice: dict[str, Any], name: str) -> None:
    with pytest.raises(BrokenDocument, match=f"^this is {name}, not an order$"):
        from_shopify(notice)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quantity": -1, "current_quantity": None}, r"line_items\[0\]\.quantity: -1 is not a quantity"),
        ({"current_quantity": 10**9}, r"line_items\[0\]\.current_quantity: 1000000000 is not a quantity"),
        ({"current_quantity": True}, r"line_items\[0\]\.current_quantity: expected a whole number, found true or false"),
        ({"current_quantity": "2"}, r"line_items\[0\]\.current_quantity: expected a whole number, found the text '2'"),
        ({"price": "12.345"}, r"line_items\[0\]\.price: 12.345 has more than the 2 decimal places of EUR"),
        ({"price": None}, r"line_items\[0\]\.price: the amount is missing"),
        ({"sku": "A\x00B"}, r"line_items\[0\]\.sku: the text holds the control character U\+0000"),
        ({"id": None, "admin_graphql_api_id": None}, r"line_items\[0\]\.id: is missing or empty"),
        ({"requires_shipping": "no"}, r"line_items\[0\]\.requires_shipping: expected true or false, found the text 'no'"),
    ],
)
def test_a_wrong_value_is_named_by_its_path_and_fault(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BrokenDocument, match=f"^({message})"):
        shopify_lines(shopify_line(**changes))
