"""The seam below a printer: bytes out, bytes back, over whatever wire there is."""

from typing import Protocol


class LinkLost(Exception):
    """The wire broke. `bytes_taken` is how many bytes of the write under way may have reached the far end, at most."""

    def __init__(self, reason: str, bytes_taken: int = 0) -> None:
        self.bytes_taken = bytes_taken
        super().__init__(reason)


class Link(Protocol):
    """One connection to one printer; may be opened again after it was closed or lost."""

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
