"""What a ZPL printer says back (Zebra, ZPL II Programming Guide: ~HS, ~HI, ~HQES; Set/Get/Do: getvar)."""

import re
from dataclasses import dataclass

from devices.driver import Health

# Carried out when they arrive, past the buffer and even while the printer stands still.
ASK_STATUS = b"~HS\r\n"
ASK_IDENTITY = b"~HI\r\n"
ASK_ERRORS = b"~HQES\r\n"
CANCEL_PARTIAL_FORMAT = b"~JX\r\n"
# Only for printers whose identity says that they know it: others would take it for text.
ASK_LABEL_COUNT = b'! U1 getvar "odometer.total_label_count"\r\n'

QUESTIONS = (ASK_STATUS, ASK_IDENTITY, ASK_ERRORS, CANCEL_PARTIAL_FORMAT, ASK_LABEL_COUNT)

STX, ETX = b"\x02", b"\x03"
_FRAME = re.compile(rb"\x02([^\x02\x03]*)\x03(?:\r\n)?")
_VARIABLE = re.compile(rb'"([^"\x02\x03]*)"(?:\r\n)?')
_ERROR_FLAGS = re.compile(rb"ERRORS:\s*[01]\s+([0-9A-Fa-f]{8})\s+([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class HostStatus:
    """The three strings of ~HS, as far as they say what goes on. Lengths in dots."""

    paper_out: bool
    paused: bool
    label_length_dots: int
    formats_waiting: int
    buffer_full: bool
    diagnostic_mode: bool
    partial_format: bool
    settings_lost: bool
    too_cold: bool
    too_hot: bool
    head_open: bool
    ribbon_out: bool
    print_mode: int
    label_waiting: bool
    labels_remaining: int

    @property
    def idle(self) -> bool:
        """Whether everything that was received has been printed."""
        return not (self.formats_waiting or self.labels_remaining or self.partial_format or self.label_waiting)

    def health(self) -> Health:
        """Return what keeps the printer from printing, the cause before its consequences; good where nothing does."""
        for is_so, detail, remedy in (
            (self.head_open, *_HEAD_OPEN),
            (self.paper_out, *_PAPER_OUT),
            (self.ribbon_out, *_RIBBON_OUT),
            (self.too_hot, *_TOO_HOT),
            (self.too_cold, "the print head is too cold", "move the printer to a warmer place and wait"),
            (self.settings_lost, "the printer lost its settings", "switch it off and on; if it says so again, it needs service"),
            (self.diagnostic_mode, "the printer shows what it receives instead of printing it", "press FEED, or switch it off and on"),
            (self.paused, *_PAUSED),
            (self.buffer_full, "the printer's memory is full", "let it print what it has, or switch it off and on"),
        ):
            if is_so:
                return Health("bad", detail, remedy)
        if self.label_waiting:
            return Health("good", "a label waits to be taken off", "take the label off the printer")
        return Health("good", "ready")


_HEAD_OPEN = ("the print head is open", "close the printer until it clicks")
_PAPER_OUT = ("paper out", "load a roll of labels, close the printer and press FEED once")
_RIBBON_OUT = ("ribbon out", "put a new ribbon in; for labels that need none, set the printer to direct thermal")
_TOO_HOT = ("the print head is too hot", "wait until it has cooled down")
_PAUSED = ("the printer is paused", "press PAUSE on the printer")

# ~HQES, the second group of eight digits of ERRORS: one bit for each.
_ERROR_BITS = (
    (0x00000004, *_HEAD_OPEN),
    (0x00000001, *_PAPER_OUT),
    (0x00000002, *_RIBBON_OUT),
    (0x00000008, "the cutter is stuck", "switch the printer off and clear the cutter"),
    (0x00000030, *_TOO_HOT),
    (0x00010000, *_PAUSED),
)


def health_of_errors(flags: int) -> Health:
    """Return what the error flags of ~HQES say."""
    for bits, detail, remedy in _ERROR_BITS:
        if flags & bits:
            return Health("bad", detail, remedy)
    if flags:
        return Health("bad", f"the printer reports error {flags:08X}", "look at the printer's display; its manual explains it")
    return Health("good", "ready")


def host_status(strings: tuple[str, str, str]) -> HostStatus | None:
    """Read the three strings of ~HS; None where they are no such strings."""
    first, second, third = (text.split(",") for text in strings)
    if (len(first), len(second), len(third)) != (12, 11, 2) or not all(field.strip().isdigit() for field in first + second):
        return None
    one, two = [int(field) for field in first], [int(field) for field in second]
    return HostStatus(
        paper_out=one[1] == 1,
        paused=one[2] == 1,
        label_length_dots=one[3],
        formats_waiting=one[4],
        buffer_full=one[5] == 1,
        diagnostic_mode=one[6] == 1,
        partial_format=one[7] == 1,
        settings_lost=one[9] == 1,
        too_cold=one[10] == 1,
        too_hot=one[11] == 1,
        head_open=two[2] == 1,
        ribbon_out=two[3] == 1,
        print_mode=two[5],
        label_waiting=two[7] == 1,
        labels_remaining=two[8],
    )


@dataclass(slots=True)
class ZplAnswers:
    """Sorts what comes back into answers, which can arrive in any pieces. `take` each once; what stands before it is dropped."""

    _buffer: bytes = b""

    def add(self, received: bytes) -> None:
        """Add bytes as they arrived."""
        self._buffer += received

    def clear(self) -> None:
        """Forget what nobody asked for."""
        self._buffer = b""

    def take_status(self) -> HostStatus | None:
        """Return the next whole answer to ~HS, None when there is none yet."""
        frames = list(_FRAME.finditer(self._buffer))
        for three in zip(frames, frames[1:], frames[2:], strict=False):
            first, second, third = (frame[1].decode("ascii", "replace") for frame in three)
            status = host_status((first, second, third))
            if status is not None:
                self._buffer = self._buffer[three[2].end() :]
                return status
        return None

    def take_errors(self) -> int | None:
        """Return the error flags that ~HQES tells, None when there is no such answer yet. Unknown flags come as they are."""
        for frame in _FRAME.finditer(self._buffer):
            found = _ERROR_FLAGS.search(frame[1])
            if found is not None:
                self._buffer = self._buffer[frame.end() :]
                return int(found[2], 16) | (1 << 31 if int(found[1], 16) else 0)
        return None

    def take_identity(self) -> tuple[str, str] | None:
        """Return model and firmware from the answer to ~HI, None when there is none yet."""
        for frame in _FRAME.finditer(self._buffer):
            fields = frame[1].decode("ascii", "replace").split(",")
            if len(fields) >= 4 and fields[1].startswith("V"):
                self._buffer = self._buffer[frame.end() :]
                return fields[0].strip(), fields[1].strip()
        return None

    def take_variable(self) -> str | None:
        """Return the next value that getvar tells, None when there is none yet. "?" is a variable that the printer does not have."""
        outside = _FRAME.sub(lambda frame: b" " * len(frame[0]), self._buffer)
        found = _VARIABLE.search(outside)
        if found is None:
            return None
        self._buffer = self._buffer[found.end() :]
        return found[1].decode("ascii", "replace")
