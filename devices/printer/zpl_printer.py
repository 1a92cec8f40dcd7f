"""A label printer that speaks ZPL, at the end of a link: sends a job once and grades the evidence of it."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from devices.driver import Evidence, Health, LateResult
from devices.link import Link, LinkLost
from devices.links import make_link
from devices.port_status import HasPortStatus, port_health
from devices.printer.codec import Codec
from devices.printer.sending import Contact, SendingPrinter, send
from devices.printer.zpl_answers import (
    ASK_ERRORS,
    ASK_IDENTITY,
    ASK_LABEL_COUNT,
    ASK_STATUS,
    CANCEL_PARTIAL_FORMAT,
    HostStatus,
    ZplAnswers,
    health_of_errors,
)
from devices.printer.zpl_codec import ZplCodec
from devices.settings import PrinterSettings

Answer = TypeVar("Answer")

_SILENT = Health("unknown", "the printer does not answer", "nothing to do if it prints; else it may speak another language than ZPL")

_FORMAT = re.compile(rb"\^XA.*?\^XZ", re.DOTALL)
_COPIES = re.compile(rb"\^PQ\s*(\d+)")
_PRINTS = re.compile(rb"\^(FD|FV|GB|GC|GD|GE|GF|GS|XG|IM|IL|XF|SN)")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: for an answer, for a chunk to be taken, for a sign of progress while a job comes out, and between two questions then."""

    answer_s: float = 1.0
    write_s: float = 5.0
    progress_s: float = 10.0
    poll_s: float = 0.2


USUAL = Timeouts()


@dataclass(slots=True)
class _Unsettled:
    """A job whose end was not seen. `count_after` is what the printer's label count must be once it is all on labels."""

    number: int
    bytes_sent: int
    count_after: int


@dataclass(slots=True)
class _Connection:
    """What holds as long as the connection does. A printer that was switched off loses it, with everything it had to print."""

    counts_labels: bool = False
    answers_late: bool = False
    unsettled: list[_Unsettled] = field(default_factory=list)


def labels_in(job: bytes) -> int:
    """Return how many labels a job prints: its formats with something on them, times their ^PQ."""
    labels = 0
    for found in _FORMAT.finditer(job):
        copies = _COPIES.search(found[0])
        if _PRINTS.search(found[0]) and b"^DF" not in found[0]:
            labels += int(copies[1]) if copies else 1
    return labels


def _health(state: HostStatus | int) -> Health:
    return state.health() if isinstance(state, HostStatus) else health_of_errors(state)


