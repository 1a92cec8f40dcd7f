"""What an eBay order document becomes."""

from typing import Any

import pytest

from cloudsync.broken_document import BrokenDocument
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from tests.cloudsync.order_documents import ebay_line, ebay_lines, ebay_order, from_ebay


def _with_step(**changes: Any) -> dict[str, Any]:
    order = ebay_order()
    order["fulfillmentStartInstructions"][0]["shippingStep"].update(changes)
    return order


def test_every_part_of_an_ebay_order_finds_its_place() -> None:
    assert from_ebay(ebay_order(buyerCheckoutNotes="No plastic, please")) == ChannelOrder(
        channel="ebay",
        account="main",
        external_id="12-00001-00001",
        external_number="12-00001-00001",
        placed_ms=1772355600000,
        updated_ms=1772355900000,
        currency="EUR",
        total_minor=1590,
        paid=True,
        cancelled=False,
        ship_by_ms=1772578799000,
        service="DE_DHLPaket",
        buyer="zoe-example",
        note="No plastic, please",
        ship_to=Address(
            name="Zoë Beispiel",
            line1="Musterstraße 12",
            city="Köln",
            region="NRW",
            postcode="50667",
            country="DE",
            phone="+49 000 000",
            email="buyer@example.com",
        ),
        lines=(ChannelOrderLine("9001", "item:110:7", "BOLT-M12", "Wheel bolt M12", 4, 250),),
    )


@pytest.mark.parametrize(
    ("item", "variation", "listing"),
    [("110", None, "item:110"), ("110", "0", "item:110"), ("110", "7", "item:110:7"), ("2***4", None, "item:2***4"), (None, "7", "")],
)
def test_a_listing_is_the_item_and_its_variation(item: str | None, variation: str | None, listing: str) -> None:
    assert ebay_lines(ebay_line(legacyItemId=item, legacyVariationId=variation))[0].listing == listing


def test_a_line_without_a_sku_is_no_error() -> None:
    assert ebay_lines(ebay_line(sku=None))[0].sku == ""


@pytest.mark.parametrize(
    ("status", "paid"),
    [
        ("PAID", True),
        ("PARTIALLY_REFUNDED", True),
        ("PENDING", False),
        ("FAILED", False),
        ("FULLY_REFUNDED", False),
        ("NEW", False),
        (None, False),
    ],
)
def test_only_received_money_makes_an_order_paid(status: str | None, paid: bool) -> None:
    assert from_ebay(ebay_order(orderPaymentStatus=status)).paid is paid


@pytest.mark.parametrize(("state", "cancelled"), [("CANCELED", True), ("IN_PROGRESS", False), ("NONE_REQUESTED", False), (None, False)])
def test_only_a_completed_cancellation_cancels(state: str | None, cancelled: bool) -> None:
    assert from_ebay(ebay_order(cancelStatus={"cancelState": state})).cancelled is cancelled


def test_an_open_cancellation_is_told_in_the_note() -> None:
    order = from_ebay(ebay_order(buyerCheckoutNotes="Hello", cancelStatus={"cancelState": "IN_PROGRESS"}))
    assert order.note == "Hello\n[eBay] A cancellation is in progress."


def test_a_fulfilled_line_needs_no_picking() -> None:
    assert ebay_lines(ebay_line(lineItemFulfillmentStatus="FULFILLED"))[0].quantity == 0


def test_a_partly_shipped_line_is_told_in_the_note() -> None:
    order = from_ebay(ebay_order(ebay_line(lineItemFulfillmentStatus="IN_PROGRESS")))
    assert order.note == "[eBay] Line 9001 is partly shipped; eBay does not say how many units."


def test_the_unit_price_is_the_lines_cost_over_its_units() -> None:
    assert ebay_lines(ebay_line(quantity=4, lineItemCost={"value": "10.0", "currency": "EUR"}))[0].price_minor == 250


def test_a_remainder_of_the_unit_price_is_dropped_and_never_rounded_up() -> None:
    assert ebay_lines(ebay_line(quantity=3, lineItemCost={"value": "10.00", "currency": "EUR"}))[0].price_minor == 333


