"""The thread of one scanner: reads its descriptors and decodes what comes, whatever the event loop is busy with.

The kernel keeps 64 events for a reader, about 10 characters, and drops the scan under way when they overflow. The loop waits for commits,
draws slips and answers browsers, so it is no place to read from.
"""

import os
import select
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from devices.driver import RejectedScan, Scan

Fact = Scan | RejectedScan

_READ_BYTES = 64 * 24
"""All that the kernel keeps of a node's events; of a serial port a good piece of a scan."""

_REAL_TIME_PRIORITY = 1
_NICENESS = -10

_SWITCH_S = 0.001
"""How long another thread may keep the interpreter while this one waits. With Python's own 5 ms, a reader on a machine with busy neighbours
was more than once later than the 21 ms in which a scanner fills the kernel's 64 events."""


class Decoding(Protocol):
    """What is made of the bytes of one device. Called in its reader's thread only."""

    @property
    def wait_s(self) -> float | None:
        """The silence, in seconds, after which `silence` is to be called; None when none matters."""
        ...

    def feed(self, descriptor: int, chunk: bytes) -> list[Fact]:
        """Take what one read of a descriptor gave; return what it came to."""
        ...

    def silence(self) -> list[Fact]:
        """Nothing came from any descriptor for `wait_s`."""
        ...

    def lost(self) -> list[Fact]:
        """The device is gone: reject what it left unfinished."""
        ...


class Reader:
    """Owns `descriptors` and a thread that reads them until `stop`, or until one of them ends, as it does when the device is unplugged.

    `wake` is called in the thread whenever there is something to `take` or the device was lost.
    """

    def __init__(self, name: str, descriptors: Sequence[int], decoding: Decoding, wake: Callable[[], None]) -> None:
        self._decoding = decoding
        self._wake = wake
        self._facts: deque[Fact] = deque()
        self._coming = deque(descriptors)
        self._reading: list[int] = []
        self._told = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._stopping = False
        sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH_S))
        self.lost = False
        # A daemon thread, so that a program that ends by a fault is not kept alive; `stop` always waits for its end.
        self._thread = threading.Thread(target=self._run, name=f"scanner {name}", daemon=True)
        self._thread.start()

    def take(self) -> list[Fact]:
        """Return what was read since the last call, in order."""
        taken = []
        with suppress(IndexError):
            while True:
                taken.append(self._facts.popleft())
        return taken

    def add(self, descriptors: Sequence[int]) -> None:
        """Read these too; they are closed with the others."""
        self._coming.extend(descriptors)
        os.eventfd_write(self._told, 1)

    def stop(self) -> None:
        """End the thread, which takes no longer than what it has in hand, and close every descriptor."""
        self._stopping = True
        os.eventfd_write(self._told, 1)
        self._thread.join()
        for descriptor in (*self._reading, *self._coming, self._told):
            os.close(descriptor)

    def _run(self) -> None:
        _go_first()
        try:
            self._read_on()
        finally:
            if not self._stopping:  # unplugged; or a fault of ours, which must not pass for a scanner that is well
                self.lost = True
                self._wake()

    def _read_on(self) -> None:
        poll = select.poll()
        poll.register(self._told, select.POLLIN)
        while not self._stopping:
            while self._coming:
                self._reading.append(self._coming.popleft())
                poll.register(self._reading[-1], select.POLLIN)
            wait_s = self._decoding.wait_s
            ready = [descriptor for descriptor, _ in poll.poll(None if wait_s is None else wait_s * 1000)]
            if self._told in ready:
                os.eventfd_read(self._told)
                continue
            if not all(self._read(descriptor) for descriptor in ready):
                self.lost = True  # before the rejection is heard, so that nobody hears it of a scanner that is still well
                self._hand_over(self._decoding.lost())
                return
            if not ready:
                self._hand_over(self._decoding.silence())

    def _read(self, descriptor: int) -> bool:
        """Take what is there; answers False when the device is gone."""
        try:
            chunk = os.read(descriptor, _READ_BYTES)
        except BlockingIOError:
            return True
        except OSError:  # ENODEV from an input device, EIO from a serial port: both say unplugged
            return False
        if chunk:
            self._hand_over(self._decoding.feed(descriptor, chunk))
        return bool(chunk)

    def _hand_over(self, facts: list[Fact]) -> None:
        if facts:
            self._facts.extend(facts)
            self._wake()


def _go_first() -> None:
    """Put this thread before everything that can wait, as far as the system permits; it needs a few microseconds at a time."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(_REAL_TIME_PRIORITY))
    except OSError:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
