"""A shop whose pick lights are followed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from devices.driver import Lights, Press
from devices.lights.simulated import SimulatedRail
from devices.registry import make_lights
from devices.settings import LightsSettings
from ledger.picking.pick_scans import ScanPick
from pmpd.light_guide import LightGuide
from tests.pmpd.small_shop import SmallShop


class RetellingRail(SimulatedRail):
    """A rail that did not hear that its last press was heard."""

    def press(self, light: str, *, quantity: int | None = None) -> None:
        self._last = (self.showing[light], self._sequence.get(light, 0) + 1, quantity)
        super().press(light, quantity=quantity)

    def tell_again(self) -> None:
        state, sequence, quantity = self._last
        self._feed.put(Press(state.light, state.command_id, quantity or state.quantity, sequence, "acknowledged", self._boot))


class Guided:
    """A shop whose lights are followed."""

    def __init__(self, shop: SmallShop, lights_of: dict[str, Lights], rail: SimulatedRail, guide: LightGuide) -> None:
        self.shop = shop
        self.lights_of = lights_of
        self.rail = rail
        self.guide = guide

    def shining(self) -> dict[str, int]:
        """The quantity in each display that shines."""
        return {light: state.quantity for light, state in self.rail.showing.items() if state.on}

    async def scan(self, session: int, *codes: str) -> None:
        """Scan on a walk."""
        for code in codes:
            await self.shop.do(ScanPick(session, code))


@asynccontextmanager
async def guiding(shop: SmallShop, *bins: str, rail: SimulatedRail | None = None) -> AsyncIterator[Guided]:
    """Follow the walks with lights at these bins, all on one rail."""
    rail = rail or make_lights("simulated", "rail-1", LightsSettings(lights=tuple(bins)))
    await rail.open()
    lights_of: dict[str, Lights] = dict.fromkeys(bins, rail)
    guide = LightGuide(shop.ledger, lights_of)
    following = asyncio.create_task(guide.follow())
    await asyncio.sleep(0)
    yield Guided(shop, lights_of, rail, guide)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await rail.close()
