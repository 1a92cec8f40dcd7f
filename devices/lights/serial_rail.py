"""A rail of pick lights on a serial line, as `docs/pick-light-protocol.md` describes it."""

import asyncio
import secrets

from serial.tools.list_ports import comports

from devices.driver import Attached, DeviceGone
from devices.lights.frames import FrameReader, frame_of
from devices.lights.messages import Hello, Message, Ping
from devices.lights.rail_talk import Post, RailTalk
from devices.lights.wired_rail import WiredRail
from devices.link import LinkLost
from devices.links import make_link
from devices.settings import LightsSettings

PING_S = 1.0
SILENCE_S = 4.0
BAUD = 115_200
_ESPRESSIF = 0x303A
_Waiting = tuple[bytes, "asyncio.Future[None]"]


class SerialWire:
    """A `RailWire` over a link that may damage or lose bytes: a state is said several times, and silence means that nobody is there."""

    attempts = 4
    offline_remedy = "pick by the screen; check the rail's power, and that its port and its speed (baud) are the right ones"

    def __init__(self, address: str) -> None:
        if not address.startswith("serial:"):
            raise ValueError(f"a serial rail has an address such as serial:///dev/ttyACM0?baud={BAUD}")
        self.place = address if "baud=" in address else f"{address}{'&' if '?' in address else '?'}baud={BAUD}"
        self._link = make_link(self.place)

    async def converse(self, talk: RailTalk) -> None:
        """Open the port and carry frames until it breaks or the rail falls silent."""
        outgoing: asyncio.Queue[_Waiting] = asyncio.Queue()

        def post(message: Message, *, again: bool = False) -> "asyncio.Future[None]":
            written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            outgoing.put_nowait((frame_of(message), written))
            return written

        try:
            await self._link.open()
            talk.connected(post, secrets.token_hex(4))
            post(Hello())
            writing = asyncio.create_task(self._write(outgoing), name=f"writing to {self.place}")
            try:
                await self._read(talk, post)
            finally:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)
        except LinkLost as lost:
            raise DeviceGone(str(lost), remedy=lost.remedy or self.offline_remedy) from lost
        finally:
            await self._link.close()

    async def _write(self, outgoing: "asyncio.Queue[_Waiting]") -> None:
        while True:
            frame, written = await outgoing.get()
            await self._link.write(frame)  # a lost link ends the reading too, which tells why
            if not written.done():
                written.set_result(None)

    async def _read(self, talk: RailTalk, post: Post) -> None:
        clock = asyncio.get_running_loop().time
        reader = FrameReader()
        heard_s = pinged_s = clock()
        while True:
            for message in reader.feed(await self._link.read(PING_S)):
                heard_s = clock()
                talk.hear(message)
            now_s = clock()
            if now_s - heard_s > SILENCE_S:
                damaged = f"; {reader.damaged} damaged frames came" if reader.damaged else ""
                raise DeviceGone(f"the rail at {self.place} says nothing{damaged}", remedy=self.offline_remedy)
            if now_s - pinged_s >= PING_S:
                pinged_s = now_s
                post(Ping() if talk.birth is not None else Hello())


class SerialRail(WiredRail):
    """The `serial` driver: `address` is `serial:///dev/ttyACM0?baud=115200`. Raises `ValueError` for any other."""

    def __init__(self, name: str, settings: LightsSettings) -> None:
        super().__init__(name, settings, SerialWire(settings.address))


def attached() -> list[Attached]:
    """List what may be a rail: every ESP32 at its own USB port. Anything may run on it."""
    return [
        Attached("lights", "serial", f"serial://{port.device}?baud={BAUD}", f"{port.product or 'an ESP32'} at {port.device}", certain=False)
        for port in comports()
        if port.vid == _ESPRESSIF
    ]
