"""How a packing slip is laid out: a slip and a number of columns become lines, rules and a QR code, in order from the top."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from devices.printer.code_pages import printable
from devices.printer.slip import Slip, SlipLine


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `width` and `height` are multiples of the Font A cell, 1 to 8."""

    text: str
    width: int = 1
    height: int = 1
    bold: bool = False
    align: Literal["left", "center"] = "left"
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper, `thickness_dots` high."""

    thickness_dots: int = 2


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code in the middle of the paper."""

    content: str


@dataclass(frozen=True, slots=True)
class Gap:
    """White space, `height_dots` high."""

    height_dots: int


Element = Text | Rule | QrCode | Gap

_QUANTITY_COLUMNS = 6  # "999 × " before the SKU; the description stands under the SKU


def slip_layout(slip: Slip, columns: int) -> Iterator[Element]:
    """Yield the slip's elements for paper of `columns` Font A characters, 32 or 48."""
    if slip.copy:
        yield from _copy_banner(columns)
    yield from _centred(slip.shop_name, 2, columns, bold=True)
    yield Gap(12)
    yield Rule(4)
    yield Gap(10)
    yield from _head(slip, columns)
    yield from _address(slip, columns)
    yield from _items(slip, columns)
    yield from _note(slip.note, columns)
    yield from _foot(slip, columns)
    if slip.copy:
        yield Gap(12)
        yield from _copy_banner(columns)


def _copy_banner(columns: int) -> Iterator[Element]:
    yield Text("C O P Y".center(columns // 2), width=2, height=2, bold=True, inverted=True)
    yield Gap(12)


def _head(slip: Slip, columns: int) -> Iterator[Element]:
    number = printable(slip.order_number)
    yield Text("ORDER", align="center")
    # Read across a packing bench: as large as fits on one line.
    size = next((size for size in (4, 3) if len(number) * size <= columns), 2)
    yield from _centred(number, size, columns, bold=True)
    yield Gap(8)
    channel = " ".join(part for part in (slip.channel_name, slip.external_number) if part)
    yield from _centred(channel, 1, columns)
    yield Gap(6)
    if slip.parcel:
        yield from _centred(slip.parcel, 2, columns, bold=True)
        yield Gap(6)


def _address(slip: Slip, columns: int) -> Iterator[Element]:
    yield Rule()
    yield Gap(8)
    yield Text("SHIP TO", bold=True)
    for line in slip.ship_to:
        for part in _wrapped(line, columns - 2):
            yield Text(f"  {part}")
    yield Gap(6)


def _items(slip: Slip, columns: int) -> Iterator[Element]:
    yield Rule()
    yield Gap(6)
    for text in _two_ends(f"{'QTY':>3}   ITEM", "BIN" if any(line.bin for line in slip.lines) else "", columns):
        yield Text(text, bold=True)
    yield Gap(4)
    for line in slip.lines:
        yield from _item(line, columns)
    yield Rule()
    yield Gap(8)
    units = sum(line.quantity for line in slip.lines)
    counted = f"{units} {'unit' if units == 1 else 'units'} in {len(slip.lines)} {'line' if len(slip.lines) == 1 else 'lines'}"
    weight = "" if slip.weight_g is None else f"{slip.weight_g // 1000}.{slip.weight_g % 1000:03d} kg"
    for text in _two_ends(counted, weight, columns):
        yield Text(text, bold=True)


def _item(line: SlipLine, columns: int) -> Iterator[Element]:
    left = f"{line.quantity:>3} × {printable(line.sku)}"
    for text in _two_ends(left, printable(line.bin), columns):
        yield Text(text, height=2, bold=True)
    for part in _wrapped(line.description, columns - _QUANTITY_COLUMNS):
        yield Text(" " * _QUANTITY_COLUMNS + part)
    yield Gap(8)


def _note(note: str, columns: int) -> Iterator[Element]:
    lines = [part for line in note.splitlines() for part in _wrapped(line, columns)]
    if not lines:
        return
    yield Gap(8)
    yield Text(" NOTE ", bold=True, inverted=True)
    for line in lines:
        yield Text(line, bold=True)


def _foot(slip: Slip, columns: int) -> Iterator[Element]:
    yield Gap(12)
    if slip.qr:
        yield QrCode(slip.qr)
        yield Gap(4)
        reference = printable(slip.qr)
        if len(reference) <= columns:
            yield Text(reference, align="center")
    yield Gap(8)
    batch = f"Batch {printable(slip.batch)}" if slip.batch else ""
    for text in _two_ends(batch, printable(slip.printed_at), columns):
        yield Text(text)


def _wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(printable(text), columns, break_on_hyphens=False)


def _centred(text: str, size: int, columns: int, *, bold: bool = False) -> Iterator[Text]:
    for part in _wrapped(text, columns // size):
        yield Text(part, width=size, height=size, bold=bold, align="center")


def _two_ends(left: str, right: str, columns: int) -> list[str]:
    """Return lines with `left` at the left edge and `right` at the right edge of the last one; on one line where both fit."""
    lines = [left[start : start + columns] for start in range(0, len(left), columns)] or [""]
    if not right:
        return [line for line in lines if line]
    tail = right[-columns:]
    if len(lines[-1]) + len(tail) + 1 > columns:
        lines.append("")
    lines[-1] = lines[-1].ljust(columns - len(tail)) + tail
    return lines
