"""Whatever is wrong with a document, it becomes an order or a BrokenDocument: nothing else ever comes out of a channel."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudsync.broken_document import BrokenDocument
from cloudsync.registry import CHANNELS
from ledger.sales.channel_order import ChannelOrder
from tests.cloudsync.order_documents import ebay_line, ebay_order, shopify_line, shopify_order

_SECOND_SHOPIFY_LINE = {"id": 5002, "admin_graphql_api_id": "gid://shopify/LineItem/5002", "fulfillment_status": "partial"}
SAMPLES: dict[str, dict[str, Any]] = {
    "shopify": shopify_order(shopify_line(), shopify_line(**_SECOND_SHOPIFY_LINE), note="one\ntwo", cancelled_at="2026-03-01T10:05:00Z"),
    "ebay": ebay_order(ebay_line(), ebay_line(lineItemId="9002"), buyerCheckoutNotes="one\ntwo"),
    "csv": {
        "csv_rows": [
            {
                "line_number": 2,
                "cells": {"order": "A-1", "sku": "LAMP", "quantity": "2", "price": "4.50", "currency": "EUR", "country": "DE"},
            },
            {"line_number": 3, "cells": {"order": "A-1", "sku": "BOLT", "quantity": "1", "placed": "2026-03-01T10:05:00Z", "paid": "no"}},
        ]
    },
}
_DELETED = object()
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters())
    | st.sampled_from(
        ["\ud800", "\x00", "x" * 30_000, "1" * 5000, 2**63, -(2**63), 10**400, "partial", "2026-03-01T10:00:00Z", "gid://shopify/Order/0"]
    )
)
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=5
)


def paths(node: Any, prefix: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    children: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(node, dict):
        children = iter(node.items())
    elif isinstance(node, list):
        children = iter(enumerate(node))
    for key, child in children:
        yield (*prefix, key)
        yield from paths(child, (*prefix, key))


def change(document: Any, path: tuple[str | int, ...], value: object) -> None:
    node = document
    for key in path[:-1]:
        node = node[key]
    if value is _DELETED:
        del node[path[-1]]
    else:
        node[path[-1]] = value


@pytest.mark.parametrize("channel", sorted(CHANNELS))
@given(data=st.data())
def test_any_change_to_an_order_gives_an_order_or_a_named_fault(channel: str, data: st.DataObject) -> None:
    document = copy.deepcopy(SAMPLES[channel])
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(paths(document))
        if not places:
            break
        path = data.draw(st.sampled_from(places))
        change(document, path, data.draw(st.just(_DELETED) | _VALUES))
    try:
        order = CHANNELS[channel].translate(document, "main")
    except BrokenDocument:
        return
    assert isinstance(order, ChannelOrder)
    assert all(line.quantity >= 0 and line.external_id for line in order.lines)


@pytest.mark.parametrize("channel", sorted(CHANNELS))
@given(document=st.dictionaries(st.text(max_size=8) | st.sampled_from(["id", "orderId", "line_items", "admin_graphql_api_id"]), _VALUES))
def test_any_object_at_all_is_recognised_or_not_without_a_crash(channel: str, document: dict[str, Any]) -> None:
    recognised = CHANNELS[channel].looks_like(document)
    assert recognised in (True, False)
    with pytest.raises(BrokenDocument):
        CHANNELS[channel].translate(document, "main")


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_a_channel_recognises_its_own_orders_and_no_others(channel: str) -> None:
    assert {name for name, sample in SAMPLES.items() if CHANNELS[channel].looks_like(sample)} == {channel}


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_an_order_carries_the_name_of_its_channel_and_account(channel: str) -> None:
    order = CHANNELS[channel].translate(SAMPLES[channel], "second-shop")
    assert (order.channel, order.account) == (channel, "second-shop")


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_translating_leaves_the_document_as_it_was(channel: str) -> None:
    before = copy.deepcopy(SAMPLES[channel])
    CHANNELS[channel].translate(SAMPLES[channel], "main")
    assert SAMPLES[channel] == before
