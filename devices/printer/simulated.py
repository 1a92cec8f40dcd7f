"""A printer with no hardware: the driver every ESC/POS printer has, over a simulated link to a machine that keeps its papers."""

from devices.printer.escpos_printer import USUAL, EscposPrinter, Timeouts
from devices.printer.paper import roll
from devices.printer.paper_machine import PaperMachine, PrintedPaper
from devices.printer.simulated_link import SimulatedLink
from devices.settings import PrinterSettings


class SimulatedPrinter(EscposPrinter):
    """A `Printer` whose paper can be looked at: `papers`. Faults are methods of its `machine` and of its `link`."""

    def __init__(self, name: str, settings: PrinterSettings = PrinterSettings(), timeouts: Timeouts = USUAL) -> None:
        self.machine = PaperMachine(roll(settings.width_mm))
        self.link = SimulatedLink(self.machine)
        super().__init__(name, settings, self.link, timeouts)

    @property
    def about(self) -> str:
        """What it stands for."""
        return "a printer that keeps its papers to be looked at"

    @property
    def papers(self) -> list[PrintedPaper]:
        """Every piece of paper so far, oldest first, each with its bytes and its picture."""
        return self.machine.papers
