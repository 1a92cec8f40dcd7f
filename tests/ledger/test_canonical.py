"""One spelling for one value, byte for byte the one of the standard library's plain encoder."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import canonical, says_the_same
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from ledger.sales.intake import ImportOrder
from ledger.sales.put_backs import PutBack

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


@given(ORDERS, st.data())
def test_a_command_says_the_same_as_one_that_an_earlier_version_spelled_without_its_newest_field(
    order: ChannelOrder, data: st.DataObject
) -> None:
    shipped = data.draw(st.lists(st.integers(0, 1), min_size=len(order.lines), max_size=len(order.lines)))
    lines = tuple([dataclasses.replace(line, shipped=units) for line, units in zip(order.lines, shipped, strict=True)])
    command = ImportOrder(dataclasses.replace(order, lines=lines))
    before = json.loads(canonical(command))
    for line in before["order"]["lines"]:
        del line["shipped"]
    assert says_the_same(json.dumps(before), command) == (not any(shipped))


@given(ORDERS, ORDERS)
def test_commands_say_the_same_when_they_are_spelled_the_same(one: ChannelOrder, other: ChannelOrder) -> None:
    assert says_the_same(canonical(one), one)
    assert says_the_same(canonical(one), other) == (canonical(one) == canonical(other))


def test_a_field_that_is_known_no_more_says_something_else() -> None:
    assert not says_the_same('{"bin":"A-01","gone":""}', PutBack(1, "A-01"))
