"""An ESC/POS printer at the end of a link: sends a job once and grades the evidence of it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from devices.driver import DeviceGone, Evidence, Health
from devices.printer.answers import QUESTIONS, Answers, ask_process, health_of
from devices.printer.link import Link, LinkLost

_CHUNK_BYTES = 512

Answer = TypeVar("Answer")


class EscposPrinter:
    """A `Printer` over any `Link`; jobs are printed one after the other.

    After the last byte it asks the printer for a process id (GS ( H), which makes a job `confirmed`. Time-outs in seconds:
    `answer_timeout_s` for a status, `write_timeout_s` for a chunk to be taken, `confirm_timeout_s` for the process id.
    """

    def __init__(
        self,
        name: str,
        link: Link,
        *,
        answer_timeout_s: float = 0.5,
        write_timeout_s: float = 5.0,
        confirm_timeout_s: float = 5.0,
    ) -> None:
        self._name = name
        self._link = link
        self._answer_timeout_s = answer_timeout_s
        self._write_timeout_s = write_timeout_s
        self._confirm_timeout_s = confirm_timeout_s
        self._answers = Answers()
        self._turn = asyncio.Lock()
        self._is_open = False
        self._connected = False
        self._jobs = 0

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    async def open(self) -> None:
        """Connect; raises `DeviceGone` when the printer does not answer."""
        async with self._turn:
            self._is_open = True
            try:
                await self._connect()
            except LinkLost as error:
                raise DeviceGone(f"printer {self._name}: {error}") from error

    async def close(self) -> None:
        """Disconnect, after the job under way."""
        async with self._turn:
            self._is_open = False
            await self._disconnect()

    async def health(self) -> Health:
        """Ask the printer now; unknown when it is closed or does not answer in time. Waits for a job under way."""
        async with self._turn:
            if not self._is_open:
                return Health("unknown", "closed")
            try:
                await self._connect()
                return await self._status()
            except LinkLost as error:
                await self._disconnect()
                return Health("bad", str(error))

    async def print(self, job: bytes) -> Evidence:
        """Send `job` once. A printer known to be bad gets nothing (`failed`); one of unknown state is tried."""
        async with self._turn:
            if not self._is_open:
                return Evidence("failed", 0, "the printer is closed")
            try:
                await self._connect()
                health = await self._status()
            except LinkLost as error:
                await self._disconnect()
                return Evidence("failed", 0, str(error))
            if health.status == "bad":
                return Evidence("failed", 0, health.detail)
            evidence = await self._send(job)
            if evidence.grade in ("failed", "unconfirmed"):
                # A half-written job must not swallow the start of the next one.
                await self._disconnect()
            return evidence

    async def _send(self, job: bytes) -> Evidence:
        """Write the job and the question after it; count what may have gone out."""
        self._jobs += 1
        process_id = f"{self._jobs % 10_000:04d}".encode()
        stream = job + ask_process(process_id)
        sent = 0
        try:
            while sent < len(stream):
                chunk = stream[sent : sent + _CHUNK_BYTES]
                await asyncio.wait_for(self._link.write(chunk), self._write_timeout_s)
                sent += len(chunk)
            return await self._confirmation(process_id, len(job))
        except LinkLost as error:
            sent = min(sent + error.bytes_taken, len(job))
            return Evidence("unconfirmed" if sent else "failed", sent, str(error))
        except TimeoutError:
            # The far end may have taken any part of the chunk it was given.
            return Evidence("unconfirmed", min(sent + _CHUNK_BYTES, len(job)), await self._reason("the printer takes no more bytes"))

    async def _confirmation(self, process_id: bytes, job_bytes: int) -> Evidence:
        if await self._hear(lambda: self._answers.take_process(process_id) or None, self._confirm_timeout_s):
            return Evidence("confirmed", job_bytes, "the printer processed the whole job")
        health = await self._status()
        if health.status == "bad":
            return Evidence("unconfirmed", job_bytes, health.detail)
        return Evidence("sent", job_bytes, "every byte was sent; the printer did not confirm")

    async def _reason(self, otherwise: str) -> str:
        try:
            health = await self._status()
        except LinkLost as error:
            return str(error)
        return health.detail if health.status == "bad" else otherwise

    async def _connect(self) -> None:
        if not self._connected:
            await self._link.open()
            self._connected = True
            self._answers.clear()

    async def _disconnect(self) -> None:
        self._connected = False
        await self._link.close()

    async def _status(self) -> Health:
        # An answer that came too late for its question must not answer this one.
        self._answers.add(await self._link.read(0))
        self._answers.clear()
        answers: list[int] = []
        for question in QUESTIONS:
            await self._link.write(question)
            answer = await self._hear(self._answers.take_status, self._answer_timeout_s)
            if answer is None:
                return Health("unknown", "the printer does not answer")
            answers.append(answer)
        return health_of(*answers)

    async def _hear(self, take: Callable[[], Answer | None], timeout_s: float) -> Answer | None:
        """Read until `take` finds its answer; None after `timeout_s` seconds."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while (answer := take()) is None:
            left_s = deadline - asyncio.get_running_loop().time()
            if left_s <= 0:
                return None
            self._answers.add(await self._link.read(left_s))
        return answer
