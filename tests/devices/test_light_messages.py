"""Messages and topics of the pick light protocol."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import LightState
from devices.lights.messages import BadMessage, Birth, Box, Gone, Hello, Message, Ping, Pong, Pressed, Shown, Wanted, body_of, message_from
from devices.lights.topics import RETAINED, escaped, heard_by_box, message_at, topic_of
from tests.devices.test_light_frames import MESSAGES, WORDS

STATE = LightState("A-01", 7, "17-0-0-3", "green", 3, on=True)


@given(WORDS, MESSAGES.filter(lambda message: not isinstance(message, Hello | Ping | Pong)))
def test_what_is_published_comes_out_again_whatever_the_names_hold(rail: str, message: Message) -> None:
    assert message_at(topic_of(rail, message), body_of(message)) == message


@given(WORDS)
def test_a_name_is_one_level_of_a_topic_without_wildcards_or_spaces(name: str) -> None:
    assert not set(escaped(name)) & set("/+# \0")
    assert escaped(name).isascii()


def test_the_names_of_bins_are_escaped_as_the_page_says() -> None:
    assert topic_of("rail 1", Wanted("r", LightState("A/01+é#", 1, "c", "green", 1, on=True))) == (
        "pmp/1/rail%201/light/A%2F01%2B%C3%A9%23/wanted"
    )


def test_commands_and_presses_are_never_retained() -> None:
    assert set(RETAINED) == {Birth, Gone, Shown, Box}


def test_a_box_listens_to_its_own_rail_only() -> None:
    assert heard_by_box("rail-1") == [
        "pmp/1/rail-1/birth",
        "pmp/1/rail-1/light/+/shown",
        "pmp/1/rail-1/light/+/denied",
        "pmp/1/rail-1/light/+/press",
        "pmp/1/rail-1/box",
    ]


def test_what_later_versions_add_to_a_message_is_ignored() -> None:
    fields = json.loads(body_of(Wanted("r", STATE))) | {"blink": True}
    assert message_from(Wanted, json.dumps(fields).encode()) == Wanted("r", STATE)


@pytest.mark.parametrize("key", ["run", "light", "epoch", "command", "on", "colour", "quantity"])
def test_a_message_without_one_of_its_keys_is_no_message(key: str) -> None:
    fields = json.loads(body_of(Wanted("r", STATE)))
    del fields[key]
    with pytest.raises(BadMessage, match=key):
        message_from(Wanted, json.dumps(fields).encode())


@pytest.mark.parametrize(
    "wrong",
    [
        {"epoch": -1},
        {"epoch": 1.5},
        {"epoch": True},
        {"on": 1},
        {"light": ""},
        {"light": "x" * 65},
        {"quantity": "3"},
        {"light": "A\n01"},
    ],
)
def test_a_message_with_a_wrong_value_is_no_message(wrong: dict[str, object]) -> None:
    fields = json.loads(body_of(Wanted("r", STATE))) | wrong
    with pytest.raises(BadMessage, match=next(iter(wrong))):
        message_from(Wanted, json.dumps(fields).encode())


@pytest.mark.parametrize("half", [b"\\ud800", b"\xed\xa0\x80"])
def test_a_name_with_half_a_sign_is_no_message_wherever_it_stands(half: bytes) -> None:
    body = b'{"boot":"b","light":"%s","sequence":1,"command":"c","quantity":1,"short":false}' % half
    with pytest.raises(BadMessage):
        message_from(Pressed, body)
    with pytest.raises(BadMessage):
        message_at("pmp/1/rail-1/light/x/press", body)


@given(st.binary(max_size=60))
def test_any_other_bytes_are_no_message(body: bytes) -> None:
    with pytest.raises(BadMessage):
        message_from(Shown, body)


def test_a_message_at_the_topic_of_another_light_is_no_message() -> None:
    with pytest.raises(BadMessage, match="two lights"):
        message_at("pmp/1/rail-1/light/A-02/wanted", body_of(Wanted("r", STATE)))


def test_a_last_will_stands_at_the_topic_of_the_birth() -> None:
    assert topic_of("rail-1", Gone("b1")) == topic_of("rail-1", Birth("b1", (), "")) == "pmp/1/rail-1/birth"
