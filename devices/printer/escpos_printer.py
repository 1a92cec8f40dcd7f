"""An ESC/POS printer at the end of a link: sends a job once and grades the evidence of it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from devices.driver import DeviceGone, Evidence, Health, LateResult
from devices.link import Link, LinkLost
from devices.links import make_link
from devices.port_status import HasPortStatus, port_health
from devices.printer import answers as said
from devices.printer.codec import Codec
from devices.printer.escpos import BAND_BYTES_MAX
from devices.printer.escpos_codec import EscposCodec
from devices.printer.process_id import PROBE, number_of, passing_id, process_id
from devices.printer.sending import Contact, SendingPrinter, Sent, send
from devices.settings import PrinterSettings

Answer = TypeVar("Answer")

_SIZES_KEPT = 100
_LONGEST_HEAD_BYTES = 8  # GS v 0 m xL xH yL yH

_SILENT = Health("unknown", "the printer does not answer", "nothing to do if it prints; some printers and cables can't answer")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: for the answer to a question, for a chunk to be taken, and for the process id that follows a job."""

    answer_s: float = 0.5
    write_s: float = 5.0
    confirm_s: float = 5.0


USUAL = Timeouts()


class EscposPrinter(SendingPrinter):
    """A `Printer` over any `Link`; jobs are printed one after the other.

    After the last byte it asks for a process id (GS ( H), which makes a job `confirmed`, but only of printers that have answered that
    question before: others might print it. That is tried once a connection, in an empty line which is cleared afterwards.
    """

    def __init__(self, name: str, settings: PrinterSettings, link: Link | None = None, timeouts: Timeouts = USUAL) -> None:
        self._codec = EscposCodec(settings.width_mm, settings.layouts)
        super().__init__(name, link or make_link(settings.address), write_timeout_s=timeouts.write_s)
        self._address = settings.address
        self._timeouts = timeouts
        self._answers = said.Answers()
        self._confirms: bool | None = None
        self._contact = Contact()
        self._is_first_contact = True
        self._broke_off = False
        self._unnumbered = 0
        self._awaited = b""
        self._owed: set[bytes] = set()
        self._sizes: dict[int, int] = {}

    @property
    def about(self) -> str:
        """Where it is, and how much it tells of its jobs."""
        tells = {True: "confirms each job", False: "tells its state, confirms no job", None: ""}[self._confirms]
        return "; ".join(part for part in (f"ESC/POS printer at {self._address}", tells) if part)

    @property
    def codec(self) -> Codec:
        """ESC/POS on the roll of the settings."""
        return self._codec

    async def open_drawer(self) -> None:
        """Open the cash drawer that hangs on the printer. Raises `DeviceGone`; a drawer that is not there stays unnoticed."""
        async with self._turn:
            if not self._is_open:
                raise DeviceGone(f"printer {self._name} is closed")
            try:
                await self._connect()
                await self._say(said.drawer_kick())
            except LinkLost as error:
                await self._disconnect()
                raise DeviceGone(f"printer {self._name}: {error}", remedy=error.remedy) from error
            await self._rest()

    def job_broke_off(self) -> None:
        """Have the piece cut off before anything else is printed: half a slip with somebody's address must not hang on the next."""
        self._broke_off = True

    async def _disconnect(self) -> None:
        await super()._disconnect()
        # Whatever is switched on or plugged in next may be another printer.
        self._confirms = None

    async def _greet(self) -> None:
        self._answers = said.Answers()
        self._owed.clear()

    def _keeps_connection(self) -> bool:
        return bool(self._owed)

    async def _status(self) -> Health:
        # An answer that came too late for its question must not answer this one.
        self._listen(await self._link.read(0))
        health = await self._told()
        if health is not None:
            self._contact.answered()
            if health.status == "good":
                await self._cut_off_unfinished()
                if self._confirms is None:
                    await self._learn_whether_it_confirms()
            return health
        port = await self._port()
        if port.status == "bad" or not self._contact.has_answered:
            return port
        return self._contact.missed()

    async def _prepare(self) -> None:
        self._contact.check()
        await self._cut_off_unfinished()
        if self._is_first_contact:
            await self._fill_up()
            self._is_first_contact = False

    async def _send(self, job: bytes, number: int) -> Evidence:
        identity = process_id(number) if number else passing_id(self._unnumbered)
        self._unnumbered += not number
        if number:
            self._remember_size(number, len(job))
        sent = await send(self._link, job + (said.ask_process(identity) if self._confirms else b""), self._timeouts.write_s)
        if sent.fault:
            return await self._broken_off(sent, len(job))
        try:
            return await self._confirmation(identity, len(job)) if self._confirms else await self._no_complaint(len(job))
        except LinkLost as error:
            return await self._broken_off(Sent(len(job), str(error)), len(job))

    async def _broken_off(self, sent: Sent, job_bytes: int) -> Evidence:
        bytes_sent, reason = min(sent.bytes_sent, job_bytes), sent.fault
        with suppress(LinkLost):
            health = await self._told() or await self._port()
            reason = health.detail if health.status == "bad" else reason
        await self._disconnect()
        if not bytes_sent:
            return Evidence("failed", 0, reason)
        self._broke_off = True
        return Evidence("unconfirmed", bytes_sent, reason)

    async def _confirmation(self, identity: bytes, job_bytes: int) -> Evidence:
        self._awaited = identity
        came = await self._hear(lambda: not self._awaited or None, self._timeouts.confirm_s)
        self._awaited = b""
        if came:
            self._owed.clear()  # printers answer in order: who confirms this job has nothing to say of those before it
            return Evidence("confirmed", job_bytes, "the printer processed the whole job")
        self._owed.add(identity)
        health = await self._told()
        if health is None:
            return Evidence("unconfirmed", job_bytes, "the printer stopped answering")
        if health.status == "bad":
            return Evidence("unconfirmed", job_bytes, health.detail)
        return Evidence("sent", job_bytes, "every byte was sent; the printer has not confirmed yet")

    async def _no_complaint(self, job_bytes: int) -> Evidence:
        health = (await self._told() if self._contact.has_answered else None) or await self._port()
        if health.status == "bad":
            return Evidence("unconfirmed", job_bytes, health.detail)
        return Evidence("sent", job_bytes, "every byte was sent; this printer does not confirm")

    async def _told(self) -> Health | None:
        """Ask the printer for its state; None when it does not answer."""
        self._answers.forget_statuses()
        printer = await self._asked(said.ASK_PRINTER)
        if printer is None:
            return None
        paper = await self._asked(said.ASK_PAPER) or 0
        cause = error = 0
        if printer & said.OFFLINE:
            cause = await self._asked(said.ASK_OFFLINE_CAUSE) or 0
            if cause & said.ERROR:
                error = await self._asked(said.ASK_ERROR) or 0
        return said.health_of(printer, paper, cause, error)

    async def _port(self) -> Health:
        """Return what the wire knows of the printer where the printer itself says nothing."""
        return port_health(await self._link.port_status()) if isinstance(self._link, HasPortStatus) else _SILENT

    async def _learn_whether_it_confirms(self) -> None:
        self._confirms = await self._answers_the_probe()
        if not self._confirms and self._is_first_contact:
            # It may be the middle of a picture: a box that was killed while it printed has left no word of it.
            await self._fill_up()
            self._confirms = await self._answers_the_probe()
            if self._confirms:
                await self._say(said.FEED_AND_CUT)
        self._is_first_contact = False

    async def _answers_the_probe(self) -> bool:
        # Where the head of a picture was cut off, zeros make it one of no size; the probe would make it one that never ends.
        await self._say(bytes(_LONGEST_HEAD_BYTES) + said.INITIALIZE + said.ask_process(PROBE))
        self._awaited = PROBE
        answered = bool(await self._hear(lambda: not self._awaited or None, self._timeouts.answer_s))
        self._awaited = b""
        if not answered:
            await self._say(said.INITIALIZE)
        return answered

    async def _cut_off_unfinished(self) -> None:
        """Let the piece fall off in the middle of which a job broke off."""
        if self._broke_off:
            await self._fill_up()
            await self._say(said.FEED_AND_CUT)
            self._broke_off = False

    async def _fill_up(self) -> None:
        """Complete the command that may have been begun, so that it swallows nothing of what comes next.

        A printer keeps half a picture in mind for as long as it is on, whatever happens to the connection. Zeros that are too many mean
        nothing to it.
        """
        await self._say(bytes(BAND_BYTES_MAX) + said.INITIALIZE)

    async def _asked(self, question: bytes) -> int | None:
        try:
            await asyncio.wait_for(self._link.write(question), self._timeouts.answer_s)
        except TimeoutError:
            return None
        return await self._hear(self._answers.take_status, self._timeouts.answer_s)

    async def _say(self, stream: bytes) -> None:
        sent = await send(self._link, stream, self._timeouts.write_s)
        if sent.fault:
            raise LinkLost(sent.fault)

    async def _hear(self, take: Callable[[], Answer | None], timeout_s: float) -> Answer | None:
        """Read until `take` finds its answer; None after `timeout_s` seconds."""
        deadline_s = asyncio.get_running_loop().time() + timeout_s
        while (answer := take()) is None:
            left_s = deadline_s - asyncio.get_running_loop().time()
            if left_s <= 0:
                return None
            self._listen(await self._link.read(left_s))
        return answer

    def _listen(self, received: bytes) -> None:
        """Take in what came back; the process id of any other job than the one under way is a late result."""
        self._answers.add(received)
        for identity in self._answers.take_processes():
            if identity == self._awaited:
                self._awaited = b""
                continue
            self._owed.discard(identity)
            number = number_of(identity)
            if number is not None:
                evidence = Evidence("confirmed", self._sizes.get(number, 0), "the printer processed the whole job, and said so late")
                self._late.put(LateResult(number, evidence))

    def _remember_size(self, number: int, job_bytes: int) -> None:
        self._sizes[number] = job_bytes
        if len(self._sizes) > _SIZES_KEPT:
            del self._sizes[min(self._sizes)]
