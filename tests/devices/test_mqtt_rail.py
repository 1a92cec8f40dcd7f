"""A rail behind a real broker: restarts, cuts, faults of lights, and presses that are told twice."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import aiomqtt
import pytest

from devices.driver import DeviceGone
from devices.lights.messages import Birth, Gone, Shown, body_of
from devices.lights.mqtt_rail import MqttWire
from devices.lights.topics import topic_of
from devices.lights.wired_rail import WiredRail
from devices.settings import LightsSettings
from tests.devices.cuttable_wire import CuttableWire
from tests.devices.mosquitto import Mosquitto
from tests.devices.mqtt_rails import PATIENCE_S, WANTED, expect_eventually, machine_at, next_press, opened, rail_at
from tests.required_parts import required_program


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    """A running broker."""
    made = Mosquitto(required_program("mosquitto"), tmp_path)
    made.start()
    yield made
    made.stop()


async def test_a_rail_that_starts_anew_is_told_again_what_to_show(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        await rail.show(WANTED)
        side.reboot()
        await expect_eventually(lambda: side.machine.showing == {"A-01": WANTED})
        await expect_eventually(lambda: rail.showing == {"A-01": WANTED})


async def test_a_broker_that_is_restarted_is_found_again_and_the_lights_show_what_was_wanted_meanwhile(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        broker.stop()
        await expect_eventually(lambda: rail.about == "")
        newer = replace(WANTED, epoch=8, quantity=2)
        assert [(await rail.show(state)).kind for state in (WANTED, newer)] == ["unreachable", "unreachable"]
        broker.start()
        await expect_eventually(lambda: side.machine.showing == {"A-01": newer})


async def test_a_lost_broker_is_named_with_what_to_do(broker: Mosquitto) -> None:
    async with machine_at(broker.port), opened(rail_at(broker.port)) as rail:
        broker.stop()
        await expect_eventually(lambda: rail.about == "")
        health = await rail.health()
        assert (health.status, health.detail) == (
            "bad",
            f"light rail lights: the broker mqtt://127.0.0.1:{broker.port}/rail-1 can't be reached",
        )
        assert "check that the broker runs" in health.remedy


async def test_the_last_will_of_a_rail_makes_it_unreachable_at_once(broker: Mosquitto) -> None:
    async with CuttableWire(broker.port) as wire, machine_at(wire.port) as side, opened(rail_at(broker.port, ack_timeout_s=3600)) as rail:
        await rail.show(WANTED)
        side.machine.faults.dead.add("A-02")
        waiting = asyncio.create_task(rail.show(replace(WANTED, light="A-02")))
        await asyncio.sleep(0)
        wire.stall()
        await wire.close_all()
        assert (await asyncio.wait_for(waiting, PATIENCE_S)).kind == "unreachable"
        assert (await rail.show(WANTED)).kind == "unreachable"
        assert "the rail is off or has lost its network" in (await rail.health()).detail


async def test_a_rail_that_is_not_there_cannot_be_opened_and_is_found_when_it_comes(broker: Mosquitto) -> None:
    rail = rail_at(broker.port)
    with pytest.raises(DeviceGone, match="the rail has not said that it is there") as gone:
        await rail.open()
    assert "switch the rail on" in gone.value.remedy
    async with machine_at(broker.port):
        await rail.open()
        assert (await rail.show(WANTED)).kind == "acknowledged"
    await rail.close()


async def test_a_cut_that_closes_nothing_is_unreachable_and_what_was_wanted_meanwhile_is_shown_after_it(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, CuttableWire(broker.port) as wire, opened(rail_at(wire.port, ack_timeout_s=0.2)) as rail:
        wire.stall()
        assert (await rail.show(WANTED)).kind == "unreachable"
        wire.flow()
        await expect_eventually(lambda: side.machine.showing == {"A-01": WANTED})


async def test_a_cut_that_closes_nothing_is_noticed_within_some_keep_alives(broker: Mosquitto) -> None:
    async with machine_at(broker.port), CuttableWire(broker.port) as wire:
        wired = MqttWire(f"mqtt://127.0.0.1:{wire.port}/rail-1", keep_alive_s=1)
        async with opened(WiredRail("lights", LightsSettings(ack_timeout_s=3600), wired)) as rail:
            wire.stall()
            assert (await asyncio.wait_for(rail.show(WANTED), PATIENCE_S)).kind == "unreachable"
            assert (await rail.health()).status == "bad"


async def test_a_press_during_an_outage_arrives_once_after_it(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        presses = rail.presses()
        await rail.show(WANTED)
        broker.stop()
        await expect_eventually(lambda: rail.about == "")
        side.press("A-01")
        side.press("A-01", 2)
        broker.start()
        told = [await next_press(presses), await next_press(presses)]
        assert [(press.sequence, press.quantity) for press in told] == [(1, 3), (2, 2)]


async def test_presses_that_are_told_many_times_come_out_once_and_in_order(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        side.machine.faults.press_copies = 3
        presses = rail.presses()
        await rail.show(WANTED)
        await rail.show(replace(WANTED, light="A-02"))
        for _ in range(4):
            side.press("A-01")
            side.press("A-02")
        told = [await next_press(presses) for _ in range(8)]
        assert [(press.light, press.sequence) for press in told] == [
            (light, number) for number in (1, 2, 3, 4) for light in ("A-01", "A-02")
        ]


async def test_a_press_that_was_heard_is_not_told_again(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        presses = rail.presses()
        await rail.show(WANTED)
        side.press("A-01")
        await next_press(presses)
        asking = asyncio.create_task(next_press(presses))
        await expect_eventually(lambda: not side.machine.repeated())
        assert not asking.done()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


async def test_a_lost_answer_is_a_time_out_and_asking_again_is_acknowledged(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port, ack_timeout_s=0.3)) as rail:
        side.machine.faults.lost_answers = 1000
        outcome = await rail.show(WANTED)
        assert (outcome.kind, outcome.detail) == ("refused_or_timed_out", "the light did not answer in time")
        side.machine.faults.lost_answers = 0
        await eventually_acknowledged(rail)


async def eventually_acknowledged(rail: WiredRail) -> None:
    for _ in range(20):
        if (await rail.show(WANTED)).kind == "acknowledged":
            return
    raise AssertionError("never acknowledged")


async def test_lights_that_do_not_answer_are_named_until_they_do(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port, ack_timeout_s=0.3)) as rail:
        side.machine.faults.dead.add("A-01")
        await rail.show(WANTED)
        health = await rail.health()
        assert (health.status, health.detail) == ("bad", "1 of 2 lights do not answer: A-01")
        assert "check the plug" in health.remedy
        side.machine.faults.dead.clear()
        await eventually_acknowledged(rail)
        assert (await rail.health()).status == "good"


async def test_a_light_that_denies_says_why(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        side.machine.faults.broken["A-01"] = "the lamp is broken"
        outcome = await rail.show(WANTED)
        assert (outcome.kind, outcome.detail) == ("refused_or_timed_out", "the lamp is broken")


async def test_an_older_state_that_comes_after_a_newer_one_does_not_settle_it(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        newer = replace(WANTED, epoch=8, command_id="c8", quantity=2)
        outcomes = await asyncio.gather(rail.show(WANTED), rail.show(newer))
        assert outcomes[1].kind == "acknowledged"
        assert side.machine.showing == {"A-01": newer}


async def said_by_rail(broker: Mosquitto, *messages: Birth | Gone | Shown) -> None:
    async with aiomqtt.Client("127.0.0.1", broker.port) as client:
        for message in messages:
            await client.publish(topic_of("rail-1", message), body_of(message), qos=1, retain=True)


async def test_what_a_light_showed_before_its_rail_started_anew_is_not_believed(broker: Mosquitto) -> None:
    await said_by_rail(
        broker, Shown("old", "run", WANTED), Shown("new", "run", replace(WANTED, light="A-02")), Birth("new", ("A-01", "A-02"), "x")
    )
    async with opened(rail_at(broker.port)) as rail:
        await expect_eventually(lambda: rail.showing)
        assert set(rail.showing) == {"A-02"}


async def test_what_the_broker_kept_acknowledges_nothing(broker: Mosquitto) -> None:
    await said_by_rail(broker, Birth("new", ("A-01",), "x"), Shown("new", "run", WANTED))
    async with opened(rail_at(broker.port, ack_timeout_s=0.2)) as rail:
        assert (await rail.show(WANTED)).kind == "refused_or_timed_out"


async def test_a_last_will_that_comes_late_is_answered_with_the_birth(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port)) as rail:
        await said_by_rail(broker, Gone("earlier"))
        assert (await rail.show(WANTED)).kind == "acknowledged"
        await said_by_rail(broker, side.machine.will())
        await expect_eventually(lambda: rail.about)
        assert (await rail.show(replace(WANTED, epoch=8))).kind in ("acknowledged", "unreachable")
        await expect_eventually(lambda: side.machine.showing["A-01"].epoch == 8)
