"""A wire to a simulated printer that can be cut."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from devices.link import LinkLost

_FULL_BUFFER_POLL_S = 0.01


class FarEnd(Protocol):
    """A simulated printer, as the wire sees it. `on_answer` is called whenever it has said something."""

    on_answer: Callable[[], None]

    def is_question(self, chunk: bytes) -> bool:
        """Tell whether `chunk` is a question it answers at once, past its buffer."""
        ...

    def receive(self, chunk: bytes) -> int:
        """Take bytes off the wire; return how many it took."""
        ...

    def take_answers(self) -> bytes:
        """Return what it has said since the last time."""
        ...

    def reset(self) -> None:
        """Begin a new connection."""
        ...

    def power_cycle(self) -> None:
        """Switch it off and on."""
        ...


class SimulatedLink:
    """A `Link` whose far end is a simulated machine; the wire can be cut now or after so many bytes."""

    def __init__(self, machine: FarEnd) -> None:
        self._machine = machine
        self._whole = True
        self._connected = False
        self._cut_after_bytes: int | None = None
        self._heard = asyncio.Event()
        machine.on_answer = self._heard.set

    async def open(self) -> None:
        """Connect; the machine starts afresh."""
        if not self._whole:
            raise LinkLost("out of reach", remedy="plug the cable in")
        self._connected = True
        self._machine.reset()

    async def close(self) -> None:
        """Disconnect."""
        self._connected = False

    async def write(self, chunk: bytes) -> None:
        """Hand over `chunk`; waits while the machine's buffer is full."""
        taken = 0
        while taken < len(chunk):
            self._check(taken)
            if self._machine.is_question(chunk):
                self._machine.receive(chunk)
                return
            end = len(chunk) if self._cut_after_bytes is None else taken + self._cut_after_bytes
            took = self._machine.receive(chunk[taken:end])
            taken += took
            if self._cut_after_bytes is not None:
                self._cut_after_bytes -= took
                if self._cut_after_bytes == 0:
                    self.cut()
                    continue
            if not took:
                await asyncio.sleep(_FULL_BUFFER_POLL_S)

    async def read(self, timeout_s: float) -> bytes:
        """Return what the machine said, or `b""` after `timeout_s`."""
        self._check(0)
        self._heard.clear()
        said = self._machine.take_answers()
        if said or timeout_s <= 0:
            return said
        try:
            await asyncio.wait_for(self._heard.wait(), timeout_s)
        except TimeoutError:
            return b""
        self._check(0)
        return self._machine.take_answers()

    async def finish(self) -> bytes | None:
        """Have everything passed on, which it is; the connection goes on."""
        self._check(0)
        return None

    def cut_after(self, job_bytes: int) -> None:
        """Fault: the wire breaks once `job_bytes` more bytes, status questions not counted, have gone through."""
        self._cut_after_bytes = job_bytes

    def cut(self) -> None:
        """Fault: the wire breaks now."""
        self._whole, self._connected, self._cut_after_bytes = False, False, None
        self._heard.set()

    def mend(self) -> None:
        """Make the wire whole; it must be opened again to be used."""
        self._whole = True

    def _check(self, bytes_taken: int) -> None:
        if not self._connected:
            raise LinkLost("the connection broke", bytes_taken)