class ZplPrinter(SendingPrinter):
    """A `Printer` over any `Link`; jobs are printed one after the other.

    After the last byte it asks for the printer's state (~HS) until nothing waits any more, which makes a job `confirmed`, unless the
    printer tells its label count and that says otherwise.
    """

    def __init__(self, name: str, settings: PrinterSettings, link: Link | None = None, timeouts: Timeouts = USUAL) -> None:
        self._codec = ZplCodec(settings.width_mm, settings.height_mm, settings.dots_per_mm, settings.layouts)
        super().__init__(name, link or make_link(settings.address), write_timeout_s=timeouts.write_s)
        self._timeouts = timeouts
        self._answers = ZplAnswers()
        self._connection = _Connection()
        self._contact = Contact()
        self._about = ""

    @property
    def about(self) -> str:
        """Model and firmware, as the printer tells them."""
        return self._about

    @property
    def codec(self) -> Codec:
        """ZPL on labels of the configured size."""
        return self._codec

    async def _greet(self) -> None:
        self._answers.clear()
        self._connection = _Connection()
        await self._ask(ASK_IDENTITY)
        identity = await self._hear(self._answers.take_identity)
        if identity is None:
            return
        model, firmware = identity
        self._about = f"{model}, firmware {firmware}"
        # Zebra's own firmware ends in Z and knows Set/Get/Do; on others the question might be printed.
        self._connection.counts_labels = firmware.endswith("Z")

    async def _status(self) -> Health:
        if self._connection.answers_late:
            # Whatever the printer still owes to old questions goes down with the old connection.
            await self._disconnect()
            await self._connect()
        state = await self._state()
        if isinstance(state, HostStatus):
            await self._settle(state)
        if state is not None:
            self._contact.answered()
            return _health(state)
        port = port_health(await self._link.port_status()) if isinstance(self._link, HasPortStatus) else _SILENT
        if port.status == "bad" or not self._contact.has_answered:
            return port
        return self._contact.missed()

    def _keeps_connection(self) -> bool:
        return bool(self._connection.unsettled)

    async def _prepare(self) -> None:
        self._contact.check()
        # The rest of a job whose wire broke must not become the head of this one.
        await self._ask(CANCEL_PARTIAL_FORMAT)

    async def _send(self, job: bytes, number: int) -> Evidence:
        try:
            before = await self._label_count()
        except LinkLost as error:
            await self._disconnect()
            return Evidence("failed", 0, str(error))
        self._connection.unsettled.clear()  # whatever comes out from now on may be of this job
        sent = await send(self._link, job, self._timeouts.write_s)
        if sent.fault:
            await self._disconnect()
            return Evidence("unconfirmed" if sent.bytes_sent else "failed", sent.bytes_sent, sent.fault)
        try:
            evidence = await self._watch(len(job))
            if evidence.grade == "confirmed" and before is not None:
                evidence = await self._counted(evidence, before, labels_in(job))
        except LinkLost as error:
            await self._disconnect()
            return Evidence("unconfirmed", len(job), str(error))
        if evidence.grade != "confirmed" and before is not None and number:
            self._connection.unsettled.append(_Unsettled(number, len(job), before + labels_in(job)))
        return evidence

    async def _watch(self, job_bytes: int) -> Evidence:
        """Follow a job that is all in the printer until it is all out, or does not get on.

        Nothing waits any more twice in a row, since a printer may be asked before it has looked at the last bytes.
        """
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + self._timeouts.progress_s
        last: HostStatus | None = None
        while loop.time() < deadline_s:
            # A printer that did not answer before the job could answer that question now, which would confirm what is not printed.
            state = None if self._connection.answers_late else await self._state()
            if state is None:
                return Evidence("sent", job_bytes, "every byte was sent; the printer did not confirm")
            if _health(state).status == "bad":
                return Evidence("unconfirmed", job_bytes, _health(state).detail)
            if isinstance(state, HostStatus):
                if state.idle and last is not None and last.idle:
                    return Evidence("confirmed", job_bytes, "the printer has printed everything it had")
                if state != last:
                    last, deadline_s = state, loop.time() + self._timeouts.progress_s
            await asyncio.sleep(self._timeouts.poll_s)
        return Evidence("sent", job_bytes, "every byte was sent; the printer has not finished")

    async def _counted(self, confirmed: Evidence, before: int, labels: int) -> Evidence:
        """Compare with the printer's own label count: a printer whose work somebody cancelled has nothing left to print either."""
        after = await self._label_count()
        if after is None or after - before == labels:
            return confirmed
        told = f"the printer has nothing left to print, and counted {after - before} of {labels} labels"
        return Evidence("unconfirmed" if after - before < labels else "sent", confirmed.bytes_sent, told)

    async def _settle(self, status: HostStatus) -> None:
        """Confirm an earlier job late, where that is certain.

        An empty printer is not enough, since somebody can cancel at the printer or switch it off: the connection must have held since the
        job, and the printer's own label count must have grown by exactly the labels of the job.
        """
        if not self._connection.unsettled or not status.idle or status.health().status != "good":
            return
        count = await self._label_count()
        for job in self._connection.unsettled:
            if count == job.count_after:
                evidence = Evidence("confirmed", job.bytes_sent, "the printer counted every label of it, late")
                self._late.put(LateResult(job.number, evidence))
        self._connection.unsettled.clear()

    async def _state(self) -> HostStatus | int | None:
        """Ask for the state; where ~HS stays unanswered return the error flags, and None where nothing is answered."""
        # What nobody asked for must not answer this question.
        self._answers.add(await self._link.read(0))
        self._answers.clear()
        await self._ask(ASK_STATUS)
        status = await self._hear(self._answers.take_status)
        if status is not None:
            return status
        # Some firmware says nothing to ~HS while it stands still, and tells why when asked for its errors.
        await self._ask(ASK_ERRORS)
        flags = await self._hear(self._answers.take_errors)
        self._connection.answers_late = flags is None
        return flags

    async def _label_count(self) -> int | None:
        if not self._connection.counts_labels or self._connection.answers_late:
            return None
        await self._ask(ASK_LABEL_COUNT)
        told = await self._hear(self._answers.take_variable)
        if told is None or not told.isdigit():
            self._connection.counts_labels = False
            return None
        return int(told)

    async def _ask(self, question: bytes) -> None:
        try:
            await asyncio.wait_for(self._link.write(question), self._timeouts.write_s)
        except TimeoutError as error:
            raise LinkLost(
                "the printer takes no more bytes", remedy="look at the printer; switch it off and on if it does nothing"
            ) from error

    async def _hear(self, take: Callable[[], Answer | None]) -> Answer | None:
        """Read until `take` finds its answer; None after the time-out for answers."""
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + self._timeouts.answer_s
        while (answer := take()) is None:
            left_s = deadline_s - loop.time()
            if left_s <= 0:
                return None
            self._answers.add(await self._link.read(left_s))
        return answer
