"""The check code says on which keyboard a scanner types, and what else it does not send."""

from collections.abc import Iterable

import pytest

from devices.driver import RejectedScan, Scan
from devices.scanner.check_code import CHECK_CODE, LayoutCheck, check_layout, check_text
from devices.scanner.decoder import KeyDecoder
from devices.scanner.layout import Layout
from devices.scanner.layouts import LAYOUTS, layout_named
from tests.devices.scanner_typing import Mode, TypingScanner, as_bytes

AT_US = 1_000_000
PREFIX = "]d1"
EVERY_PAIR = [
    pytest.param(typed, read, id=f"{typed.name}-read-as-{read.name}")
    for typed in LAYOUTS.values()
    for read in LAYOUTS.values()
    if typed is not read
]


def strokes_of(text: str, layout: Layout) -> list[int]:
    return [stroke for character in text for stroke in layout.strokes_of(character) or ()]


def check(text: str, typed: str, read: str) -> LayoutCheck | None:
    return check_layout(strokes_of(text, layout_named(typed)), layout_named(read), LAYOUTS.values())


def scan(decoder: KeyDecoder, code: str, scanner: TypingScanner, at_us: int = AT_US) -> Scan | RejectedScan:
    [outcome] = decoder.feed_bytes(as_bytes(scanner.types(code, at_us)))
    return outcome


def codes(outcomes: Iterable[Scan | RejectedScan]) -> list[str | None]:
    """The code of each scan; None stands for a rejected one."""
    return [outcome.code if isinstance(outcome, Scan) else None for outcome in outcomes]


def test_the_check_code_holds_every_character_that_keyboards_disagree_on() -> None:
    assert set("aAqQwWyYzZmM0123456789-_/.:;+()[]\x1d") <= set(CHECK_CODE)


@pytest.mark.parametrize(("typed", "read"), EVERY_PAIR)
def test_every_wrong_layout_is_recognised_through_every_other(typed: Layout, read: Layout) -> None:
    found = check(CHECK_CODE, typed.name, read.name)
    assert found is not None
    if not found.right:
        # Two keyboards may be the same in every character of the code; then either of them reads it right.
        assert strokes_of(CHECK_CODE, layout_named(found.layout)) == strokes_of(CHECK_CODE, typed)
        assert f'layout = "{found.layout}"' in found.remedy
    else:
        assert strokes_of(CHECK_CODE, read) == strokes_of(CHECK_CODE, typed)


