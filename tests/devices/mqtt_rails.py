"""Boxes and rail machines on one broker."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from devices.driver import LightState, Press
from devices.lights.mqtt_address import mqtt_address
from devices.lights.mqtt_rail import MqttRail
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.mqtt_side import MqttSide
from devices.lights.wired_rail import WiredRail
from devices.settings import LightsSettings

WANTED = LightState(light="A-01", epoch=7, command_id="c7", colour="green", quantity=3, on=True)
PATIENCE_S = 30.0


async def expect_eventually(fact: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not fact():
        assert time.monotonic() < deadline_s, "it did not happen"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def machine_at(port: int, *lights: str) -> AsyncIterator[MqttSide]:
    side = MqttSide(RailMachine(lights or ("A-01", "A-02")), mqtt_address(f"mqtt://127.0.0.1:{port}/rail-1"))
    running = asyncio.create_task(side.run())
    yield side
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def opened(rail: WiredRail) -> AsyncIterator[WiredRail]:
    await rail.open()
    yield rail
    await rail.close()


def rail_at(port: int, *, ack_timeout_s: float = 10.0) -> WiredRail:
    return MqttRail("lights", LightsSettings(address=f"mqtt://127.0.0.1:{port}/rail-1", ack_timeout_s=ack_timeout_s))


async def next_press(presses: AsyncIterator[Press]) -> Press:
    return await asyncio.wait_for(anext(presses), PATIENCE_S)
