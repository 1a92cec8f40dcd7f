"""Pages about the devices themselves: a printer's test page, and the barcodes that set a scanner up."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.bindings import sound_device
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.printing.print_jobs import NewPrint, queue_print
from ledger.transaction import Answer, Transaction


@dataclass(frozen=True, slots=True)
class PrintTestPage:
    """Let one printer, by its name in the configuration, show what it can do."""

    printer: str


@dataclass(frozen=True, slots=True)
class PrintSetupSheet:
    """Print the barcodes that set up a family of scanners (`model`) for a keyboard `layout`, at a station."""

    model: str
    layout: str
    station: str


@handles("print_test_page", PrintTestPage)
def print_test_page(tx: Transaction, command: PrintTestPage) -> Answer:
    """Answers `{print_job, printer}`; the page waits a few minutes for a printer of that name."""
    printer = sound_device(command.printer)
    return {"print_job": queue_print(tx, NewPrint("test_page", printer, printer=printer)), "printer": printer}


@handles("print_setup_sheet", PrintSetupSheet)
def print_setup_sheet(tx: Transaction, command: PrintSetupSheet) -> Answer:
    """Answers `{print_job, station}`; refused `bad_setup_sheet` without a model or a layout."""
    model, layout = command.model.strip(), command.layout.strip()
    if not model or not layout:
        raise Refused("bad_setup_sheet", "say which family of scanners it is for, and the country of the keyboard it shall type on")
    station = place_by_code(tx, command.station, "station")
    job = queue_print(tx, NewPrint("setup_sheet", model, station["id"]), {"layout": layout})
    return {"print_job": job, "station": station["code"]}
