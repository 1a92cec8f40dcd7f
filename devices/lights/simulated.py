"""A rail of pick lights with no hardware: shows what it is told, answers, and is pressed by calls."""

import asyncio
import secrets
from collections.abc import AsyncIterator

from devices.driver import DeviceGone, Health, LightOutcome, LightState, Press
from devices.feed import Feed
from devices.settings import LightsSettings


class SimulatedRail:
    """A `Lights` rail of the lights that its settings name; where they name none it has one for every name.

    Use it from the event loop's own thread.
    """

    def __init__(self, name: str, settings: LightsSettings = LightsSettings()) -> None:
        self._name = name
        self._lights = frozenset(settings.lights)
        self._boot = secrets.token_hex(4)
        self._ack_timeout_s = settings.ack_timeout_s
        self._showing: dict[str, LightState] = {}
        self._sequence: dict[str, int] = {}
        self._feed: Feed[Press] = Feed()
        self._is_open = False
        self._reachable = True
        self._refusal: str | None = None
        self._ack_delay_s = 0.0

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    @property
    def about(self) -> str:
        """What it stands for."""
        return f"a rail of {len(self._lights) or 'any'} lights that are pressed by calls"

    @property
    def showing(self) -> dict[str, LightState]:
        """The state each light shows now; a light that was never told anything is missing."""
        return dict(self._showing)

    def has(self, light: str) -> bool:
        """Tell whether the rail has this light."""
        return not self._lights or light in self._lights

    async def open(self) -> None:
        """Connect; raises `DeviceGone` while the rail is out of reach."""
        if not self._reachable:
            raise DeviceGone(f"light rail {self._name} is out of reach")
        self._is_open = True

    async def close(self) -> None:
        """Disconnect; the lights go on showing what they show."""
        if self._is_open:
            self._is_open = False
            self._feed.close()
            self._feed = Feed()

    async def health(self) -> Health:
        """Bad while out of reach, unknown while closed."""
        if not self._reachable:
            return Health("bad", "out of reach")
        return Health("good", f"{len(self._lights) or 'any'} lights") if self._is_open else Health("unknown", "closed")

    async def show(self, state: LightState) -> LightOutcome:
        """Show `state` unless the light already applied a newer epoch, and answer with what the light then shows."""
        if not (self._is_open and self._reachable):
            return LightOutcome("unreachable", None, "the rail is out of reach")
        if not self.has(state.light):
            return LightOutcome("refused_or_timed_out", None, f"the rail has no light {state.light}")
        if self._refusal is not None:
            return LightOutcome("refused_or_timed_out", self._showing.get(state.light), self._refusal)
        shown = self._showing.get(state.light)
        if shown is None or state.epoch >= shown.epoch:
            self._showing[state.light] = shown = state
        if self._ack_delay_s:
            await asyncio.sleep(min(self._ack_delay_s, self._ack_timeout_s))
            if self._ack_delay_s > self._ack_timeout_s:
                return LightOutcome("refused_or_timed_out", None, "the light did not answer in time")
        if shown != state:
            return LightOutcome("refused_or_timed_out", shown, f"the light already shows epoch {shown.epoch}")
        return LightOutcome("acknowledged", shown, "shown")

    def presses(self) -> AsyncIterator[Press]:
        """Yield the presses, in order, until `close`."""
        return aiter(self._feed)

    def press(self, light: str, *, quantity: int | None = None) -> None:
        """Press a light's button; `quantity` is the number the person set, by default the one shown. A dark light says nothing."""
        self._press(light, quantity, short=False)

    def press_short(self, light: str, *, quantity: int) -> None:
        """Press a light's short button: only `quantity` units were there."""
        self._press(light, quantity, short=True)

    def lose_contact(self) -> None:
        """Fault: nothing reaches the rail and no press comes through, until `regain_contact`."""
        self._reachable = False

    def regain_contact(self) -> None:
        """Bring the rail back within reach, showing what it last applied."""
        self._reachable = True

    def refuse(self, reason: str | None) -> None:
        """Fault: every state is refused with `reason`; None ends it."""
        self._refusal = reason

    def slow_down(self, ack_delay_s: float) -> None:
        """Fault: a state is applied at once but answered `ack_delay_s` later; 0 ends it."""
        self._ack_delay_s = ack_delay_s

    def _press(self, light: str, quantity: int | None, *, short: bool) -> None:
        state = self._showing.get(light)
        if state is None or not state.on:
            return
        sequence = self._sequence.get(light, 0) + 1
        self._sequence[light] = sequence
        if self._is_open and self._reachable:
            taken = state.quantity if quantity is None else quantity
            self._feed.put(Press(light, state.command_id, taken, sequence, "short" if short else "acknowledged", self._boot))
