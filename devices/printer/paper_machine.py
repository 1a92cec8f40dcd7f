"""The far end of a simulated link: a printer that reads bytes, answers, prints on paper and fails when asked to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from devices.printer import answers as said
from devices.printer.escpos_commands import UnknownCommand, next_command
from devices.printer.paper import WidthMm
from devices.printer.render import render

_BUFFER_BYTES = 4096
_UNLIMITED = 1 << 62
_QUESTION = re.compile(rb"(\x10\x04[\x01-\x04])")
_QUESTION_BEGINNINGS = (b"\x10\x04", b"\x10")

Trouble = Literal["cover open", "cutter jammed", "defective", "off line"]


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One piece of paper: the bytes printed on it, and whether it came out whole, that is, one job from its beginning to its cut."""

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
        self._question_begun = b""
        self._paper = b""
        self._broken_in = False
        self._finished: list[PrintedPaper] = []
        self._answers = bytearray()
        self._paper_left_bytes = _UNLIMITED
        self._near_end = False
        self._trouble: Trouble | None = None
        self._mute = False
        self._knows_process_ids = True
        self.drawer_openings = 0
        self.on_answer: Callable[[], None] = lambda: None

    @property
    def papers(self) -> list[PrintedPaper]:
        """Every piece of paper so far, oldest first; the one still in the machine comes last and is not complete."""
        in_the_machine = [self._piece(complete=False)] if self._paper.removeprefix(said.INITIALIZE) else []
        return self._finished + in_the_machine

    def is_question(self, chunk: bytes) -> bool:
        """Tell whether `chunk` asks for a real-time status, which is answered past the buffer."""
        return chunk in said.QUESTIONS

    def receive(self, chunk: bytes) -> int:
        """Take bytes off the wire; return how many it took, fewer than given when its buffer is full."""
        stream = self._question_begun + chunk
        held_back = next((begun for begun in _QUESTION_BEGINNINGS if stream.endswith(begun)), b"")
        taken = -len(self._question_begun)
        for part in _QUESTION.split(stream.removesuffix(held_back)):
            if self.is_question(part):
                self._answer(part)
                taken += len(part)
                continue
            took = self._take(part)
            taken += took
            if took < len(part):
                self._question_begun = b""
                return max(taken, 0)
        self._question_begun = held_back
        return len(chunk)

    def take_answers(self) -> bytes:
        """Return what it has said since the last time; nothing while mute, when answers wait."""
        if self._mute:
            return b""
        answers = bytes(self._answers)
        self._answers.clear()
        return answers

    def reset(self) -> None:
        """A new connection changes nothing: what waits in the buffer is printed, and what is owed is said."""

    def run_out_of_paper(self, *, after_bytes: int = 0) -> None:
        """Fault: the paper ends once about `after_bytes` more bytes are printed; whole commands only."""
        self._paper_left_bytes = after_bytes

    def load_paper(self) -> None:
        """Put a new roll in; what waits in the buffer is printed."""
        self._paper_left_bytes, self._near_end = _UNLIMITED, False
        self._work()

    def come_near_the_end(self) -> None:
        """The roll is nearly used up, until `load_paper`."""
        self._near_end = True

    def go_offline(self, trouble: Trouble = "off line") -> None:
        """Fault: it stands still and answers, until `go_online`; "off line" is what a printer says that tells no cause."""
        self._trouble = trouble

    def go_online(self) -> None:
        """End the trouble; what waits in the buffer is printed."""
        self._trouble = None
        self._work()

    def power_cycle(self) -> None:
        """Fault: switched off and on. What it had not printed and not said is gone; the paper stays where it is."""
        self._buffer = self._question_begun = b""
        self._answers.clear()

    def fall_silent(self) -> None:
        """Fault: it prints and says nothing, until `speak_up`."""
        self._mute = True

    def speak_up(self) -> None:
        """End the silence; the answers it owes come late."""
        self._mute = False
        self.on_answer()

    def forget_process_ids(self) -> None:
        """From now on it is one of the printers that do not know GS ( H; they ignore it."""
        self._knows_process_ids = False

    def babble(self, garbage: bytes) -> None:
        """Fault: it says what nobody asked for."""
        self._say(garbage)

    def _answer(self, question: bytes) -> None:
        paper_out = self._paper_left_bytes <= 0
        cause = said.STOPPED_BY_PAPER_END if paper_out else 0
        if self._trouble == "cover open":
            cause |= said.COVER_OPEN
        error = {"cutter jammed": said.CUTTER_ERROR, "defective": said.UNRECOVERABLE_ERROR}.get(self._trouble or "", 0)
        bits = {
            said.ASK_PRINTER: said.OFFLINE if self._stalled() else 0,
            said.ASK_OFFLINE_CAUSE: cause | (said.ERROR if error else 0),
            said.ASK_ERROR: error,
            said.ASK_PAPER: (said.PAPER_OUT if paper_out else 0) | (said.PAPER_NEAR_END if self._near_end or paper_out else 0),
        }
        self._say(bytes([said.STATUS_FIXED | bits[question]]))

    def _stalled(self) -> bool:
        return self._trouble is not None or self._paper_left_bytes <= 0

    def _say(self, answer: bytes) -> None:
        self._answers += answer
        self.on_answer()

    def _take(self, stream: bytes) -> int:
        taken = 0
        while taken < len(stream):
            room = _BUFFER_BYTES - len(self._buffer) if self._stalled() else len(stream) - taken
            if room <= 0:
                break
            self._buffer += stream[taken : taken + room]
            taken += min(room, len(stream) - taken)
            self._work()
        return taken

    def _work(self) -> None:
        """Carry out every whole command in the buffer."""
        done = 0
        while done < len(self._buffer) and not self._stalled():
            if self._buffer[done] == 0:  # between commands a zero means nothing
                done += 1
                continue
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
            self._carry_out(command.name, command.parameters, self._buffer[command.offset : command.end])
        self._buffer = self._buffer[done:]

    def _carry_out(self, name: str, parameters: bytes, whole: bytes) -> None:
        match name:
            case "GS (":
                if self._knows_process_ids:
                    self._say(said.process_answer(parameters[-4:]))
            case "ESC p":
                self.drawer_openings += 1
            case "ESC @" if self._paper in (b"", whole):
                self._paper = whole
            case "ESC @":
                self._broken_in = True  # another job begins on this piece of paper
                self._print(whole)
            case "GS V":
                self._print(whole)
                self._finished.append(self._piece(complete=not self._broken_in))
                self._paper, self._broken_in = b"", False
            case _:
                self._print(whole)

    def _piece(self, *, complete: bool) -> PrintedPaper:
        return PrintedPaper(self._paper, complete, self._width_mm)

    def _print(self, stream: bytes) -> None:
        self._paper += stream
        self._paper_left_bytes -= len(stream)
