"""What lights show and what the screen says of them stay true while rails come and go, bins move and pickers meet."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.registry import make_lights
from devices.settings import LightsSettings
from pmpd.light_guide import LightGuide
from pmpd.store import Ledger
from tests.devices.light_rigs import SerialRig
from tests.pmpd.guided_walks import Guided, guiding
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import BINS, LAMP, SmallShop


@pytest.fixture
async def guided(ledger: Ledger) -> AsyncIterator[Guided]:
    async with guiding(await SmallShop(ledger).furnish(), *BINS.values()) as one:
        yield one


async def test_a_light_whose_rail_is_lost_after_it_shone_shows_on_the_screen_within_the_same_pick(ledger: Ledger, tmp_path: Path) -> None:
    shop = await SmallShop(ledger).furnish()
    rig = SerialRig(tmp_path)
    await rig.start()
    await rig.lights.open()
    guide = LightGuide(ledger, dict.fromkeys(("A-01", "A-02"), rig.lights))
    following = asyncio.create_task(guide.follow())
    session = await shop.walk("scanner-1", await shop.sell("1", lamp=3))
    await expect_eventually(lambda: "A-01" in rig.lights.showing)
    await rig.take_out_of_reach()
    await expect_eventually(lambda: guide.light_of(session)["state"] == "not_answering")
    rig.bring_back()
    await expect_eventually(lambda: guide.light_of(session)["state"] == "shining")
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await rig.lights.close()
    await rig.end()


async def test_a_light_that_shows_what_the_box_never_wanted_is_put_right_by_itself(guided: Guided) -> None:
    await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3))
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    forged = replace(guided.rail.showing["A-01"], command_id="forged", quantity=88)
    await guided.rail.show(forged)
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})


async def test_a_bin_that_moved_to_another_rail_goes_dark_at_the_one_it_had(guided: Guided) -> None:
    shop = guided.shop
    other = make_lights("simulated", "rail-2", LightsSettings())
    await other.open()
    session = await shop.walk("scanner-1", await shop.sell("1", lamp=3))
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    guided.lights_of["A-01"] = other
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: guided.shining() == {} and other.showing["A-01"].quantity == 2)
    await other.close()


async def test_the_screen_of_a_picker_does_not_claim_the_light_that_shines_for_another_one(guided: Guided) -> None:
    first = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=1))
    await expect_eventually(lambda: guided.guide.light_of(first)["state"] == "shining")
    second = await guided.shop.walk("scanner-2", await guided.shop.sell("2", lamp=4))
    await expect_eventually(lambda: guided.guide.light_of(second)["state"] == "shining")
    assert guided.guide.light_of(first)["state"] == "none"
    await guided.scan(second, "A-01", LAMP, LAMP, LAMP, LAMP)
    await expect_eventually(lambda: guided.guide.light_of(first)["state"] == "shining")
