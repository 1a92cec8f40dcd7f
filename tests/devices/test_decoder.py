"""Key events become whole codes or a rejection."""

import pytest

from devices.driver import RejectedScan, Scan
from devices.scanner.decoder import KeyDecoder
from devices.scanner.input_event import InputEvent
from devices.scanner.key_codes import (
    KEY_CAPSLOCK,
    KEY_ENTER,
    KEY_KPENTER,
    KEY_LEFTALT,
    KEY_LEFTCTRL,
    KEY_LEFTSHIFT,
    KEY_NUMLOCK,
    KEY_RIGHTALT,
    KEY_TAB,
    KEYPAD_DIGITS,
)
from devices.scanner.layout_us import US
from devices.scanner.layouts import layout_named
from tests.devices.key_taps import (
    AT_US,
    DIGIT_6,
    EQUAL,
    F1,
    GRAVE,
    KP0,
    KP2,
    KP9,
    LOST,
    RIGHT_BRACE,
    SPACE,
    A,
    B,
    C,
    J,
    M,
    codes,
    decode,
    down,
    tap,
    typed,
    up,
)
from tests.devices.scanner_typing import EV_MSC, MSC_SCAN


@pytest.mark.parametrize("terminator", [KEY_ENTER, KEY_KPENTER, KEY_TAB])
def test_enter_keypad_enter_and_tab_each_end_a_scan(terminator: int) -> None:
    assert codes(decode(tap(A, terminator))) == ["a"]


def test_a_scan_carries_the_kernels_time_of_its_terminator() -> None:
    events = [*tap(A, at_us=5_000), *tap(KEY_ENTER, at_us=9_000)]
    assert decode(events) == [Scan("a", 9_000, "bench")]


def test_a_lone_terminator_is_no_scan() -> None:
    assert decode(tap(KEY_ENTER, KEY_TAB)) == []


def test_shift_and_caps_lock_change_the_letters_as_on_a_keyboard() -> None:
    shifted = [down(KEY_LEFTSHIFT), *tap(A, DIGIT_6), up(KEY_LEFTSHIFT), *tap(B)]
    caps = [*tap(KEY_CAPSLOCK, A, DIGIT_6), down(KEY_LEFTSHIFT), *tap(B), up(KEY_LEFTSHIFT), *tap(KEY_CAPSLOCK, C)]
    assert codes(decode([*shifted, *tap(KEY_ENTER), *caps, *tap(KEY_ENTER)])) == ["A^b", "A6bc"]


def test_ctrl_and_right_brace_is_the_gs1_separator() -> None:
    assert codes(decode([*tap(A), down(KEY_LEFTCTRL), *tap(RIGHT_BRACE), up(KEY_LEFTCTRL), *tap(B, KEY_ENTER)])) == ["a\x1db"]


@pytest.mark.parametrize("alt", [KEY_LEFTALT, KEY_RIGHTALT])
def test_alt_029_on_the_keypad_is_the_gs1_separator(alt: int) -> None:
    assert codes(decode([*tap(A), down(alt), *tap(KP0, KP2, KP9), up(alt), *tap(B, KEY_ENTER)])) == ["a\x1db"]


def alt(number: str) -> list[InputEvent]:
    """A number on the keypad with Alt held."""
    keypad = {digit: key for key, digit in KEYPAD_DIGITS.items()}
    return [down(KEY_LEFTALT), *tap(*(keypad[digit] for digit in number)), up(KEY_LEFTALT)]


@pytest.mark.parametrize(
    ("number", "character"),
    [
        ("029", "\x1d"),
        ("29", "\x1d"),
        ("0029", "\x1d"),
        ("065", "A"),
        ("65", "A"),
        ("130", "é"),
        ("0233", "é"),
        ("0128", "€"),
        ("004", "\x04"),
    ],
)
def test_alt_numbers_are_characters_as_on_windows(number: str, character: str) -> None:
    assert codes(decode([*tap(A), *alt(number), *tap(B, KEY_ENTER)])) == [f"a{character}b"]


def test_two_alt_numbers_in_a_row_are_two_characters() -> None:
    assert codes(decode([*alt("065"), *alt("066"), *tap(KEY_ENTER)])) == ["AB"]


def test_an_alt_number_that_code_pages_disagree_on_rejects_the_scan() -> None:
    assert codes(decode([*tap(A), *alt("229"), *tap(B, KEY_ENTER)])) == [None]


@pytest.mark.parametrize("number", ["9", "4", "09", "10", "13", "013", "0113113", "256", "0999", "127", "0129", "0160", "000"])
def test_an_alt_number_that_is_no_character_of_a_barcode_rejects_the_scan_and_ends_none(number: str) -> None:
    assert codes(decode([*tap(A), *alt(number), *tap(B, KEY_ENTER), *tap(C, KEY_ENTER)])) == [None, "c"]


