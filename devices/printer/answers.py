"""What an ESC/POS printer says back (Epson ESC/POS reference: DLE EOT n, and GS ( H function 48)."""

from dataclasses import dataclass

from devices.driver import Health

# DLE EOT n: transmit real-time status; answered at once, even off line or out of paper, by one byte.
ASK_PRINTER = b"\x10\x04\x01"
ASK_PAPER = b"\x10\x04\x04"
QUESTIONS = (ASK_PRINTER, ASK_PAPER)

STATUS_FIXED = 0x12  # bits 1 and 4 are always set in the answer to DLE EOT, bits 0 and 7 never
_STATUS_MASK = 0x93
OFFLINE = 0x08  # in the answer to n = 1
PAPER_OUT = 0x60  # in the answer to n = 4

_PROCESS_HEADER = b"\x37\x22"
_PROCESS_ANSWER_BYTES = 7


def ask_process(process_id: bytes) -> bytes:
    """Return the command after which the printer says `process_id` once everything before it is processed; four bytes 0x20 to 0x7E."""
    return b"\x1d(H\x06\x00\x30\x30" + process_id


def process_answer(process_id: bytes) -> bytes:
    """Return the seven bytes with which the printer answers `ask_process`."""
    return _PROCESS_HEADER + process_id + b"\x00"


@dataclass(slots=True)
class Answers:
    """Sorts what comes back into status bytes and process ids; both kinds can arrive in any pieces. `take` each once."""

    _buffer: bytes = b""

    def add(self, received: bytes) -> None:
        """Add bytes as they arrived."""
        self._buffer += received

    def clear(self) -> None:
        """Forget what nobody asked for."""
        self._buffer = b""

    def take_status(self) -> int | None:
        """Return the next status byte, None when there is none yet. Skips everything before it."""
        while self._buffer:
            first = self._buffer[0]
            if self._buffer.startswith(_PROCESS_HEADER[:1]):
                if len(self._buffer) < _PROCESS_ANSWER_BYTES:
                    return None
                self._buffer = self._buffer[_PROCESS_ANSWER_BYTES:]
                continue
            self._buffer = self._buffer[1:]
            if first & _STATUS_MASK == STATUS_FIXED:
                return first
        return None

    def take_process(self, process_id: bytes) -> bool:
        """Tell whether this very process id has come back; the answers to others stay unheard."""
        wanted = process_answer(process_id)
        found = wanted in self._buffer
        if found:
            self._buffer = self._buffer.partition(wanted)[2]
        return found


def health_of(printer: int, paper: int) -> Health:
    """Return what the answers to `ASK_PRINTER` and `ASK_PAPER` say."""
    if paper & PAPER_OUT:
        return Health("bad", "paper out")
    if printer & OFFLINE:
        return Health("bad", "offline")
    return Health("good", "ready")
