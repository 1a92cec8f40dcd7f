"""Texts of unknown people are taken as they are, unless they could harm a label, a printer or the ledger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudsync.address import country_code
from cloudsync.broken_document import BrokenDocument
from cloudsync.field import LARGEST_IDENTIFIER, LONGEST_TEXT, Field


@pytest.mark.parametrize("written", ["Łukasz Przykład", "Γιώργος", "見本 太郎", "👩‍🔧", "9***", "Zoe\u0308"])
def test_a_name_in_any_script_is_kept_to_the_letter(written: str) -> None:
    assert Field("name", written).text() == written


def test_a_line_break_in_a_one_line_text_becomes_a_space() -> None:
    assert Field("address1", " Rear\tbuilding\r\n2nd\u2028floor ").text() == "Rear building  2nd floor"


def test_a_note_keeps_its_lines() -> None:
    assert Field("note", "one\r\n\ttwo\u2029three\n").note() == "one\ntwo\nthree"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x9b", "\ud800"])
def test_a_character_that_could_steer_a_printer_or_break_storage_is_refused(character: str) -> None:
    with pytest.raises(BrokenDocument, match=f"^name: the text holds the control character U\\+{ord(character):04X}$"):
        Field("name", f"A{character}B").text()


def test_a_text_of_absurd_length_is_refused() -> None:
    with pytest.raises(BrokenDocument, match=r"^name: the text has 1001 characters, more than the 1000 allowed$"):
        Field("name", "x" * (LONGEST_TEXT + 1)).text()


@given(st.text())
def test_no_text_that_is_let_through_can_break_a_line_or_fail_to_be_stored(written: str) -> None:
    try:
        found = Field("name", written).text()
    except BrokenDocument:
        return
    assert found.encode().decode().splitlines() == ([found] if found else [])


@pytest.mark.parametrize("value", [0, -1, True, LARGEST_IDENTIFIER + 1, 10**40, 1.5, "a\nb", {}, []])
def test_a_value_that_cannot_identify_anything_is_refused(value: object) -> None:
    with pytest.raises(BrokenDocument, match=r"^id: "):
        Field("id", value).required_identifier()


@pytest.mark.parametrize(("written", "code"), [("DE", "DE"), ("de", "DE"), (None, ""), ("", "")])
def test_a_country_is_its_two_letters_in_capitals(written: str | None, code: str) -> None:
    assert country_code(Field("country_code", written)) == code


@pytest.mark.parametrize("written", ["DEU", "Germany", "D", "4Ü"])
def test_a_country_in_another_form_is_refused(written: str) -> None:
    with pytest.raises(BrokenDocument, match="is not a two-letter country code"):
        country_code(Field("country_code", written))


def test_a_message_shows_a_wrong_value_short_and_printable() -> None:
    with pytest.raises(BrokenDocument) as found:
        Field("requires_shipping", "\x1b[31m" + "x" * 500).flag(otherwise=True)
    message = str(found.value)
    assert (message.isprintable(), len(message) < 120) == (True, True)
