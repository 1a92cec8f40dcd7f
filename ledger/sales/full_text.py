"""Free text: orders by the beginnings of words in their numbers, buyer and purchase order. SQLite's own index, so this file is dialect."""

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing

from ledger.transaction import Params, Reader, Row

MOST_WORDS = 8

_BEGINNING = 2
"""Letters from which on a word is a beginning; one letter alone would begin a word in most orders, so it has to be the whole word."""

AT_ONCE = 64
"""Orders that enter the index together: each entry by itself writes as many pages as all of them do."""

_FRESH_INDEX = (
    "CREATE VIRTUAL TABLE order_text USING fts5 (external_number, buyer, customer_po, content = '',"
    " tokenize = 'unicode61 remove_diacritics 2', columnsize = 0, detail = none)"
)
_ENTER = "INSERT INTO order_text (rowid, external_number, buyer, customer_po)"
_NOT_ENTERED = "SELECT id, external_number, buyer, customer_po FROM orders WHERE id > (SELECT last_id FROM text_mark WHERE id = 1)"
_MATCHING = "SELECT rowid FROM order_text WHERE order_text MATCH :words AND rowid < :before_id ORDER BY rowid DESC"


def enter_orders(writer: Reader) -> None:
    """Enter the orders that came in since the last time, once they are AT_ONCE or more; part of the transaction that is going on."""
    if writer.number("SELECT (SELECT MAX(id) FROM orders) - last_id FROM text_mark WHERE id = 1") < AT_ONCE:
        return
    writer.all(f"{_ENTER} {_NOT_ENTERED}")
    writer.all("UPDATE text_mark SET last_id = (SELECT MAX(id) FROM orders) WHERE id = 1")


def search_words(text: str) -> list[str]:
    """The words of what a person typed, as the index tells words apart: letters and digits, accents folded; signs only separate."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not "\u0300" <= letter <= "\u036f")
    letters = unicodedata.normalize("NFC", plain)
    return "".join(letter if _in_words(letter) else " " for letter in letters).split()[:MOST_WORDS]


def _in_words(letter: str) -> bool:
    # The index knows the letters of an older Unicode than Python; one that it does not know separates words there too.
    return unicodedata.ucd_3_2_0.category(letter)[0] in "LN"


def matching_orders(reader: Reader, words: list[str], before_id: int) -> Iterator[int]:
    """The ids of orders of which every word begins a word, the newest first, beginning below `before_id`; found as they are asked for."""
    params: Params = {
        # A word has letters and digits only; the quotation marks keep AND, OR and NOT from meaning anything.
        "words": " ".join(f'"{word}"*' if len(word) >= _BEGINNING else f'"{word}"' for word in words),
        "before_id": before_id,
    }
    newest = reader.all(f"{_NOT_ENTERED} AND id < :before_id", params)
    if newest:
        yield from _matching_newest(newest, params)
    for row in reader.each(_MATCHING, params):
        yield int(row[0])


def _matching_newest(orders: Sequence[Row], params: Params) -> list[int]:
    """Those of a few orders that match, found by an index of their own: no other way tells words apart as SQLite does."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(_FRESH_INDEX)
        connection.executemany(f"{_ENTER} VALUES (?, ?, ?, ?)", map(tuple, orders))
        return [int(row[0]) for row in connection.execute(_MATCHING, params)]
