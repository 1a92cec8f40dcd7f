"""What can be printed: ready texts and whole numbers, no order and no stock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from devices.printer.slip import Slip

LabelKind = Literal["item_label", "bin_label", "tote_label", "station_label", "badge"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one of the shop's own layouts. `fields` fill the layout's places by name; `code` is what its barcodes hold.

    An item label has `sku`, `description`, `bin`, `price` where known; a bin label `name`, `zone`, and `arrow` ("↑", "←") where wanted; a
    tote or station label `name`, `zone`; a badge `name`, `role`. `copy` marks a reprint.
    """

    kind: LabelKind
    code: str
    fields: Mapping[str, str]
    copy: bool = False


@dataclass(frozen=True, slots=True)
class CarrierLabel:
    """A carrier's own label, as it was bought. `copy` marks a reprint."""

    format: Literal["zpl", "png", "pdf"]
    content: bytes
    copy: bool = False


@dataclass(frozen=True, slots=True)
class SetupSheet:
    """How to set up one family of scanners. `model` is a key of `setup_sheet.FAMILIES`, `layout` a country's keyboard ("de").

    `check_code` is what the QR code at its end holds, by which the box sees that the scanner sends every character right.
    """

    model: str
    layout: str
    check_code: str = ""


@dataclass(frozen=True, slots=True)
class TestPage:
    """Shows that a printer prints: its name, its paper, umlauts, a barcode and a QR code. `printed_at` as it shall read."""

    __test__ = False  # not a test, whatever pytest thinks of its name

    printer: str
    printed_at: str


Document = Slip | Label | CarrierLabel | SetupSheet | TestPage
