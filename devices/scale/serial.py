"""A scale on a serial port, or behind a converter from serial to network."""

import asyncio

from devices.driver import DeviceGone, Health, NoWeight, Weight
from devices.link import LinkLost
from devices.links import make_link
from devices.scale.conversation import Conversation, NoAnswer
from devices.scale.protocol import Trouble
from devices.scale.protocols import protocol_called
from devices.settings import ScaleSettings

_SILENT = "switch the scale on, check its cable, and see that it is set to send what its protocol asks for (docs/scales.md)"
_LOST = "check the scale's cable and its power, and plug it in again"
_UNREADABLE = "set speed (baud), bits and parity in the address to what the scale's own menu says, and its protocol too (docs/scales.md)"


class SerialScale:
    """A `Scale` that speaks one of the protocols. `timeout_s` is how long a reading may take in all.

    Raises `ValueError` for a protocol or an address that there is not.
    """

    def __init__(self, name: str, settings: ScaleSettings = ScaleSettings(), *, timeout_s: float = 3.0) -> None:
        self._name = name
        self._settings = settings
        self._timeout_s = timeout_s
        self._link = make_link(settings.address)
        self._conversation = Conversation(self._link, protocol_called(settings.protocol))
        self._turn = asyncio.Lock()
        self._is_open = False
        self._lost: LinkLost | None = None

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    @property
    def about(self) -> str:
        """Its protocol and where it is; serial scales do not say what they are."""
        return f"a scale that speaks {self._settings.protocol} at {self._settings.address}"

    async def open(self) -> None:
        """Open the port, or open it again after it was lost; raises `DeviceGone`. Whether a scale answers is for `health` to say."""
        async with self._turn:
            if self._is_open and self._lost is None:
                return
            try:
                await self._link.open()
            except LinkLost as error:
                self._lost = error
                raise self._gone(error) from error
            self._is_open = True
            self._lost = None

    async def close(self) -> None:
        """Close the port."""
        async with self._turn:
            await self._link.close()
            self._is_open = False
            self._lost = None

    async def health(self) -> Health:
        """Good when a reading comes; bad with its remedy when the scale says that it can't weigh, or says nothing; unknown while closed."""
        if not self._is_open and self._lost is None:
            return Health("unknown", "closed")
        try:
            said = await self._reading()
        except DeviceGone as error:
            detail = str(error).removeprefix(f"scale {self._name}").removeprefix(":").strip()  # whoever shows it names the scale
            return Health("bad", detail, error.remedy)
        if isinstance(said, Trouble) and not said.passing:
            return Health("bad", said.detail, said.remedy)
        return Health("good", "it answers")

    async def weight(self) -> Weight:
        """Return a reading taken after the call, at rest only where two answers in a row agree."""
        said = await self._reading()
        if isinstance(said, Trouble):
            raise NoWeight(f"{said.detail}; {said.remedy}")
        return said

    async def _reading(self) -> Weight | Trouble:
        async with self._turn:
            if self._lost is not None:
                raise self._gone(self._lost)
            if not self._is_open:
                raise DeviceGone(f"scale {self._name} is closed")
            try:
                return await self._conversation.reading(self._timeout_s)
            except NoAnswer as error:
                what = "says nothing" if error.readable else f"says what can't be read as {self._settings.protocol}"
                raise DeviceGone(f"scale {self._name} {what}", remedy=_SILENT if error.readable else _UNREADABLE) from None
            except LinkLost as error:
                self._lost = error
                raise self._gone(error) from error

    def _gone(self, error: LinkLost) -> DeviceGone:
        return DeviceGone(f"scale {self._name}: {error}", remedy=error.remedy or _LOST)
