"""The seam below printers, scales and light rails: bytes out, bytes back, over whatever wire there is."""

from typing import Protocol


class LinkLost(Exception):
    """The wire broke. `bytes_taken` is how many bytes of the write under way may have reached the far end, at most.

    `remedy` says what a person can do about it, in one sentence; empty when nothing but waiting helps.
    """

    def __init__(self, reason: str, bytes_taken: int = 0, *, remedy: str = "") -> None:
        self.bytes_taken = bytes_taken
        self.remedy = remedy
        super().__init__(reason)


class Link(Protocol):
    """One connection to one device; may be opened again after it was closed or lost. For one owner."""

    async def open(self) -> None:
        """Connect; raises `LinkLost` when the far end does not answer."""
        ...

    async def close(self) -> None:
        """Disconnect; harmless when not connected."""
        ...

    async def write(self, chunk: bytes) -> None:
        """Hand over `chunk`, waiting as long as the far end takes no more; raises `LinkLost`."""
        ...

    async def read(self, timeout_s: float) -> bytes:
        """Return what the far end said, or `b""` when it says nothing for `timeout_s`; raises `LinkLost`."""
        ...

    async def finish(self) -> bytes | None:
        """End a job: wait, as long as it takes, until the far end has every byte; raises `LinkLost`.

        A link of one connection for a job (TCP) closes it then and returns what was said meanwhile; elsewhere the connection goes on, and
        the answer is None.
        """
        ...
