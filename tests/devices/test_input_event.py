"""The 24 bytes of the kernel's input events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.input_event import EV_KEY, EVENT_SIZE_BYTES, InputEvent, events_in

# evtest on a 64-bit Pi: the key A goes down at 1700000000.000123.
A_DOWN = bytes.fromhex("00f1536500000000 7b00000000000000 0100 1e00 01000000")

events = st.builds(
    InputEvent,
    time_us=st.integers(0, 2**53),
    type=st.integers(0, 0xFFFF),
    code=st.integers(0, 0xFFFF),
    value=st.integers(-(2**31), 2**31 - 1),
)


def test_an_event_is_the_24_bytes_of_the_kernel() -> None:
    event = InputEvent(1_700_000_000_000_123, EV_KEY, 30, 1)
    assert event.to_bytes() == A_DOWN
    assert list(events_in(A_DOWN)) == [event]


@given(st.lists(events, max_size=5))
def test_any_events_come_back_from_their_bytes(played: list[InputEvent]) -> None:
    assert list(events_in(b"".join(event.to_bytes() for event in played))) == played


@pytest.mark.parametrize("length", [1, EVENT_SIZE_BYTES - 1, EVENT_SIZE_BYTES + 1])
def test_a_part_of_an_event_is_an_error_and_not_a_guess(length: int) -> None:
    with pytest.raises(ValueError, match="whole number"):
        list(events_in((A_DOWN * 2)[:length]))
