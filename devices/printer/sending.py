"""What every printer on a link shares: one job at a time, how far its bytes came, and what a lost link means."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from dataclasses import dataclass

from devices.driver import DeviceGone, Evidence, Health, LateResult
from devices.feed import Feed
from devices.link import Link, LinkLost

_CHUNK_BYTES = 512


@dataclass(frozen=True, slots=True)
class Sent:
    """How far a stream came. `bytes_sent` may have reached the printer; `fault` says what broke, empty when every byte went out."""

    bytes_sent: int
    fault: str = ""


GONE = Health("bad", "the printer answers no more", "check that it is on and its cable is in, and that no other computer prints on it")
_MISSES_BEFORE_GONE = 3


@dataclass(slots=True)
class Contact:
    """Whether a printer has ever told its state, and how many questions in a row it has left unanswered since."""

    has_answered: bool = False
    misses: int = 0

    def answered(self) -> None:
        """Note an answer."""
        self.has_answered, self.misses = True, 0

    def missed(self) -> Health:
        """Note a question without an answer, and return what that means."""
        self.misses += 1
        if self.misses >= _MISSES_BEFORE_GONE:
            return GONE
        return Health("unknown", f"the printer did not answer {self.misses} time{'s' if self.misses > 1 else ''}", GONE.remedy)

    def check(self) -> None:
        """Raise `LinkLost` where a job would go to a printer that has fallen silent."""
        if self.misses:
            raise LinkLost("the printer answered before and does not now; it may be busy with another computer", remedy=GONE.remedy)


async def send(link: Link, stream: bytes, write_timeout_s: float) -> Sent:
    """Write `stream` in chunks, each within `write_timeout_s` seconds, and count what may have gone out."""
    sent = 0
    try:
        while sent < len(stream):
            chunk = stream[sent : sent + _CHUNK_BYTES]
            await asyncio.wait_for(link.write(chunk), write_timeout_s)
            sent += len(chunk)
    except LinkLost as error:
        return Sent(min(sent + error.bytes_taken, len(stream)), str(error))
    except TimeoutError:
        # The far end may have taken any part of the chunk it was given.
        return Sent(min(sent + _CHUNK_BYTES, len(stream)), "the printer takes no more bytes")
    return Sent(sent)


class SendingPrinter(ABC):
    """A printer over any `Link`; jobs are printed one after the other, and a printer known to be bad gets none.

    A language adds how to ask (`_status`, which may raise `LinkLost`) and how to send and grade (`_send`).
    """

    def __init__(self, name: str, link: Link, *, write_timeout_s: float = 5.0) -> None:
        self._name = name
        self._link = link
        self._write_timeout_s = write_timeout_s
        self._turn = asyncio.Lock()
        self._late: Feed[LateResult] = Feed()
        self._last_health = Health("unknown", "not asked yet")
        self._is_open = False
        self._connected = False

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    async def open(self) -> None:
        """Connect; raises `DeviceGone` when the printer is not there."""
        async with self._turn:
            if not self._is_open:
                self._is_open = True
                self._late = Feed()
            try:
                await self._connect()
            except LinkLost as error:
                await self._disconnect()
                raise DeviceGone(f"printer {self._name}: {error}", remedy=error.remedy) from error

    async def close(self) -> None:
        """Disconnect, after the job under way."""
        async with self._turn:
            self._is_open = False
            await self._disconnect()
            self._late.close()

    async def health(self) -> Health:
        """Ask the printer now; unknown when it is closed or does not answer in time. During a job return what was known before it."""
        if self._turn.locked():
            return self._last_health
        async with self._turn:
            if not self._is_open:
                return Health("unknown", "closed")
            try:
                await self._connect()
                self._last_health = await self._status()
            except LinkLost as error:
                await self._disconnect()
                self._last_health = Health("bad", str(error), error.remedy)
            await self._rest()
            return self._last_health

    async def print(self, job: bytes, number: int = 0) -> Evidence:
        """Send `job` once. A printer known to be bad gets nothing (`failed`); one of unknown state is tried."""
        async with self._turn:
            if not self._is_open:
                return Evidence("failed", 0, "the printer is closed")
            try:
                await self._connect()
                health = self._last_health = await self._status()
                if health.status == "bad":
                    await self._rest()
                    return Evidence("failed", 0, health.detail)
                await self._prepare()
            except LinkLost as error:
                await self._disconnect()
                return Evidence("failed", 0, str(error))
            evidence = await self._send(job, number)
            fault = await self._rest()
            if fault and evidence.grade == "sent":
                return Evidence("unconfirmed", evidence.bytes_sent, fault)
            return evidence

    def job_broke_off(self) -> None:  # noqa: B027 (labels are cut apart as they are)
        """See `Printer`."""

    def late_results(self) -> AsyncIterator[LateResult]:
        """Yield what the printer says late, until it is closed."""
        return aiter(self._late)

    async def _connect(self) -> None:
        if not self._connected:
            await self._link.open()
            self._connected = True
            await self._greet()

    async def _disconnect(self) -> None:
        self._connected = False
        await self._link.close()

    async def _rest(self) -> str:
        """Let other computers at the printer, where the link is made for one job and nothing is to be waited for.

        Return what kept the last bytes from the printer, empty when it has them all.
        """
        if not self._connected or self._keeps_connection():
            return ""
        try:
            async with asyncio.timeout(self._write_timeout_s):
                if await self._link.finish() is not None:
                    self._connected = False
        except LinkLost as error:
            fault = str(error)
        except TimeoutError:
            fault = "the printer takes no more bytes"
        else:
            return ""
        await self._disconnect()
        return fault

    def _keeps_connection(self) -> bool:
        """Tell whether something is still to come over this very connection."""
        return False

    @abstractmethod
    async def _greet(self) -> None:
        """Begin a new connection: whatever was heard before is of no use."""

    @abstractmethod
    async def _status(self) -> Health:
        """Ask the printer how it is."""

    async def _prepare(self) -> None:  # noqa: B027 (most languages need nothing before a job)
        """Say what must go before a job; its bytes are none of the job's."""

    @abstractmethod
    async def _send(self, job: bytes, number: int) -> Evidence:
        """Send a job and grade it; never raises `LinkLost`. Disconnects where half a job could swallow the start of the next one."""
