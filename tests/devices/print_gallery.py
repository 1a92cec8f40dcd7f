"""Every document on every paper, as pictures to be looked at: `python -m tests.devices.print_gallery DIR`.

The pictures are drawn from the bytes that a printer would get.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from devices.printer.codec import Codec
from devices.printer.document import CarrierLabel, Document, Label, SetupSheet, TestPage
from devices.printer.escpos_codec import EscposCodec
from devices.printer.page_codec import PageCodec
from devices.printer.slip import SlipLine
from devices.printer.zpl_codec import ZplCodec
from tests.devices.carrier_samples import carrier_page_pdf, carrier_pdf, carrier_png
from tests.devices.sample_slip import COPY, SLIP

LABELS: dict[str, Label] = {
    "item": Label(
        "item_label",
        "BRK-CAL-FL-0012",
        {
            "sku": "BRK-CAL-FL-0012",
            "description": "Brake caliper, front left, remanufactured, for 2011 to 2016 models with 312 mm discs",
            "bin": "A-06-2",
            "price": "€ 84.90",
        },
    ),
    "item-ean": Label("item_label", "4006381333931", {"sku": "CLP-10", "description": "Trim clip 10 mm, bag of 25", "bin": "B-02-1"}),
    "item-long": Label(
        "item_label",
        "ENGINE-BLOCK-2.0TDI-CR-EA189-REMAN-00012",
        {"sku": "ENGINE-BLOCK-2.0TDI-CR-EA189-REMAN-00012", "description": "Motorblock, überholt, für Škoda, Łada und Ελλάς " * 3},
    ),
    "bin": Label("bin_label", "A-06-2", {"name": "A-06-2", "zone": "Brakes"}),
    "bin-arrow": Label("bin_label", "B-12-4", {"name": "B-12-4", "zone": "Body and trim", "arrow": "↓"}),
    "bin-copy": Label("bin_label", "A-06-2", {"name": "A-06-2", "zone": "Brakes"}, copy=True),
    "tote": Label("tote_label", "TOTE-017", {"name": "017", "zone": "Picking"}),
    "station": Label("station_label", "STATION-PACK-2", {"name": "Packing 2", "zone": "Hall A"}),
    "badge": Label("badge", "OP-7F3K2M", {"name": "Renée Muñoz-Strauß", "role": "Picker"}),
}
CHECK_CODE = 'AaQqZzYyMm0123456789-_/.:;+()[]"@#\x1dWw'
DOCUMENTS: dict[str, Document] = {
    **LABELS,
    "slip": SLIP,
    "slip-copy": COPY,
    "slip-100-lines": replace(SLIP, lines=tuple(SlipLine(f"SKU-{n:04d}", f"Part number {n}", n % 9 + 1, "C-01-1") for n in range(100))),
    "setup-zebra": SetupSheet("zebra", "de", CHECK_CODE),
    "setup-generic": SetupSheet("generic", "de", CHECK_CODE),
    "test-page": TestPage("Packing bench 1", "2026-11-22 14:14"),
    "carrier-png": CarrierLabel("png", carrier_png()),
    "carrier-pdf": CarrierLabel("pdf", carrier_pdf()),
    "carrier-corner-of-a4": CarrierLabel("pdf", carrier_page_pdf()),
}
CODECS: dict[str, Codec] = {
    "roll58": EscposCodec(58),
    "roll80": EscposCodec(80),
    "label50x30": ZplCodec(50, 30, 8),
    "label62x29-300dpi": ZplCodec(62, 29, 12),
    "label100x50": ZplCodec(100, 50, 8),
    "label100x50-300dpi": ZplCodec(100, 50, 12),
    "label100x150": ZplCodec(100, 150, 8),
    "a4": PageCodec(210, 297),
}


def gallery() -> Iterator[tuple[str, Document, Codec]]:
    """Yield every document on every paper with a name for its picture."""
    for paper, codec in CODECS.items():
        for name, document in DOCUMENTS.items():
            yield f"{name}-{paper}", document, codec


def main(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, document, codec in gallery():
        try:
            codec.picture(codec.encode(document)).save(directory / f"{name}.png")
        except ValueError as refused:
            print(f"{name}: {refused}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
