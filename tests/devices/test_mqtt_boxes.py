"""The box at its end of a real broker: two boxes at one rail, restored books, a broker that lets nobody in."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import aiomqtt
import pytest

from devices.driver import DeviceGone
from devices.lights.messages import Box, Wanted, body_of
from devices.lights.mqtt_rail import MqttRail, MqttWire
from devices.lights.rail_talk import RailTalk
from devices.lights.topics import topic_of
from devices.lights.wired_rail import Rival
from devices.settings import LightsSettings
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


async def test_a_press_that_was_taken_and_not_finished_is_told_to_the_next_box(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side:
        async with opened(rail_at(broker.port)) as rail:
            await rail.show(WANTED)
            side.press("A-01")
            first = await next_press(rail.presses())
        async with opened(rail_at(broker.port)) as rail:
            assert await next_press(rail.presses()) == first


async def test_a_box_whose_books_were_restored_from_a_backup_is_obeyed(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side:
        async with opened(rail_at(broker.port)) as rail:
            await rail.show(replace(WANTED, epoch=9_000))
        async with opened(rail_at(broker.port)) as rail:
            assert (await rail.show(replace(WANTED, epoch=3))).kind == "acknowledged"
        assert side.machine.showing["A-01"].epoch == 3


async def test_a_second_box_at_the_same_rail_puts_the_first_one_out_which_says_so(broker: Mosquitto) -> None:
    async with machine_at(broker.port), opened(rail_at(broker.port)) as first, opened(rail_at(broker.port)) as second:
        await expect_eventually(lambda: first.about == "")
        health = await first.health()
        assert "another box has taken over" in health.detail
        assert "let one box only use this rail" in health.remedy
        with pytest.raises(DeviceGone, match="another box"):
            await first.open()
        assert (await second.show(WANTED)).kind == "acknowledged"


async def test_two_boxes_that_came_at_the_same_moment_and_both_gave_way_do_not_stay_away_for_ever(broker: Mosquitto) -> None:
    wire, talk = MqttWire(broker.address()), RailTalk(ack_timeout_s=1, attempts=1)
    async with machine_at(broker.port), aiomqtt.Client("127.0.0.1", broker.port) as other:
        first = asyncio.create_task(wire.converse(talk))
        await expect_eventually(lambda: talk.birth)
        other_box = Box("other", online=True)
        await other.publish(topic_of("rail-1", other_box), body_of(other_box), qos=1)  # what the broker keeps is the first one's
        with pytest.raises(Rival):
            await first
        talk.cut("lost")
        again = asyncio.create_task(wire.converse(talk))
        await expect_eventually(lambda: talk.birth)
        again.cancel()
        await asyncio.gather(again, return_exceptions=True)


async def test_a_rail_that_somebody_else_told_something_obeys_the_box_again(broker: Mosquitto) -> None:
    async with machine_at(broker.port) as side, opened(rail_at(broker.port, ack_timeout_s=0.5)) as rail:
        assert (await rail.show(WANTED)).kind == "acknowledged"
        forged = Wanted("forged", replace(WANTED, colour="blue", quantity=9))
        async with aiomqtt.Client("127.0.0.1", broker.port) as other:
            await other.publish(topic_of("rail-1", forged), body_of(forged), qos=1)
        await expect_eventually(lambda: side.machine.showing["A-01"].quantity == 9)
        outcomes = [await rail.show(WANTED) for _ in range(10)]
        assert outcomes[-1].kind == "acknowledged"
        assert side.machine.showing["A-01"] == WANTED


async def test_a_box_that_goes_down_right_after_its_broker_is_not_kept_up(broker: Mosquitto) -> None:
    async with machine_at(broker.port):
        rail = rail_at(broker.port)
        await rail.open()
        broker.stop()
        await asyncio.wait_for(rail.close(), PATIENCE_S)
        assert (await rail.health()).detail == "closed"


async def test_a_broker_that_does_not_let_the_box_in_is_named_without_the_password(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2\n", encoding="utf-8")
    broker = Mosquitto(required_program("mosquitto"), tmp_path, "allow_anonymous false")
    broker.start()
    rail = MqttRail("lights", LightsSettings(address=f"mqtt://ana@127.0.0.1:{broker.port}/rail-1?password_file={secret}"))
    with pytest.raises(DeviceGone, match="does not let the box in") as gone:
        await rail.open()
    health = await rail.health()
    assert "hunter2" not in f"{gone.value}{gone.value.remedy}{health}{rail.about}"
    assert "check the user and the password" in health.remedy
    await rail.close()
    broker.stop()


async def test_a_box_that_goes_down_while_it_connects_leaves_nothing_behind() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never says a word
        rail = rail_at(silent.getsockname()[1])
        opening = asyncio.create_task(rail.open())
        await asyncio.sleep(0.1)
        await rail.close()
        with pytest.raises(DeviceGone):
            await opening
    assert [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
