"""Key events become whole codes or a rejection."""

from collections.abc import Iterable

import pytest

from devices.driver import RejectedScan, Scan
from devices.scanner.decoder import INTER_CHARACTER_TIMEOUT_US, KeyDecoder
from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_DROPPED, SYN_REPORT, InputEvent
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
)
from devices.scanner.keyboard import key_events
from devices.scanner.layout_us import US

A, B, C, DIGIT_6, M, J, RIGHT_BRACE, F1 = 30, 48, 46, 7, 50, 36, 27, 59
KP0, KP2, KP9 = 82, 80, 73
EV_MSC, MSC_SCAN = 0x04, 0x04  # linux/input-event-codes.h
AT_US = 1_000_000


def down(key: int, at_us: int = AT_US) -> InputEvent:
    return InputEvent(at_us, EV_KEY, key, 1)


def up(key: int, at_us: int = AT_US) -> InputEvent:
    return InputEvent(at_us, EV_KEY, key, 0)


def tap(*keys: int, at_us: int = AT_US) -> list[InputEvent]:
    return [event for key in keys for event in (down(key, at_us), up(key, at_us))]


def typed(code: str, at_us: int = AT_US) -> list[InputEvent]:
    return key_events(code, US, at_us)


def decode(events: Iterable[InputEvent], decoder: KeyDecoder | None = None) -> list[Scan | RejectedScan]:
    decoder = decoder or KeyDecoder(US, "bench")
    return [scan for event in events if (scan := decoder.feed(event)) is not None]


def codes(scans: Iterable[Scan | RejectedScan]) -> list[str | None]:
    """The code of each scan; None stands for a rejected one."""
    return [scan.code if isinstance(scan, Scan) else None for scan in scans]


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


def test_an_alt_number_that_is_no_ascii_character_rejects_the_scan() -> None:
    assert codes(decode([*tap(A), down(KEY_LEFTALT), *tap(KP2, KP2, KP9), up(KEY_LEFTALT), *tap(B, KEY_ENTER)])) == [None]


def test_a_carriage_return_and_line_feed_sent_with_ctrl_end_one_scan() -> None:
    events = [*tap(A), down(KEY_LEFTCTRL), *tap(M, J), up(KEY_LEFTCTRL), *tap(B, KEY_ENTER)]
    assert codes(decode(events)) == ["a", "b"]


def test_keypad_digits_are_digits_whatever_num_lock_says() -> None:
    assert codes(decode(tap(KP2, KEY_NUMLOCK, KP9, KEY_ENTER))) == ["29"]


def test_the_kernels_key_repeat_adds_no_character() -> None:
    held = [down(A), InputEvent(AT_US, EV_KEY, A, 2), InputEvent(AT_US, EV_KEY, A, 2), up(A)]
    assert codes(decode([*held, *tap(KEY_ENTER)])) == ["a"]


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


def test_a_code_longer_than_the_limit_is_rejected_and_not_shortened() -> None:
    decoder = KeyDecoder(US, "bench", max_length=3)
    assert codes(decode([*typed("abc"), *typed("abcd"), *typed("ab")], decoder)) == ["abc", None, "ab"]


def test_dropped_events_reject_the_whole_scan_and_nothing_of_its_tail_is_posted() -> None:
    events = typed("ABC123")
    damaged = [*events[:6], InputEvent(AT_US, EV_SYN, SYN_DROPPED, 0), *events[10:]]
    assert codes(decode([*damaged, *typed("NEXT")])) == [None, "NEXT"]


def test_what_comes_before_the_report_after_a_drop_is_not_heard() -> None:
    resync = [InputEvent(AT_US, EV_SYN, SYN_DROPPED, 0), *tap(KEY_ENTER), InputEvent(AT_US, EV_SYN, SYN_REPORT, 0)]
    assert codes(decode([*tap(A), *resync, *tap(B, KEY_ENTER), *tap(C, KEY_ENTER)])) == [None, "c"]


def test_a_shift_key_whose_release_was_dropped_does_not_shift_the_next_scan() -> None:
    lost = [down(KEY_LEFTSHIFT), InputEvent(AT_US, EV_SYN, SYN_DROPPED, 0), InputEvent(AT_US, EV_SYN, SYN_REPORT, 0)]
    assert codes(decode([*lost, *tap(A, KEY_ENTER), *tap(A, KEY_ENTER)])) == [None, "a"]


def test_leftovers_of_an_unfinished_scan_are_never_glued_to_the_next_one() -> None:
    late_us = AT_US + INTER_CHARACTER_TIMEOUT_US + 1
    assert codes(decode([*tap(A, B), *typed("NEXT", late_us), *typed("AGAIN", late_us)])) == [None, "AGAIN"]


def test_a_pause_as_long_as_the_time_out_still_belongs_to_the_scan() -> None:
    assert codes(decode([*tap(A), *tap(B, KEY_ENTER, at_us=AT_US + INTER_CHARACTER_TIMEOUT_US)])) == ["ab"]


def test_a_long_silence_between_two_scans_is_no_stall() -> None:
    assert codes(decode([*typed("one"), *typed("two", AT_US + 60_000_000)])) == ["one", "two"]


def test_unplugging_in_the_middle_rejects_what_was_read_and_starts_afresh() -> None:
    decoder = KeyDecoder(US, "bench")
    decode([*tap(A), down(KEY_LEFTSHIFT)], decoder)
    assert decoder.disconnect(AT_US) == RejectedScan("the scanner was unplugged in the middle of a scan", AT_US, "bench")
    assert codes(decode(typed("b2"), decoder)) == ["b2"]


def test_unplugging_between_two_scans_rejects_nothing() -> None:
    decoder = KeyDecoder(US, "bench")
    decode(typed("a1"), decoder)
    assert decoder.disconnect(AT_US) is None


def test_unplugging_after_lost_keys_is_told_though_no_character_was_read() -> None:
    decoder = KeyDecoder(US, "bench")
    decode([InputEvent(AT_US, EV_SYN, SYN_DROPPED, 0)], decoder)
    assert isinstance(decoder.disconnect(AT_US), RejectedScan)
