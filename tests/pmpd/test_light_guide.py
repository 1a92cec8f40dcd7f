"""Pick lights: the bin to go to shines with the units to take, and no other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from devices.lights.simulated import SimulatedRail
from devices.registry import make_lights
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, PausePick, ResumePick
from pmpd.light_guide import LightGuide
from pmpd.store import Ledger
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import BINS, LAMP, SmallShop


class Guided:
    """A shop whose lights are followed."""

    def __init__(self, shop: SmallShop, rail: SimulatedRail, guide: LightGuide) -> None:
        self.shop = shop
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
async def guiding(shop: SmallShop, *bins: str) -> AsyncIterator[Guided]:
    """Follow the walks with lights at these bins."""
    rail = make_lights("simulated", name="rail-1", lights=bins)
    await rail.open()
    guide = LightGuide(shop.ledger, dict.fromkeys(bins, rail))
    following = asyncio.create_task(guide.follow())
    await asyncio.sleep(0)
    yield Guided(shop, rail, guide)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await rail.close()


@pytest.fixture
async def guided(ledger: Ledger) -> AsyncIterator[Guided]:
    async with guiding(await SmallShop(ledger).furnish(), *BINS.values()) as one:
        yield one


async def test_the_bin_of_the_first_stop_shines_with_the_units_to_take(guided: Guided) -> None:
    await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3, fuse=1))
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})


async def test_the_display_counts_down_with_every_unit(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3))
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: guided.shining() == {"A-01": 2})


async def test_a_bin_goes_dark_when_its_stop_is_done_and_the_next_one_shines(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1, fuse=2))
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: guided.shining() == {"A-02": 2})


async def test_after_the_last_stop_every_light_is_dark(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1))
    await expect_eventually(lambda: guided.shining() == {"A-01": 1})
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: guided.shining() == {})


@pytest.mark.parametrize("stop", [PausePick, AbandonPick])
async def test_a_walk_that_is_put_aside_or_given_up_leaves_no_light_on(guided: Guided, stop: type) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1))
    await expect_eventually(lambda: guided.shining() == {"A-01": 1})
    await guided.shop.do(stop(session))
    await expect_eventually(lambda: guided.shining() == {})


async def test_a_resumed_walk_lights_its_bin_again(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=2))
    await guided.shop.do(PausePick(session))
    await expect_eventually(lambda: guided.shining() == {})
    await guided.shop.do(ResumePick(session), "scanner-1")
    await expect_eventually(lambda: guided.shining() == {"A-01": 2})


async def test_a_bin_where_a_second_picker_stands_goes_on_shining_for_them(guided: Guided) -> None:
    first = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1))
    await guided.shop.walk("scanner-2", await guided.shop.sell("2", lamp=4))
    await guided.scan(first, "A-01", LAMP)
    await expect_eventually(lambda: guided.shining() == {"A-01": 4})


async def test_two_pickers_at_two_bins_see_two_colours(guided: Guided) -> None:
    await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1))
    await guided.shop.walk("scanner-2", await guided.shop.sell("2", fuse=1))
    await expect_eventually(lambda: guided.shining() == {"A-01": 1, "A-02": 1})
    assert guided.rail.showing["A-01"].colour != guided.rail.showing["A-02"].colour


async def test_a_light_that_cannot_be_reached_is_named_and_stops_nobody(guided: Guided) -> None:
    guided.rail.lose_contact()
    order = await guided.shop.sell("1", lamp=1)
    session = await guided.shop.walk("scanner-1", order)
    await expect_eventually(lambda: "A-01" in guided.guide.trouble)
    await guided.scan(session, "A-01", LAMP)
    assert await guided.shop.picked_units(order) == 1


async def test_a_light_that_is_back_shows_what_it_should_without_anybody_scanning(guided: Guided) -> None:
    guided.rail.lose_contact()
    await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3))
    await expect_eventually(lambda: "A-01" in guided.guide.trouble)
    guided.rail.regain_contact()
    await expect_eventually(lambda: guided.shining() == {"A-01": 3} and not guided.guide.trouble)


async def test_a_light_that_missed_the_end_of_its_stop_goes_dark_when_it_is_back(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1, fuse=1))
    await expect_eventually(lambda: guided.shining() == {"A-01": 1})
    guided.rail.lose_contact()
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: {"A-01", "A-02"} <= set(guided.guide.trouble))
    guided.rail.regain_contact()
    await expect_eventually(lambda: guided.shining() == {"A-02": 1} and not guided.guide.trouble)


async def test_a_light_that_answers_too_late_is_trouble_until_it_answers_in_time(guided: Guided) -> None:
    guided.rail.slow_down(2.0)
    await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1))
    await expect_eventually(lambda: "A-01" in guided.guide.trouble)
    guided.rail.slow_down(0)
    await expect_eventually(lambda: not guided.guide.trouble)
    assert guided.shining() == {"A-01": 1}


async def test_a_bin_without_a_light_stops_nobody(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()
    async with guiding(shop, "A-02") as guided:
        session = await shop.walk("scanner-1", await shop.sell("1", lamp=1, fuse=1))
        await guided.scan(session, "A-01", LAMP, "A-02")
        await expect_eventually(lambda: guided.shining() == {"A-02": 1})


async def test_a_box_that_starts_again_lights_the_walks_under_way(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()
    await shop.walk("scanner-1", await shop.sell("1", lamp=2, fuse=1))
    async with guiding(shop, *BINS.values()) as guided:
        await expect_eventually(lambda: guided.shining() == {"A-01": 2})
