"""The far end of a simulated link: a printer that reads bytes, answers, prints on paper and fails when asked to."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from devices.printer.answers import ASK_PAPER, OFFLINE, PAPER_OUT, QUESTIONS, STATUS_FIXED, process_answer
from devices.printer.escpos_commands import UnknownCommand, next_command
from devices.printer.paper import WidthMm
from devices.printer.render import render

_BUFFER_BYTES = 4096
_UNLIMITED = 1 << 62


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One piece of paper: the bytes printed on it, and whether it came out whole, that is, up to its cut."""

    stream: bytes
    complete: bool
    width_mm: WidthMm

    def image(self) -> Image.Image:
        """Return its picture, drawn from the bytes; raises `UnknownCommand` for what no printer of ours would understand."""
        return render(self.stream, self.width_mm)


class PaperMachine:
    """Takes bytes as a printer does: into a buffer, then command by command onto the paper. Faults are asked for by calls."""

    def __init__(self, width_mm: WidthMm) -> None:
        self._width_mm = width_mm
        self._buffer = b""
        self._paper = b""
        self._finished: list[PrintedPaper] = []
        self._answers = bytearray()
        self._paper_left_bytes = _UNLIMITED
        self._offline = False
        self._mute = False
        self.on_answer: Callable[[], None] = lambda: None

    @property
    def papers(self) -> list[PrintedPaper]:
        """Every piece of paper so far, oldest first; the one still in the machine comes last and is not complete."""
        in_the_machine = [PrintedPaper(self._paper, complete=False, width_mm=self._width_mm)] if self._paper else []
        return self._finished + in_the_machine

    def receive(self, chunk: bytes) -> int:
        """Take bytes off the wire; return how many it took, fewer than given when its buffer is full."""
        if chunk in QUESTIONS:  # real-time: answered past the buffer
            paper_out = self._paper_left_bytes <= 0
            if chunk == ASK_PAPER:
                self._say(bytes([STATUS_FIXED | (PAPER_OUT if paper_out else 0)]))
            else:
                self._say(bytes([STATUS_FIXED | (OFFLINE if self._offline or paper_out else 0)]))
            return len(chunk)
        taken = 0
        while taken < len(chunk):
            room = _BUFFER_BYTES - len(self._buffer) if self._stalled() else len(chunk) - taken
            if room <= 0:
                break
            self._buffer += chunk[taken : taken + room]
            taken += min(room, len(chunk) - taken)
            self._work()
        return taken

    def take_answers(self) -> bytes:
        """Return what it has said since the last time; nothing while mute, when answers wait."""
        if self._mute:
            return b""
        said = bytes(self._answers)
        self._answers.clear()
        return said

    def reset(self) -> None:
        """Start afresh, as at a new connection: the buffer is dropped and a half-printed paper is torn off."""
        self._buffer = b""
        self._answers.clear()
        if self._paper:
            self._finished.append(PrintedPaper(self._paper, complete=False, width_mm=self._width_mm))
            self._paper = b""

    def run_out_of_paper(self, *, after_bytes: int = 0) -> None:
        """Fault: the paper ends once about `after_bytes` more bytes are printed; whole commands only."""
        self._paper_left_bytes = after_bytes

    def load_paper(self) -> None:
        """Put a new roll in; what waits in the buffer is printed."""
        self._paper_left_bytes = _UNLIMITED
        self._work()

    def go_offline(self) -> None:
        """Fault: the cover is open; it answers and prints nothing."""
        self._offline = True

    def go_online(self) -> None:
        """Close the cover; what waits in the buffer is printed."""
        self._offline = False
        self._work()

    def fall_silent(self) -> None:
        """Fault: it prints and says nothing, until `speak_up`."""
        self._mute = True

    def speak_up(self) -> None:
        """End the silence; the answers it owes come late."""
        self._mute = False
        self.on_answer()

    def _stalled(self) -> bool:
        return self._offline or self._paper_left_bytes <= 0

    def _say(self, answer: bytes) -> None:
        self._answers += answer
        self.on_answer()

    def _work(self) -> None:
        """Carry out every whole command in the buffer."""
        done = 0
        while done < len(self._buffer) and not self._stalled():
            try:
                command = next_command(self._buffer, done)
            except UnknownCommand:
                # Garbage for a printer: it goes on paper byte for byte, where the picture will refuse to be drawn.
                self._print(self._buffer[done : done + 1])
                done += 1
                continue
            if command is None:
                break
            done = command.end
            whole = self._buffer[command.offset : command.end]
            if command.name == "GS (":
                self._say(process_answer(command.parameters[-4:]))
                continue
            self._print(whole)
            if command.name == "GS V":
                self._finished.append(PrintedPaper(self._paper, complete=True, width_mm=self._width_mm))
                self._paper = b""
        self._buffer = self._buffer[done:]

    def _print(self, stream: bytes) -> None:
        self._paper += stream
        self._paper_left_bytes -= len(stream)
