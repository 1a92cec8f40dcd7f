"""Pick lights follow the pick sessions: the bin to go to shines, with the units to take; everything else is dark.

The lights are told after the commit, from what the ledger then says; a light that can't be reached is the screen's business, never a
reason to stop. What it should show it is told again until it answers: a bin that goes on shining sends the next picker astray.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from devices.driver import Lights, LightState
from ledger.picking.pick_views import pick_session_view, running_session_ids
from ledger.transaction import Answer
from pmpd.event_feed import LOOK_ANEW
from pmpd.store import Ledger

_COLOURS = ("green", "blue", "amber", "violet", "white")
"""Pickers who walk at the same time see different colours."""

RETRY_S = 1.0
"""How long a light that did not answer is left alone before it is told again."""


class LightGuide:
    """Keeps the lights as the running sessions want them; `rails` says which rail has the light of a bin.

    `trouble` says which lights did not answer, and what they said.
    """

    def __init__(self, ledger: Ledger, rails: Mapping[str, Lights]) -> None:
        self._ledger = ledger
        self._rails = rails
        self._shown: dict[int, LightState] = {}
        self._asked: dict[str, LightState] = {}
        self._epoch = 0
        self.trouble: dict[str, str] = {}

    async def follow(self) -> None:
        """Follow the ledger's events until the feed closes."""
        listener = self._ledger.events.listen()
        telling = asyncio.create_task(self._tell_again(), name="lights that did not answer")
        try:
            await self._guide_all()
            async for event in listener:
                if event == LOOK_ANEW:
                    await self._guide_all()
                elif event.topic == "pick_session":
                    await self._guide(event.subject, event.seq)
        finally:
            listener.close()
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def _tell_again(self) -> None:
        while True:
            await asyncio.sleep(RETRY_S)
            for light in list(self.trouble):
                await self._show(self._asked[light])

    async def _guide_all(self) -> None:
        epoch = self._ledger.engine.head.seq
        for session in {*await self._ledger.ask(running_session_ids), *self._shown}:
            await self._guide(session, epoch)

    async def _guide(self, session: int, epoch: int) -> None:
        # After LOOK_ANEW the events still under way are older than what was shown; a light ignores an older epoch.
        self._epoch = epoch = max(self._epoch, epoch)
        wanted = _wanted(await self._ledger.ask(pick_session_view, session), session, epoch)
        shown = self._shown.pop(session, None)
        if shown is not None and (wanted is None or shown.light != wanted.light):
            # Another picker may stand at the same bin: then the light is theirs now.
            others = [state for state in self._shown.values() if state.light == shown.light]
            off = LightState(shown.light, epoch, f"{session}-{epoch}", shown.colour, 0, on=False)
            await self._show(replace(others[0], epoch=epoch) if others else off)
        if wanted is not None:
            self._shown[session] = wanted
            await self._show(wanted)

    async def _show(self, state: LightState) -> None:
        rail = self._rails.get(state.light)
        if rail is None:
            return  # a bin without a light: the screen is enough
        self._asked[state.light] = state
        outcome = await rail.show(state)
        if self._asked[state.light] != state:
            return  # overtaken while the light was slow to answer: only the newest state counts
        if outcome.kind == "acknowledged":
            self.trouble.pop(state.light, None)
        else:
            self.trouble[state.light] = outcome.detail


def _wanted(view: Answer, session: int, epoch: int) -> LightState | None:
    stop = view["stop"]
    if view["state"] != "open" or stop is None:
        return None
    left = stop["quantity"] - stop["picked"]
    return LightState(stop["bin"], epoch, f"{session}-{epoch}", _COLOURS[session % len(_COLOURS)], left, on=True)
