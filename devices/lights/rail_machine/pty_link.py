"""A serial line without hardware: a pseudo-terminal, whose far end any program opens as a serial port."""

import asyncio
import os
import tty

from devices.link import LinkLost
from devices.readiness import passed_on, ready

_READ_BYTES = 4096


class PtyLink:
    """A `Link` at the near end of a pseudo-terminal, there from the start. `path` names the far end, which others may open and close."""

    def __init__(self) -> None:
        self._near, self._far = os.openpty()
        tty.setraw(self._far)
        os.set_blocking(self._near, False)
        self.path = os.ttyname(self._far)
        self._whole = True

    async def open(self) -> None:
        """Do nothing; raises `LinkLost` once it was unplugged."""
        self._check()

    async def close(self) -> None:
        """Do nothing: a line does not go away when nobody speaks."""

    def unplug(self) -> None:
        """Take the line away for good; whoever has the far end open is told."""
        if self._whole:
            self._whole = False
            os.close(self._near)
            os.close(self._far)

    async def write(self, chunk: bytes) -> None:
        """Hand all of `chunk` to the kernel."""
        taken = 0
        while taken < len(chunk):
            self._check()
            try:
                taken += os.write(self._near, chunk[taken:])
            except BlockingIOError:
                await ready(self._near, write=True)

    async def read(self, timeout_s: float) -> bytes:
        """Return what has come, or `b""` after `timeout_s` seconds."""
        self._check()
        try:
            async with asyncio.timeout(timeout_s):
                await ready(self._near, write=False)
        except TimeoutError:
            return b""
        self._check()
        return os.read(self._near, _READ_BYTES)

    async def finish(self) -> None:
        """Wait until the far end has read everything."""
        self._check()
        await passed_on(self._near)

    def _check(self) -> None:
        if not self._whole:
            raise LinkLost(f"{self.path} was unplugged")
