"""The rows of one order in a CSV file become a ChannelOrder; pure. What is wrong is named with the line of the file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cloudsync.address import country_code
from cloudsync.broken_document import BrokenDocument
from cloudsync.csv_columns import OF_ORDER, ROWS
from cloudsync.field import LARGEST_QUANTITY, Field, shown
from cloudsync.instant import optional_instant_ms
from cloudsync.money import currency_code, minor_units
from cloudsync.unique_lines import unique_lines
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine

_YES = ("", "yes", "true", "1", "paid")
_NO = ("no", "false", "0", "unpaid")
_ADDRESS = ("name", "company", "line1", "line2", "city", "region", "postcode", "phone", "email")


def looks_like(document: Mapping[str, Any]) -> bool:
    """Say whether a document was read from a CSV file."""
    return ROWS in document


def translate(document: Mapping[str, Any], account: str) -> ChannelOrder:
    """Return the order that rows tell of; raise BrokenDocument, with the line of the file, when any value in them is wrong.

    A file has no time of change: of two files that tell of one order, the one imported later counts. An order is paid unless it says `no`.
    Without a total it is the sum of its lines.
    """
    rows = _rows(document)
    order = _of_order(rows)
    currency = currency_code(order["currency"]) if order["currency"].value else ""
    number = order["order"].required_identifier()
    lines = unique_lines([_line(row, place, currency) for place, row in enumerate(rows, start=1)], rows[0].at("line").path)
    total = order["total"]
    return ChannelOrder(
        channel="csv",
        account=account,
        external_id=number,
        external_number=number,
        placed_ms=optional_instant_ms(_filled(order["placed"])) or 0,
        updated_ms=0,
        currency=currency,
        total_minor=_money(total, currency) if total.value else sum(line.price_minor * line.quantity for line in lines),
        paid=_paid(order["paid"]),
        cancelled=False,
        ship_by_ms=optional_instant_ms(_filled(order["ship_by"])),
        service=order["service"].text(),
        buyer=order["buyer"].text() or order["name"].text(),
        note=order["note"].note(),
        ship_to=Address(**{part: order[part].text() for part in _ADDRESS}, country=country_code(order["country"])),
        lines=lines,
    )


def _rows(document: Mapping[str, Any]) -> list[Field]:
    given = Field("", document).at(ROWS)
    rows = []
    for row in given.items():
        line = row.at("line_number").quantity()
        fault = row.at("fault").text()
        if fault:
            raise BrokenDocument(fault, f"line {line}")
        rows.append(Field(f"line {line}", row.at("cells").value))
    if not rows:
        raise given.broken("has no rows")
    return rows


def _of_order(rows: Sequence[Field]) -> dict[str, Field]:
    """What the rows say of the whole order: the first that says it; another that says something else is broken."""
    found = {column: rows[0].at(column) for column in OF_ORDER}
    for row in rows[1:]:
        for column in OF_ORDER:
            said = row.at(column)
            if said.value and not found[column].value:
                found[column] = said
            elif said.value and said.value != found[column].value:
                raise said.broken(f"{shown(said.value)} differs from {shown(found[column].value)} in {found[column].path.split('.')[0]}")
    return found


def _line(row: Field, place: int, currency: str) -> ChannelOrderLine:
    price = row.at("price")
    return ChannelOrderLine(
        external_id=row.at("line").identifier() or str(place),
        listing=row.at("listing").text(),
        sku=row.at("sku").required_identifier(),
        title=row.at("title").text(),
        quantity=_quantity(row.at("quantity")),
        price_minor=_money(price, currency) if price.value else 0,
    )


def _quantity(field: Field) -> int:
    text = field.text()
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= LARGEST_QUANTITY:
        raise field.broken(f"{shown(text)} is not a quantity from 1 to {LARGEST_QUANTITY}")
    return int(text)


def _money(field: Field, currency: str) -> int:
    if not currency:
        raise field.broken("an amount needs the order's currency, in the column currency")
    return minor_units(field, currency)


def _paid(field: Field) -> bool:
    text = field.text().lower()
    if text not in (*_YES, *_NO):
        raise field.broken(f"{shown(text)} is neither yes nor no")
    return text in _YES


def _filled(field: Field) -> Field:
    return field if field.value else Field(field.path, None)
