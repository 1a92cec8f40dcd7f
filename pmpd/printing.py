"""Documents print by themselves: each queued print job is sent once, and what is known of its fate is written down.

A job found `sending` at the start was cut off by a power cut or a crash; whether it was printed nobody knows, so it becomes `unconfirmed`
and a person decides. Only a job of which no byte was sent waits and is tried again, until it expires.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from devices.driver import Evidence
from devices.printer.codec import Codec
from devices.printer.document import Document
from ledger.errors import Refused, Unavailable
from ledger.printing.print_jobs import ExpirePrints, NotePrint, next_expiry_ms
from ledger.printing.print_views import document_of, jobs_for, jobs_in, waiting_at
from ledger.transaction import Answer
from pmpd.document_store import DocumentStore, MissingDocument
from pmpd.identity.badges import Badges
from pmpd.print_sharing import PrinterAt
from pmpd.printed_documents import made_document
from pmpd.store import Ledger

RETRY_S = (1.0, 2.0, 5.0, 10.0, 30.0)
"""How long a printer that is in trouble is left alone before it is asked again: longer each time."""

LAST_JOB_S = 10.0
"""How long a box that is going down waits for what is printing."""

EXPIRE_S = 5.0
"""How often it is looked whether something waited too long."""

_log = logging.getLogger(__name__)

_ACTOR = "pmpd"
_INTERRUPTED = "the box stopped while this was printing: look whether it came out"


class Printing:
    """Works through the print jobs, one at a time for each printer; `trouble` says by name what keeps a printer from printing.

    `last` keeps the newest job of each printer, by name: its number, what is known of it, and when that was known in UTC milliseconds.

    `printers` may change while it works; call `look_anew` then. `layouts` is the directory of the owner's own layouts.
    """

    def __init__(
        self,
        ledger: Ledger,
        shop_name: str,
        printers: Mapping[str, PrinterAt],
        store: DocumentStore,
        badges: Badges,
        layouts: Path | None = None,
    ) -> None:
        self._ledger = ledger
        self._badges = badges
        self._shop_name = shop_name
        self._printers = printers
        self._store = store
        self.layouts = layouts
        self._work: dict[str, asyncio.Event] = {}
        self._at_work: dict[str, asyncio.Lock] = {}
        self._served: dict[str, PrinterAt] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._following = False
        self.trouble: dict[str, str] = {}
        self.last: dict[str, tuple[int, Evidence, int]] = {}

    async def follow(self) -> None:
        """Print what waits, now and whenever a job is queued, until the feed closes."""
        await self._settle_interrupted()
        listener = self._ledger.events.listen()
        expiring = asyncio.create_task(self._expire(), name="expiring prints")
        self._following = True
        try:
            self.look_anew()
            async for event in listener:
                if event.topic in ("print_job", "everything"):
                    self.look_anew()
        finally:
            self._following = False
            listener.close()
            finishing = asyncio.create_task(self._let_finish(), name="the last print")
            with suppress(asyncio.CancelledError):  # the feed closes a moment before the box cancels what follows it
                await asyncio.shield(finishing)
            await finishing
            tasks = [expiring, *self._tasks]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def look_anew(self) -> None:
        """Something waits, or a printer came, went or is well again: take up what there is to print."""
        for work in self._work.values():
            work.set()  # who serves a printer that is gone sees it
        for name, at in self._printers.items() if self._following else ():
            if self._served.get(name) != at:
                self._served[name], self._work[name] = at, asyncio.Event()
                self._work[name].set()
                self._at_work.setdefault(name, asyncio.Lock())
                task = asyncio.create_task(self._serve(at, self._work[name]), name=f"printing by {name}")
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _let_finish(self) -> None:
        """Wait for what is printing, so that an orderly stop leaves nothing of unknown fate."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_JOB_S):
                for lock in self._at_work.values():
                    await lock.acquire()

    async def _settle_interrupted(self) -> None:
        for job in await self._ledger.ask(jobs_in, "sending"):
            for at in self._printers.values():
                if _takes(at, job):
                    at.printer.job_broke_off()
            await self._note(job["print_job"], "unconfirmed", _INTERRUPTED, device=_place(job))

    async def _expire(self) -> None:
        while True:
            try:
                due_ms = await self._ledger.ask(next_expiry_ms)
                if due_ms is not None and due_ms <= self._ledger.engine.clock.now_ms():
                    await self._ledger.submit(ExpirePrints(), actor=_ACTOR)
            except Unavailable:
                pass  # asked again at the next look
            except Exception:  # noqa: BLE001 - one fault must not make old jobs wait for ever
                _log.exception("what waited too long can't be given up")
            await asyncio.sleep(EXPIRE_S)

    async def _serve(self, at: PrinterAt, work: asyncio.Event) -> None:
        """Print what a printer is to print, until it is gone or stands elsewhere."""
        hearing = asyncio.create_task(self._hear(at), name=f"late answers of {at.name}")
        failures = 0
        try:
            while True:
                await work.wait()
                if self._printers.get(at.name) != at:
                    return
                work.clear()
                if await self._print_all(at):
                    failures = 0
                    continue
                asyncio.get_running_loop().call_later(RETRY_S[min(failures, len(RETRY_S) - 1)], work.set)
                failures += 1
        finally:
            self.trouble.pop(at.name, None)
            if self._served.get(at.name) == at:
                del self._served[at.name]
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)

    async def _print_all(self, at: PrinterAt) -> bool:
        """Print what waits for a printer; False when it is in trouble, and is to be asked again later."""
        try:
            while jobs := await self._ledger.ask(jobs_for, at.name, at.station, at.documents, self._ledger.engine.clock.now_ms()):
                for job in jobs:
                    async with self._at_work[at.name]:
                        if not await self._try(at, job):
                            return False
        except Exception:  # noqa: BLE001 - one fault must not end the printing
            _log.exception("printing by %s stumbled", at.name)
            return False
        self.trouble.pop(at.name, None)
        return True

    async def _try(self, at: PrinterAt, job: Answer) -> bool:
        """Send a job once; False when no byte of it was sent, so that it waits (unrecorded while the printer is known to be bad)."""
        health = await at.printer.health()
        if health.status == "bad":
            self.trouble[at.name] = health.detail
            return False
        number = job["print_job"]
        try:
            note, data = NotePrint(number, "sending"), await self._encoded(at, number)
        except (Refused, MissingDocument, ValueError) as why:
            note, data = NotePrint(number, "failed", str(why)), b""
        except Exception as fault:  # noqa: BLE001 - one job that can't be printed at all must not keep the next ones from it
            _log.exception("print job %s can't be laid out", number)
            note, data = NotePrint(number, "failed", f"can't be laid out: {fault}"), b""
        try:
            await self._ledger.submit(note, actor=_ACTOR, device=_place(job))
        except Refused as refusal:  # cancelled meanwhile, or another printer has it
            _log.info("print job %s: %s", number, refusal.message)
            return True
        except Unavailable as error:
            self.trouble[at.name] = error.message
            return False
        return not data or await self._send(at, job, data)

    async def _send(self, at: PrinterAt, job: Answer, data: bytes) -> bool:
        number = job["print_job"]
        try:
            evidence = await at.printer.print(data, number)
        except Exception as fault:  # noqa: BLE001 - how far the bytes came is not known: only a person may send them again
            _log.exception("%s failed in the middle of print job %s", at.name, number)
            evidence = Evidence("unconfirmed", len(data), f"the box made a mistake while this was printing: {fault}")
        self.last[at.name] = (number, evidence, self._ledger.engine.clock.now_ms())
        if evidence.grade == "failed":
            self.trouble[at.name] = evidence.detail
            await self._note(number, "queued", f"waits for the printer: {evidence.detail}", device=_place(job))
            return False
        self.trouble.pop(at.name, None)
        await self._note_evidence(number, evidence, _place(job))
        return True

    async def _hear(self, at: PrinterAt) -> None:
        """Write down what a printer says late, each on the job it belongs to; never before what it said at once."""
        while True:
            async for late in at.printer.late_results():
                async with self._at_work[at.name]:
                    await self._note_evidence(late.number, late.evidence, at.station or at.name)
            await asyncio.sleep(RETRY_S[0])  # closed; it may be opened again

    async def _note_evidence(self, number: int, evidence: Evidence, device: str) -> None:
        state = "sent" if evidence.grade == "spooled" else evidence.grade
        graded = "" if evidence.grade == "failed" else evidence.grade  # failed: said late, of a job that a spooler had
        await self._note(number, state, evidence.detail, graded, evidence.bytes_sent, device=device)

    async def _note(self, number: int, state: str, detail: str, evidence: str = "", bytes_sent: int = 0, *, device: str) -> None:
        note = NotePrint(number, state, detail, evidence, bytes_sent)
        while True:
            try:
                await self._ledger.submit(note, actor=_ACTOR, device=device)
            except Refused as refusal:  # nobody's job, or settled already
                _log.info("print job %s: %s", number, refusal.message)
            except Unavailable as error:
                if not self._ledger.engine.stopped:  # too many commands wait; a fate that is never written would leave it `sending`
                    await asyncio.sleep(error.retry_after_s)
                    continue
                # A job that was being sent is still `sending` in the ledger, and the next start settles it as unconfirmed.
                _log.error("what became of print job %s was not written: %s", number, error.message)
            return

    async def _encoded(self, at: PrinterAt, number: int) -> bytes:
        content = await self._ledger.ask(document_of, number)
        if content.get("badge"):  # here alone: a picture of a badge that could be scanned would be one
            content = {**content, "code": self._badges.code(content["subject"], content["badge"])}
        return await asyncio.to_thread(lambda: at.printer.codec.encode(self.made(content)))

    def made(self, content: Answer) -> Document:
        """The document that the ledger's words mean, as a printer's language takes it. Reads files; raises `MissingDocument`."""
        return made_document(content, self._shop_name, self._ledger.engine.clock.now_ms(), self._store)

    def codec_for(self, document: str, station: str, printer: str) -> Codec | None:
        """The language of the printer that prints a document sent to a station or a printer; None where there is none."""
        job = {"document": document, "station": station, "printer": printer}
        return next((at.printer.codec for at in self._printers.values() if _takes(at, job)), None)

    async def not_printing(self) -> dict[str, str]:
        """What keeps jobs waiting, by the name of the printer, or by that of the station where no printer takes them."""
        kept = dict(self.trouble)
        for waiting in await self._ledger.ask(waiting_at):
            where = waiting["station"] or waiting["printer"]
            takers = [at for at in self._printers.values() if _takes(at, waiting)]
            if not takers and waiting["station"]:
                kept[where] = f"no printer at this station prints a {waiting['document'].replace('_', ' ')}; see the configuration"
            elif not takers:
                kept[where] = "there is no printer of this name; see the configuration"
        return kept


def _takes(at: PrinterAt, job: Answer) -> bool:
    return at.name == job["printer"] or (bool(job["station"]) and at.station == job["station"] and job["document"] in at.documents)


def _place(job: Answer) -> str:
    """What the journal names as the device of a job: its station, or its printer."""
    return str(job["station"] or job["printer"])
