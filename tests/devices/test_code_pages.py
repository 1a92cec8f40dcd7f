"""What a receipt printer can say in its own letters."""

from hypothesis import given
from hypothesis import strategies as st

from devices.printer.code_pages import CODE_PAGES, REPLACEMENT, printable

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_every_character_left_is_in_some_code_page(text: str) -> None:
    for character in printable(text):
        assert any(character.encode(page.codec, errors="ignore") for page in CODE_PAGES.values())


@given(texts)
def test_no_control_character_is_left(text: str) -> None:
    assert printable(text).isprintable()


@given(texts)
def test_printing_what_can_be_printed_changes_nothing(text: str) -> None:
    assert printable(printable(text)) == printable(text)


def test_a_character_no_page_has_is_seen_to_be_missing() -> None:
    assert printable("中") == REPLACEMENT
