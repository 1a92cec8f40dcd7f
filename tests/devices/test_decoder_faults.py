"""Lost keys, stalls, held keys and pulled cables cost the scan, never its truth."""

from devices.driver import RejectedScan
from devices.scanner.decoder import INTER_CHARACTER_TIMEOUT_US, KeyDecoder
from devices.scanner.key_codes import KEY_CAPSLOCK, KEY_ENTER, KEY_LEFTSHIFT, KEY_RIGHTSHIFT
from devices.scanner.layout_us import US
from tests.devices.key_taps import AT_US, F1, LOST, REPORT, A, B, C, codes, decode, down, repeat, tap, typed, up


def test_a_key_that_the_kernel_repeats_rejects_the_scan() -> None:
    assert codes(decode([down(A), repeat(A), up(A), *tap(B, KEY_ENTER), *tap(C, KEY_ENTER)])) == [None, "c"]


def test_an_enter_or_a_shift_that_is_held_long_costs_no_scan() -> None:
    shift = [down(KEY_LEFTSHIFT), repeat(KEY_LEFTSHIFT), *tap(B), up(KEY_LEFTSHIFT)]
    assert codes(decode([*tap(A), down(KEY_ENTER), repeat(KEY_ENTER), up(KEY_ENTER), *shift, *tap(KEY_ENTER)])) == ["a", "B"]


def test_a_shift_that_stays_down_after_a_scan_rejects_the_next() -> None:
    held = [down(KEY_LEFTSHIFT), *tap(A, KEY_ENTER), *tap(B, KEY_ENTER), up(KEY_LEFTSHIFT), *tap(C, KEY_ENTER)]
    assert codes(decode(held)) == ["A", None, "c"]


def test_a_shift_that_was_pressed_long_before_the_scan_rejects_it() -> None:
    late_us = AT_US + INTER_CHARACTER_TIMEOUT_US + 1
    events = [down(KEY_LEFTSHIFT), *tap(A, KEY_ENTER, at_us=late_us), up(KEY_LEFTSHIFT, late_us), *tap(B, KEY_ENTER, at_us=late_us)]
    assert codes(decode(events)) == [None, "b"]


def test_both_shift_keys_held_are_one_shift_until_both_are_up() -> None:
    events = [down(KEY_LEFTSHIFT), down(KEY_RIGHTSHIFT), up(KEY_LEFTSHIFT), *tap(A), up(KEY_RIGHTSHIFT), *tap(B, KEY_ENTER)]
    assert codes(decode(events)) == ["Ab"]


def test_a_code_longer_than_the_limit_is_rejected_and_not_shortened() -> None:
    decoder = KeyDecoder(US, "bench", max_length=3)
    assert codes(decode([*typed("abc"), *typed("abcd"), *typed("ab")], decoder)) == ["abc", None, "ab"]


def test_lost_keys_are_told_when_they_are_lost_and_only_once() -> None:
    decoder = KeyDecoder(US, "bench")
    assert decoder.feed(LOST) == RejectedScan("keys were lost on the way from the scanner", AT_US, "bench")
    assert codes(decode([REPORT, *tap(A), LOST], decoder)) == []


def test_a_scan_is_rejected_when_a_lost_caps_lock_may_have_turned_its_letters() -> None:
    lost = [LOST, REPORT, *tap(KEY_ENTER)]
    decoder = KeyDecoder(US, "bench")
    assert codes(decode([*tap(KEY_CAPSLOCK, A, KEY_ENTER), *lost, *tap(A, KEY_ENTER), *typed("123")], decoder)) == ["A", None, None, "123"]
    decoder.disconnect(AT_US)
    assert codes(decode(typed("a"), decoder)) == ["a"]


def test_a_caps_lock_that_stays_on_though_no_scan_followed_makes_letters_doubtful() -> None:
    late_us = AT_US + INTER_CHARACTER_TIMEOUT_US + 1
    events = [*tap(KEY_CAPSLOCK), *tap(KEY_CAPSLOCK, A, KEY_CAPSLOCK, KEY_ENTER, at_us=late_us), *typed("123", late_us)]
    assert codes(decode(events)) == [None, "123"]


def test_a_scan_that_broke_off_with_caps_lock_on_makes_letters_doubtful() -> None:
    late_us = AT_US + INTER_CHARACTER_TIMEOUT_US + 1
    later_us = late_us + INTER_CHARACTER_TIMEOUT_US + 1
    events = [*tap(KEY_CAPSLOCK, A), *tap(KEY_CAPSLOCK, B, KEY_ENTER, at_us=late_us), *typed("a", later_us), *typed("123", later_us)]
    assert codes(decode(events)) == [None, None, "123"]


def test_dropped_events_reject_the_whole_scan_and_nothing_of_its_tail_is_posted() -> None:
    events = typed("ABC123")
    damaged = [*events[:6], LOST, *events[10:]]
    assert codes(decode([*damaged, *typed("NEXT")])) == [None, "NEXT"]


def test_what_comes_before_the_report_after_a_drop_is_not_heard() -> None:
    resync = [LOST, *tap(KEY_ENTER), REPORT]
    assert codes(decode([*tap(A), *resync, *tap(B, KEY_ENTER), *tap(C, KEY_ENTER)])) == [None, "c"]


def test_a_shift_key_whose_release_was_dropped_does_not_shift_the_next_scan() -> None:
    lost = [down(KEY_LEFTSHIFT), LOST, REPORT]
    assert codes(decode([*lost, *tap(A, KEY_ENTER), *tap(A, KEY_ENTER)])) == [None, "a"]


def test_leftovers_of_an_unfinished_scan_are_never_glued_to_the_next_one() -> None:
    late_us = AT_US + INTER_CHARACTER_TIMEOUT_US + 1
    assert codes(decode([*tap(A, B), *typed("NEXT", late_us), *typed("AGAIN", late_us)])) == [None, "AGAIN"]


def test_a_scan_without_an_end_is_told_when_the_next_one_begins() -> None:
    late_us = AT_US + INTER_CHARACTER_TIMEOUT_US + 1
    [rejected] = decode([*tap(A, B), *tap(C, at_us=late_us)])
    assert isinstance(rejected, RejectedScan)
    assert rejected.at_us == late_us


def test_a_clock_set_back_in_the_middle_of_a_scan_rejects_it() -> None:
    assert codes(decode([*tap(A, B), *typed("NEXT", AT_US - 500_000), *typed("AGAIN", AT_US)])) == [None, "AGAIN"]


def test_a_scan_that_was_under_way_when_the_node_was_opened_is_rejected() -> None:
    decoder = KeyDecoder(US, "bench", opened_us=AT_US - 5_000)
    assert codes(decode([*typed("TAIL"), *typed("WHOLE")], decoder)) == [None, "WHOLE"]


def test_the_first_scan_a_while_after_the_node_was_opened_is_whole() -> None:
    decoder = KeyDecoder(US, "bench", opened_us=AT_US - INTER_CHARACTER_TIMEOUT_US - 1)
    assert codes(decode(typed("WHOLE"), decoder)) == ["WHOLE"]


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


def test_unplugging_after_a_key_nobody_knows_is_told_once() -> None:
    decoder = KeyDecoder(US, "bench")
    decode(tap(F1), decoder)
    assert isinstance(decoder.disconnect(AT_US), RejectedScan)
    assert decoder.disconnect(AT_US) is None


def test_unplugging_after_lost_keys_tells_nothing_that_was_not_told() -> None:
    decoder = KeyDecoder(US, "bench")
    assert len(decode([LOST], decoder)) == 1
    assert decoder.disconnect(AT_US) is None
