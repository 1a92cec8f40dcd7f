"""CSV text becomes rows of cells, and rows become CSV text. RFC 4180, in the dialects that spreadsheet programs write."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from ledger.errors import Refused
from pmpd.spreadsheets.cells import as_meant, written
from pmpd.spreadsheets.sheet import Sheet, Values

_SEPARATORS = (",", ";", "\t")


class SheetRow(NamedTuple):
    """A row's cells by column, and the line of the file it begins in; `fault` says what is wrong with the row as a whole."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


def read_bytes(data: bytes) -> str:
    """The text of a file. Raises Refused `bad_sheet` when it is not UTF-8, with or without a byte-order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("bad_sheet", f"the sheet is not UTF-8 text (byte {error.start}); save it as CSV UTF-8") from error


def read_table(sheet: Sheet, text: str) -> list[SheetRow]:
    """The rows of a CSV text; comma, semicolon or tab is told from the header. Raises Refused `bad_sheet` for a wrong header."""
    lines = text.removeprefix("\ufeff")
    skipped = 0
    if lines.lower().startswith("sep="):  # how Excel is told the separator
        lines = lines.partition("\n")[2]
        skipped = 1
    reader = csv.reader(StringIO(lines, newline=""), delimiter=_separator(sheet, lines), strict=True)
    try:
        header = [as_meant(cell.strip()).lower() for cell in next(reader, [])]
        _check_header(sheet, header)
        needed = {column.name: "" for column in sheet.columns if column.required}  # a row that ends before them leaves them empty
        rows, line = [], reader.line_num + 1
        for record in reader:
            cells = [as_meant(cell.strip()) for cell in record]
            if any(cells):
                fault = "" if len(cells) <= len(header) else f"has {len(cells)} cells, the header {len(header)}"
                rows.append(SheetRow(line + skipped, needed | dict(zip(header, cells, strict=False)), fault))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused("bad_sheet", f"line {reader.line_num + skipped} is no CSV ({error}); save the sheet as CSV UTF-8") from error
    return _without_twins(sheet, rows)


def rows_of(sheet: Sheet, said: Sequence[Mapping[str, str | int | bool]]) -> list[SheetRow]:
    """Rows said as objects; they count from 1. Raises Refused `bad_sheet` for a column that is unknown or missing."""
    for cells in said:
        _check_header(sheet, list(cells))
    rows = [SheetRow(line, {name: _cell(value) for name, value in cells.items()}) for line, cells in enumerate(said, start=1)]
    return _without_twins(sheet, rows)


def _cell(value: str | int | bool) -> str:
    return value.strip() if isinstance(value, str) else written(value)


def _separator(sheet: Sheet, text: str) -> str:
    """The separator that makes most columns of the header known; a guess from the rows would be led astray by their texts."""
    header = text.split("\n", 1)[0]
    known = {column.name for column in sheet.columns}
    return max(_SEPARATORS, key=lambda mark: len(known & {cell.strip(" \"'\r").lower() for cell in header.split(mark)}))


def _check_header(sheet: Sheet, header: list[str]) -> None:
    names = [column.name for column in sheet.columns]
    faults = [f"the column {name} is unknown" for name in header if name and name not in names]
    faults += [f"the column {name} stands there twice" for name in dict.fromkeys(header) if name and header.count(name) > 1]
    faults += [f"the column {column.name} is missing" for column in sheet.columns if column.required and column.name not in header]
    if "" in header and not faults:
        faults.append("a column has no name")
    if faults:
        raise Refused("bad_sheet", f"{'; '.join(faults)}. A sheet of {sheet.kind} has the columns {', '.join(names)}", {"columns": names})


def _without_twins(sheet: Sheet, rows: list[SheetRow]) -> list[SheetRow]:
    """The rows, each that says again what an earlier one is about marked as a fault: nobody could tell which is meant."""
    first: dict[tuple[str, ...], int] = {}
    marked = []
    for row in rows:
        key = tuple(row.cells.get(name, "") for name in sheet.key)
        line = first.setdefault(key, row.line)
        marked.append(row if line == row.line else row._replace(fault=f"says {' '.join(key)} again, as line {line} does"))
    return marked


def write_table(sheet: Sheet, rows: Iterable[Values]) -> str:
    """CSV with a header, commas, and a byte-order mark by which spreadsheet programs know that it is UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    names = [column.name for column in sheet.columns]
    writer.writerow(names)
    writer.writerows([written(row[name]) for name in names] for row in rows)
    return "\ufeff" + text.getvalue()
