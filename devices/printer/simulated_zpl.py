"""A label printer with no hardware: the driver every ZPL printer has, over a simulated link to a machine that keeps its labels."""

from devices.printer.simulated_link import SimulatedLink
from devices.printer.zpl_machine import PrintedLabel, ZplMachine
from devices.printer.zpl_printer import USUAL, Timeouts, ZplPrinter
from devices.settings import PrinterSettings


class SimulatedZplPrinter(ZplPrinter):
    """A `Printer` whose labels can be looked at: `papers`. Faults are methods of its `machine` and of its `link`."""

    def __init__(self, name: str, settings: PrinterSettings = PrinterSettings(), timeouts: Timeouts = USUAL) -> None:
        self.machine = ZplMachine(settings.width_mm, settings.height_mm, settings.dots_per_mm)
        self.link = SimulatedLink(self.machine)
        super().__init__(name, settings, self.link, timeouts)

    @property
    def about(self) -> str:
        """What it stands for."""
        return "a label printer that keeps its labels to be looked at"

    @property
    def papers(self) -> list[PrintedLabel]:
        """Every label so far, oldest first, each with its bytes and its picture."""
        return self.machine.papers
