"""A USB printer through the kernel's own printer driver: the node /dev/usb/lpN (Linux drivers/usb/class/usblp.c)."""

import asyncio
import errno
import fcntl
import os
import select
import struct
from collections.abc import Callable

from devices.link import LinkLost
from devices.port_status import NOTHING_WRONG, UNPLUGGED_REMEDY
from devices.readiness import ready

_READ_BYTES = 4096
_LPGETSTATUS = 0x060B
# The node wakes nobody when it is unplugged, so every wait looks again after this time.
_LOOK_AGAIN_S = 0.25
_EMPTY_ANSWER_PAUSE_S = 0.02

GetStatus = Callable[[int], int]


def port_status_of(descriptor: int) -> int:
    """Ask the kernel for the printer's port status (LPGETSTATUS); may take seconds. Raises `OSError`."""
    answer = fcntl.ioctl(descriptor, _LPGETSTATUS, struct.pack("i", 0))
    status: int = struct.unpack("i", answer)[0]
    return status & 0xFF


class UsblpLink:
    """A `Link` over a printer node; only one program can have it open."""

    def __init__(self, path: str, *, get_status: GetStatus = port_status_of) -> None:
        self._path = path
        self._get_status = get_status
        self._descriptor: int | None = None

    async def open(self) -> None:
        """Open the node; the printer is not reset."""
        await self.close()
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise self._not_opened(error) from error

    async def close(self) -> None:
        """Close the node; what the printer has not taken goes out no more."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    async def write(self, chunk: bytes) -> None:
        """Hand over all of `chunk` and wait until the printer has taken it."""
        taken = 0
        while taken < len(chunk):
            await self._wait_until_idle(taken)
            try:
                taken += os.write(self._open_node(taken), chunk[taken:])
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._broken(error, taken) from error
        await self._wait_until_idle(taken)

    async def read(self, timeout_s: float) -> bytes:
        """Return what has come, or `b""` after `timeout_s` seconds. Printers with nothing to say send empty answers: they are skipped."""
        deadline_s = asyncio.get_running_loop().time() + timeout_s
        while True:
            descriptor = self._open_node(0)
            empty = False
            try:
                if said := os.read(descriptor, _READ_BYTES):
                    return said
                if _hung_up(descriptor):
                    raise LinkLost(f"the printer at {self._path} was unplugged or switched off", remedy=UNPLUGGED_REMEDY)
                empty = True
            except BlockingIOError:
                pass
            except OSError as error:
                if error.errno != errno.EINVAL:  # a printer with no way back (usblp_read)
                    raise self._broken(error, 0) from error
                empty = True
            left_s = deadline_s - asyncio.get_running_loop().time()
            if left_s <= 0:
                return b""
            if empty:
                await asyncio.sleep(min(_EMPTY_ANSWER_PAUSE_S, left_s))
            else:
                await _ready_or_timeout(descriptor, min(_LOOK_AGAIN_S, left_s), write=False)

    async def finish(self) -> None:
        """Wait until the printer has taken everything."""
        await self._wait_until_idle(0)

    async def port_status(self) -> int:
        """Return the status byte of the port. The question goes round the data, and is answered even when the printer takes none."""
        descriptor = self._open_node(0)
        try:
            return await asyncio.to_thread(self._get_status, descriptor)
        except OSError as error:
            if error.errno == errno.ENODEV:
                raise self._broken(error, 0) from error
            return NOTHING_WRONG

    async def _wait_until_idle(self, bytes_taken: int) -> None:
        """Wait until no transfer is under way, by writes of nothing: usblp answers EAGAIN while one is, ENODEV once unplugged."""
        while True:
            descriptor = self._open_node(bytes_taken)
            try:
                os.write(descriptor, b"")
            except BlockingIOError:
                await _ready_or_timeout(descriptor, _LOOK_AGAIN_S, write=True)
            except OSError as error:
                raise self._broken(error, bytes_taken) from error
            else:
                return

    def _open_node(self, bytes_taken: int) -> int:
        if self._descriptor is None:
            raise LinkLost(f"{self._path} is closed", bytes_taken)
        return self._descriptor

    def _broken(self, error: OSError, bytes_taken: int) -> LinkLost:
        if error.errno in (errno.ENODEV, errno.EIO):
            return LinkLost(f"the printer at {self._path} was unplugged or switched off", bytes_taken, remedy=UNPLUGGED_REMEDY)
        return LinkLost(f"{self._path} broke: {error.strerror}", bytes_taken)

    def _not_opened(self, error: OSError) -> LinkLost:
        match error.errno:
            case errno.ENOENT | errno.ENODEV | errno.ENXIO:
                return LinkLost(f"no printer is plugged in at {self._path}", remedy=UNPLUGGED_REMEDY)
            case errno.EACCES | errno.EPERM:
                return LinkLost(
                    f"{self._path} may not be opened by this user",
                    remedy="put the user that runs pmpd into the group lp, then start it again",
                )
            case errno.EBUSY:
                return LinkLost(
                    f"{self._path} is held by another program", remedy="stop the program that uses this printer (CUPS, another pmpd)"
                )
        return LinkLost(f"{self._path} can't be opened: {error.strerror}")


async def _ready_or_timeout(descriptor: int, timeout_s: float, *, write: bool) -> None:
    try:
        async with asyncio.timeout(timeout_s):
            await ready(descriptor, write=write)
    except TimeoutError:
        pass


def _hung_up(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, 0)
    return bool(poll.poll(0))
