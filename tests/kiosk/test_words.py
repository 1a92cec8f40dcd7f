"""The words of the screens: every language says the same, and every word is shown."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.kiosk.static_modules import LANGUAGES, STATIC, WORDS, code, rooms, screen_modules

ROOMS = sorted(path.stem for path in (WORDS / "en").iterdir())
_KEY = re.compile(r"^( +)(\w+):(.*)$", re.MULTILINE)
_INLINE_KEY = re.compile(r"(\w+): \"")
_WHOLE = re.compile(r'const (\w+) = await words\("(\w+)"\)')
_PARTS = re.compile(r'const \{([^}]+)\} = await words\("(\w+)"\)')


@cache
def keys(room: Path) -> frozenset[str]:
    """Return the name of every text of a room, `alarm.wrong_bin` for those in groups."""
    found: list[str] = []
    group = ""
    for margin, name, rest in _KEY.findall(code(room)):
        if len(margin) == 2:
            group = name if rest.strip() == "{" else ""
            found += [name, *(f"{name}.{inner}" for inner in _INLINE_KEY.findall(rest) if rest.strip().startswith("{"))]
        elif len(margin) == 4 and group:
            found.append(f"{group}.{name}")
    return frozenset(found)


def used(room: str) -> set[str]:
    """Return the names of a room's texts and groups that screens show."""
    found: set[str] = set()
    for module in screen_modules():
        for variable, named in _WHOLE.findall(code(module)):
            if named == room:
                found |= set(re.findall(rf"(?<![\w.]){variable}\.(\w+)", code(module)))
        for names, named in _PARTS.findall(code(module)):
            if named == room:
                found |= {name.strip() for name in names.split(",")}
    return found


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_what_english_says(language: str, room: str) -> None:
    english, other = keys(WORDS / "en" / f"{room}.js"), keys(WORDS / language / f"{room}.js")
    # What English leaves to the box itself is empty there, and translated alike everywhere else.
    also = keys(WORDS / LANGUAGES[1] / f"{room}.js") - english
    left_to_the_box = {
        name for name in also if room == "refusals" or not any(kept.startswith(name.split(".")[0] + ".") for kept in english)
    }
    assert sorted(other ^ (english | left_to_the_box)) == []


def test_every_language_has_every_room() -> None:
    assert [sorted(path.stem for path in (WORDS / language).iterdir()) for language in LANGUAGES] == [ROOMS] * len(LANGUAGES)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_type(room: str) -> None:
    assert f'{room}: typeof import("./words/en/{room}.js").default' in (STATIC / "words.js").read_text("utf-8")


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "refusals"])
def test_the_words_of_a_room_are_those_that_screens_show(room: str) -> None:
    said = {name for name in keys(WORDS / "en" / f"{room}.js") if "." not in name}
    assert {"missing": sorted(used(room) - said), "never shown": sorted(said - used(room))} == {"missing": [], "never shown": []}


def test_every_room_is_loaded_by_a_screen() -> None:
    assert sorted({room for module in screen_modules() for room in rooms(module)}) == ROOMS
