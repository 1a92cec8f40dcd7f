"""A printer with no hardware: the driver every ESC/POS printer has, over a simulated link to a machine that keeps its papers."""

import asyncio

from devices.printer.answers import QUESTIONS
from devices.printer.escpos_printer import EscposPrinter
from devices.printer.link import LinkLost
from devices.printer.paper import WidthMm
from devices.printer.paper_machine import PaperMachine, PrintedPaper

_FULL_BUFFER_POLL_S = 0.01


class SimulatedLink:
    """A `Link` whose far end is a `PaperMachine`; the wire can be cut now or after so many bytes."""

    def __init__(self, machine: PaperMachine) -> None:
        self._machine = machine
        self._whole = True
        self._connected = False
        self._cut_after_bytes: int | None = None
        self._heard = asyncio.Event()
        machine.on_answer = self._heard.set

    async def open(self) -> None:
        """Connect; the machine starts afresh."""
        if not self._whole:
            raise LinkLost("out of reach")
        self._connected = True
        self._machine.reset()

    async def close(self) -> None:
        """Disconnect."""
        self._connected = False

    async def write(self, chunk: bytes) -> None:
        """Hand over `chunk`; waits while the machine's buffer is full."""
        taken = 0
        while taken < len(chunk):
            self._check(taken)
            if chunk in QUESTIONS:
                self._machine.receive(chunk)
                return
            end = len(chunk) if self._cut_after_bytes is None else taken + self._cut_after_bytes
            took = self._machine.receive(chunk[taken:end])
            taken += took
            if self._cut_after_bytes is not None:
                self._cut_after_bytes -= took
                if self._cut_after_bytes == 0:
                    self.cut()
                    continue
            if not took:
                await asyncio.sleep(_FULL_BUFFER_POLL_S)

    async def read(self, timeout_s: float) -> bytes:
        """Return what the machine said, or `b""` after `timeout_s`."""
        self._check(0)
        self._heard.clear()
        said = self._machine.take_answers()
        if said or timeout_s <= 0:
            return said
        try:
            await asyncio.wait_for(self._heard.wait(), timeout_s)
        except TimeoutError:
            return b""
        self._check(0)
        return self._machine.take_answers()

    def cut_after(self, job_bytes: int) -> None:
        """Fault: the wire breaks once `job_bytes` more bytes, status questions not counted, have gone through."""
        self._cut_after_bytes = job_bytes

    def cut(self) -> None:
        """Fault: the wire breaks now."""
        self._whole, self._connected, self._cut_after_bytes = False, False, None
        self._heard.set()

    def mend(self) -> None:
        """Make the wire whole; it must be opened again to be used."""
        self._whole = True

    def _check(self, bytes_taken: int) -> None:
        if not self._connected:
            raise LinkLost("the connection broke", bytes_taken)


class SimulatedPrinter(EscposPrinter):
    """A `Printer` whose paper can be looked at: `papers`. Faults are methods of its `machine` and of its `link`.

    Time-outs as in `EscposPrinter`.
    """

    def __init__(
        self,
        name: str,
        width_mm: WidthMm = 80,
        *,
        answer_timeout_s: float = 0.5,
        write_timeout_s: float = 5.0,
        confirm_timeout_s: float = 5.0,
    ) -> None:
        self.machine = PaperMachine(width_mm)
        self.link = SimulatedLink(self.machine)
        super().__init__(
            name,
            self.link,
            answer_timeout_s=answer_timeout_s,
            write_timeout_s=write_timeout_s,
            confirm_timeout_s=confirm_timeout_s,
        )

    @property
    def papers(self) -> list[PrintedPaper]:
        """Every piece of paper so far, oldest first, each with its bytes and its picture."""
        return self.machine.papers
