"""The typeface of labels and pages: Source Sans 3 (SIL Open Font License), with Latin, Greek and Cyrillic letters."""

import unicodedata
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from devices.printer.code_pages import REPLACEMENT

# A thermal head loses hair lines: plain text is a little heavier than a book's.
_WEIGHT = {False: 480, True: 760}
LINE = 1.2  # line height in letter sizes
_UNASSIGNED = "\uffff"  # never a character: what the typeface draws for it, it draws for all that it lacks
_EM_DOTS_MAX = 2000


@lru_cache(maxsize=1)
def _data() -> bytes:
    return files("fontpkg_source_sans_3").joinpath("files/SourceSans3[wght].ttf").read_bytes()


@lru_cache(maxsize=64)
def face(em_dots: int, bold: bool) -> ImageFont.FreeTypeFont:
    """Return the typeface with letters of `em_dots`."""
    font = ImageFont.truetype(BytesIO(_data()), min(em_dots, _EM_DOTS_MAX), layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([_WEIGHT[bold]])
    return font


@lru_cache(maxsize=4096)
def _is_drawn(character: str) -> bool:
    font = face(32, False)
    return (font.getbbox(character), bytes(font.getmask(character))) != (font.getbbox(_UNASSIGNED), bytes(font.getmask(_UNASSIGNED)))


def drawable(text: str) -> str:
    """Return `text` with accents composed and white space blank; `■` stands for every character the typeface lacks."""
    return "".join(_shown(character) for character in unicodedata.normalize("NFC", text))


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return character if category not in ("Cc", "Cs", "Cn", "Co") and _is_drawn(character) else REPLACEMENT


def width_of(text: str, em_dots: int, *, bold: bool) -> int:
    """Return the width of `text` in dots, rounded up, with room for what leans over."""
    font = face(em_dots, bold)
    left, _, right, _ = font.getbbox(text, anchor="ls")
    return -int(-max(font.getlength(text), right - min(left, 0)) // 1)


def wrapped(text: str, em_dots: int, width_dots: int, *, bold: bool, inside_words: bool = True) -> list[str] | None:
    """Return `text` in lines of at most `width_dots`, broken at blanks and after hyphens; within a word only where nothing else helps.

    None when a word is too wide and may not be broken.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width_of((line + piece).rstrip(), em_dots, bold=bold) <= width_dots:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while (fits := _fitting(line, em_dots, width_dots, bold=bold)) < len(line.rstrip()):
            if not inside_words:
                return None
            if len(line.rstrip()) == 1:  # wider than the box, however it is broken
                break
            fits = max(fits, 1)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """Cut `text` after every run of blanks, and after a hyphen or slash within a word."""
    pieces, start = [], 0
    for index, character in enumerate(text):
        after = text[index + 1 : index + 2]
        if (character == " " and after != " ") or (character in "-/" and after not in ("", " ") and index > start):
            pieces.append(text[start : index + 1])
            start = index + 1
    return [*pieces, text[start:]] if start < len(text) else pieces


def _fitting(text: str, em_dots: int, width_dots: int, *, bold: bool) -> int:
    """Return how many characters of `text` fit. Looks no further than twice as many, however long the text is."""
    low, high = 0, 1
    while high < len(text) and width_of(text[:high], em_dots, bold=bold) <= width_dots:
        low, high = high, 2 * high
    high = min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle], em_dots, bold=bold) <= width_dots:
            low = middle
        else:
            high = middle - 1
    return low


def draw_line(picture: Image.Image, left_baseline: tuple[int, int], text: str, em_dots: int, *, bold: bool, ink: int = 0) -> None:
    """Write one line with its base line at `left_baseline`."""
    ImageDraw.Draw(picture).text(left_baseline, text, fill=ink, font=face(em_dots, bold), anchor="ls")
