"""Which printer prints what: each at its station, by what its language is good for, unless the configuration says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from devices.driver import Printer

LABELS = ("item_label", "bin_label", "tote_label", "station_label", "badge")
PAGES = ("slip", "setup_sheet")
CARRIER = "carrier_label"
DOCUMENTS = (*PAGES, *LABELS, CARRIER)
"""What is printed at stations; a test page goes straight to its printer."""

_FIRST = {
    **dict.fromkeys(LABELS, ("labels", "roll", "office")),
    **dict.fromkeys(PAGES, ("roll", "office")),
    CARRIER: ("labels", "office"),
}
"""For each document, the kinds of printers that can print it, the best first."""


@dataclass(frozen=True, slots=True)
class PrinterAt:
    """A printer, the station it stands at, and the documents that it prints there."""

    name: str
    printer: Printer
    station: str
    documents: tuple[str, ...]


class Standing(Protocol):
    """A printer as the configuration has it; `documents` is empty where nothing is said."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def driver(self) -> str:
        """Its driver's word."""
        ...

    @property
    def station(self) -> str:
        """Where it stands."""
        ...

    @property
    def documents(self) -> tuple[str, ...]:
        """What it shall print."""
        ...


def share_documents(printers: Sequence[Standing]) -> dict[str, tuple[str, ...]]:
    """The documents of each printer by name. What nobody at a station is told to print goes to the first of the kind best at it.

    Label printers (ZPL) are best at labels, rolls (ESC/POS) at slips, and office printers take what no other can.
    """
    shares: dict[str, list[str]] = {printer.name: list(printer.documents) for printer in printers}
    for station in dict.fromkeys(printer.station for printer in printers):
        here = [printer for printer in printers if printer.station == station]
        for document in DOCUMENTS:
            if not any(document in printer.documents for printer in here):
                taker = _best(document, [printer for printer in here if not printer.documents])
                if taker is not None:
                    shares[taker.name].append(document)
    return {name: tuple(documents) for name, documents in shares.items()}


def _best(document: str, printers: Sequence[Standing]) -> Standing | None:
    able = [printer for printer in printers if _kind(printer.driver) in _FIRST[document]]
    return min(able, key=lambda printer: _FIRST[document].index(_kind(printer.driver)), default=None)


def _kind(driver: str) -> str:
    return "labels" if "zpl" in driver else "office" if "cups" in driver else "roll"
