"""The printers of the contract suite, each with what a person does to it: made, broken, and looked at from the outside."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from devices.driver import Printer
from devices.printer.cups_printer import CupsPrinter
from devices.printer.cups_printer import Timeouts as CupsTimeouts
from devices.printer.escpos import encode_slip
from devices.printer.escpos_printer import EscposPrinter, Timeouts
from devices.printer.paper_machine import PaperMachine
from devices.printer.simulated import SimulatedPrinter
from devices.printer.simulated_zpl import SimulatedZplPrinter
from devices.printer.zpl_machine import ZplMachine
from devices.printer.zpl_printer import Timeouts as ZplTimeouts
from devices.printer.zpl_printer import ZplPrinter
from devices.settings import PrinterSettings
from devices.usb_link import UsbLink, usb_address
from tests.devices.cups_server import CupsServer
from tests.devices.fake_usb import FakeUsbBus, UsbPrinter
from tests.devices.printer_wires import LineMachine, TcpMachine
from tests.devices.sample_labels import THREE_LABELS
from tests.devices.sample_slip import SLIP

SLIP_JOB = encode_slip(SLIP)


class AnyRig(Protocol):
    """A printer, closed, with paper in it and its cable plugged in. `done` is the grade of a job that came out."""

    printer: Printer
    job: bytes
    done: str

    def finished_papers(self) -> int: ...
    def pull_the_cable(self) -> None: ...
    def put_the_cable_back(self) -> None: ...
    def clear_away(self) -> None: ...


class Rig(AnyRig, Protocol):
    """One that the driver itself talks with, and that can tell of its paper and confirm what it printed."""

    def take_the_paper_out(self) -> None: ...
    def end_the_paper_in_the_middle(self) -> None: ...
    def end_the_paper_near_the_end(self) -> None: ...
    def load_paper(self) -> None: ...
    def fall_silent(self) -> None: ...
    def pull_the_cable_in_the_middle(self) -> None: ...


class EscposRig:
    """What the rigs of ESC/POS printers share: the machine. `finished_papers` counts whole jobs, wherever they came out."""

    job = SLIP_JOB
    done = "confirmed"

    def __init__(self, machine: PaperMachine) -> None:
        self.machine = machine

    def finished_papers(self) -> int:
        return sum(paper.stream.count(SLIP_JOB) for paper in self.machine.papers)

    def take_the_paper_out(self) -> None:
        self.machine.run_out_of_paper()

    def end_the_paper_in_the_middle(self) -> None:
        self.machine.run_out_of_paper(after_bytes=len(SLIP_JOB) // 2)

    def end_the_paper_near_the_end(self) -> None:
        self.machine.run_out_of_paper(after_bytes=len(SLIP_JOB) - 100)

    def load_paper(self) -> None:
        self.machine.load_paper()

    def fall_silent(self) -> None:
        self.machine.fall_silent()

    def clear_away(self) -> None:
        self.pull_the_cable()

    def pull_the_cable(self) -> None:
        raise NotImplementedError


class SimulatedRig(EscposRig):
    def __init__(self, folder: Path) -> None:
        self._simulated = SimulatedPrinter("slips-1", timeouts=Timeouts(0.05, 0.05, 0.05))
        super().__init__(self._simulated.machine)
        self.printer: Printer = self._simulated

    def pull_the_cable(self) -> None:
        self._simulated.link.cut()

    def pull_the_cable_in_the_middle(self) -> None:
        self._simulated.link.cut_after(len(SLIP_JOB) // 2)

    def put_the_cable_back(self) -> None:
        self._simulated.link.mend()


# Real wires are given time: a printer that is asked may not get a turn at once on a busy machine.
WIRED = Timeouts(answer_s=1.0, write_s=1.0, confirm_s=2.0)


class TcpRig(EscposRig):
    def __init__(self, folder: Path) -> None:
        super().__init__(PaperMachine(80))
        self._network = TcpMachine(self.machine)
        self.printer: Printer = EscposPrinter("slips-1", PrinterSettings(self._network.address), timeouts=WIRED)

    def pull_the_cable(self) -> None:
        self._network.unplug()

    def pull_the_cable_in_the_middle(self) -> None:
        self._network.cut_after(len(SLIP_JOB) // 2)

    def put_the_cable_back(self) -> None:
        self._network.plug_in()


class LineRig(EscposRig):
    """A printer behind a terminal line, which stands for a serial port and for the kernel's printer node alike."""

    scheme = "serial"

    def __init__(self, folder: Path) -> None:
        super().__init__(PaperMachine(80))
        self._line = LineMachine(self.machine, folder)
        settings = PrinterSettings(f"{self.scheme}://{self._line.path}")
        self.printer: Printer = EscposPrinter("slips-1", settings, timeouts=WIRED)

    def pull_the_cable(self) -> None:
        self._line.unplug()

    def pull_the_cable_in_the_middle(self) -> None:
        self._line.cut_after(len(SLIP_JOB) // 2)

    def put_the_cable_back(self) -> None:
        self._line.plug_in()


class PrinterNodeRig(LineRig):
    scheme = "usb"


class UsbRig(EscposRig):
    def __init__(self, folder: Path) -> None:
        super().__init__(PaperMachine(80))
        self._plugged = UsbPrinter(self.machine)
        self._bus = FakeUsbBus(self._plugged)
        link = UsbLink(usb_address("usb://04b8:0e15"), backend=self._bus)
        self.printer: Printer = EscposPrinter("slips-1", PrinterSettings(), link, WIRED)

    def pull_the_cable(self) -> None:
        self._bus.unplug(self._plugged)

    def pull_the_cable_in_the_middle(self) -> None:
        self._plugged.cut_after_bytes = len(SLIP_JOB) // 2

    def put_the_cable_back(self) -> None:
        self._bus.printers.append(self._plugged)

    def clear_away(self) -> None:
        self._bus.printers.clear()


LABELS = PrinterSettings(width_mm=100, height_mm=150)


class ZplRig:
    """What the rigs of label printers share. A job is three labels; `finished_papers` counts whole jobs."""

    job = THREE_LABELS
    done = "confirmed"

    def __init__(self, machine: ZplMachine) -> None:
        self.machine = machine

    def finished_papers(self) -> int:
        return sum(paper.complete for paper in self.machine.papers) // 3

    def take_the_paper_out(self) -> None:
        self.machine.run_out_of_paper()

    def end_the_paper_in_the_middle(self) -> None:
        self.machine.run_out_of_paper(after_labels=1)

    def end_the_paper_near_the_end(self) -> None:
        self.machine.run_out_of_paper(after_labels=2)

    def load_paper(self) -> None:
        self.machine.load_paper()

    def fall_silent(self) -> None:
        self.machine.fall_silent()

    def clear_away(self) -> None:
        self.pull_the_cable()

    def pull_the_cable(self) -> None:
        raise NotImplementedError


class SimulatedZplRig(ZplRig):
    def __init__(self, folder: Path) -> None:
        self._simulated = SimulatedZplPrinter("labels-1", LABELS, ZplTimeouts(answer_s=0.05, write_s=0.05, progress_s=0.2, poll_s=0.005))
        super().__init__(self._simulated.machine)
        self.printer: Printer = self._simulated

    def pull_the_cable(self) -> None:
        self._simulated.link.cut()

    def pull_the_cable_in_the_middle(self) -> None:
        self._simulated.link.cut_after(len(self.job) // 2)

    def put_the_cable_back(self) -> None:
        self._simulated.link.mend()


class TcpZplRig(ZplRig):
    def __init__(self, folder: Path) -> None:
        super().__init__(ZplMachine(LABELS.width_mm, LABELS.height_mm))
        self._network = TcpMachine(self.machine)
        settings = replace(LABELS, address=self._network.address)
        timeouts = ZplTimeouts(answer_s=1.0, write_s=1.0, progress_s=2.0, poll_s=0.01)
        self.printer: Printer = ZplPrinter("labels-1", settings, timeouts=timeouts)

    def pull_the_cable(self) -> None:
        self._network.unplug()

    def pull_the_cable_in_the_middle(self) -> None:
        self._network.cut_after(len(self.job) // 2)

    def put_the_cable_back(self) -> None:
        self._network.plug_in()


class CupsRig:
    """A queue of a real cupsd. CUPS hears of the paper only while it prints, and of the pages in the tray never: it takes the job over."""

    job = b"%PDF-1.4\n% one page\n%%EOF\n"
    done = "spooled"

    def __init__(self, folder: Path) -> None:
        self._cups = CupsServer(folder)
        self._cups.start()
        settings = PrinterSettings(self._cups.address, width_mm=210, height_mm=297)
        self.printer: Printer = CupsPrinter("desk-1", settings, CupsTimeouts(answer_s=20.0, poll_s=0.05))

    def finished_papers(self) -> int:
        self._cups.wait_until_idle()
        return len(self._cups.pages)

    def pull_the_cable(self) -> None:
        self._cups.stop()

    def put_the_cable_back(self) -> None:
        self._cups.start()

    def clear_away(self) -> None:
        self._cups.stop()


TELLING = [SimulatedRig, TcpRig, LineRig, PrinterNodeRig, UsbRig, SimulatedZplRig, TcpZplRig]
