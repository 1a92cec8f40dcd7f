"""The owner's pages are translated whole: every text of templates and code stands in each catalog, with the same figures in it."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kiosk.owner.words import words_of
from tests.required_parts import REPOSITORY

CATALOGS = REPOSITORY / "kiosk" / "owner" / "catalogs"
TRANSLATED = sorted(path.stem for path in CATALOGS.glob("*.po"))
_FIGURES = re.compile(r"%\(\w+\)s|\{\}")


@cache
def texts() -> frozenset[str | tuple[str, ...]]:
    """Every text that is shown."""
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    methods = [("**.html", "jinja2"), ("**.py", "python")]
    found = [
        message
        for folder in ("kiosk/owner", "pmpd/owner", "pmpd/identity")
        for _, _, message, _, _ in extract_from_dir(REPOSITORY / folder, method_map=methods, keywords=keywords)
    ]
    return frozenset(found)


def catalog(language: str) -> Catalog:
    with (CATALOGS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def all_of(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_german_and_spanish_are_there() -> None:
    assert TRANSLATED == ["de", "es"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_has_every_text_and_no_other(language: str) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalog(language) if message.id}
    assert sorted(map(str, texts() ^ known)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_says_something_with_the_same_figures(language: str) -> None:
    for message in catalog(language):
        if not message.id:
            continue
        wanted = {figure for text in all_of(message.id) for figure in _FIGURES.findall(text)}
        for text in all_of(message.string or ""):
            assert text, message.id
            assert set(_FIGURES.findall(text)) == wanted, message.id


def test_words_are_counted_as_the_language_counts() -> None:
    assert [words_of("de").ngettext("order waits", "orders wait", number) for number in (0, 1, 2)] == [
        "Aufträge warten",
        "Auftrag wartet",
        "Aufträge warten",
    ]


def test_the_pseudo_language_is_longer_and_keeps_what_is_filled_in() -> None:
    said = words_of("pseudo").gettext("Step %(step)s of %(steps)s")
    assert len(said) > len("Step %(step)s of %(steps)s")
    assert _FIGURES.findall(said) == ["%(step)s", "%(steps)s"]


def test_the_catalogs_are_part_of_what_is_installed() -> None:
    assert Path(CATALOGS / "de.po").is_file()
    assert words_of("es").gettext("Save") == "Guardar"
