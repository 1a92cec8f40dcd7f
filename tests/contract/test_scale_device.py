"""What every scale does, whatever it is made of. A rig makes one and loads its pan."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from devices.driver import DeviceGone, NoWeight, Weight
from tests.devices.scale_rigs import ContinuousRig, HidRig, NciRig, Rig, SicsRig, SimulatedRig, ToledoRig

RIGS: tuple[Callable[[Path, float], Rig], ...] = (SimulatedRig, SicsRig, NciRig, ContinuousRig, ToledoRig, HidRig)
PATIENCE_S = 30.0
HASTE_S = 1.0


async def opened(rig: Rig) -> AsyncIterator[Rig]:
    await rig.scale.open()
    yield rig
    await rig.end()


@pytest.fixture(params=RIGS)
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    """A scale whose time-out never matters."""
    async for made in opened(request.param(tmp_path, PATIENCE_S)):
        yield made


@pytest.fixture(params=RIGS)
async def hasty_rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    """A scale for tests that wait for its time-out."""
    async for made in opened(request.param(tmp_path, HASTE_S)):
        yield made


async def test_what_lies_on_the_scale_is_told_in_grams(rig: Rig) -> None:
    rig.load(1234)
    assert await rig.scale.weight() == Weight(1234, stable=True)


async def test_an_empty_scale_weighs_nothing(rig: Rig) -> None:
    assert await rig.scale.weight() == Weight(0, stable=True)


async def test_a_reading_is_never_older_than_the_question(rig: Rig) -> None:
    for load_g in (500, 750, 20):
        rig.load(load_g)
        assert await rig.scale.weight() == Weight(load_g, stable=True)
        await rig.pass_time()  # what the scale says meanwhile waits in the kernel


async def test_a_weight_that_moves_is_never_told_as_one_at_rest(hasty_rig: Rig) -> None:
    hasty_rig.load(1234, moving=True)
    try:
        told = await hasty_rig.scale.weight()
    except NoWeight:
        told = Weight(1234, stable=False)  # what a scale means that tells no weight while it moves
    assert told == Weight(1234, stable=False)


async def test_an_overloaded_scale_tells_no_weight_and_what_to_do(rig: Rig) -> None:
    rig.load(40_000)
    with pytest.raises(NoWeight, match="take something off"):
        await rig.scale.weight()
    health = await rig.scale.health()
    assert (health.status, health.remedy) == ("bad", "take something off")


async def test_a_scale_below_zero_tells_no_weight_and_what_to_do(rig: Rig) -> None:
    rig.load(-5)
    with pytest.raises(NoWeight, match="zero button"):
        await rig.scale.weight()


async def test_a_scale_that_weighs_is_in_good_health_and_its_weight_is_no_change_of_it(rig: Rig) -> None:
    before = await rig.scale.health()
    rig.load(700)
    assert (before.status, await rig.scale.health()) == ("good", before)


async def test_a_scale_that_says_nothing_is_gone_with_a_remedy(hasty_rig: Rig) -> None:
    hasty_rig.fall_silent()
    with pytest.raises(DeviceGone, match=hasty_rig.scale.name) as raised:
        await hasty_rig.scale.weight()
    assert raised.value.remedy
    health = await hasty_rig.scale.health()
    assert (health.status, bool(health.remedy)) == ("bad", True)
    assert hasty_rig.scale.name not in health.detail  # whoever shows it says whose health it is


async def test_a_scale_that_was_unplugged_says_so_and_is_found_again(rig: Rig) -> None:
    rig.unplug()
    with pytest.raises(DeviceGone, match=rig.scale.name):
        await rig.scale.weight()
    health = await rig.scale.health()
    assert (health.status, bool(health.remedy)) == ("bad", True)
    with pytest.raises(DeviceGone, match=rig.scale.name):
        await rig.scale.open()
    rig.plug_in()
    rig.load(321)
    await rig.scale.open()
    assert await rig.scale.weight() == Weight(321, stable=True)


async def test_opening_an_open_scale_does_nothing(rig: Rig) -> None:
    rig.load(99)
    await rig.scale.open()
    assert await rig.scale.weight() == Weight(99, stable=True)


async def test_a_closed_scale_tells_nothing_until_it_is_opened_again(rig: Rig) -> None:
    rig.load(99)
    await rig.scale.close()
    with pytest.raises(DeviceGone, match=rig.scale.name):
        await rig.scale.weight()
    assert (await rig.scale.health()).status == "unknown"
    await rig.scale.open()
    assert await rig.scale.weight() == Weight(99, stable=True)


async def test_two_who_ask_at_once_both_get_the_weight(rig: Rig) -> None:
    rig.load(456)
    first, second = await asyncio.gather(rig.scale.weight(), rig.scale.weight())
    assert first == second == Weight(456, stable=True)
