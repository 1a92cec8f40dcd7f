"""The words in which stories are told: each room says how what it tells is read by people."""

from collections.abc import Callable
from typing import Any

Detail = dict[str, Any]

_WORDS: dict[str, Callable[[Detail], str]] = {}


def words(kind: str, text: Callable[[Detail], str]) -> None:
    """Enter how entries of a kind read; `text` gets the entry's detail, with SKUs and codes in place of ids."""
    if kind in _WORDS:
        raise TypeError(f"{kind} has its words already")
    _WORDS[kind] = text


def in_words(kind: str, detail: Detail) -> str:
    """An entry as people read it."""
    return _WORDS[kind](detail)
