"""A rail of real pick lights: what every wire to one has in common. It finds back by itself, less and less eagerly."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

from devices.driver import DeviceGone, Health, LightOutcome, LightState, Press
from devices.lights.rail_talk import RailTalk
from devices.settings import LightsSettings

OPEN_TIMEOUT_S = 3.0
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 8.0
_NAMED_LIGHTS_MAX = 5


class Rival(DeviceGone):
    """Another box took the rail; taking it back at once would go on for ever. `pause_s` is how long this one stays away."""

    def __init__(self, reason: str, *, remedy: str, pause_s: float) -> None:
        super().__init__(reason, remedy=remedy)
        self.pause_s = pause_s


class RailWire(Protocol):
    """What carries the messages between a box and one rail."""

    attempts: int
    """How often a state is said, within the time-out, until it is answered."""

    place: str
    """Where the rail is, for a person; never with a password."""

    offline_remedy: str
    """What a person can do about a rail that is silent though the wire is whole."""

    async def converse(self, talk: RailTalk) -> None:
        """Connect, then carry messages until the wire breaks. Never returns; raises `DeviceGone` with the remedy."""
        ...


class WiredRail:
    """A `Lights` rail over a wire. Its lights are those that the rail itself names.

    Once `open` was called it goes on trying until `close`, also after `open` raised.
    """

    def __init__(self, name: str, settings: LightsSettings, wire: RailWire) -> None:
        self._name = name
        self._wire = wire
        self._talk = RailTalk(settings.ack_timeout_s, wire.attempts)
        self._talk.on_change = self._announce
        self._keeping: asyncio.Task[None] | None = None
        self._again = asyncio.Event()
        self._news = asyncio.Event()
        self._lost: DeviceGone | None = None
        self._failures = 0

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    @property
    def about(self) -> str:
        """What the rail said of itself, and where it is."""
        birth = self._talk.birth
        return f"{birth.firmware}, {len(birth.lights)} lights, at {self._wire.place}" if birth else ""

    @property
    def showing(self) -> dict[str, LightState]:
        """The state each light says it shows since its rail started."""
        return self._talk.showing

    def has(self, light: str) -> bool:
        """Tell whether the rail has this light; one that was not heard yet may have any."""
        return self._talk.has(light)

    async def open(self) -> None:
        """Connect and wait for the rail's birth; raises `DeviceGone` when none of it comes within three seconds."""
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep(), name=f"light rail {self._name}")
        elif isinstance(self._lost, Rival):
            raise self._lost
        failures = self._failures
        self._again.set()
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                while self._talk.birth is None and not self._talk.rail_said_goodbye and self._failures == failures:
                    await self._news.wait()
        except TimeoutError:
            pass  # what is known then is told below
        if self._talk.birth is None:
            raise self._gone()

    async def close(self) -> None:
        """Let go of the wire; the lights go on showing what they show."""
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            self._talk.end()
            self._lost = None

    async def health(self) -> Health:
        """Bad where the wire, the rail or some of its lights do not answer; unknown while closed."""
        if self._keeping is None:
            return Health("unknown", "closed")
        birth = self._talk.birth
        if birth is None:
            gone = self._gone()
            return Health("bad", str(gone), gone.remedy)
        silent = sorted(self._talk.silent)
        if silent:
            named = ", ".join(silent[:_NAMED_LIGHTS_MAX]) + (" …" if len(silent) > _NAMED_LIGHTS_MAX else "")
            return Health(
                "bad",
                f"{len(silent)} of {len(birth.lights)} lights do not answer: {named}",
                "pick by the screen there; check the plug of those lights, then switch the rail off and on",
            )
        return Health("good", f"{len(birth.lights)} lights")

    async def show(self, state: LightState) -> LightOutcome:
        """Ask one light to show a state; unreachable at once while the wire is broken or the rail is away."""
        if self._keeping is None:
            return LightOutcome("unreachable", None, f"light rail {self._name} is closed")
        outcome = await self._talk.show(state)
        if outcome.kind == "unreachable" and self._talk.birth is None:
            return LightOutcome("unreachable", None, str(self._gone()))
        return outcome

    def presses(self) -> AsyncIterator[Press]:
        """Yield presses, each exactly once, until `close`. A press counts when the next one is asked for; see `RailTalk`."""
        return self._talk.presses()

    def _gone(self) -> DeviceGone:
        if self._lost is not None:
            return self._lost
        return DeviceGone(f"light rail {self._name} at {self._wire.place}: {self._talk.offline}", remedy=self._wire.offline_remedy)

    def _announce(self) -> None:
        if self._talk.wire_is_whole:
            self._lost = None
        self._news.set()
        self._news = asyncio.Event()

    async def _keep(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            self._again.clear()
            try:
                await self._wire.converse(self._talk)
            except DeviceGone as gone:
                pause_s = _FIRST_PAUSE_S if self._talk.birth is not None else min(2 * pause_s, _LONGEST_PAUSE_S)
                self._lose(gone)
            if isinstance(self._lost, Rival):
                await asyncio.sleep(self._lost.pause_s)
                self._lost = DeviceGone(str(self._lost), remedy=self._lost.remedy)
            else:
                await self._pause(pause_s)

    def _lose(self, gone: DeviceGone) -> None:
        told = f"light rail {self._name}: {gone}"
        if isinstance(gone, Rival):
            self._lost = Rival(told, remedy=gone.remedy, pause_s=gone.pause_s)
        else:
            self._lost = DeviceGone(told, remedy=gone.remedy)
        self._failures += 1
        self._talk.cut(told)

    async def _pause(self, pause_s: float) -> None:
        try:
            async with asyncio.timeout(pause_s):
                await self._again.wait()
        except TimeoutError:
            pass
