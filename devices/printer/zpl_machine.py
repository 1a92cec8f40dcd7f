"""The far end of a simulated link to a label printer: takes ZPL, answers, prints labels and fails when asked to."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from devices.printer.zpl_render import render_zpl

_BUFFER_BYTES = 65_536
_IDENTITY = b"\x02ZD421-203dpi,V93.21.17Z,8,8192KB,X\x03\r\n"
# What a printer acts on at once, wherever it stands in the stream.
_AT_ONCE = re.compile(rb'~(HS|HI|HQES|JX|JA)(?:\r\n)?|! U1 getvar "([^"]*)"\r\n')
_COMMAND_START = re.compile(rb"[\^~!]")
_COPIES = re.compile(rb"\^PQ(\d+)")


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """One label: its format, and whether it came out whole. Width and height in millimetres."""

    stream: bytes
    complete: bool
    width_mm: int
    height_mm: int
    dots_per_mm: int

    def image(self) -> Image.Image:
        """Return its picture, drawn from the bytes."""
        return render_zpl(self.stream, self.dots_per_mm, self.width_mm, self.height_mm)


class ZplMachine:
    """Takes bytes as a label printer does: formats wait in a queue and come out label by label. Faults are asked for by calls.

    A label that the paper ended in comes out again, whole, after a new roll is in, as Zebra's printers do by default (^JZ).
    """

    def __init__(self, width_mm: int, height_mm: int, dots_per_mm: int = 8) -> None:
        self._size = (width_mm, height_mm, dots_per_mm)
        self._partial = b""
        self._queue: list[tuple[bytes, int]] = []
        self._answers = bytearray()
        self._labels_left: int | None = None
        self._halts: set[str] = set()
        self._mute = False
        self._labels_before_silence = 0
        self._label_count = 0
        self.papers: list[PrintedLabel] = []
        self.on_answer: Callable[[], None] = lambda: None

    def is_question(self, chunk: bytes) -> bool:
        """Tell whether `chunk` is a whole command that the machine acts on at once."""
        return _AT_ONCE.fullmatch(chunk) is not None

    def receive(self, chunk: bytes) -> int:
        """Take bytes off the wire; return how many it took, fewer than given when its memory is full."""
        if self.is_question(chunk):
            self._take(chunk)
            return len(chunk)
        room = max(0, _BUFFER_BYTES - self._waiting_bytes()) if self._stalled() else len(chunk)
        self._take(chunk[:room])
        return min(room, len(chunk))

    def take_answers(self) -> bytes:
        """Return what it has said since the last time; nothing while mute, when answers wait."""
        if self._mute:
            return b""
        said = bytes(self._answers)
        self._answers.clear()
        return said

    def reset(self) -> None:
        """A new connection: what it said to the one before is lost, what it has to print is not."""
        self._answers.clear()

    def power_cycle(self) -> None:
        """Fault: switched off and on. Everything it had to print is gone; its label count is not."""
        self._partial = b""
        self._queue.clear()
        self._answers.clear()
        self._halts.discard("pause")

    def run_out_of_paper(self, *, after_labels: int = 0) -> None:
        """Fault: the roll ends in the middle of the label that comes after `after_labels` more; with 0, it is empty at once."""
        self._labels_left = after_labels
        if not after_labels:
            self._halts.add("paper")

    def load_paper(self) -> None:
        """Put a new roll in; what waits is printed."""
        self._labels_left = None
        self._go_on("paper")

    def open_head(self) -> None:
        """Fault: somebody opens the printer."""
        self._halts.add("head")

    def close_head(self) -> None:
        """Close the printer; what waits is printed."""
        self._go_on("head")

    def run_out_of_ribbon(self) -> None:
        """Fault: the ribbon ends."""
        self._halts.add("ribbon")

    def pause(self) -> None:
        """Somebody presses PAUSE."""
        self._halts.add("pause")

    def resume(self) -> None:
        """Somebody presses PAUSE again; what waits is printed."""
        self._go_on("pause")

    def cancel_all(self) -> None:
        """Somebody holds CANCEL: everything that waits is gone."""
        self._queue.clear()

    def fall_silent(self, *, after_labels: int = 0) -> None:
        """Fault: it prints and says nothing, until `speak_up`; from the label on that comes after `after_labels` more."""
        self._labels_before_silence = after_labels
        self._mute = not after_labels

    def speak_up(self) -> None:
        """End the silence; the answers it owes come late."""
        self._mute = False
        self.on_answer()

    def _stalled(self) -> bool:
        return bool(self._halts)

    def _waiting_bytes(self) -> int:
        return len(self._partial) + sum(len(stream) for stream, _ in self._queue)

    def _go_on(self, halt: str) -> None:
        self._halts.discard(halt)
        self._work()

    def _take(self, chunk: bytes) -> None:
        self._partial += chunk
        while (command := _AT_ONCE.search(self._partial)) is not None:
            before, self._partial = self._partial[: command.start()], self._partial[command.end() :]
            after, self._partial = self._partial, before
            self._collect_formats()
            self._act(command)
            self._partial += after
        self._collect_formats()

    def _collect_formats(self) -> None:
        while (end := self._partial.find(b"^XZ")) >= 0:
            whole, self._partial = self._partial[: end + 3], self._partial[end + 3 :]
            start = whole.find(b"^XA")
            if start >= 0:
                copies = _COPIES.search(whole)
                self._queue.append((whole[:start].lstrip() + whole[start:], int(copies[1]) if copies else 1))
        if b"^XA" not in self._partial:  # text outside a format is nothing to a printer; a command may still become whole
            head = _COMMAND_START.search(self._partial)
            self._partial = self._partial[head.start() :] if head else b""
        self._work()

    def _act(self, command: re.Match[bytes]) -> None:
        match command[1]:
            case b"HS":
                self._say(self._host_status())
            case b"HI":
                self._say(_IDENTITY)
            case b"HQES":
                self._say(self._errors())
            case b"JX":
                self._partial = b""
            case b"JA":
                self._queue.clear()
            case _:
                known = command[2] == b"odometer.total_label_count"
                self._say(f'"{self._label_count}"\r\n'.encode() if known else b'"?"\r\n')

    def _host_status(self) -> bytes:
        def flag(halt: str) -> int:
            return int(halt in self._halts)

        full = int(self._stalled() and self._waiting_bytes() >= _BUFFER_BYTES)
        partial = int(b"^XA" in self._partial)
        waiting = len(self._queue) - 1 if self._queue else 0
        remaining = self._queue[0][1] if self._queue else 0
        one = f"030,{flag('paper')},{flag('pause')},{self._size[1] * self._size[2]:04d},{waiting:03d},{full},0,{partial},000,0,0,0"
        two = f"001,0,{flag('head')},{flag('ribbon')},0,2,6,0,{remaining:08d},1,000"
        return b"".join(b"\x02" + text.encode() + b"\x03\r\n" for text in (one, two, "1234,0"))

    def _errors(self) -> bytes:
        bits = {"paper": 1, "ribbon": 2, "head": 4, "pause": 0x10000}
        flags = sum(bits[halt] for halt in self._halts)
        errors = f"ERRORS:         {int(flags > 0)} 00000000 {flags:08X}"
        text = f"\r\n  PRINTER STATUS\r\n   {errors}\r\n   WARNINGS:       0 00000000 00000000\r\n"
        return b"\x02" + text.encode() + b"\x03"

    def _say(self, answer: bytes) -> None:
        self._answers += answer
        self.on_answer()

    def _work(self) -> None:
        """Print label by label, until the queue is empty or something stands in the way."""
        while self._queue and not self._stalled():
            stream, copies = self._queue[0]
            whole = self._labels_left is None or self._labels_left > 0
            self.papers.append(PrintedLabel(stream, whole, *self._size))
            if not whole:
                self._halts.add("paper")
                return
            if self._labels_left is not None:
                self._labels_left -= 1
            self._label_count += 1
            if self._labels_before_silence:
                self._labels_before_silence -= 1
                self._mute = not self._labels_before_silence
            self._queue[0] = (stream, copies - 1)
            if copies <= 1:
                self._queue.pop(0)
