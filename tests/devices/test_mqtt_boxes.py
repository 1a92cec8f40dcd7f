"""The box at its end of a real broker: two boxes at one rail, restored books, a broker that lets nobody in."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.driver import DeviceGone
from devices.lights.mqtt_rail import MqttRail
from devices.settings import LightsSettings
from tests.devices.mosquitto import Mosquitto
from tests.devices.mqtt_rails import WANTED, expect_eventually, machine_at, next_press, opened, rail_at
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
