"""A CSV file of orders, read into one document for each order; a row that cannot be read is an error with its line number."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cloudsync.csv_columns import OF_LINE, OF_ORDER, REQUIRED, ROWS

LARGEST_FILE_BYTES = 32 * 1024 * 1024
_DELIMITERS = ",;\t"


class CsvOrder(NamedTuple):
    """One order of a file: what to call it, and its document or, in `error`, why there is none."""

    name: str
    body: dict[str, Any] | None = None
    error: str = ""


def read_csv_orders(path: Path) -> Iterator[CsvOrder]:
    """Yield the orders of a file in the order of their first rows; rows of one order need not stand together. Raises OSError.

    The first row names the columns, in any sequence. Cells are separated by commas, semicolons or tabs; text is UTF-8, with or without a
    byte-order mark. Nothing of an order with a bad row is taken: it is named with the line, and comes in when the file is imported again.
    """
    raw = path.read_bytes()[: LARGEST_FILE_BYTES + 1]
    if len(raw) > LARGEST_FILE_BYTES:
        yield CsvOrder(path.name, error=f"it is larger than {LARGEST_FILE_BYTES // 1024**2} MiB; divide it into several files")
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        yield CsvOrder(f"{path.name} line {line}", error="it is not UTF-8 text; save the file as CSV UTF-8")
        return
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [cell.strip().lower() for cell in next(rows, [])]
    fault = _column_fault(columns)
    if fault:
        yield CsvOrder(f"{path.name} line 1", error=fault)
        return
    yield from _grouped(path.name, columns, rows)


def _column_fault(columns: list[str]) -> str:
    missing = [column for column in REQUIRED if column not in columns]
    unknown = [column for column in columns if column not in (*OF_ORDER, *OF_LINE)]
    if missing:
        return f"the first row names the columns, and {', '.join(missing)} must be among them"
    if unknown:
        return f"there is no column {', '.join(unknown)}; there are {', '.join((*OF_ORDER, *OF_LINE))}"
    return "" if len(set(columns)) == len(columns) else "a column is named twice"


def _grouped(name: str, columns: list[str], rows: Any) -> Iterator[CsvOrder]:
    """Gather the rows by order number."""
    orders: dict[str, list[dict[str, Any]]] = {}
    errors: list[CsvOrder] = []
    place = columns.index("order")
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            # The rest may hold more rows of any order before it, so that no order is known to be whole.
            yield CsvOrder(f"{name} line {line}", error=f"it is not CSV from here on ({error}); nothing of the file was taken in")
            return
        if cells is None:
            break
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        number = cells[place] if place < len(cells) else ""
        if not number:
            errors.append(CsvOrder(f"{name} line {line}", error="the order's number is missing"))
            continue
        row: dict[str, Any] = {"line_number": line, "cells": dict(zip(columns, cells, strict=False))}
        if len(cells) != len(columns):
            row = {"line_number": line, "fault": f"it has {len(cells)} cells, and the first row names {len(columns)} columns"}
        orders.setdefault(number, []).append(row)
    yield from (CsvOrder(f"{name} order {number}", body={ROWS: found}) for number, found in orders.items())
    yield from errors
