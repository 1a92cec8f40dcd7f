"""Which receipt and label printers are plugged into USB, by the kernel's printer nodes and by the bus itself."""

from pathlib import Path
from typing import Any

import usb.core  # type: ignore[import-untyped]

from devices.driver import Attached
from devices.usb_link import port_of, printer_interface

_NODES = Path("/sys/class/usbmisc")
_ZEBRA = 0x0A5F
_OFFICE_LANGUAGES = ("PCL", "PJL", "POSTSCRIPT", "PDF", "URF", "PWG")


def attached(nodes: Path = _NODES, backend: Any | None = None) -> list[Attached]:
    """List the printers on USB; those of the office, which speak PCL, PostScript or PDF, belong to CUPS and are left out.

    A printer that the kernel's printer driver has taken is named by its node, any other by its numbers.
    """
    listed, ports = [], set()
    for node in sorted(nodes.glob("lp*")):
        interface = (node / "device").resolve()
        ports.add(interface.name.partition(":")[0])
        try:
            identity = identity_fields((interface / "ieee1284_id").read_text(errors="replace"))
        except OSError:  # unplugged meanwhile
            continue
        language = identity.get("CMD", "").upper()
        if not any(word in language for word in _OFFICE_LANGUAGES):
            about = f"{identity.get('MFG', '')} {identity.get('MDL', '')}".strip() or "USB printer"
            known = "ZPL" in language or "ESC/POS" in language or "ESCPOS" in language
            listed.append(Attached("printer", "zpl" if "ZPL" in language else "escpos", f"usb:///dev/usb/{node.name}", about, known))
    return listed + [found for device, found in _on_the_bus(backend) if port_of(device) not in ports]


def identity_fields(text: str) -> dict[str, str]:
    """Return the fields of an IEEE 1284 device id by their short names MFG, MDL, CMD (`MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;`)."""
    names = {"MANUFACTURER": "MFG", "MODEL": "MDL", "COMMAND SET": "CMD"}
    fields = (part.partition(":") for part in text.strip().split(";") if ":" in part)
    return {names.get(name.strip().upper(), name.strip().upper()): value.strip() for name, _, value in fields}


def _on_the_bus(backend: Any | None) -> list[tuple[Any, Attached]]:
    try:
        printers = list(usb.core.find(find_all=True, custom_match=_prints, backend=backend))
    except (usb.core.NoBackendError, usb.core.USBError):
        return []
    return [(device, _described(device)) for device in printers]


def _prints(device: Any) -> bool:
    try:
        return printer_interface(device) is not None
    except usb.core.USBError:
        return False


def _described(device: Any) -> Attached:
    about, serial = "USB printer", None
    try:
        about = f"{device.manufacturer or ''} {device.product or ''}".strip() or about
        serial = device.serial_number
    except (usb.core.USBError, ValueError, NotImplementedError):
        pass  # who may not open a device does not learn its name
    numbers = f"usb://{device.idVendor:04x}:{device.idProduct:04x}"
    address = f"{numbers}/{serial}" if serial else f"{numbers}?port={port_of(device)}"
    return Attached("printer", "zpl" if device.idVendor == _ZEBRA else "escpos", address, about, certain=device.idVendor == _ZEBRA)
