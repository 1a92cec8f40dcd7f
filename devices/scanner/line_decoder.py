"""The bytes of a serial scanner become whole codes, or a rejection; nothing in between.

Until the port has been silent for once, what comes is rejected: its start may have gone by before the port was opened, or the scanner may
have kept it while nobody listened. From then on the rule is that of the key decoder: an end mark (CR, LF, CR LF or Tab) ends one scan, and
what is damaged is rejected as a whole up to its end mark. Codes are UTF-8, else Latin-1: scanners pass on a label's own bytes, and ISO/IEC
18004 makes Latin-1 the meaning of a QR code that says nothing else.
"""

from devices.driver import RejectedScan, Scan
from devices.scanner.decoder import MAX_CODE_LENGTH
from devices.scanner.layout import SEPARATORS

Fact = Scan | RejectedScan

_END_MARKS = frozenset(b"\r\n\t")
_MARK = 0xFF
_LINE_BYTES = 4 * MAX_CODE_LENGTH  # a character of UTF-8 takes up to four
_BROKE_OFF = "the scan broke off before its end mark; if it does so every time, set the scanner to send Enter (CR) after each code"
_ALREADY_SENDING = "the scanner was already sending when the box began to listen"
_TAIL = "this may be the end of the scan that broke off"


class LineDecoder:
    """Turns the bytes of one port into scans. The port marks damaged bytes as termios(3) says of PARMRK: FF 00 before one, FF FF for FF."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._line = bytearray()
        self._reason = ""
        self._mark = b""
        self._follows_a_break = False
        self.listens = False
        """Whether the port has been silent, so that what comes is whole."""

    @property
    def _in_scan(self) -> bool:
        return bool(self._line or self._mark)

    def feed(self, chunk: bytes, at_us: int) -> list[Fact]:
        """Take bytes that were read at `at_us`, UTC microseconds; return what they came to."""
        facts: list[Fact] = []
        for byte in chunk:
            if self._mark or byte == _MARK:
                self._take_marked(byte)
            elif byte in _END_MARKS:
                facts += self._finish(at_us)
            else:
                self._take(byte)
        return facts

    def silence(self, at_us: int) -> list[Fact]:
        """Nothing came for longer than within a scan: reject what is under way, and what still comes of it up to its end mark."""
        self.listens = True
        if not self._in_scan:
            return []
        reason = self._reason or _BROKE_OFF
        self._start_scan()
        self._follows_a_break = True
        return [RejectedScan(reason, at_us, self._device)]

    def distrust(self) -> None:
        """Silences may have gone by unheard: reject what comes until there is one again, and what is under way."""
        self.listens = False

    def disconnect(self, at_us: int) -> list[Fact]:
        """The port went away: reject what it left unfinished."""
        unfinished = self._in_scan
        self._start_scan()
        return [RejectedScan("the scanner was unplugged in the middle of a scan", at_us, self._device)] if unfinished else []

    def _take_marked(self, byte: int) -> None:
        self._mark += bytes((byte,))
        if self._mark == b"\xff":
            return
        if self._mark == b"\xff\xff":
            self._take(_MARK)
        elif self._mark == b"\xff\x00":
            return
        else:
            self._take(self._mark[-1])
            self._reason = self._reason or "a character arrived damaged; check the cable, and the speed and parity of the port"
        self._mark = b""

    def _take(self, byte: int) -> None:
        if len(self._line) <= _LINE_BYTES:
            self._line.append(byte)

    def _start_scan(self) -> None:
        self._line.clear()
        self._mark, self._reason = b"", ""
        self._follows_a_break = False

    def _finish(self, at_us: int) -> list[Fact]:
        code = _text(bytes(self._line))
        reason = self._reason or ("" if self.listens else _ALREADY_SENDING) or (_TAIL if self._follows_a_break else _fault_of(code))
        self._start_scan()
        if not code:
            return []
        return [RejectedScan(reason, at_us, self._device) if reason else Scan(code, at_us, self._device)]


def _fault_of(code: str) -> str:
    if len(code) > MAX_CODE_LENGTH:
        return f"the code is longer than {MAX_CODE_LENGTH} characters"
    wrong = next((character for character in code if not character.isprintable() and character not in SEPARATORS), None)
    return f"the scanner sent control character {ord(wrong)}" if wrong is not None else ""


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