@pytest.mark.parametrize("name", ["us", "uk", "de", "fr", "es", "it"])
def test_each_of_the_common_layouts_is_told_by_its_own_name(name: str) -> None:
    for read in {"us", "uk", "de", "fr", "es", "it"} - {name}:
        found = check(CHECK_CODE, name, read)
        assert found is not None
        assert (found.right, found.layout) == (False, name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_scanner_set_right_is_told_so_and_its_scan_comes_through(layout: str) -> None:
    decoder = KeyDecoder(layout_named(layout), "bench")
    assert codes([scan(decoder, PREFIX + CHECK_CODE, TypingScanner(layout_named(layout)))]) == [PREFIX + CHECK_CODE]
    assert check(PREFIX + CHECK_CODE, layout, layout) == LayoutCheck(True, layout, "the scanner sends every character right")
    assert decoder.suspicion is None


def test_a_missing_prefix_is_advised_against_and_not_held_against_the_scanner() -> None:
    found = check(CHECK_CODE, "de", "de")
    assert found is not None
    assert found.right
    assert "AIM" in found.remedy


@pytest.mark.parametrize("instead", ["", "~", "{GS}", "^]"])
def test_a_separator_that_is_not_sent_as_one_is_told(instead: str) -> None:
    found = check_text(CHECK_CODE.replace("\x1d", instead))
    assert found is not None
    assert not found.right
    assert "separator" in found.detail


def test_a_scanner_that_turns_letters_around_is_told() -> None:
    for heard in (CHECK_CODE.swapcase(), CHECK_CODE.upper(), CHECK_CODE.lower()):
        found = check_text(PREFIX + heard)
        assert found is not None
        assert "capital" in found.detail


def test_a_scanner_without_keys_is_told_that_all_is_right() -> None:
    assert check_text(PREFIX + CHECK_CODE) == LayoutCheck(True, "", "the scanner sends every character right")


@pytest.mark.parametrize("text", ["", "4006381333931", CHECK_CODE[:-1], CHECK_CODE + "1", "x" * 60])
def test_another_barcode_is_not_taken_for_the_check_code(text: str) -> None:
    assert check_text(text) is None
    assert check(text, "us", "de") is None


def test_a_wrong_layout_rejects_the_check_code_with_the_remedy_and_stays_in_the_health() -> None:
    decoder = KeyDecoder(layout_named("us"), "bench")
    german = TypingScanner(layout_named("de"))
    outcome = scan(decoder, CHECK_CODE, german)
    assert isinstance(outcome, RejectedScan)
    assert 'layout = "de"' in outcome.reason
    scan(decoder, "4006381333931", german, at_us=9 * AT_US)
    assert decoder.suspicion is not None
    assert (decoder.suspicion.status, "German" in decoder.suspicion.detail) == ("bad", True)


@pytest.mark.parametrize("typed", ["de", "fr", "es", "it", "uk"])
def test_keys_that_the_set_layout_does_not_know_do_not_hide_the_check_code(typed: str) -> None:
    decoder = KeyDecoder(layout_named("us"), "bench")
    outcome = scan(decoder, CHECK_CODE, TypingScanner(layout_named(typed)))
    assert isinstance(outcome, RejectedScan)
    assert f"({typed})" in outcome.reason


def test_the_suspicion_ends_when_the_check_code_comes_in_right() -> None:
    decoder = KeyDecoder(layout_named("us"), "bench")
    scan(decoder, CHECK_CODE, TypingScanner(layout_named("fr")))
    outcome = scan(decoder, CHECK_CODE, TypingScanner(layout_named("us")), at_us=9 * AT_US)
    assert isinstance(outcome, Scan)
    assert decoder.suspicion is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("mode", ["alt", "caps_lock"])
def test_the_check_code_is_read_in_every_way_of_typing(mode: Mode, layout: str) -> None:
    outcome = scan(KeyDecoder(layout_named(layout), "bench"), CHECK_CODE, TypingScanner(layout_named(layout), mode=mode))
    assert codes([outcome]) == [CHECK_CODE]


def test_a_scanner_that_loses_digits_of_its_alt_numbers_is_not_told_that_all_is_right() -> None:
    squeezing = TypingScanner(layout_named("us"), mode="quick_alt")
    assert codes([scan(KeyDecoder(layout_named("us"), "bench"), CHECK_CODE, squeezing)]) == [None]


def test_keys_nobody_knows_are_suspicious_when_they_come_again_and_again() -> None:
    decoder = KeyDecoder(layout_named("us"), "bench")
    altgr = TypingScanner(layout_named("de"))
    for number in range(1, 4):
        assert decoder.suspicion is None
        scan(decoder, "A@B", altgr, at_us=number * 9 * AT_US)
        scan(decoder, "123", altgr, at_us=(number * 9 + 1) * AT_US)
    assert decoder.suspicion is not None
    assert "check code" in decoder.suspicion.remedy


def test_a_scanner_that_sends_no_end_of_a_barcode_is_told_by_its_second_scan() -> None:
    decoder = KeyDecoder(layout_named("us"), "bench")
    endless = TypingScanner(layout_named("us"), terminator=42)  # Shift alone ends nothing
    outcomes = [decoder.feed_bytes(as_bytes(endless.types("A1", number * 9 * AT_US))) for number in range(1, 5)]
    assert [codes(outcome) for outcome in outcomes] == [[], [None], [None], [None]]
    assert decoder.suspicion is not None
    assert "Enter" in decoder.suspicion.remedy
