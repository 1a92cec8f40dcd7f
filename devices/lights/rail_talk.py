"""The box's side of a talk with one rail, whatever the wire: what is wanted, what is shown, which presses are new."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from devices.driver import LightOutcome, LightState, Press
from devices.feed import Feed
from devices.lights.messages import Birth, Denied, Gone, Heard, Hello, Message, Pong, Pressed, Shown, Wanted


class Post(Protocol):
    """Hands a message to the wire at once. What the wire can't take is lost."""

    def __call__(self, message: Message, *, again: bool = False) -> "asyncio.Future[None]":
        """Return what is done when the wire has taken the message; `again` where it was said before and nobody answered."""
        ...


_OFFLINE = "the rail is off or has lost its network"
_SILENT_RAIL = "the rail has not said that it is there"


class RailTalk:
    """Keeps the newest wanted state of each light and says it again at every birth; knows presses that are told twice.

    `attempts` is how often a state is said within `ack_timeout_s`. Each presses
    iterator is for one consumer, and a press is acknowledged to the rail when that consumer asks for the next one: a box that dies before
    has not heard it, and the rail says it again. Use it from the event loop's own thread.
    """

    def __init__(self, ack_timeout_s: float, attempts: int) -> None:
        self._ack_timeout_s = ack_timeout_s
        self._attempts = attempts
        self._run = ""
        self._post: Post | None = None
        self._birth: Birth | None = None
        self._gone = _SILENT_RAIL
        self._wanted: dict[str, LightState] = {}
        self._shown: dict[str, Shown] = {}
        self._waiting: dict[str, dict[asyncio.Future[LightOutcome], LightState]] = {}
        self._taken: dict[tuple[str, str], int] = {}
        self._counted: dict[tuple[str, str], int] = {}
        self._feed: Feed[Press] = Feed()
        self.silent: set[str] = set()
        self.on_change: Callable[[], None] = lambda: None

    @property
    def birth(self) -> Birth | None:
        """What the rail said of itself; None while it can't be reached."""
        return self._birth if self._post is not None else None

    @property
    def wire_is_whole(self) -> bool:
        """Whether anything that is posted may reach the rail."""
        return self._post is not None

    @property
    def offline(self) -> str:
        """Why a rail whose wire is whole is not there: a sentence."""
        return self._gone

    @property
    def rail_said_goodbye(self) -> bool:
        """Whether the rail's last will stands."""
        return self._birth is None and self._gone == _OFFLINE

    @property
    def showing(self) -> dict[str, LightState]:
        """What each light says it shows since its rail started; states from before are not believed."""
        boot = self._birth.boot if self._birth else None
        return {light: shown.state for light, shown in self._shown.items() if shown.boot == boot}

    def has(self, light: str) -> bool:
        """Tell whether the rail has this light; one that has not said which it has may have any."""
        return self._birth is None or light in self._birth.lights

    def connected(self, post: Post, run: str) -> None:
        """The wire is whole from now on, for a new run: what was said on the one before counts no more."""
        self._run = run
        self._post = post
        self.on_change()

    def cut(self, reason: str) -> None:
        """The wire is gone: nothing is known of the rail until it says its birth again."""
        self._post = None
        self._leave(reason, _SILENT_RAIL)

    def end(self) -> None:
        """Forget what is wanted, and end the presses."""
        self.cut("closed")
        self._wanted.clear()
        self._feed.close()
        self._feed = Feed()
        self._taken = dict(self._counted)  # what was not counted is told again

    async def show(self, state: LightState) -> LightOutcome:
        """As `Lights.show`. The state is kept either way, and said when the rail is there again."""
        newest = self._wanted.get(state.light)
        if newest is None or state.epoch >= newest.epoch:
            self._wanted[state.light] = state
        if self._post is None or self._birth is None:
            return LightOutcome("unreachable", None, "the box can't reach the rail" if self._post is None else self._gone)
        if state.light not in self._birth.lights:
            return LightOutcome("refused_or_timed_out", None, f"the rail has no light {state.light}")
        outcome = await self._asked(state, self._post)
        (self.silent.discard if outcome.kind == "acknowledged" else self.silent.add)(state.light)
        return outcome

    async def _asked(self, state: LightState, post: Post) -> LightOutcome:
        answer: asyncio.Future[LightOutcome] = asyncio.get_running_loop().create_future()
        before = self._shown.get(state.light)
        waiting = self._waiting.setdefault(state.light, {})
        waiting[answer] = state
        posted: asyncio.Future[None] | None = None
        try:
            for attempt in range(self._attempts):
                if attempt == 0 or self._wanted.get(state.light) == state:  # one that was overtaken is not brought back
                    posted = post(Wanted(self._run, state), again=attempt > 0)
                await asyncio.wait({answer}, timeout=self._ack_timeout_s / self._attempts)
                if answer.done():
                    return answer.result()
        finally:
            del waiting[answer]
        if posted is not None and not posted.done():
            return LightOutcome("unreachable", None, "nobody takes what the box says to the rail")
        shown = self._shown.get(state.light)
        if shown is not None and shown.run != self._run and self._birth is not None and shown.boot == self._birth.boot:
            if shown is not before:  # it answered, in another run: what comes in the run that it left is too late for ever
                self._run = secrets.token_hex(4)
            return LightOutcome("refused_or_timed_out", shown.state, "the light did not answer in time; another box may drive this rail")
        return LightOutcome("refused_or_timed_out", None, "the light did not answer in time")

    def presses(self) -> AsyncIterator[Press]:
        """As `Lights.presses`."""
        return self._counting(self._feed)

    async def _counting(self, feed: Feed[Press]) -> AsyncIterator[Press]:
        async for press in feed:
            yield press
            self._counted[(press.light, press.boot)] = press.sequence
            if self._post is not None:
                self._post(Heard(press.light, press.boot, press.sequence))

    def hear(self, message: Message, *, live: bool = True) -> None:
        """Take what the rail said; not `live` is what the broker kept from before the box listened."""
        match message:
            case Birth():
                self._born(message)
            case Gone(boot) if self._birth is None or self._birth.boot == boot:
                self._leave(_OFFLINE, _OFFLINE)
            case Shown():
                self._shown[message.state.light] = message
                if live and self._birth is not None and message.boot == self._birth.boot and message.run == self._run:
                    self._settle(message.state)
            case Denied() if live and message.run == self._run:
                self._deny(message)
            case Pressed(press) if live:
                self._press(press)
            case Pong(boot) if (self._birth is None or self._birth.boot != boot) and self._post is not None:
                self._post(Hello())
            case _:
                pass  # an old will, a retained press: not believed

    def _born(self, birth: Birth) -> None:
        if self._birth is None or self._birth.boot != birth.boot:
            self.silent.clear()
        self._birth = birth
        for state in self._wanted.values():
            if self._post is not None and state.light in birth.lights:
                self._post(Wanted(self._run, state))
        self.on_change()

    def _leave(self, reason: str, why: str) -> None:
        self._birth, self._gone = None, why
        for waiting in self._waiting.values():
            for answer in waiting:
                if not answer.done():
                    answer.set_result(LightOutcome("unreachable", None, reason))
        self.on_change()

    def _settle(self, shown: LightState) -> None:
        for answer, wanted in self._waiting.get(shown.light, {}).items():
            if answer.done():
                continue
            if wanted == shown:
                answer.set_result(LightOutcome("acknowledged", shown, "shown"))
            elif shown.epoch > wanted.epoch:
                answer.set_result(LightOutcome("refused_or_timed_out", shown, f"the light already shows epoch {shown.epoch}"))

    def _deny(self, denied: Denied) -> None:
        for answer, wanted in self._waiting.get(denied.light, {}).items():
            if not answer.done() and (wanted.epoch, wanted.command_id) == (denied.epoch, denied.command_id):
                answer.set_result(LightOutcome("refused_or_timed_out", self.showing.get(denied.light), denied.why))

    def _press(self, press: Press) -> None:
        key = (press.light, press.boot)
        if press.sequence > self._taken.get(key, 0):
            self._taken[key] = press.sequence
            self._feed.put(press)
        elif press.sequence <= self._counted.get(key, 0) and self._post is not None:
            self._post(Heard(press.light, press.boot, press.sequence))  # the rail missed that it was heard
