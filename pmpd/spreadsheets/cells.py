"""Single cells: what people type into a spreadsheet, and what spreadsheet programs make of it."""

import re

LARGEST = 1_000_000_000

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ROUNDED = re.compile(r"[0-9]([.,][0-9]+)?[Ee]\+?[0-9]+")
_YES = ("yes", "true", "1")
_NO = ("no", "false", "0")


class BadCell(ValueError):
    """A cell makes no sense; the text says why, for the person who filled it in."""


def read_text(cell: str) -> str:
    """A text as it stands."""
    return cell


def read_code(cell: str) -> str:
    """A SKU, barcode or place code. Raises BadCell for a number that the spreadsheet program has rounded (`4.00638E+12`)."""
    if _ROUNDED.fullmatch(cell):
        raise BadCell(f"{cell} is a number that the spreadsheet program has rounded; format the column as text and fill it in anew")
    return cell


def read_number(cell: str) -> int:
    """A whole number, not negative."""
    if not (cell.isascii() and cell.isdigit() and len(cell) < 16 and int(cell) <= LARGEST):
        raise BadCell(f"{cell} is no whole number from 0 to {LARGEST}; write it without separators and decimals")
    return int(cell)


def read_yes(cell: str) -> bool:
    """`yes` or `no`; also what spreadsheet programs write for them."""
    if cell.lower() not in (*_YES, *_NO):
        raise BadCell(f"{cell} is neither yes nor no")
    return cell.lower() in _YES


def read_words(cell: str) -> tuple[str, ...]:
    """Words parted by spaces."""
    return tuple(cell.split())


def written(value: object) -> str:
    """A value as a cell says it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return " ".join(value)
    return harmless(str(value))


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: one more apostrophe before what would begin one."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_meant(cell: str) -> str:
    """What a cell said before `harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
