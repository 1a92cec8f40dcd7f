"""What the configuration says of a device, one frozen dataclass a kind; a driver is made from a name and its settings.

An `address` says where the device is, in the form of its driver: `serial:///dev/ttyUSB0?baud=9600`, `tcp://192.168.1.50:9100`,
`usb:///dev/usb/lp0`, `mqtt://broker:1883/rail-1`, or for a scanner its identity (`serial:G19A0042`, `bt:00:11:22:33:44:55`, `port:1-1.2`).
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """`layout` is the country's keyboard that the scanner types on; serial scanners have none.

    `separator` is what the scanner sends for the FNC1 of a GS1 code, where it was set to send something other than the character GS. It
    is turned into GS wherever it stands, so it must be text that no other label has.
    """

    address: str = ""
    layout: str = "us"
    separator: str = "\x1d"


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """The paper and the print head. Rolls are 58 or 80 mm wide and have no `height_mm`; labels have both.

    `dots_per_mm` is 8 for 203 dpi, 12 for 300 dpi. `layouts` is the directory of the owner's own layouts, None where there are none.
    """

    address: str = ""
    width_mm: int = 80
    height_mm: int = 0
    dots_per_mm: int = 8
    layouts: Path | None = None


@dataclass(frozen=True, slots=True)
class LightsSettings:
    """`lights` are the names of the bins that have one; `ack_timeout_s` is how long a light may take to answer."""

    address: str = ""
    lights: tuple[str, ...] = ()
    ack_timeout_s: float = 0.5


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """`protocol` is the language of a serial scale; HID scales speak one of their own."""

    address: str = ""
    protocol: str = ""
