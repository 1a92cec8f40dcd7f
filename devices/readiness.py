"""Waits on the event loop until a file descriptor can be used, and until the kernel has passed on what was written to it."""

import asyncio
import fcntl
import struct
import termios

_OUTGOING_POLL_S = 0.01


async def ready(descriptor: int, *, write: bool) -> None:
    """Wait until a file descriptor can be read or written."""
    loop = asyncio.get_running_loop()
    woken = loop.create_future()
    watch, forget = (loop.add_writer, loop.remove_writer) if write else (loop.add_reader, loop.remove_reader)

    def wake() -> None:
        if not woken.done():
            woken.set_result(None)

    watch(descriptor, wake)
    try:
        await woken
    finally:
        forget(descriptor)


def outgoing_bytes(descriptor: int) -> int:
    """Return how many bytes written to a terminal or a TCP socket the far end has not taken yet (tty_ioctl(2), tcp(7): TIOCOUTQ)."""
    answer = fcntl.ioctl(descriptor, termios.TIOCOUTQ, struct.pack("i", 0))
    count: int = struct.unpack("i", answer)[0]
    return count


async def passed_on(descriptor: int) -> None:
    """Wait until the far end has taken everything; the kernel tells nobody when, so it is asked again and again."""
    while outgoing_bytes(descriptor):  # noqa: ASYNC110 (no event to wait for)
        await asyncio.sleep(_OUTGOING_POLL_S)
