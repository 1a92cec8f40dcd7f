"""What every rail of pick lights does, whatever it is made of. A rig makes one, looks at it and presses its buttons."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Protocol

import pytest

from devices.driver import DeviceGone, Lights, LightState, Press
from devices.registry import make_lights

WANTED = LightState(light="A-01", epoch=1, command_id="c1", colour="green", quantity=3, on=True)


class Rig(Protocol):
    """A rail with the lights A-01 and A-02."""

    lights: Lights

    def shown(self, light: str) -> LightState | None: ...
    def press(self, light: str) -> None: ...
    def press_short(self, light: str, quantity: int) -> None: ...
    def take_out_of_reach(self) -> None: ...
    def bring_back(self) -> None: ...


class SimulatedRig:
    def __init__(self) -> None:
        self._simulated = make_lights("simulated", name="rail-1", lights=["A-01", "A-02"])
        self.lights: Lights = self._simulated

    def shown(self, light: str) -> LightState | None:
        return self._simulated.showing.get(light)

    def press(self, light: str) -> None:
        self._simulated.press(light)

    def press_short(self, light: str, quantity: int) -> None:
        self._simulated.press_short(light, quantity=quantity)

    def take_out_of_reach(self) -> None:
        self._simulated.lose_contact()

    def bring_back(self) -> None:
        self._simulated.regain_contact()


@pytest.fixture(params=[SimulatedRig])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    made: Rig = request.param()
    await made.lights.open()
    yield made
    await made.lights.close()


async def next_press(presses: AsyncIterator[Press]) -> Press:
    return await asyncio.wait_for(anext(presses), 5)


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
    assert await next_press(presses) == Press("A-01", "c1", 3, 1, "acknowledged")
    assert await next_press(presses) == Press("A-01", "c1", 3, 2, "acknowledged")


async def test_the_short_button_tells_how_many_units_were_there(rig: Rig) -> None:
    presses = rig.lights.presses()
    await rig.lights.show(WANTED)
    rig.press_short("A-01", 1)
    assert await next_press(presses) == Press("A-01", "c1", 1, 1, "short")


async def test_a_rail_out_of_reach_is_unreachable_and_comes_back(rig: Rig) -> None:
    rig.take_out_of_reach()
    assert (await rig.lights.show(WANTED)).kind == "unreachable"
    assert (await rig.lights.health()).status == "bad"
    rig.bring_back()
    assert (await rig.lights.show(WANTED)).kind == "acknowledged"


async def test_a_rail_out_of_reach_cannot_be_opened(rig: Rig) -> None:
    await rig.lights.close()
    rig.take_out_of_reach()
    with pytest.raises(DeviceGone, match=rig.lights.name):
        await rig.lights.open()


async def test_closing_ends_the_presses_and_a_closed_rail_is_unreachable(rig: Rig) -> None:
    presses = rig.lights.presses()
    await rig.lights.close()
    with pytest.raises(StopAsyncIteration):
        await next_press(presses)
    assert (await rig.lights.show(WANTED)).kind == "unreachable"
    assert (await rig.lights.health()).status == "unknown"
