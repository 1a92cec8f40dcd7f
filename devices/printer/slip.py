"""What a packing slip says: ready text and whole numbers, no order and no stock."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One item in the box. `quantity` in whole units; `bin` is where it was picked, or empty."""

    sku: str
    description: str
    quantity: int
    bin: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A packing slip. Empty texts are left out of the print.

    `order_number` is ours, `external_number` the channel's. `qr` is what the QR code holds, `printed_at` a time as it shall read.
    `copy` marks a reprint: it says COPY at its head and foot. `parcel` says which of several parcels this is ("Parcel 1 of 2").
    """

    shop_name: str
    order_number: str
    channel_name: str
    external_number: str
    ship_to: tuple[str, ...]
    lines: tuple[SlipLine, ...]
    qr: str
    printed_at: str
    note: str = ""
    batch: str = ""
    weight_g: int | None = None
    copy: bool = False
    parcel: str = ""
