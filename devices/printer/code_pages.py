"""The code pages we let a slip use, and what becomes of text that none of them has.

Numbers and names are those of ESC t n (Epson ESC/POS reference, "Character code table").
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodePage:
    """One table: `number` is n of ESC t n, `codec` the Python codec of the same table."""

    number: int
    codec: str


# By the name python-escpos gives them; western European first, because it holds the letters, dashes and quotes of most slips.
CODE_PAGES = {
    "CP1252": CodePage(16, "cp1252"),
    "CP437": CodePage(0, "cp437"),
    "CP852": CodePage(18, "cp852"),
    "CP866": CodePage(17, "cp866"),
    "CP737": CodePage(14, "cp737"),
}
CODEC_OF_NUMBER = {page.number: page.codec for page in CODE_PAGES.values()}

REPLACEMENT = "■"  # in code page 437; no text of ours uses it, so it always means "a character this printer lacks"


def _characters_of(codec: str) -> str:
    return bytes(range(0x80, 0x100)).decode(codec, errors="ignore")


_PRINTABLE = frozenset(chr(code) for code in range(0x20, 0x7F)).union(*(_characters_of(page.codec) for page in CODE_PAGES.values()))


def printable(text: str) -> str:
    """Return `text` with one character per printed cell, all of them in some code page; `■` stands for what no page has.

    Accents are composed, white space becomes a blank, invisible formatting characters go. No control character is left, so that
    text from outside can never give the printer a command.
    """
    return "".join(_cell(character) for character in unicodedata.normalize("NFC", text))


def _cell(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    return character if character in _PRINTABLE else REPLACEMENT
