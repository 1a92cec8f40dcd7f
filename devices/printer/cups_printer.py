"""An office printer that CUPS drives: a job is given to CUPS once and followed there."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from devices.driver import DeviceGone, Evidence, Health, LateResult
from devices.feed import Feed
from devices.printer.codec import Codec
from devices.printer.cups_queue import CupsLost, CupsQueue, QueueFacts, QueueJob, cups_address
from devices.printer.page_codec import PageCodec
from devices.settings import PrinterSettings

_TITLE = re.compile(r"pmpd-job-(\d+)-[0-9a-f]{8}")
_CANCELLED, _COMPLETED = 7, 9
_STOPPED = 5

# RFC 8011, 5.4.12: the keyword without its ending, what it means for a person, and what to do. The first that holds is told.
_REASONS = (
    ("door-open", "a door of the printer is open", "close every door of the printer"),
    ("cover-open", "the printer's cover is open", "close the cover"),
    ("media-jam", "paper is stuck", "open the printer and take the stuck paper out"),
    ("media-empty", "paper out", "put paper in"),
    ("media-needed", "paper out", "put paper of the right size in"),
    ("input-tray-missing", "the paper tray is missing", "push the paper tray in"),
    ("toner-empty", "toner out", "put a new toner cartridge in"),
    ("marker-supply-empty", "ink or toner out", "put a new cartridge in"),
    ("output-area-full", "the output tray is full", "take the printed pages out"),
    ("offline", "the printer is off line", "switch the printer on and check its cable or network"),
    ("shutdown", "the printer is switched off", "switch the printer on"),
    ("timed-out", "the printer does not answer CUPS", "switch the printer on and check its cable or network"),
    ("spool-area-full", "the disk of CUPS is full", "free some space on the computer that runs CUPS"),
    ("paused", "the queue is stopped", "start it again: cupsenable and the name of the queue"),
)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: for each thing asked of CUPS, and between two looks at jobs under way."""

    answer_s: float = 10.0
    poll_s: float = 2.0


USUAL = Timeouts()


def title_of(number: int, job: bytes) -> str:
    """Return the title by which CUPS knows a job again: its number and what it prints, since a new ledger counts from 1 again."""
    return f"pmpd-job-{number}-{hashlib.sha256(job).hexdigest()[:8]}"


