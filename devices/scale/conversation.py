"""Gets one reading out of a serial scale: asks where the scale wants to be asked, and believes no single answer."""

import asyncio

from devices.driver import Weight
from devices.link import Link
from devices.scale.protocol import ScaleProtocol, Trouble

_ASK_AGAIN_S = 0.1
_ANSWER_BYTES_MAX = 256


class NoAnswer(Exception):
    """The scale said nothing in time, or nothing that can be read: then `readable` is False."""

    def __init__(self, *, readable: bool) -> None:
        self.readable = readable
        super().__init__("the scale says nothing" if readable else "what the scale says can't be read")


class Conversation:
    """Talks one protocol over an open link, for one caller at a time.

    These protocols have no checksum. So a weight at rest counts once two answers in a row say the same: an answer that lost or changed a
    character on its way never passes for a weight.
    """

    def __init__(self, link: Link, protocol: ScaleProtocol) -> None:
        self._link = link
        self._protocol = protocol
        self._unread = b""
        self._owed = False

    async def reading(self, timeout_s: float) -> Weight | Trouble:
        """Return a reading taken after the call. Raises `NoAnswer`, and `LinkLost`."""
        passing: Trouble | None = None
        readable = True
        try:
            async with asyncio.timeout(timeout_s):
                await self._forget_old_answers()
                before: Weight | None = None
                while True:
                    said = await self._answer()
                    if said is None:
                        readable = False
                    elif isinstance(said, Trouble) and said.passing:
                        passing = said
                        await asyncio.sleep(_ASK_AGAIN_S)
                    elif isinstance(said, Trouble) or not said.stable or said == before:
                        return said
                    before = said if isinstance(said, Weight) else None
        except TimeoutError:
            if passing is not None:
                return passing
            raise NoAnswer(readable=readable and not self._unread) from None

    async def _forget_old_answers(self) -> None:
        """Drop what came before now, and the answer under way: a line begun, or one that is still owed for an earlier question."""
        self._unread = b""
        while await self._link.read(0):
            pass
        if self._owed or not self._protocol.ask:
            await self._answer()

    async def _answer(self) -> Weight | Trouble | None:
        if self._protocol.ask:
            await self._link.write(self._protocol.ask)
            self._owed = True
        while self._protocol.end not in self._unread:
            self._unread = self._unread[-_ANSWER_BYTES_MAX:] + await self._link.read(60)
        answer, _, self._unread = self._unread.partition(self._protocol.end)
        self._owed = False
        return self._protocol.read(answer)
