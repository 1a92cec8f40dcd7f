"""A rail machine at the far end of a serial line."""

import asyncio

from devices.lights.frames import FrameReader, frame_of
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.side import RailSide
from devices.link import Link, LinkLost

_PAUSE_S = 0.2
_READ_S = 1.0


class SerialSide(RailSide):
    """Speaks frames over a link. Comes back by itself."""

    def __init__(self, machine: RailMachine, link: Link) -> None:
        super().__init__(machine)
        self._link = link

    async def run(self) -> None:
        """Be there until cancelled."""
        while True:
            try:
                await self._be_there()
            except* LinkLost:
                await asyncio.sleep(_PAUSE_S)

    def reboot(self) -> None:
        """Start anew, as one whose power was cut for a moment."""
        self.machine.reboot()
        self._arrive()

    async def _be_there(self) -> None:
        try:
            await self._link.open()
            self._arrive()
            async with asyncio.TaskGroup() as works:
                works.create_task(self._hear_all())
                works.create_task(self._say_all())
                works.create_task(self._repeating())
        finally:
            await self._link.close()

    async def _hear_all(self) -> None:
        reader = FrameReader()
        while True:
            for message in reader.feed(await self._link.read(_READ_S)):
                self.hear(message)

    async def _say_all(self) -> None:
        faults = self.machine.faults
        while True:
            frame = frame_of(await self._outgoing.get())
            if faults.damaged_frames:
                faults.damaged_frames -= 1
                frame = bytes([*frame[:4], frame[4] ^ 0x01, *frame[5:]])
            await self._link.write(frame)
