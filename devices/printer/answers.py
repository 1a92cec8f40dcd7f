"""What an ESC/POS printer is asked and what it says back (Epson ESC/POS reference: DLE EOT n, GS ( H function 48, ESC p)."""

from devices.driver import Health

# DLE EOT n: transmit real-time status; answered at once, even off line or out of paper, by one byte.
ASK_PRINTER, ASK_OFFLINE_CAUSE, ASK_ERROR, ASK_PAPER = (bytes([0x10, 0x04, n]) for n in (1, 2, 3, 4))
QUESTIONS = (ASK_PRINTER, ASK_OFFLINE_CAUSE, ASK_ERROR, ASK_PAPER)

STATUS_FIXED = 0x12  # bits 1 and 4 are always set in the answer to DLE EOT, bits 0 and 7 never
_STATUS_MASK = 0x93
OFFLINE = 0x08  # in the answer to n = 1
COVER_OPEN, FEED_BUTTON, STOPPED_BY_PAPER_END, ERROR = 0x04, 0x08, 0x20, 0x40  # n = 2
CUTTER_ERROR, UNRECOVERABLE_ERROR, PASSING_ERROR = 0x08, 0x20, 0x40  # n = 3
PAPER_NEAR_END, PAPER_OUT = 0x0C, 0x60  # n = 4

INITIALIZE = b"\x1b@"  # ESC @: clears the line begun, and every setting
FEED_AND_CUT = b"\x1dV\x42\x00"  # GS V 66 0

_PROCESS_HEADER = b"\x37\x22"
_PROCESS_ANSWER_BYTES = 7


def ask_process(identity: bytes) -> bytes:
    """Return the command after which the printer says `identity` once everything before it is processed; four bytes 0x20 to 0x7E."""
    return b"\x1d(H\x06\x00\x30\x30" + identity


def process_answer(identity: bytes) -> bytes:
    """Return the seven bytes with which the printer answers `ask_process`."""
    return _PROCESS_HEADER + identity + b"\x00"


def drawer_kick(connector_pin: int = 2, pulse_ms: int = 120) -> bytes:
    """Return ESC p, which opens the cash drawer on pin 2 or 5 of the printer's socket by a pulse of 2 to 510 ms.

    The drawer's magnet gets as long a pause after it.
    """
    if connector_pin not in (2, 5) or not 2 <= pulse_ms <= 510:
        raise ValueError("a drawer hangs on pin 2 or 5 and opens by a pulse of 2 to 510 ms")
    time = pulse_ms // 2  # units of 2 ms
    return b"\x1bp" + bytes([0 if connector_pin == 2 else 1, time, time])


class Answers:
    """Sorts what comes back into status bytes and process ids; both can arrive in any pieces, among bytes nobody knows."""

    def __init__(self) -> None:
        self._buffer = b""
        self._statuses: list[int] = []
        self._processes: list[bytes] = []

    def add(self, received: bytes) -> None:
        """Add bytes as they arrived."""
        self._buffer += received
        while self._buffer:
            if _may_be_process(self._buffer[:_PROCESS_ANSWER_BYTES]):
                if len(self._buffer) < _PROCESS_ANSWER_BYTES:
                    return
                self._processes.append(self._buffer[2:6])
                self._buffer = self._buffer[_PROCESS_ANSWER_BYTES:]
                continue
            first, self._buffer = self._buffer[0], self._buffer[1:]
            if first & _STATUS_MASK == STATUS_FIXED:
                self._statuses.append(first)

    def take_status(self) -> int | None:
        """Return the next status byte, None when there is none yet."""
        return self._statuses.pop(0) if self._statuses else None

    def forget_statuses(self) -> None:
        """Drop the status bytes that nobody took: they answered earlier questions."""
        self._statuses.clear()

    def take_processes(self) -> list[bytes]:
        """Return the process ids that have come back since the last time."""
        taken, self._processes = self._processes, []
        return taken


def _may_be_process(block: bytes) -> bool:
    """Tell whether up to seven bytes are the answer to `ask_process`, or the beginning of one."""
    identity = block[2:6]
    return (
        block[:2] == _PROCESS_HEADER[: len(block)]
        and all(0x20 <= digit <= 0x7E for digit in identity)
        and (len(block) < _PROCESS_ANSWER_BYTES or block[6] == 0)
    )


def health_of(printer: int, paper: int, cause: int = 0, error: int = 0) -> Health:
    """Return what the four status bytes say; 0 stands for one that was not asked for or not answered."""
    if cause & COVER_OPEN:
        return Health("bad", "cover open", "close the cover until it clicks")
    if paper & PAPER_OUT or cause & STOPPED_BY_PAPER_END:
        return Health("bad", "paper out", "load a new roll and close the cover")
    if error & UNRECOVERABLE_ERROR:
        return Health("bad", "the printer is defective", "switch it off and on; if it says so again, have it repaired")
    if error & CUTTER_ERROR:
        return Health("bad", "the cutter is jammed", "switch the printer off, take the stuck paper out of the cutter, and switch it on")
    if error & PASSING_ERROR:
        return Health("bad", "the print head is too hot", "wait some minutes; it goes on by itself")
    if cause & ERROR:
        return Health("bad", "the printer reports an error", "look for a red light on the printer; switch it off and on")
    if cause & FEED_BUTTON:
        return Health("bad", "the feed button is pressed", "let go of the feed button")
    if printer & OFFLINE:
        return Health("bad", "offline", "close the cover, check the paper, and press the printer's feed button")
    if paper & PAPER_NEAR_END:
        return Health("good", "ready; the roll is nearly used up", "have a new roll at hand")
    return Health("good", "ready")
