"""What a person looks up in the maker's manual to make a scanner speak to the box: one list for each family of scanners.

Makers publish their configuration barcodes as pictures and not what those hold, so a sheet of ours names the page and never guesses a code.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a headline, and what to look for in the manual."""

    says: str
    words: str


@dataclass(frozen=True, slots=True)
class Family:
    """Scanners that are set up alike. `manual` names the maker's own manual; the other texts name the barcodes in it."""

    name: str
    manual: str
    defaults: str
    serial: str
    keyboard: str
    country: str
    enter: str
    identifier: str
    separator: str


FAMILIES: dict[str, Family] = {
    "zebra": Family(
        name="Zebra DS and LI series",
        manual="Zebra: Product Reference Guide of the scanner",
        defaults="Default Parameters: Set Factory Defaults",
        serial="USB Device Type: USB CDC Host",
        keyboard="USB Device Type: USB HID Keyboard",
        country="USB Country Keyboard Types",
        enter="Scan Data Transmission Format: <DATA> <SUFFIX>, where the suffix is Enter from the factory",
        identifier="Transmit Code ID Character: AIM Code ID Character",
        separator="USB Keyboard: Function Key Mapping off, so that control characters are sent as Ctrl and a key",
    ),
    "honeywell": Family(
        name="Honeywell Xenon and Voyager",
        manual="Honeywell: User Guide of the scanner",
        defaults="Resetting the Factory Defaults: Remove Custom Defaults, then Activate Defaults",
        serial="USB Serial",
        keyboard="Plug and Play: USB PC Keyboard",
        country="Program Keyboard Country",
        enter="Data Editing: Add CR Suffix to All Symbologies",
        identifier="Data Editing: an AIM ID as a prefix to all symbologies",
        separator="Keyboard Modifications: control characters as Ctrl and a key",
    ),
    "datalogic": Family(
        name="Datalogic Gryphon and QuickScan",
        manual="Datalogic: Product Reference Guide of the scanner",
        defaults="Resetting the Standard Product Defaults",
        serial="Interface Selection: USB-COM-STD",
        keyboard="Interface Selection: USB Keyboard",
        country="Keyboard Interface: Country Mode",
        enter="Data Editing: Global Suffix CR",
        identifier="Data Editing: AIM ID, for all symbologies",
        separator="Keyboard Interface: Keyboard Send Control Characters, as Ctrl and a key",
    ),
    "newland": Family(
        name="Newland HR and FR series",
        manual="Newland: User Guide of the scanner; scan Enter Setup first and Exit Setup last",
        defaults="Factory Defaults: Load All Factory Defaults",
        serial="USB: USB COM Port Emulation or USB CDC",
        keyboard="USB: USB HID Keyboard",
        country="USB HID Keyboard: Keyboard Layout",
        enter="Terminating Character Suffix: enable, CR (0x0D)",
        identifier="AIM ID Prefix: enable",
        separator="USB HID Keyboard: control characters as Ctrl and a key",
    ),
    "generic": Family(
        name="Netum, Tera and other scanners",
        manual="The leaflet that came with the scanner",
        defaults="Factory reset, or Restore defaults",
        serial="USB virtual COM port, or USB COM",
        keyboard="USB keyboard, or HID",
        country="Keyboard language, or Country",
        enter="Add CR, or Add Enter",
        identifier="AIM ID: on, or Show code ID: AIM",
        separator="GS character, or Function code: show, or Control characters: as Ctrl and a key",
    ),
}

_COUNTRIES = {
    "us": "United States", "uk": "United Kingdom", "de": "Germany", "fr": "France", "es": "Spain", "it": "Italy", "pt": "Portugal",
    "dk": "Denmark", "no": "Norway", "se": "Sweden", "de-ch": "Switzerland (German)", "fr-ch": "Switzerland (French)",
}  # fmt: skip


def setup_steps(model: str, layout: str) -> tuple[Family, list[Step]]:
    """Return the family and what to do, for a country's keyboard. Raises `ValueError` for a model that is not known."""
    if model not in FAMILIES:
        raise ValueError(f"no family of scanners is called {model!r}; there is {', '.join(sorted(FAMILIES))}")
    return FAMILIES[model], list(_steps(FAMILIES[model], _COUNTRIES.get(layout, layout)))


def _steps(family: Family, country: str) -> Iterator[Step]:
    yield Step("Start afresh", family.defaults)
    yield Step("Best: speak through a serial port. Then leave out steps 3 and 4", family.serial)
    yield Step("Or: type like a keyboard", family.keyboard)
    yield Step(f"Keyboard of {country}" if country else "Keyboard of your country", family.country)
    yield Step("Enter after every barcode", family.enter)
    yield Step("Say what kind of barcode it is", family.identifier)
    yield Step("Send the separator of GS1 codes", family.separator)
