"""One spelling for one value, byte for byte the one of the standard library's plain encoder."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import canonical
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from ledger.sales.intake import ImportOrder

ORDERS = st.builds(
    ChannelOrder,
    ship_to=st.builds(Address, *[st.text(max_size=12)] * 10),
    lines=st.lists(st.builds(ChannelOrderLine), max_size=3).map(tuple),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=12,
)


def plainly(value: object) -> str:
    """Spell it with the encoder that everybody has."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@given(VALUES)
def test_a_value_is_spelled_as_the_plain_encoder_spells_it(value: object) -> None:
    assert canonical(value) == plainly(value)


@given(ORDERS)
def test_a_command_is_spelled_as_the_dictionary_of_its_fields(order: ChannelOrder) -> None:
    assert canonical(ImportOrder(order)) == plainly({"order": dataclasses.asdict(order)})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": object()}, {(1, 2): 3}, b"bytes"])
def test_what_json_has_no_word_for_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
