"""The sample shop hangs together: what it sells it stocks, and its documents are what the channels really send."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cloudsync.documents import read_documents, translate_document
from cloudsync.registry import CHANNELS
from ledger.sales.channel_order import ChannelOrder
from pmpd import sample_shop
from pmpd.sample_shop import SampleDelivery, Story

NOW_MS = 1_772_359_200_000
DAY_MS = 86_400_000
DAY = sample_shop.orders(NOW_MS)


def order_of(delivery: SampleDelivery) -> ChannelOrder:
    return CHANNELS[delivery.channel].translate(delivery.document, delivery.account)


def told(story: Story) -> SampleDelivery:
    (delivery,) = [delivery for delivery in DAY if delivery.story is story]
    return delivery


def first_version(story: Story) -> SampleDelivery:
    later = order_of(told(story))
    return next(delivery for delivery in DAY if order_of(delivery).external_id == later.external_id)


def has_valid_check_digit(ean: str) -> bool:
    return len(ean) == 13 and sum(int(digit) * weight for digit, weight in zip(ean, [1, 3] * 6 + [1], strict=True)) % 10 == 0


def closed(schema: Any) -> Any:
    """Return the schema with every object closed, so that a field the vendor does not know is found too."""
    if isinstance(schema, list):
        return [closed(element) for element in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return inner | {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else inner


def test_the_shop_has_some_hundred_items_bins_and_a_days_orders() -> None:
    assert (len(sample_shop.items()), len(sample_shop.bins()), len(DAY)) == (303, 120, 60)


def test_the_same_arguments_give_the_same_shop_and_day() -> None:
    assert (sample_shop.items(), sample_shop.stock(), sample_shop.orders(NOW_MS)) == (sample_shop.items(), sample_shop.stock(), DAY)


def test_every_barcode_names_one_item_and_can_be_scanned() -> None:
    barcodes = [barcode for item in sample_shop.items() for barcode in item.barcodes]
    assert len(barcodes) == len(set(barcodes))
    assert [
        code for code in barcodes if not (has_valid_check_digit(code) if code.isdigit() else code.isascii() and code.isprintable())
    ] == []


def test_every_numeric_barcode_is_of_the_range_for_a_shops_own_labels() -> None:
    assert {code[:2] for item in sample_shop.items() for code in item.barcodes if code.isdigit()} == {"20", "29"}


def test_some_items_have_a_second_barcode() -> None:
    assert Counter(len(item.barcodes) for item in sample_shop.items()) == {1: 267, 2: 36}


def test_no_barcode_is_also_a_bin_a_tote_or_a_station() -> None:
    places = {place.code for place in sample_shop.bins()} | set(sample_shop.totes()) | set(sample_shop.stations())
    assert len(places) == 120 + 20 + 1
    assert places.isdisjoint(barcode for item in sample_shop.items() for barcode in item.barcodes)


def test_the_walk_has_every_bin_once_in_ascending_sequence() -> None:
    sequences = [place.sequence for place in sample_shop.bins()]
    assert sequences == sorted(set(sequences))


def test_every_item_is_stocked_and_only_in_bins_that_exist() -> None:
    assert {place.sku for place in sample_shop.stock()} == {item.sku for item in sample_shop.items()}
    assert {place.bin for place in sample_shop.stock()} <= {place.code for place in sample_shop.bins()}


def test_most_used_parts_are_one_of_a_kind_and_small_parts_lie_in_dozens() -> None:
    units: Counter[str] = Counter()
    for place in sample_shop.stock():
        units[place.sku] += place.quantity
    assert sum(quantity == 1 for quantity in units.values()) == 223
    assert sum(quantity >= 20 for quantity in units.values()) == 60


def test_some_items_lie_in_two_bins() -> None:
    assert Counter(Counter(place.sku for place in sample_shop.stock()).values()) == {1: 283, 2: 20}


def test_every_listing_maps_to_an_item_and_stands_once_in_its_channel() -> None:
    offers = sample_shop.listings()
    assert {offer.sku for offer in offers} <= {item.sku for item in sample_shop.items()} | {kit.sku for kit in sample_shop.kits()}
    assert len({(offer.channel, offer.account, offer.listing) for offer in offers}) == len(offers)


def test_sets_of_four_and_ten_are_offered_on_both_channels() -> None:
    assert {(offer.channel, offer.multiplier) for offer in sample_shop.listings() if offer.multiplier > 1} == {
        ("shopify", 4),
        ("shopify", 10),
        ("ebay", 4),
        ("ebay", 10),
    }


def test_every_ordered_listing_is_mapped_save_the_one_that_tells_that_story() -> None:
    mapped = {(offer.channel, offer.listing) for offer in sample_shop.listings()}
    unmapped = [delivery.story for delivery in DAY for line in order_of(delivery).lines if (delivery.channel, line.listing) not in mapped]
    assert unmapped == [Story.UNMAPPED]


def test_every_story_of_a_hard_day_is_told() -> None:
    assert {delivery.story for delivery in DAY} == set(Story)


def test_documents_arrive_in_the_order_of_their_changes_within_the_last_day() -> None:
    times_ms = [order_of(delivery).updated_ms for delivery in DAY if delivery.story is not Story.DUPLICATE]
    assert times_ms == sorted(times_ms)
    assert NOW_MS - DAY_MS <= times_ms[0] <= times_ms[-1] <= NOW_MS


def test_every_kit_is_made_of_small_parts_that_are_stocked() -> None:
    stocked = {place.sku for place in sample_shop.stock()}
    assert {sku for kit in sample_shop.kits() for sku, _ in kit.components} <= stocked


def test_two_orders_of_one_buyer_could_leave_in_one_parcel() -> None:
    first, second = (order_of(delivery) for delivery in DAY if delivery.story is Story.SAME_BUYER)
    assert (first.ship_to, first.service, first.channel, first.currency) == (
        second.ship_to,
        second.service,
        second.channel,
        second.currency,
    )
    assert first.external_id != second.external_id


def test_the_part_that_is_not_there_has_another_one_that_fits_in_its_place() -> None:
    by_sku = {item.sku: item for item in sample_shop.items()}
    wanted = by_sku[order_of(told(Story.NOT_THERE)).lines[0].sku]
    assert [item.sku for item in by_sku.values() if item.interchange == wanted.interchange] == [wanted.sku, f"{wanted.interchange}-02"]


def test_a_duplicate_is_the_same_document_as_before() -> None:
    assert first_version(Story.DUPLICATE).document == told(Story.DUPLICATE).document


def test_an_edit_is_a_later_version_with_fewer_units() -> None:
    before, after = order_of(first_version(Story.EDITED)), order_of(told(Story.EDITED))
    assert (before.lines[0].quantity, after.lines[0].quantity, before.updated_ms < after.updated_ms) == (5, 4, True)


def test_a_cancellation_follows_an_order_that_was_open() -> None:
    before, after = order_of(first_version(Story.CANCELLED)), order_of(told(Story.CANCELLED))
    assert (before.cancelled, after.cancelled, before.updated_ms < after.updated_ms) == (False, True, True)


def test_only_the_unpaid_order_and_no_other_open_one_waits_for_money() -> None:
    assert [delivery.story for delivery in DAY if not order_of(delivery).paid and not order_of(delivery).cancelled] == [Story.UNPAID]


def test_two_channels_sell_the_same_last_unit_and_nothing_else_is_oversold() -> None:
    sku_of = {(offer.channel, offer.listing): (offer.sku, offer.multiplier) for offer in sample_shop.listings()}
    components = {kit.sku: kit.components for kit in sample_shop.kits()}
    missing: Counter[str] = Counter()
    for order in {(order.channel, order.external_id): order for order in map(order_of, DAY)}.values():
        for line in order.lines:
            sku, multiplier = sku_of.get((order.channel, line.listing), ("", 0))
            for part, units in components.get(sku, ((sku, 1),)):
                missing[part] += line.quantity * multiplier * units
    for place in sample_shop.stock():
        missing[place.sku] -= place.quantity
    (oversold,) = [(sku, units) for sku, units in missing.items() if units > 0]
    last, late = order_of(told(Story.LAST_UNIT)), order_of(told(Story.LAST_UNIT_TOO_LATE))
    assert oversold == (last.lines[0].sku, 1)
    assert (last.channel, late.channel, late.lines[0].sku) == ("shopify", "ebay", last.lines[0].sku)


def test_buyers_live_abroad_with_accents_and_can_never_be_written_to() -> None:
    addresses = [order_of(delivery).ship_to for delivery in DAY]
    assert len({address.country for address in addresses}) > 10
    assert sum(not address.name.isascii() for address in addresses) > 30
    assert {address.email.partition("@")[2] for address in addresses} == {"example.com"}


def test_a_long_day_has_as_many_documents_as_asked_for_and_no_identifier_twice() -> None:
    long_day = sample_shop.orders(NOW_MS, 2_000)
    first_documents = [order_of(delivery).external_id for delivery in long_day]
    assert (len(long_day), len(set(first_documents))) == (2_000, 1_997)


def test_a_day_too_short_for_its_stories_is_refused() -> None:
    with pytest.raises(ValueError, match="a day has 40 documents or more, not 39"):
        sample_shop.orders(NOW_MS, 39)


def test_every_shopify_document_has_the_fields_that_shopify_sends(contracts: Path) -> None:
    schema = json.loads((contracts / "shopify/webhooks/schemas/orders/create.json").read_text())
    validator = jsonschema.Draft202012Validator(closed(schema))
    faults = [error.message for delivery in DAY if delivery.channel == "shopify" for error in validator.iter_errors(delivery.document)]
    assert faults == []


def test_every_ebay_document_is_an_order_of_ebays_contract_and_uses_no_field_it_lacks(contracts: Path) -> None:
    api = json.loads((contracts / "ebay/openapi/sell_fulfillment_v1_oas3.json").read_text())
    schema = {"$ref": "#/components/schemas/Order", "components": closed(api["components"])}
    validator = jsonschema.Draft4Validator(schema)
    faults = [error.message for delivery in DAY if delivery.channel == "ebay" for error in validator.iter_errors(delivery.document)]
    assert faults == []


def wholesale_orders(directory: Path) -> list[ChannelOrder]:
    path = directory / "wholesale.csv"
    path.write_text(sample_shop.wholesale_csv(NOW_MS), encoding="utf-8", newline="")
    return [translate_document(document, "csv", "") for document in read_documents(path)]


def test_garages_send_forty_orders_in_one_file_that_can_be_read(tmp_path: Path) -> None:
    orders = wholesale_orders(tmp_path)
    assert (len(orders), len({order.external_id for order in orders})) == (40, 40)
    assert {line.sku for order in orders for line in order.lines} <= {item.sku for item in sample_shop.items()}


def test_one_garage_wants_more_of_a_part_than_there_is(tmp_path: Path) -> None:
    (order,) = [order for order in wholesale_orders(tmp_path) if order.external_number == sample_shop.BACKORDERED]
    stocked = sum(place.quantity for place in sample_shop.stock() if place.sku == order.lines[0].sku)
    assert order.lines[0].quantity > stocked


def test_the_documents_survive_being_written_to_a_file() -> None:
    assert [json.loads(json.dumps(delivery.document)) for delivery in DAY] == [delivery.document for delivery in DAY]
