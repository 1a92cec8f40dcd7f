"""Free text: orders by the beginnings of words in their numbers, buyer and purchase order. SQLite's own index, so this file is dialect."""

import unicodedata

from ledger.transaction import Reader

MOST_WORDS = 8

_BEGINNING = 2
"""Letters from which on a word is a beginning; one letter alone would begin a word in most orders, so it has to be the whole word."""


def search_words(text: str) -> list[str]:
    """The words of what a person typed, as the index tells words apart: letters and digits, accents folded; signs only separate."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not "\u0300" <= letter <= "\u036f")
    letters = unicodedata.normalize("NFC", plain)
    return "".join(letter if _in_words(letter) else " " for letter in letters).split()[:MOST_WORDS]


def _in_words(letter: str) -> bool:
    # The index knows the letters of an older Unicode than Python; one that it does not know separates words there too.
    return unicodedata.ucd_3_2_0.category(letter)[0] in "LN"


def matching_orders(reader: Reader, words: list[str], before_id: int, most: int) -> list[int]:
    """The ids of orders of which every word begins a word, the newest first, beginning below `before_id`."""
    # A word has letters and digits only; the quotation marks keep AND, OR and NOT from meaning anything.
    rows = reader.all(
        "SELECT rowid FROM order_text WHERE order_text MATCH :words AND rowid < :before_id ORDER BY rowid DESC LIMIT :most",
        {
            "words": " ".join(f'"{word}"*' if len(word) >= _BEGINNING else f'"{word}"' for word in words),
            "before_id": before_id,
            "most": most,
        },
    )
    return [int(row[0]) for row in rows]
