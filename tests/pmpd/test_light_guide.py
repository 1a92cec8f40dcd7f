"""Pick lights: the bin to go to shines with the units to take, and no other."""

from collections.abc import AsyncIterator

import pytest

from devices.driver import LightState
from devices.registry import make_lights
from devices.settings import LightsSettings
from ledger.picking.pick_sessions import AbandonPick, PausePick, ResumePick
from pmpd.store import Ledger
from tests.pmpd.guided_walks import Guided, guiding
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import BINS, LAMP, SmallShop


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


async def test_the_screen_knows_how_the_light_of_a_walk_is(guided: Guided) -> None:
    session = await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3))
    shining = {"light": "A-01", "state": "shining", "colour": "blue", "detail": ""}
    await expect_eventually(lambda: guided.guide.light_of(session) == shining)
    guided.rail.lose_contact()
    await guided.scan(session, "A-01", LAMP)
    await expect_eventually(lambda: guided.guide.light_of(session)["state"] == "not_answering")
    assert guided.guide.light_of(session)["detail"] == "the rail is out of reach"


async def test_a_light_that_does_not_answer_keeps_no_other_light_waiting(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()
    slow = make_lights("simulated", "rail-2", LightsSettings(lights=("A-01",), ack_timeout_s=3600))
    slow.slow_down(7200)
    await slow.open()
    async with guiding(shop, "A-02") as guided:
        guided.lights_of["A-01"] = slow
        await shop.walk("scanner-1", await shop.sell("1", lamp=1))
        await shop.walk("scanner-2", await shop.sell("2", fuse=2))
        await expect_eventually(lambda: guided.shining() == {"A-02": 2})
    await slow.close()


async def test_a_bin_that_gets_its_light_later_is_lit(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()
    async with guiding(shop, "A-02") as guided:
        later = make_lights("simulated", "rail-2", LightsSettings())
        await later.open()
        guided.lights_of["A-01"] = later
        order = await shop.sell("1", lamp=2)
        await shop.walk("scanner-1", order)
        await expect_eventually(lambda: later.showing.get("A-01") is not None)
        later.press("A-01")
        await expect_eventually(lambda: not later.showing["A-01"].on)
        assert await shop.picked_units(order) == 2
        await later.close()


async def test_a_light_that_a_crash_left_on_is_put_off_at_the_start(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()
    rail = make_lights("simulated", "rail-1", LightsSettings())
    await rail.open()
    await rail.show(LightState("B-01", 1, "1-0-0-2", "green", 2, on=True))
    async with guiding(shop, *BINS.values(), rail=rail) as guided:
        await expect_eventually(lambda: guided.shining() == {})


async def test_a_light_that_others_tried_shows_again_what_it_should(guided: Guided) -> None:
    await guided.shop.walk("scanner-1", await guided.shop.sell("1", lamp=3))
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
    epoch = guided.shop.ledger.engine.head.seq
    await guided.rail.show(LightState("A-01", epoch, "trial", "white", 88, on=True))
    guided.guide.look_anew()
    await expect_eventually(lambda: guided.shining() == {"A-01": 3})
