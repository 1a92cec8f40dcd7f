"""Who makes barcode scanners: the USB numbers by which one is told from a keyboard that a person types on."""

# The names are those of usb.ids (linux-usb.org, 2025.07.26), except 11fa: Code's Interface Control Document D014465, section 5.1.
# Only companies that make nothing else that types or has a serial port.
_MAKERS = {
    0x0536: "Hand Held Products",
    0x05E0: "Zebra",  # usb.ids: Symbol Technologies
    0x05F9: "Datalogic",  # usb.ids: PSC Scanning
    0x065A: "Opticon",  # usb.ids: Optoelectronics
    0x067E: "Intermec",
    0x0745: "CipherLab",  # usb.ids: Syntech Information
    0x076D: "Denso",
    0x080C: "Datalogic",
    0x08FB: "Socket",
    0x0C2E: "Honeywell",  # usb.ids: Metrologic Instruments
    0x11FA: "Code",
    0x1EAB: "Newland",
    0x27DD: "Mindeo",
}

# Scanners under the number of a company that makes other things too.
_MODELS = {
    (0x03F0, 0x0139): "HP",
    (0x03F0, 0x1D24): "HP",
    (0x040B, 0x6510): "Weltrend",
    (0x0416, 0xC141): "Winbond",
    (0x04B4, 0xBCA1): "Cypress",
    (0x04B4, 0xDE61): "Cypress",
    (0x04B4, 0xDE64): "Cypress",
    (0x0581, 0x0107): "Tera",
    (0x0581, 0x020C): "Tera",
    (0x0DB5, 0x0139): "Access IS",
    (0x0DB5, 0x013A): "Access IS",
}

# What the others call themselves: "BARCODE SCANNER", "USB Bar Code Reader", "Barcode Scanner HID". An image scanner types nothing.
_WORDS = ("barcode", "bar code", "bar-code", "scanner")


def maker_of(vendor: int, product: int) -> str:
    """Return who makes this barcode scanner, empty for a number that is not known as one."""
    return _MODELS.get((vendor, product)) or _MAKERS.get(vendor, "")


def is_scanner(vendor: int, product: int, name: str) -> bool:
    """Tell whether this is surely a barcode scanner, by its USB numbers or by what it calls itself."""
    return bool(maker_of(vendor, product)) or any(word in name.lower() for word in _WORDS)


def in_words(vendor: int, product: int, name: str) -> str:
    """Return maker and name for a person, the maker once ("Honeywell Voyager 1400g")."""
    maker = maker_of(vendor, product)
    return name if maker.lower() in name.lower() else f"{maker} {name}".strip()
