"""What scanners with a thread of their own have in common: opened and found again, heard on the event loop, closed without a trace."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace

from devices.driver import DeviceGone, Health, RejectedScan, Scan
from devices.feed import Feed
from devices.scanner.reader import Reader

GROUP_SEPARATOR = "\x1d"
_AIM_PREFIX_LENGTH = 3


class ThreadedScanner(ABC):
    """A `Scanner` whose bytes are read and decoded in a `Reader`. To be used from the event loop's own thread.

    `separator` is what the scanner sends for GS, as in `ScannerSettings`.
    """

    def __init__(self, name: str, separator: str) -> None:
        if not separator:
            raise ValueError("the separator is what the scanner sends between the fields of a GS1 code, and can't be empty")
        self._name = name
        self._separator = separator
        self._feed: Feed[Scan | RejectedScan] = Feed()
        self._feed_ended = False
        self._reader: Reader | None = None
        self._trouble = Health("unknown", "closed")
        self._about = ""

    @property
    def name(self) -> str:
        """The name it was made with; every scan carries it as `device`."""
        return self._name

    @property
    def about(self) -> str:
        """Maker, model and serial number, once it has been seen."""
        return self._about

    async def open(self) -> None:
        """Take hold of the scanner, or of it again, or of parts of it that came late. Raises `DeviceGone` with the remedy."""
        try:
            if self._reader is not None and not self._reader.lost:
                self._hold_late_parts(self._reader)
                return
            self._let_go()
            self._reader = self._take_hold(self._waker())
        except DeviceGone as error:
            self._trouble = Health(error.status, str(error), error.remedy)
            raise DeviceGone(f"scanner {self._name}: {error}", remedy=error.remedy, status=error.status) from error
        if self._feed_ended:
            self._feed, self._feed_ended = Feed(), False

    async def close(self) -> None:
        """Let go; `scans` ends after what was already read, and the thread has ended when this returns."""
        self._let_go()
        self._trouble = Health("unknown", "closed")
        if not self._feed_ended:
            self._feed_ended = True
            self._feed.close()

    async def health(self) -> Health:
        """Good while it is read from, bad while it is gone, unknown while it is closed."""
        if self._reader is None:
            return self._trouble
        return self._gone() if self._reader.lost else Health("good", "reading")

    async def scans(self) -> AsyncIterator[Scan | RejectedScan]:
        """Yield what was read, in order, until `close`; being unplugged does not end it."""
        async for scan in self._feed:
            yield scan

    @abstractmethod
    def _take_hold(self, wake: Callable[[], None]) -> Reader:
        """Find the device and start to read it; raises `DeviceGone`."""

    @abstractmethod
    def _hold_late_parts(self, reader: Reader) -> None:
        """Take hold of parts that appeared after the device was opened; raises `DeviceGone`."""

    @abstractmethod
    def _gone(self) -> Health:
        """Say for a person what it means that the device is gone."""

    def _waker(self) -> Callable[[], None]:
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop has ended, and nobody listens any more
                loop.call_soon_threadsafe(self._hear)

        return wake

    def _let_go(self) -> None:
        if self._reader is None:
            return
        self._reader.stop()
        self._hear()
        self._reader = None

    def _hear(self) -> None:
        if self._reader is not None:
            for fact in self._reader.take():
                self._feed.put(self._with_gs(fact))

    def _with_gs(self, fact: Scan | RejectedScan) -> Scan | RejectedScan:
        if isinstance(fact, RejectedScan) or self._separator == GROUP_SEPARATOR:
            return fact
        # The prefix that names the symbology begins with "]", which a separator such as "]" or "^]" must not take apart.
        start = _AIM_PREFIX_LENGTH if fact.code.startswith("]") else 0
        return replace(fact, code=fact.code[:start] + fact.code[start:].replace(self._separator, GROUP_SEPARATOR))