@pytest.mark.parametrize("inside", [tap(B), tap(KEY_ENTER)])
def test_a_key_inside_an_alt_number_rejects_the_scan(inside: list[InputEvent]) -> None:
    events = [*tap(A), down(KEY_LEFTALT), *tap(KP2), *inside, up(KEY_LEFTALT), *tap(KEY_ENTER)]
    assert codes(decode(events))[:1] == [None]


def test_a_carriage_return_and_line_feed_sent_with_ctrl_end_one_scan() -> None:
    events = [*tap(A), down(KEY_LEFTCTRL), *tap(M, J), up(KEY_LEFTCTRL), *tap(B, KEY_ENTER)]
    assert codes(decode(events)) == ["a", "b"]


def test_keypad_digits_are_digits_whatever_num_lock_says() -> None:
    assert codes(decode(tap(KP2, KEY_NUMLOCK, KP9, KEY_ENTER))) == ["29"]


def test_scan_codes_between_the_keys_are_passed_over() -> None:
    assert codes(decode([InputEvent(AT_US, EV_MSC, MSC_SCAN, 0x70004), *tap(A, KEY_ENTER)])) == ["a"]


def test_a_key_the_layout_does_not_know_rejects_the_scan_with_the_key_in_the_reason() -> None:
    [scan] = decode(tap(A, F1, B, KEY_ENTER))
    assert isinstance(scan, RejectedScan)
    assert "59" in scan.reason


def test_a_control_character_that_is_no_separator_rejects_the_scan() -> None:
    assert codes(decode([*tap(A), down(KEY_LEFTCTRL), *tap(A), up(KEY_LEFTCTRL), *tap(KEY_ENTER)])) == [None]


def test_a_letter_typed_with_alt_is_not_taken_for_the_letter() -> None:
    assert codes(decode([down(KEY_LEFTALT), *tap(A), up(KEY_LEFTALT), *tap(B, KEY_ENTER)])) == [None]


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        ((GRAVE, SPACE), "^"),
        ((GRAVE, A), "â"),
        ((GRAVE, B), "^b"),
        ((GRAVE, GRAVE), "^^"),
        ((EQUAL, A), "á"),
        ((EQUAL, C), "\u00b4c"),
    ],
)
def test_a_dead_key_makes_what_it_makes_on_windows(keys: tuple[int, ...], read: str) -> None:
    assert codes(decode(tap(*keys, KEY_ENTER), KeyDecoder(layout_named("de"), "bench"))) == [read]


def test_a_scan_that_ends_on_a_dead_key_is_rejected() -> None:
    assert codes(decode(tap(A, GRAVE, KEY_ENTER), KeyDecoder(layout_named("de"), "bench"))) == [None]


def test_altgr_gives_the_third_character_of_a_key() -> None:
    events = [down(KEY_RIGHTALT), *tap(8), up(KEY_RIGHTALT), *tap(A), down(KEY_RIGHTALT), *tap(11), up(KEY_RIGHTALT), *tap(KEY_ENTER)]
    assert codes(decode(events, KeyDecoder(layout_named("de"), "bench"))) == ["{a}"]


def test_ctrl_with_altgr_may_be_a_bracket_or_a_separator_and_is_rejected() -> None:
    events = [down(KEY_LEFTCTRL), down(KEY_RIGHTALT), *tap(10), up(KEY_RIGHTALT), up(KEY_LEFTCTRL), *tap(A, KEY_ENTER)]
    assert codes(decode(events, KeyDecoder(layout_named("de"), "bench"))) == [None]


@pytest.mark.parametrize("layout", ["us", "fr"])
def test_a_carriage_return_sent_with_ctrl_is_on_the_key_of_the_countrys_m(layout: str) -> None:
    key = {"us": M, "fr": 39}[layout]
    events = [*tap(KP2), down(KEY_LEFTCTRL), *tap(key), up(KEY_LEFTCTRL)]
    assert codes(decode(events, KeyDecoder(layout_named(layout), "bench"))) == ["2"]


def test_the_bytes_of_a_read_come_to_the_same_as_their_events() -> None:
    events = [*typed("Ab-1"), *tap(A, F1, KEY_ENTER), LOST, *tap(KEY_ENTER), *typed("c\x1dd"), *tap(B)]
    stream = b"".join(event.to_bytes() for event in events)
    assert KeyDecoder(US, "bench").feed_bytes(stream) == decode(events)


def test_a_part_of_an_event_is_an_error_and_changes_nothing() -> None:
    decoder = KeyDecoder(US, "bench")
    with pytest.raises(ValueError, match="whole number"):
        decoder.feed_bytes(down(A).to_bytes()[:-1])
    assert codes(decode(typed("b"), decoder)) == ["b"]
