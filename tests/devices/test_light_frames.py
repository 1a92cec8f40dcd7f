"""Serial frames of the pick light protocol: whole or thrown away, and the next one is found after any garbage."""

import re

from hypothesis import given
from hypothesis import strategies as st

from devices.driver import LightState, Press
from devices.lights.frames import END, FrameReader, frame_of
from devices.lights.messages import Birth, Denied, Gone, Heard, Hello, Message, Ping, Pong, Pressed, Shown, Wanted
from tests.required_parts import REPOSITORY

PAGE = REPOSITORY / "docs" / "pick-light-protocol.md"

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
NUMBERS = st.integers(0, 2**53 - 1)
STATES = st.builds(LightState, WORDS, NUMBERS, WORDS, WORDS, NUMBERS, st.booleans())
PRESSES = st.builds(Press, WORDS, WORDS, NUMBERS, NUMBERS, st.sampled_from(["acknowledged", "short"]), WORDS)
MESSAGES: st.SearchStrategy[Message] = st.one_of(
    st.just(Hello()),
    st.just(Ping()),
    st.builds(Pong, WORDS),
    st.builds(Birth, WORDS, st.lists(WORDS, max_size=5).map(tuple), WORDS),
    st.builds(Gone, WORDS),
    st.builds(Wanted, WORDS, STATES),
    st.builds(Shown, WORDS, WORDS, STATES),
    st.builds(Denied, WORDS, WORDS, WORDS, NUMBERS, WORDS, WORDS),
    st.builds(Pressed, PRESSES),
    st.builds(Heard, WORDS, WORDS, NUMBERS),
)


@given(st.lists(MESSAGES, max_size=5), st.integers(1, 40))
def test_what_is_framed_comes_out_again_however_it_is_cut_into_pieces(messages: list[Message], piece_bytes: int) -> None:
    stream = b"".join(frame_of(message) for message in messages)
    reader = FrameReader()
    heard = [message for start in range(0, len(stream), piece_bytes) for message in reader.feed(stream[start : start + piece_bytes])]
    assert heard == messages
    assert reader.damaged == 0


@given(st.binary(max_size=80), MESSAGES)
def test_a_frame_after_any_garbage_is_found(garbage: bytes, message: Message) -> None:
    assert FrameReader().feed(garbage + bytes([END]) + frame_of(message))[-1] == message


@given(MESSAGES, st.data())
def test_a_frame_with_any_wrong_bit_is_thrown_away(message: Message, data: st.DataObject) -> None:
    frame = bytearray(frame_of(message))
    place = data.draw(st.integers(1, len(frame) - 2))
    frame[place] ^= 1 << data.draw(st.integers(0, 7))
    assert message not in FrameReader().feed(bytes(frame))


@given(MESSAGES, MESSAGES, st.data())
def test_a_frame_that_lost_its_end_costs_no_more_than_the_next_one(first: Message, second: Message, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(frame_of(first)) - 1))
    heard = FrameReader().feed(frame_of(first)[:cut] + frame_of(second) + frame_of(second))
    assert heard[-1] == second


def test_an_endless_line_without_an_end_does_not_fill_the_memory() -> None:
    reader = FrameReader()
    for _ in range(20):
        reader.feed(b"x" * 1000)
    assert reader.damaged >= 2
    assert reader.feed(bytes([END]) + frame_of(Ping())) == [Ping()]


def test_the_worked_examples_of_the_protocol_page_are_what_the_code_says() -> None:
    examples = re.findall(r"<!-- example: (.+?) -->\n+```text\n(.+?)\n```", PAGE.read_text("utf-8"), re.DOTALL)
    known: dict[str, Message] = {
        "hello": Hello(),
        "birth": Birth("7f3a09c2", ("A-01", "A-02"), "esp32 1"),
        "wanted": Wanted("c41d5e80", LightState("A-01", 1042, "17-0-0-3", "green", 3, on=True)),
        "shown": Shown("7f3a09c2", "c41d5e80", LightState("A-01", 1042, "17-0-0-3", "green", 3, on=True)),
        "press": Pressed(Press("A-01", "17-0-0-3", 3, 1, "acknowledged", "7f3a09c2")),
        "heard": Heard("A-01", "7f3a09c2", 1),
        "escaped": Heard("A-01", "7f3a09c2", 38),
    }
    assert {name: bytes.fromhex(text) for name, text in examples} == {name: frame_of(message) for name, message in known.items()}