class CupsPrinter:
    """A `Printer` that is a queue of CUPS. CUPS knows when a job has left for the printer, not when it lies in the tray.

    A job that CUPS took is `spooled`; what becomes of it comes as a late result. A job that CUPS has already is never given to it again.
    """

    def __init__(self, name: str, settings: PrinterSettings, timeouts: Timeouts = USUAL) -> None:
        self._codec = PageCodec(settings.width_mm, settings.height_mm, settings.layouts)
        self._name = name
        self._queue = CupsQueue(cups_address(settings.address), timeouts.answer_s)
        self._poll_s = timeouts.poll_s
        self._turn = asyncio.Lock()
        self._late: Feed[LateResult] = Feed()
        self._under_way: dict[int, tuple[int, int]] = {}
        self._follower: asyncio.Task[None] | None = None
        self._about = ""

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    @property
    def about(self) -> str:
        """The model, as CUPS has it."""
        return self._about

    @property
    def codec(self) -> Codec:
        """PDF pages."""
        return self._codec

    async def open(self) -> None:
        """Ask CUPS for the queue, and follow what it still has of ours; raises `DeviceGone` when there is none."""
        async with self._turn:
            try:
                facts = await self._queue.facts()
            except CupsLost as error:
                raise DeviceGone(f"printer {self._name}: {error}", remedy=error.remedy) from error
            self._about = facts.model
            if self._follower is not None:
                return
            self._late = Feed()
            self._under_way = {
                job.id: (int(title[1]), 0) for job in facts.jobs if not job.ended and (title := _TITLE.fullmatch(job.title)) is not None
            }
            self._follower = asyncio.create_task(self._follow())

    async def close(self) -> None:
        """Follow no more jobs; CUPS keeps what it has."""
        async with self._turn:
            if self._follower is None:
                return
            self._follower.cancel()
            await asyncio.gather(self._follower, return_exceptions=True)
            self._follower = None
            self._late.close()

    async def health(self) -> Health:
        """Ask CUPS now; it hears of the printer's troubles mostly while it prints."""
        if self._follower is None:
            return Health("unknown", "closed")
        try:
            return _health(await self._queue.facts())
        except CupsLost as error:
            return Health("bad", str(error), error.remedy)

    async def print(self, job: bytes, number: int = 0) -> Evidence:
        """Give CUPS the job, once. A queue known to be bad gets nothing (`failed`), so that nothing old comes out when it is well again."""
        async with self._turn:
            if self._follower is None:
                return Evidence("failed", 0, "the printer is closed")
            title = title_of(number, job)
            try:
                facts = await self._queue.facts()
            except CupsLost as error:
                return Evidence("failed", 0, str(error))
            known = _titled(facts, title) if number else None
            if known is not None:
                return self._taken(known, number, len(job))
            health = _health(facts)
            if health.status == "bad":
                return Evidence("failed", 0, health.detail)
            try:
                request = await self._queue.submit(job, title)
            except CupsLost as error:
                return await self._after_fault(error, facts, title, number, len(job))
            self._under_way[request] = (number, len(job))
            return Evidence("spooled", len(job), f"CUPS has it as request {request}")

    def job_broke_off(self) -> None:
        """CUPS keeps jobs apart, and got each as a whole or not at all."""

    def late_results(self) -> AsyncIterator[LateResult]:
        """Yield what became of the jobs CUPS took, until it is closed."""
        return aiter(self._late)

    async def _after_fault(self, fault: CupsLost, before: QueueFacts, title: str, number: int, job_bytes: int) -> Evidence:
        """Look whether CUPS has a job whose handing over broke off: one of its title that was not there before."""
        old = {job.id for job in before.jobs}
        try:
            after = await self._queue.facts()
        except CupsLost:
            return Evidence("unconfirmed", job_bytes, str(fault))
        taken = _titled(after, title)
        if taken is not None and taken.id not in old:
            return self._taken(taken, number, job_bytes)
        return Evidence("failed", 0, str(fault)) if fault.in_time else Evidence("unconfirmed", job_bytes, str(fault))

    def _taken(self, known: QueueJob, number: int, job_bytes: int) -> Evidence:
        """Return what is known of a job that CUPS has, and follow it on."""
        if known.ended:
            return _outcome(known, job_bytes)
        self._under_way[known.id] = (number, job_bytes)
        return Evidence("spooled", job_bytes, f"CUPS has it as request {known.id}")

    async def _follow(self) -> None:
        """Tell the end of every job under way."""
        while True:
            await asyncio.sleep(self._poll_s)
            if not self._under_way:
                continue
            asked = list(self._under_way)
            try:
                facts = await self._queue.facts()
            except CupsLost:
                continue  # health tells; the jobs are in CUPS' hands
            listed = {job.id: job for job in facts.jobs}
            for request in [request for request in asked if request not in listed or listed[request].ended]:
                number, job_bytes = self._under_way.pop(request)
                if number:
                    self._late.put(LateResult(number, _outcome(listed.get(request), job_bytes)))


def _titled(facts: QueueFacts, title: str) -> QueueJob | None:
    """Return the newest job with a title."""
    return max((job for job in facts.jobs if job.title == title), key=lambda job: job.id, default=None)


def _outcome(job: QueueJob | None, job_bytes: int) -> Evidence:
    """Return what became of a job; None is one that CUPS does not remember any more."""
    if job is None:
        return Evidence("unconfirmed", job_bytes, "CUPS knows nothing of it any more: somebody removed it there")
    if job.state == _COMPLETED:
        return Evidence("sent", job_bytes, "CUPS has sent everything to the printer")
    ended = "cancelled" if job.state == _CANCELLED else "given up by CUPS"
    if not job.began:
        return Evidence("failed", 0, f"{ended} before it began")
    return Evidence("unconfirmed", job_bytes, f"{ended} while it was printed")


def _health(facts: QueueFacts) -> Health:
    for reason, detail, remedy in _REASONS:
        if any(re.fullmatch(f"{reason}(-error|-warning)?", said) for said in facts.reasons):
            return Health("bad", detail, remedy)
    if facts.state == _STOPPED:
        return Health("bad", "the queue is stopped", "start it again: cupsenable and the name of the queue")
    if not facts.accepting:
        return Health("bad", "the queue takes no jobs", "let it take jobs again: cupsaccept and the name of the queue")
    for said in facts.reasons:
        if said.endswith("-error"):
            return Health("bad", f"the printer reports {said.removesuffix('-error')}", "look at the printer's display")
    if "connecting-to-device" in facts.reasons:
        return Health("unknown", "CUPS tries to reach the printer", "switch the printer on and check its cable or network")
    return Health("good", "the queue is ready")
