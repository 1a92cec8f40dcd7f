"""Hearing that something was plugged in, from the kernel itself where the machine lets a test cause it, and from a socket pair."""

import asyncio
import os
import socket
from pathlib import Path

from devices.hotplug import HotPlug
from tests.required_parts import missing_part

# Writing an action here has the kernel send the message of that action again (Documentation/ABI/testing/sysfs-uevent).
REPEATED_MESSAGE = Path("/sys/devices/virtual/mem/null/uevent")


class Messages:
    """A socket pair that stands for the kernel's."""

    def __init__(self) -> None:
        self._near, self.kernel = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)

    def __call__(self) -> socket.socket:
        return self._near


async def heard(plugged: HotPlug, within_s: float = 20.0) -> bool:
    try:
        async with asyncio.timeout(within_s):
            await plugged.wait()
    except TimeoutError:
        return False
    return True


async def test_the_kernels_own_message_ends_the_wait() -> None:
    async with HotPlug() as plugged:
        if not (plugged.hears and os.access(REPEATED_MESSAGE, os.W_OK)):
            missing_part("this machine lets a test neither hear nor cause a message of the kernel")
        await asyncio.to_thread(REPEATED_MESSAGE.write_text, "change")
        assert await heard(plugged)


async def test_a_burst_of_messages_ends_one_wait_only() -> None:
    messages = Messages()
    with messages.kernel:
        async with HotPlug(messages) as plugged:
            for _ in range(12):
                messages.kernel.send(b"add@/devices/usb1")
            assert await heard(plugged)
            assert not await heard(plugged, within_s=0.5)


async def test_messages_that_never_end_do_not_hold_the_wait_up() -> None:
    messages = Messages()

    async def chatter() -> None:
        while True:
            messages.kernel.send(b"change@/devices/battery")
            await asyncio.sleep(0.02)

    with messages.kernel:
        async with HotPlug(messages) as plugged:
            chattering = asyncio.create_task(chatter())
            assert await heard(plugged)
            chattering.cancel()


async def test_a_wait_that_is_given_up_loses_no_message() -> None:
    messages = Messages()
    with messages.kernel:
        async with HotPlug(messages) as plugged:
            messages.kernel.send(b"add@/devices/usb1")
            assert not await heard(plugged, within_s=0.05)
            assert await heard(plugged)


async def test_where_the_kernel_may_not_be_heard_the_wait_has_no_end_and_does_no_harm() -> None:
    def forbidden() -> socket.socket:
        raise PermissionError

    async with HotPlug(forbidden) as plugged:
        assert not plugged.hears
        assert not await heard(plugged, within_s=0.05)
