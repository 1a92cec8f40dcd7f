"""A slip with everything on it, and its golden bytes. `python -m tests.devices.sample_slip` writes the golden files anew."""

from dataclasses import replace
from pathlib import Path

from devices.printer.escpos import encode_slip
from devices.printer.slip import Slip, SlipLine

GOLDEN = Path(__file__).parent / "golden"

SLIP = Slip(
    shop_name="Grünwald Used Parts",
    order_number="10472",
    channel_name="eBay",
    external_number="12-08834-55120",
    ship_to=("Renée Muñoz-Strauß", "Flat 4, 221B Crème Street", "S-103 16 Malmö", "Sweden"),
    lines=(
        SlipLine(
            sku="BRK-CAL-FL-0012",
            description="Brake caliper, front left, remanufactured, for 2011 to 2016 models with 312 mm discs; incl. carrier (€ 25 core)",
            quantity=2,
            bin="A-06-2",
        ),
        SlipLine(sku="CLP-10", description="Trim clip 10 mm, bag of 25", quantity=12, bin="B-02-1"),
    ),
    qr="PMPD:ORDER:10472",
    printed_at="2026-11-22 14:14 UTC",
    note="Gift: please leave the price out.",
    batch="47",
    weight_g=4310,
)

COPY = replace(SLIP, copy=True)


def golden_slips() -> dict[str, bytes]:
    """File name in `golden/` → the bytes it holds."""
    return {"slip-80mm.bin": encode_slip(SLIP, 80), "slip-58mm-copy.bin": encode_slip(COPY, 58)}


if __name__ == "__main__":
    for name, job in golden_slips().items():
        (GOLDEN / name).write_bytes(job)
