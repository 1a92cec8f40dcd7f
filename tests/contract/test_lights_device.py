"""What every rail of pick lights does, whatever it is made of. A rig makes one, looks at it and presses its buttons."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.driver import DeviceGone, LightState, Press
from tests.devices.light_rigs import MqttRig, Rig, SerialRig, SimulatedRig

WANTED = LightState(light="A-01", epoch=1, command_id="c1", colour="green", quantity=3, on=True)


@pytest.fixture(params=[SimulatedRig, MqttRig, SerialRig])
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    made: Rig = request.param(tmp_path)
    await made.start()
    await made.lights.open()
    yield made
    await made.lights.close()
    await made.end()


async def next_press(presses: AsyncIterator[Press]) -> Press:
    return await asyncio.wait_for(anext(presses), 20)


async def test_an_acknowledged_state_is_the_state_shown(rig: Rig) -> None:
    outcome = await rig.lights.show(WANTED)
    assert (outcome.kind, outcome.applied) == ("acknowledged", WANTED)
    assert rig.shown("A-01") == WANTED


async def test_showing_the_same_state_again_is_acknowledged_again(rig: Rig) -> None:
    await rig.lights.show(WANTED)
    assert (await rig.lights.show(WANTED)).kind == "acknowledged"


async def test_a_stale_state_is_not_shown_and_not_acknowledged(rig: Rig) -> None:
    await rig.lights.show(replace(WANTED, epoch=2))
    outcome = await rig.lights.show(WANTED)
    assert (outcome.kind, outcome.applied) == ("refused_or_timed_out", replace(WANTED, epoch=2))
    assert rig.shown("A-01") == replace(WANTED, epoch=2)


async def test_each_light_has_epochs_of_its_own(rig: Rig) -> None:
    await rig.lights.show(replace(WANTED, epoch=9))
    assert (await rig.lights.show(replace(WANTED, light="A-02"))).kind == "acknowledged"


async def test_a_light_the_rail_does_not_have_is_refused_by_name(rig: Rig) -> None:
    outcome = await rig.lights.show(replace(WANTED, light="Z-99"))
    assert outcome.kind == "refused_or_timed_out"
    assert "Z-99" in outcome.detail


async def test_a_press_carries_its_command_its_quantity_and_a_number_of_its_own(rig: Rig) -> None:
    presses = rig.lights.presses()
    await rig.lights.show(WANTED)
    rig.press("A-01")
    rig.press("A-01")
    first, second = await next_press(presses), await next_press(presses)
    assert first == Press("A-01", "c1", 3, 1, "acknowledged", first.boot)
    assert second == Press("A-01", "c1", 3, 2, "acknowledged", first.boot)
    assert first.boot


async def test_the_short_button_tells_how_many_units_were_there(rig: Rig) -> None:
    presses = rig.lights.presses()
    await rig.lights.show(WANTED)
    rig.press_short("A-01", 1)
    press = await next_press(presses)
    assert press == Press("A-01", "c1", 1, 1, "short", press.boot)


async def test_a_rail_out_of_reach_is_unreachable_and_comes_back(rig: Rig) -> None:
    await rig.take_out_of_reach()
    assert (await rig.lights.show(WANTED)).kind == "unreachable"
    assert (await rig.lights.health()).status == "bad"
    rig.bring_back()
    await rig.lights.open()
    assert (await rig.lights.show(WANTED)).kind == "acknowledged"


async def test_a_rail_out_of_reach_cannot_be_opened(rig: Rig) -> None:
    await rig.lights.close()
    await rig.take_out_of_reach()
    with pytest.raises(DeviceGone, match=rig.lights.name):
        await rig.lights.open()


async def test_a_rail_says_what_its_lights_show(rig: Rig) -> None:
    await rig.lights.show(WANTED)
    assert rig.lights.showing == {"A-01": WANTED}


async def test_a_rail_knows_which_lights_it_has(rig: Rig) -> None:
    assert [rig.lights.has(light) for light in ("A-01", "A-02", "Z-99")] == [True, True, False]


async def test_a_rail_that_is_closed_and_opened_again_shows_and_tells_presses(rig: Rig) -> None:
    await rig.lights.close()
    await rig.lights.open()
    await rig.lights.show(WANTED)
    rig.press("A-01")
    assert (await next_press(rig.lights.presses())).command_id == "c1"


async def test_whoever_listens_before_a_rail_is_opened_hears_its_presses(rig: Rig) -> None:
    await rig.lights.close()
    presses = rig.lights.presses()
    await rig.lights.open()
    await rig.lights.show(WANTED)
    rig.press("A-01")
    assert (await next_press(presses)).command_id == "c1"


async def test_opening_an_open_rail_does_nothing(rig: Rig) -> None:
    await rig.lights.show(WANTED)
    await rig.lights.open()
    assert rig.lights.showing == {"A-01": WANTED}


async def test_closing_ends_the_presses_and_a_closed_rail_is_unreachable(rig: Rig) -> None:
    presses = rig.lights.presses()
    await rig.lights.close()
    with pytest.raises(StopAsyncIteration):
        await next_press(presses)
    assert (await rig.lights.show(WANTED)).kind == "unreachable"
    assert (await rig.lights.health()).status == "unknown"
