"""What the scans of one scanner let one suspect of its settings."""

from collections import deque
from typing import Literal

from devices.driver import Health
from devices.scanner.check_code import LayoutCheck

_Outcome = Literal["read", "unknown_key", "stalled"]
_REMEMBERED = 20
_UNKNOWN_KEYS_MIN = 3
_STALLS_IN_A_ROW = 3

_USE_CHECK_CODE = "scan the check code at the end of the printed setup sheet: the box then says which keyboard the scanner types on"


class Suspicion:
    """Takes the outcome of every scan. `health` is what is suspected, None while nothing is; it may be read from another thread."""

    def __init__(self, layout: str) -> None:
        self.health: Health | None = None
        self._layout = layout
        self._checked: Health | None = None
        self._outcomes: deque[_Outcome] = deque(maxlen=_REMEMBERED)

    def note(self, outcome: _Outcome) -> None:
        """A scan came to this."""
        self._outcomes.append(outcome)
        if outcome != "read" or self.health is not None:
            self.health = self._checked or self._guess()

    def note_check(self, check: LayoutCheck) -> None:
        """The check code was scanned: what it showed counts until it is scanned again."""
        self._outcomes.clear()
        self._checked = self.health = None if check.right else Health("bad", check.detail, check.remedy)

    def _guess(self) -> Health | None:
        if self._outcomes.count("unknown_key") >= _UNKNOWN_KEYS_MIN:
            return Health("bad", f"the scanner sends keys that the {self._layout} layout does not know", _USE_CHECK_CODE)
        if list(self._outcomes)[-_STALLS_IN_A_ROW:] == ["stalled"] * _STALLS_IN_A_ROW:
            return Health("bad", "barcodes come without an end", "scan the code for Enter after each barcode in the scanner's manual")
        return None
