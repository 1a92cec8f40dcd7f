"""A serial port as a link, on a real terminal line."""

import asyncio
import os
import termios
import tty
from collections.abc import Iterator

import pytest

from devices.link import LinkLost
from devices.serial_link import SerialAddress, SerialLink, serial_address


class Line:
    """Both ends of a terminal line; `near` is the device's."""

    def __init__(self) -> None:
        self.near, self.far = os.openpty()
        tty.setraw(self.far)
        os.set_blocking(self.near, False)
        self.path = os.ttyname(self.far)
        self._open = True

    def unplug(self) -> None:
        if self._open:
            self._open = False
            os.close(self.near)
            os.close(self.far)


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.unplug()


def test_an_address_says_speed_frame_and_flow_control() -> None:
    assert serial_address("serial:///dev/ttyS0") == SerialAddress("/dev/ttyS0")
    assert serial_address("serial:///dev/ttyUSB0?baud=19200&bits=7&parity=even&stop=2&rtscts=1") == SerialAddress(
        "/dev/ttyUSB0", 19200, 7, "even", 2, rtscts=True
    )
    assert serial_address("serial:///dev/ttyUSB0?xonxoff=1").xonxoff


@pytest.mark.parametrize(
    "text", ["serial:///dev/ttyS0?speed=9600", "serial:///dev/ttyS0?baud=fast", "serial://dev/ttyS0", "serial:///dev/x?bits=9"]
)
def test_what_is_no_serial_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"serial|baud"):
        serial_address(text)


async def test_bytes_go_both_ways_unchanged(line: Line) -> None:
    link = SerialLink(SerialAddress(line.path, 115200))
    await link.open()
    every_byte = bytes(range(256))
    await link.write(every_byte)
    assert os.read(line.near, 1024) == every_byte
    os.write(line.near, every_byte)
    received = b""
    while len(received) < 256:
        received += await link.read(10)
    assert received == every_byte
    await link.finish()
    await link.write(b"more")
    assert os.read(line.near, 1024) == b"more"
    await link.close()


async def test_flow_control_by_characters_is_asked_of_the_kernel(line: Line) -> None:
    link = SerialLink(SerialAddress(line.path, xonxoff=True))
    await link.open()
    assert termios.tcgetattr(line.far)[0] & termios.IXON
    await link.close()


async def test_a_device_that_stops_the_flow_is_waited_for_and_its_link_can_be_closed_at_once(line: Line) -> None:
    link = SerialLink(SerialAddress(line.path, xonxoff=True))
    await link.open()
    os.write(line.near, b"\x13")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(link.write(bytes(200_000)), 0.3)
    await asyncio.wait_for(link.close(), 10)


async def test_a_port_that_is_not_there_is_lost_with_what_to_do() -> None:
    with pytest.raises(LinkLost, match="not there") as lost:
        await SerialLink(SerialAddress("/dev/ttyNONE")).open()
    assert "plug" in lost.value.remedy


async def test_a_port_that_somebody_else_has_is_lost_with_what_to_do(line: Line) -> None:
    first, second = SerialLink(SerialAddress(line.path)), SerialLink(SerialAddress(line.path))
    await first.open()
    with pytest.raises(LinkLost, match="another program") as lost:
        await second.open()
    assert "stop" in lost.value.remedy
    await first.close()


async def test_a_device_unplugged_while_we_listen_is_lost(line: Line) -> None:
    link = SerialLink(SerialAddress(line.path))
    await link.open()
    reading = asyncio.create_task(link.read(10))
    await asyncio.sleep(0)
    line.unplug()
    with pytest.raises(LinkLost):
        await reading
    await link.close()


async def test_a_closed_link_takes_nothing(line: Line) -> None:
    link = SerialLink(SerialAddress(line.path))
    with pytest.raises(LinkLost, match="closed") as lost:
        await link.write(b"job")
    assert lost.value.bytes_taken == 0
