"""A rail on a serial line: noise, damaged and lost frames, silence, unplugged and plugged in again."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from devices.driver import DeviceGone, LightState
from devices.lights.serial_rail import SerialRail
from devices.settings import LightsSettings
from tests.devices.light_rigs import SerialRig

WANTED = LightState(light="A-01", epoch=7, command_id="c7", colour="green", quantity=3, on=True)
_PATIENCE_S = 30.0


async def eventually(fact: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + _PATIENCE_S
    while not fact():
        assert time.monotonic() < deadline_s, "it did not happen"
        await asyncio.sleep(0.01)


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[SerialRig]:
    made = SerialRig(tmp_path)
    await made.start()
    await made.lights.open()
    yield made
    await made.lights.close()
    await made.end()


async def test_the_boot_messages_of_a_chip_are_passed_over(rig: SerialRig) -> None:
    await rig.line.write(b"ets Jun  8 2016 00:22:57\r\nrst:0x1 (POWERON_RESET)\r\n\xc0\xdb\xff\x00")
    assert (await rig.lights.show(WANTED)).kind == "acknowledged"


async def test_a_state_whose_answers_are_damaged_is_said_again_and_acknowledged(rig: SerialRig) -> None:
    rig.machine.faults.damaged_frames = 2
    assert (await rig.lights.show(WANTED)).kind == "acknowledged"


async def test_a_state_whose_answers_all_get_lost_is_a_time_out_and_later_acknowledged(rig: SerialRig) -> None:
    rig.machine.faults.lost_answers = 1000
    assert (await rig.lights.show(WANTED)).kind == "refused_or_timed_out"
    rig.machine.faults.lost_answers = 0
    assert (await rig.lights.show(WANTED)).kind == "acknowledged"


async def test_a_press_whose_frames_are_damaged_arrives_once(rig: SerialRig) -> None:
    presses = rig.lights.presses()
    await rig.lights.show(WANTED)
    rig.machine.faults.damaged_frames = 2
    rig.press("A-01")
    rig.press("A-01")
    told = [await asyncio.wait_for(anext(presses), _PATIENCE_S) for _ in range(2)]
    assert [press.sequence for press in told] == [1, 2]


async def test_a_rail_that_starts_anew_is_told_again_what_to_show(rig: SerialRig) -> None:
    await rig.lights.show(WANTED)
    rig.side.reboot()
    await eventually(lambda: rig.machine.showing == {"A-01": WANTED})


async def test_an_unplugged_rail_is_unreachable_and_shows_what_was_wanted_once_it_is_plugged_in_again(rig: SerialRig) -> None:
    await rig.lights.show(WANTED)
    await rig.take_out_of_reach()
    newer = replace(WANTED, epoch=8, quantity=2)
    assert (await rig.lights.show(newer)).kind == "unreachable"
    health = await rig.lights.health()
    assert health.status == "bad"
    assert "plug the device in" in health.remedy
    rig.bring_back()
    await eventually(lambda: rig.machine.showing == {"A-01": newer})


async def test_a_rail_that_falls_silent_is_noticed_and_named(rig: SerialRig) -> None:
    await rig.unpower()
    deadline_s = time.monotonic() + _PATIENCE_S
    while (health := await rig.lights.health()).status == "good":
        assert time.monotonic() < deadline_s
        await asyncio.sleep(0.05)
    assert "says nothing" in health.detail or "has not said that it is there" in health.detail
    assert "baud" in health.remedy


async def test_a_port_where_nobody_answers_cannot_be_opened() -> None:
    near, far = os.openpty()
    rail = SerialRail("lights", LightsSettings(address=f"serial://{os.ttyname(far)}?baud=115200"))
    with pytest.raises(DeviceGone, match="has not said that it is there"):
        await rail.open()
    await rail.close()
    os.close(near)
    os.close(far)


def test_a_serial_rail_needs_the_address_of_a_serial_port() -> None:
    with pytest.raises(ValueError, match="serial:///dev/ttyACM0"):
        SerialRail("lights", LightsSettings(address="tcp://1.2.3.4:9100"))
