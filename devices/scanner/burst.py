"""Scans that a Bluetooth scanner kept while it was out of reach, told from those of the person who holds it now.

A scanner with a memory sends what it kept right after it has connected again, one code behind the other. The same looks at first like
the everyday case: the scanner slept, a person pressed the trigger, it woke, connected and sent that one code. So the first scan after
a connection is held back for `FOLLOWS_WITHIN_S`. If nothing follows, it was the person's. If the next code follows, both were kept, and
so is everything up to a pause of `BURST_ENDS_S`. Nothing is ever dropped, and equal codes stay as many as they are.

Time is the silence between what arrives, so that a clock that is set meanwhile changes nothing, and a reader that was late sees less
silence than there was, which marks a scan too many rather than one too few.
"""

from dataclasses import replace

from devices.driver import RejectedScan, Scan

Fact = Scan | RejectedScan

CONNECTED_S = 10.0
"""How long after a connection a first scan may still be a kept one: scanners send within a few seconds of being connected."""

FOLLOWS_WITHIN_S = 0.5
"""Shorter than a person needs to aim at another label and press; longer than the gap a scanner leaves between two kept codes."""

BURST_ENDS_S = 1.5
"""A pause within kept codes, generous since the person has to confirm them anyway."""


class ReconnectBurst:
    """Marks kept scans as `stored`. Tell it of each connection, each scan, and each silence of `wait_s`."""

    def __init__(self) -> None:
        self._held: list[Fact] = []
        self._wait_s: float | None = None
        self._in_burst = False

    @property
    def wait_s(self) -> float | None:
        """The silence, in seconds, after which `silence` is due; None when none matters."""
        return self._wait_s

    def connected(self) -> None:
        """The scanner has just been taken hold of, for the first time or again."""
        self._wait_s = CONNECTED_S

    def take(self, fact: Fact) -> list[Fact]:
        """Take what was read; return what is known to be told now, in order."""
        if self._wait_s is None:
            return [fact]
        if not self._held and not self._in_burst:
            self._held.append(fact)
            self._wait_s = FOLLOWS_WITHIN_S
            return []
        self._in_burst = True
        self._wait_s = BURST_ENDS_S
        return [_stored(each) for each in (*self._release(), fact)]

    def silence(self) -> list[Fact]:
        """Nothing came for `wait_s`: what is held was the person's own, and so is what comes from now on."""
        self._wait_s = None
        self._in_burst = False
        return self._release()

    def lost(self) -> list[Fact]:
        """The scanner went away: what is held can't be told apart any more, so a person is asked."""
        self._wait_s = None
        self._in_burst = False
        return [_stored(each) for each in self._release()]

    def _release(self) -> list[Fact]:
        held, self._held = self._held, []
        return held


def _stored(fact: Fact) -> Fact:
    return replace(fact, stored=True) if isinstance(fact, Scan) else fact
