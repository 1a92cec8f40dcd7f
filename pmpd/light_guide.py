"""Pick lights follow the pick sessions: the bin to go to shines, with the units to take; everything else is dark.

The lights are told after the commit, from what the ledger then says, each without waiting for any other; a light that can't be reached is
the screen's business, never a reason to stop. What it should show it is told again until it answers, and again when its rail is lost or
something else stands there: a bin that goes on shining sends the next picker astray. For the same reason a light that shines and that
nobody wants is put off: a crash may have left it on.
"""

import asyncio
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.driver import Lights, LightState
from ledger.picking.light_presses import light_word
from ledger.picking.pick_views import pick_session_view, running_session_ids
from ledger.transaction import Answer
from pmpd.event_feed import LOOK_ANEW
from pmpd.light_presses import take_presses
from pmpd.store import Ledger

_COLOURS = ("green", "blue", "amber", "violet", "white")
"""Pickers who walk at the same time see different colours."""

RETRY_S = 1.0
"""How long a light that did not answer is left alone before it is told again."""

_STRAY_LOOKS = 6
"""How many looks in a row find a light showing what nobody wants before it is put right: somebody may be trying it."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What the light of a session should show now, and who walks."""

    session: int
    operator: str
    wanted: LightState


class LightGuide:
    """Keeps the lights as the running sessions want them, and takes their presses.

    `rails` says which rail has the light of a bin, and may learn of more while the box runs. `trouble` says which lights did not answer
    and what they said, `refused` which presses of a session counted nothing, and why. A change of either is told to the screens as a
    `lights` event.
    """

    def __init__(self, ledger: Ledger, rails: Mapping[str, Lights]) -> None:
        self.ledger = ledger
        self._rails = rails
        self._taking: dict[str, asyncio.Task[None]] = {}
        self._walks: dict[int, Walk] = {}
        self._asked: dict[str, LightState] = {}
        self._rail_of: dict[str, Lights] = {}
        self._seen: dict[str, Lights] = {}
        self._strays: dict[tuple[str, str, str], int] = {}
        self._telling: dict[asyncio.Task[None], str] = {}
        self._guiding = asyncio.Lock()
        self._epoch = 0
        self.trouble: dict[str, str] = {}
        self.refused: dict[int, str] = {}

    async def follow(self) -> None:
        """Follow the ledger's events and the presses until the feed closes."""
        listener = self.ledger.events.listen()
        looking_after: asyncio.Task[None] | None = None
        try:
            await self._guide_all()
            self._put_right(looks=1)
            self._take_presses()
            looking_after = asyncio.create_task(self._look_after(), name="lights that did not answer")
            async for event in listener:
                if event == LOOK_ANEW:
                    await self._guide_all()
                elif event.topic == "pick_session":
                    await self._guide(event.subject, event.seq)
        finally:
            listener.close()
            ending = [*self._taking.values(), *self._telling, *([] if looking_after is None else [looking_after])]
            for task in ending:
                task.cancel()
            await asyncio.gather(*ending, return_exceptions=True)

    def light_of(self, session: int) -> dict[str, Any]:
        """How the light of a session's stop is: `{light, state, colour, detail}`.

        `state` is `shining`, `not_answering` (then the screen must guide, and `detail` says what is wrong) or `none`. With a shining light,
        `detail` says why the last press counted nothing.
        """
        walk = self._walks.get(session)
        if walk is None:
            return {"light": "", "state": "none", "colour": "", "detail": ""}
        known = {"light": walk.wanted.light, "colour": walk.wanted.colour}
        if walk.wanted.light not in self._asked:
            return {**known, "state": "none", "detail": ""}
        if self._asked[walk.wanted.light].command_id != walk.wanted.command_id:  # another picker's: the screen guides this one
            return {**known, "state": "none", "detail": ""}
        if walk.wanted.light in self.trouble:
            return {**known, "state": "not_answering", "detail": self.trouble[walk.wanted.light]}
        return {**known, "state": "shining", "detail": self.refused.get(session, "")}

    def look_anew(self) -> None:
        """Tell every light again what it should show, whatever others told it meanwhile."""
        self._epoch = max(self._epoch, self.ledger.engine.head.seq)
        for state in list(self._asked.values()):
            self._want(dataclasses.replace(state, epoch=self._epoch))

    def walk_at(self, light: str, command_id: str) -> Walk | None:
        """The walk whose light was last told exactly this command; None for anything else that may come from a light."""
        asked = self._asked.get(light)
        if asked is None or not asked.on or asked.command_id != command_id:
            return None
        return next((walk for walk in self._walks.values() if walk.wanted.command_id == command_id), None)

    def show_again(self, light: str, rail: Lights) -> None:
        """Tell a light once more what it should show: nothing, where nobody wants it."""
        asked = self._asked.get(light)
        if asked is not None and self._rail_of[light] is not rail:
            self._say(self._dark(light), rail)
        else:
            self._want(asked or self._dark(light), rail)

    def refuse(self, session: int, message: str) -> None:
        """A press counted nothing; an empty message ends that."""
        if message != self.refused.pop(session, ""):
            self._tell_screens()
        if message:
            self.refused[session] = message

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(RETRY_S)
            for light in (self.trouble.keys() | self._lost()) - set(self._telling.values()):
                self._want(self._asked[light])
            self._put_right(looks=_STRAY_LOOKS)
            self._take_presses()

    def _each_rail(self) -> list[Lights]:
        """Every rail that ever had the light of a bin: one whose bins went to another one may still shine."""
        self._seen.update({rail.name: rail for rail in self._rails.values()})
        return list(self._seen.values())

    def _lost(self) -> set[str]:
        """The lights of which nobody knows any more what they show: their rail is away, or started anew."""
        known = {rail.name: rail.showing.keys() for rail in self._each_rail()}
        return {light for light in self._asked if light not in known.get(self._rail_of[light].name, ())}

    def _take_presses(self) -> None:
        """Listen to every rail that has the light of a bin by now."""
        for rail in self._each_rail():
            if rail.name not in self._taking:
                self._taking[rail.name] = asyncio.create_task(take_presses(self, rail), name=f"presses of {rail.name}")

    def _put_right(self, looks: int) -> None:
        """Tell a light that has been found showing what nobody wants in so many looks what it should show."""
        found: dict[tuple[str, str, str], int] = {}
        for rail in self._each_rail():
            for light, state in rail.showing.items():
                asked = self._asked.get(light) if self._rail_of.get(light) is rail else None
                if state.on if asked is None else (state != asked and light not in self._telling.values()):
                    stray = (rail.name, light, state.command_id)
                    found[stray] = seen = self._strays.get(stray, 0) + 1
                    if seen >= looks:
                        self.show_again(light, rail)
        self._strays = found

    def _dark(self, light: str) -> LightState:
        self._epoch = max(self._epoch, self.ledger.engine.head.seq)
        return LightState(light, self._epoch, f"dark-{self._epoch}", _COLOURS[0], 0, on=False)

    async def _guide_all(self) -> None:
        epoch = self.ledger.engine.head.seq
        for session in {*await self.ledger.ask(running_session_ids), *self._walks}:
            await self._guide(session, epoch)

    async def catch_up(self, session: int) -> None:
        """Have the light of a session show what the ledger says by now, before its event comes round."""
        await self._guide(session, self._epoch)

    async def _guide(self, session: int, epoch: int) -> None:
        async with self._guiding:
            await self._guide_alone(session, epoch)

    async def _guide_alone(self, session: int, epoch: int) -> None:
        # After LOOK_ANEW the events still under way are older than what was shown; a light ignores an older epoch.
        self._epoch = epoch = max(self._epoch, epoch)
        view = await self.ledger.ask(pick_session_view, session)
        walk = _walk(view, session, epoch)
        before = self._walks.pop(session, None)
        if before is not None and (walk is None or walk.wanted.command_id != before.wanted.command_id):
            self.refused.pop(session, None)
        if before is not None and before.wanted.light in self._asked and (walk is None or before.wanted.light != walk.wanted.light):
            # Another picker may stand at the same bin: then the light is theirs now.
            others = [other.wanted for other in self._walks.values() if other.wanted.light == before.wanted.light]
            self._want(dataclasses.replace(others[0], epoch=epoch) if others else self._dark(before.wanted.light))
        if walk is not None:
            if any(other.wanted.light == walk.wanted.light for other in self._walks.values()):
                self._tell_screens()  # two pickers at one bin: the light is the newer one's now
            self._walks[session] = walk
            rail = self._rails.get(walk.wanted.light)
            if rail is not None and rail.has(walk.wanted.light):  # for a bin without a light the screen is enough
                self._want(walk.wanted, rail)

    def _want(self, state: LightState, rail: Lights | None = None) -> None:
        """Tell a light what to show, at once, whatever it was told before and has not answered yet."""
        self._asked[state.light] = state
        told = rail or self._rail_of[state.light]
        self._rail_of[state.light] = told
        self._say(state, told)

    def _say(self, state: LightState, told: Lights) -> None:
        telling = asyncio.create_task(self._tell(state, told))
        self._telling[telling] = state.light
        telling.add_done_callback(self._telling.pop)

    async def _tell(self, state: LightState, rail: Lights) -> None:
        outcome = await rail.show(state)
        if self._asked.get(state.light) != state:
            return  # overtaken while the light was slow to answer: only the newest state counts
        if not rail.has(state.light):  # known only now: a bin without a light
            del self._asked[state.light]
            trouble = ""
        else:
            trouble = "" if outcome.kind == "acknowledged" else outcome.detail
        if trouble != self.trouble.get(state.light, ""):
            self.trouble[state.light] = trouble
            if not trouble:
                del self.trouble[state.light]
            self._tell_screens()

    def _tell_screens(self) -> None:
        self.ledger.events.say("lights")


def _walk(view: Answer, session: int, epoch: int) -> Walk | None:
    stop = view["stop"]
    if view["state"] != "open" or stop is None:
        return None
    left = stop["quantity"] - stop["picked"]
    # Of what is shown, not of when: a press from before a restart still means what the picker saw.
    state = LightState(stop["bin"], epoch, light_word(view), _COLOURS[session % len(_COLOURS)], left, on=True)
    return Walk(session, view["operator"], state)
