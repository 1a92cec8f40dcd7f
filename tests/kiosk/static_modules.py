"""The kiosk's modules as text: which loads which, and without what is said to people and to the type checker alone."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.required_parts import REPOSITORY

STATIC = REPOSITORY / "kiosk" / "static"
WORDS = STATIC / "words"
LANGUAGES = ("en", "de", "es")
_COMMENT = re.compile(r"/\*\*.*?\*/|^\s*//[^\n]*$", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"""(?:^(?:import|export)\b[^;"]*?\bfrom|^import|\bimport\()\s*"([^"]+)\"""", re.MULTILINE)
_ROOM = re.compile(r"""\bwords\("(\w+)"\)""")


@cache
def code(module: Path) -> str:
    """Return a module without its comments, where types name other modules too."""
    return _COMMENT.sub("", module.read_text("utf-8"))


def rooms(module: Path) -> list[str]:
    """Return the rooms of words that a module loads."""
    return _ROOM.findall(code(module))


def loaded(module: Path) -> Iterator[Path]:
    """Yield every module that one loads, at once or later: by import, and the rooms of its words in every language."""
    for target in _IMPORT.findall(code(module)):
        yield (module.parent / target).resolve()
    for room in rooms(module):
        for language in LANGUAGES:
            yield WORDS / language / f"{room}.js"


def screen_modules() -> list[Path]:
    """Return the modules that may show words: ours, without the words themselves."""
    return [path for path in sorted(STATIC.rglob("*.js")) if WORDS not in path.parents and path.parent.name != "vendor"]
