"""The simulated light rail and its faults."""

import asyncio
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from devices.driver import LightState, Press
from devices.lights.simulated import SimulatedRail
from devices.settings import LightsSettings

WANTED = LightState(light="A-01", epoch=7, command_id="c7", colour="green", quantity=3, on=True)


async def opened(*, ack_timeout_s: float = 0.02) -> SimulatedRail:
    rail = SimulatedRail("rail", LightsSettings(lights=("A-01", "A-02"), ack_timeout_s=ack_timeout_s))
    await rail.open()
    return rail


async def presses_of(rail: SimulatedRail) -> list[Press]:
    presses = rail.presses()
    await rail.close()
    return [press async for press in presses]


async def test_an_older_epoch_never_overwrites_a_newer_one() -> None:
    rail = await opened()
    await rail.show(WANTED)
    outcome = await rail.show(replace(WANTED, epoch=6, command_id="c6", quantity=9))
    assert (outcome.kind, outcome.applied) == ("refused_or_timed_out", WANTED)
    assert rail.showing == {"A-01": WANTED}


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_a_light_shows_the_last_of_the_newest_epoch_whatever_the_order(epochs: list[int]) -> None:
    async def run() -> None:
        rail = await opened()
        for number, epoch in enumerate(epochs):
            await rail.show(replace(WANTED, epoch=epoch, command_id=f"c{number}"))
        last_of_newest = max(range(len(epochs)), key=lambda number: (epochs[number], number))
        assert rail.showing["A-01"].command_id == f"c{last_of_newest}"

    asyncio.run(run())


async def test_a_slow_answer_is_timed_out_though_the_light_shows_the_state() -> None:
    rail = await opened()
    rail.slow_down(ack_delay_s=60)
    assert (await rail.show(WANTED)).kind == "refused_or_timed_out"
    assert rail.showing == {"A-01": WANTED}


async def test_an_answer_within_the_time_out_is_an_acknowledgement() -> None:
    rail = await opened(ack_timeout_s=5)
    rail.slow_down(ack_delay_s=0.001)
    assert (await rail.show(WANTED)).kind == "acknowledged"


async def test_a_refusal_says_why_and_changes_nothing() -> None:
    rail = await opened()
    rail.refuse("over temperature")
    outcome = await rail.show(WANTED)
    assert (outcome.kind, outcome.detail) == ("refused_or_timed_out", "over temperature")
    assert rail.showing == {}


async def test_a_rail_out_of_reach_is_unreachable_and_its_presses_do_not_come_through() -> None:
    rail = await opened()
    await rail.show(WANTED)
    rail.lose_contact()
    rail.press("A-01")
    assert (await rail.show(WANTED)).kind == "unreachable"
    assert (await rail.health()).status == "bad"
    rail.regain_contact()
    rail.press("A-01")
    assert [press.sequence for press in await presses_of(rail)] == [2]


async def test_a_dark_light_sends_no_press() -> None:
    rail = await opened()
    rail.press("A-01")
    await rail.show(replace(WANTED, on=False))
    rail.press("A-01")
    assert await presses_of(rail) == []


async def test_a_rail_that_names_no_lights_has_one_for_every_bin() -> None:
    rail = SimulatedRail("rail")
    await rail.open()
    assert (await rail.show(WANTED)).kind == "acknowledged"
    assert rail.has("Z-99")


async def test_every_rail_starts_with_a_boot_of_its_own() -> None:
    boots = set()
    for _ in range(2):
        rail = await opened()
        await rail.show(WANTED)
        rail.press("A-01")
        boots |= {press.boot for press in await presses_of(rail)}
    assert len(boots) == 2
