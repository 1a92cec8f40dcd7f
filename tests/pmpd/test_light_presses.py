"""Presses on pick lights: each picks the units of its stop, once."""

from collections.abc import AsyncIterator

import pytest

from devices.settings import LightsSettings
from pmpd.store import Ledger
from tests.pmpd.guided_walks import Guided, RetellingRail, guiding
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import BINS, LAMP, SmallShop


@pytest.fixture
async def guided(ledger: Ledger) -> AsyncIterator[Guided]:
    async with guiding(await SmallShop(ledger).furnish(), *BINS.values()) as one:
        yield one


async def test_a_press_picks_the_units_of_the_stop_and_lights_the_next_bin(guided: Guided) -> None:
    order = await guided.shop.sell("1", lamp=3, fuse=2)
    await guided.shop.walk("scanner-1", order)
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    guided.rail.press("A-01")
    await expect_eventually(lambda: guided.shining() == {"A-02": 2})
    assert await guided.shop.picked_units(order) == 3


async def test_a_finger_that_comes_down_twice_picks_once(guided: Guided) -> None:
    order = await guided.shop.sell("1", lamp=4)
    await guided.shop.walk("scanner-1", order)
    await expect_eventually(lambda: guided.shining() == {"A-01": 4})
    guided.rail.press("A-01", quantity=1)
    guided.rail.press("A-01", quantity=1)
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    guided.rail.press("A-01")
    await expect_eventually(lambda: guided.shining() == {})
    assert await guided.shop.picked_units(order) == 4


async def test_the_short_button_picks_what_was_there_and_reports_the_rest(guided: Guided) -> None:
    order = await guided.shop.sell("1", lamp=3, fuse=1)
    await guided.shop.walk("scanner-1", order)
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    guided.rail.press_short("A-01", quantity=1)
    await expect_eventually(lambda: guided.shining() == {})
    assert await guided.shop.picked_units(order) == 1
    assert (await guided.shop.order(order))["holds"][0]["kind"] == "short"


async def test_a_press_from_before_the_walk_moved_on_counts_nothing_and_the_light_shows_what_it_should(guided: Guided) -> None:
    order = await guided.shop.sell("1", lamp=3)
    session = await guided.shop.walk("scanner-1", order)
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    guided.rail.lose_contact()
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: "A-01" in guided.guide.trouble)
    guided.rail.regain_contact()
    guided.rail.press("A-01")  # the light still shows 3
    await expect_eventually(lambda: guided.shining() == {"A-01": 2})
    assert await guided.shop.picked_units(order) == 1


async def test_a_press_that_the_ledger_refuses_is_told_to_the_screen(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3))
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    guided.rail.press("A-01", quantity=0)
    await expect_eventually(lambda: "press the short button" in guided.guide.light_of(session)["detail"])
    guided.rail.press("A-01")
    await expect_eventually(lambda: guided.guide.light_of(session)["state"] == "none")


async def test_a_press_told_again_to_a_box_that_was_started_again_counts_once(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()
    order = await shop.sell("1", lamp=4)
    await shop.walk("scanner-1", order)
    rail = RetellingRail("rail-1", LightsSettings())
    await rail.open()
    async with guiding(shop, *BINS.values(), rail=rail) as guided:
        await expect_eventually(lambda: guided.shining() == {"A-01": 4})
        rail.press("A-01", quantity=1)
        await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    await rail.open()
    async with guiding(shop, *BINS.values(), rail=rail) as guided:
        await expect_eventually(lambda: guided.shining() == {"A-01": 3})
        rail.tell_again()
        rail.press("A-01", quantity=1)
        await expect_eventually(lambda: guided.shining() == {"A-01": 2})
    assert await shop.picked_units(order) == 2
