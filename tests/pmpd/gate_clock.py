"""A clock that the ledger's writer waits at, so that a test decides which commands share a group."""

import threading
import time

_PATIENCE_S = 20.0


class GateClock:
    """The wall clock, with a gate: while it is shut, whoever asks for the time waits until let through.

    The engine asks once for each command, so `asked` counts the commands that were begun.
    """

    def __init__(self) -> None:
        self.asked = 0
        self._is_shut = False
        self._passes = threading.Semaphore(0)

    def now_ms(self) -> int:
        """UTC in milliseconds since 1970, as soon as the gate lets the caller through."""
        self.asked += 1
        if self._is_shut and not self._passes.acquire(timeout=_PATIENCE_S):
            raise TimeoutError("nobody opened the gate")
        return time.time_ns() // 1_000_000

    def shut(self) -> None:
        """Everybody who asks from now on waits."""
        self._passes = threading.Semaphore(0)
        self._is_shut = True

    def let_through(self, commands: int) -> None:
        """Let so many pass; the next one waits again."""
        self._passes.release(commands)

    def open(self) -> None:
        """Let everybody pass, now and later."""
        self._is_shut = False
        self._passes.release(100_000)
