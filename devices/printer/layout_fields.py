"""What a document says to its layout: fields by name, and rows of fields. Each kind of document has a layout file of the same name."""

from collections.abc import Mapping
from dataclasses import dataclass

from devices.printer.document import Label, SetupSheet, TestPage
from devices.printer.setup_sheet import setup_steps
from devices.printer.slip import Slip

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """The fields and rows of one document."""

    layout: str
    fields: Fields
    rows: tuple[Fields, ...] = ()


# Layout → the fields its texts may name; then those of its rows.
FIELDS: dict[str, tuple[str, ...]] = {
    "slip": (
        "shop_name", "order_number", "channel_name", "external_number", "ship_to", "qr", "printed_at", "note", "batch", "weight", "parcel",
        "copy", "units", "lines", "unit", "line", "bins",
    ),
    "item_label": ("sku", "description", "bin", "price", "code", "copy"),
    "bin_label": ("name", "zone", "arrow", "code", "copy"),
    "tote_label": ("name", "zone", "code", "copy"),
    "station_label": ("name", "zone", "code", "copy"),
    "badge": ("name", "role", "code", "copy"),
    "setup_sheet": ("model", "manual", "check_code"),
    "test_page": ("printer", "printed_at", "paper"),
}  # fmt: skip
ROW_FIELDS: dict[str, tuple[str, ...]] = {
    "slip": ("quantity", "sku", "description", "bin"),
    "setup_sheet": ("number", "step", "words"),
}
# Words for a count, each for one and for many; the fields of the same names hold the one that fits.
WORDS: dict[str, dict[str, tuple[str, str]]] = {"slip": {"unit": ("unit", "units"), "line": ("line", "lines")}}


def said_by(document: Slip | Label | SetupSheet | TestPage, paper: str) -> Said:
    """Return what `document` says; `paper` describes the paper ("80 mm")."""
    match document:
        case Slip():
            return _slip(document)
        case Label():
            known = FIELDS[document.kind]
            given = {name: one_line(text) for name, text in document.fields.items() if name in known}
            fixed = {"code": document.code, "copy": _yes(document.copy)}
            return Said(document.kind, dict.fromkeys(known, "") | given | fixed)
        case SetupSheet():
            return _setup_sheet(document)
        case TestPage():
            return Said("test_page", {"printer": one_line(document.printer), "printed_at": one_line(document.printed_at), "paper": paper})


def one_line(text: str) -> str:
    """Return `text` with every kind of line break a blank."""
    return " ".join(text.splitlines())


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def _slip(slip: Slip) -> Said:
    fields = {
        "shop_name": one_line(slip.shop_name),
        "order_number": one_line(slip.order_number),
        "channel_name": one_line(slip.channel_name),
        "external_number": one_line(slip.external_number),
        "ship_to": "\n".join(one_line(line) for line in slip.ship_to),
        "qr": slip.qr,
        "printed_at": one_line(slip.printed_at),
        "note": slip.note.strip(),
        "batch": one_line(slip.batch),
        "weight": "" if slip.weight_g is None else f"{slip.weight_g // 1000}.{slip.weight_g % 1000:03d} kg",
        "parcel": one_line(slip.parcel),
        "copy": _yes(slip.copy),
        "units": str(sum(line.quantity for line in slip.lines)),
        "lines": str(len(slip.lines)),
        "bins": _yes(any(line.bin for line in slip.lines)),
    }
    rows = tuple(
        {
            "quantity": str(line.quantity),
            "sku": one_line(line.sku),
            "description": one_line(line.description),
            "bin": one_line(line.bin),
        }
        for line in slip.lines
    )
    return Said("slip", fields, rows)


def _setup_sheet(sheet: SetupSheet) -> Said:
    family, steps = setup_steps(sheet.model, sheet.layout)
    rows = tuple({"number": str(number), "step": step.says, "words": step.words} for number, step in enumerate(steps, start=1))
    return Said("setup_sheet", {"model": family.name, "manual": family.manual, "check_code": sheet.check_code}, rows)
