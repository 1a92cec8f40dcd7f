"""Scanners of the box that are lent to screens: what is scanned with one is for the screen, which says what came of it.

A screen keeps a scanner by asking again and again what was scanned. A scan waits until the screen says that it has it, so that a lost
answer loses none; once the loan is over, what still waits is told and never carried out.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

LEASE_S = 15.0
"""How long a screen that does not ask keeps its scanner."""

POLL_S = 10.0
"""How long an answer waits for a scan."""


_LEFT_MOST = 64


class Screen(NamedTuple):
    """A page of a kiosk: two pages of the same one are two screens."""

    kiosk: str
    page: str


class LentScan(NamedTuple):
    """A scan for a screen, by its number within the loan; a `badge` is somebody who signs in there."""

    number: int
    code: str
    badge: bool


class _Loan:
    def __init__(self, screen: Screen, since: int) -> None:
        self.screen = screen
        self.last = since
        self.waiting: list[LentScan] = []
        self.asking = 0
        self.over = False
        self.ends: asyncio.TimerHandle | None = None
        self.news = asyncio.Event()

    def hand_over(self, code: str, *, badge: bool) -> None:
        self.last += 1
        self.waiting.append(LentScan(self.last, code, badge))
        self.news.set()

    def taken(self, since: int) -> None:
        self.waiting = [scan for scan in self.waiting if scan.number > since]
        if not self.waiting:
            self.news.clear()

    def keep(self) -> None:
        if self.ends is not None:
            self.ends.cancel()
            self.ends = None


class Loans:
    """Which screen has which scanner. `on_change` hears of each loan and its end, `on_untaken` of the codes that no screen took."""

    def __init__(
        self, on_change: Callable[[], None], on_untaken: Callable[[str, list[str]], None], lease_s: float = LEASE_S, poll_s: float = POLL_S
    ) -> None:
        self._on_change = on_change
        self._on_untaken = on_untaken
        self._lease_s = lease_s
        self._poll_s = poll_s
        self._loans: dict[str, _Loan] = {}
        self._left: deque[Screen] = deque(maxlen=_LEFT_MOST)

    def kiosk_with(self, scanner: str) -> str:
        """Where a scanner is lent to; empty where it is not."""
        loan = self._loans.get(scanner)
        return "" if loan is None else loan.screen.kiosk

    def has(self, scanner: str, screen: Screen) -> bool:
        """Whether a screen has a scanner."""
        loan = self._loans.get(scanner)
        return loan is not None and loan.screen == screen

    async def scans_for(self, scanner: str, screen: Screen, since: int, *, take_over: bool) -> list[LentScan] | None:
        """What was scanned for a screen after the scan number `since`, as soon as there is something, or nothing after POLL_S.

        The screen has the scanner from then on for LEASE_S, and says by `since` what it has. None while another screen has it;
        `take_over` takes it from that one. A page that asks no more is no other screen to one of the same kiosk.
        """
        loan = self._loan_of(scanner, screen, since, take_over)
        if loan is None:
            return None
        loan.taken(since)
        loan.keep()
        loan.asking += 1
        try:
            async with asyncio.timeout(self._poll_s):
                await loan.news.wait()
        except TimeoutError:
            pass
        finally:
            loan.asking -= 1
            if not loan.asking and not loan.over:
                loan.ends = asyncio.get_running_loop().call_later(self._lease_s, self.end, scanner)
        return None if loan.over else list(loan.waiting)

    def _loan_of(self, scanner: str, screen: Screen, since: int, take_over: bool) -> _Loan | None:
        if screen in self._left:
            return None
        loan = self._loans.get(scanner)
        if loan is not None and loan.screen == screen:
            return loan
        if loan is not None:
            if not take_over and (loan.asking or loan.screen.kiosk != screen.kiosk):
                return None
            self.end(scanner)
        loan = self._loans[scanner] = _Loan(screen, since)
        self._on_change()
        return loan

    def hand_over(self, scanner: str, code: str, *, badge: bool) -> bool:
        """Give a scan to the screen that has its scanner; False where none has."""
        loan = self._loans.get(scanner)
        if loan is None:
            return False
        loan.hand_over(code, badge=badge)
        return True

    def give_back(self, scanner: str, screen: Screen, since: int) -> None:
        """A screen wants a scanner no more, and has its scans up to `since`; nothing where it does not have the scanner.

        A page that is left never comes back under its id: what it had asked for before may arrive afterwards, and lends nothing.
        """
        self._left.append(screen)
        if self.has(scanner, screen):
            self._loans[scanner].taken(since)
            self.end(scanner)

    def close(self) -> None:
        """Nothing is lent any more, and nobody waits."""
        for scanner in list(self._loans):
            self.end(scanner)

    def end(self, scanner: str) -> None:
        """The scanner is lent no more, to whomever it was; what its screen has not taken is told."""
        loan = self._loans.pop(scanner, None)
        if loan is None:
            return
        loan.keep()
        loan.over = True
        loan.news.set()
        self._on_change()
        if loan.waiting:
            self._on_untaken(scanner, [scan.code for scan in loan.waiting])