def test_a_converted_amount_is_taken_in_the_currency_it_was_converted_to() -> None:
    converted = {"value": "12.00", "currency": "EUR", "convertedFromValue": "13.10", "convertedFromCurrency": "USD"}
    order = from_ebay(ebay_order(pricingSummary={"total": converted}))
    assert (order.currency, order.total_minor) == ("EUR", 1200)


def test_a_line_in_another_currency_than_its_order_is_refused() -> None:
    with pytest.raises(BrokenDocument, match=r"lineItems\[0\]\.lineItemCost\.currency: the line is in USD, the order in EUR"):
        ebay_lines(ebay_line(lineItemCost={"value": "10.00", "currency": "USD"}))


def test_the_order_ships_by_the_earliest_date_of_the_lines_still_to_ship() -> None:
    lines = [
        ebay_line(
            lineItemId=str(number),
            lineItemFulfillmentStatus=status,
            lineItemFulfillmentInstructions={"shipByDate": f"2026-03-0{number}T00:00:00Z"},
        )
        for number, status in ((2, "FULFILLED"), (4, "NOT_STARTED"), (3, "NOT_STARTED"))
    ]
    assert from_ebay(ebay_order(*lines)).ship_by_ms == 1772496000000


def test_an_order_without_ship_by_dates_has_none() -> None:
    assert from_ebay(ebay_order(ebay_line(lineItemFulfillmentInstructions=None))).ship_by_ms is None


def test_an_international_program_order_goes_to_ebays_warehouse_with_its_reference_above_the_street() -> None:
    order = from_ebay(_with_step(shipToReferenceId="1234567890123456"))
    assert (order.ship_to.line1, order.ship_to.line2) == ("Reference #1234567890123456", "Musterstraße 12")


def test_a_reference_already_in_the_address_is_not_printed_twice() -> None:
    order = _with_step(shipToReferenceId="1234567890123456")
    order["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]["contactAddress"]["addressLine1"] = "Reference #1234567890123456"
    assert from_ebay(order).ship_to.line1 == "Reference #1234567890123456"


@pytest.mark.parametrize("how", ["DIGITAL", "FULFILLED_BY_EBAY"])
def test_what_others_deliver_is_not_picked(how: str) -> None:
    order = from_ebay(ebay_order(fulfillmentStartInstructions=[{"fulfillmentInstructionsType": how}]))
    assert (order.lines, order.ship_to) == ((), Address())


def test_two_lines_under_one_identifier_are_refused() -> None:
    with pytest.raises(BrokenDocument, match="lineItems: two lines have the identifier '9001'"):
        ebay_lines(ebay_line(), ebay_line())


@pytest.mark.parametrize(
    ("notice", "name"),
    [({"fulfillmentId": "1", "lineItems": []}, "a shipping fulfilment"), ({"paymentDisputeId": "1", "orderId": "2"}, "a payment dispute")],
)
def test_an_ebay_document_about_an_order_is_never_taken_for_the_order(notice: dict[str, Any], name: str) -> None:
    with pytest.raises(BrokenDocument, match=f"^this is {name}, not an order$"):
        from_ebay(notice)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quantity": 0}, r"lineItems\[0\]\.quantity: 0 is not a quantity from 1"),
        ({"quantity": None}, r"lineItems\[0\]\.quantity: is missing"),
        ({"lineItemId": ""}, r"lineItems\[0\]\.lineItemId: is missing or empty"),
        ({"lineItemCost": "10.00"}, r"lineItems\[0\]\.lineItemCost: expected an object, found the text '10.00'"),
        ({"lineItemCost": {"value": "NaN", "currency": "EUR"}}, r"lineItems\[0\]\.lineItemCost\.value: 'NaN' is not a decimal amount"),
    ],
)
def test_a_wrong_value_is_named_by_its_path_and_fault(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BrokenDocument, match=f"^{message}"):
        ebay_lines(ebay_line(**changes))
