"""Rails with the lights A-01 and A-02, each over its own kind of wire, for the tests that every rail must pass."""

import asyncio
import time
from pathlib import Path
from typing import Protocol

from devices.driver import Lights, LightState
from devices.lights.mqtt_address import mqtt_address
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.mqtt_side import MqttSide
from devices.lights.rail_machine.pty_link import PtyLink
from devices.lights.rail_machine.serial_side import SerialSide
from devices.registry import make_lights
from devices.settings import LightsSettings
from tests.devices.mosquitto import Mosquitto
from tests.required_parts import required_program

BINS = ("A-01", "A-02")
ACK_TIMEOUT_S = 2.0
_PATIENCE_S = 20.0


class Rig(Protocol):
    """A rail, the person before it, and the hand on its plug."""

    lights: Lights

    async def start(self) -> None: ...
    async def end(self) -> None: ...
    def shown(self, light: str) -> LightState | None: ...
    def press(self, light: str) -> None: ...
    def press_short(self, light: str, quantity: int) -> None: ...
    async def take_out_of_reach(self) -> None: ...
    def bring_back(self) -> None: ...


class SimulatedRig:
    def __init__(self, directory: Path) -> None:
        self._simulated = make_lights("simulated", "rail-1", LightsSettings(lights=BINS))
        self.lights: Lights = self._simulated

    async def start(self) -> None:
        """Nothing is needed."""

    async def end(self) -> None:
        """Nothing is left."""

    def shown(self, light: str) -> LightState | None:
        return self._simulated.showing.get(light)

    def press(self, light: str) -> None:
        self._simulated.press(light)

    def press_short(self, light: str, quantity: int) -> None:
        self._simulated.press_short(light, quantity=quantity)

    async def take_out_of_reach(self) -> None:
        self._simulated.lose_contact()

    def bring_back(self) -> None:
        self._simulated.regain_contact()


class WiredRig:
    """What the rigs with a rail machine at the far end have in common."""

    lights: Lights
    side: MqttSide | SerialSide

    def __init__(self) -> None:
        self.machine = RailMachine(BINS)
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._running = asyncio.create_task(self.side.run())

    async def unpower(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = None

    def shown(self, light: str) -> LightState | None:
        return self.machine.showing.get(light)

    def press(self, light: str) -> None:
        self.side.press(light)

    def press_short(self, light: str, quantity: int) -> None:
        self.side.press(light, quantity, short=True)


class MqttRig(WiredRig):
    """The box and the rail machine on one mosquitto."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self.broker = Mosquitto(required_program("mosquitto"), directory)
        address = self.broker.address()
        self.lights = make_lights("mqtt", "rail-1", LightsSettings(address=address, ack_timeout_s=ACK_TIMEOUT_S))
        self.side = MqttSide(self.machine, mqtt_address(address))

    async def start(self) -> None:
        self.broker.start()
        await super().start()

    async def end(self) -> None:
        await self.unpower()
        self.broker.stop()

    async def take_out_of_reach(self) -> None:
        self.broker.stop()
        await until_known(self.lights)

    def bring_back(self) -> None:
        self.broker.start()


class SerialRig(WiredRig):
    """The box and the rail machine at the two ends of a pseudo-terminal, under a path that stays."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._path = directory / "ttyACM0"
        self._plug_in()
        address = f"serial://{self._path}?baud=115200"
        self.lights = make_lights("serial", "rail-1", LightsSettings(address=address, ack_timeout_s=ACK_TIMEOUT_S))

    def _plug_in(self) -> None:
        self.line = PtyLink()
        self._path.symlink_to(self.line.path)
        self.side = SerialSide(self.machine, self.line)

    async def end(self) -> None:
        await self.unpower()
        self.line.unplug()

    async def take_out_of_reach(self) -> None:
        await self.unpower()
        self._path.unlink()
        self.line.unplug()
        await until_known(self.lights)

    def bring_back(self) -> None:
        self.machine.reboot()  # the port gives the rail its power
        self._plug_in()
        self._running = asyncio.create_task(self.side.run())


async def until_known(lights: Lights) -> None:
    """Wait until a rail knows that it lost something."""
    deadline_s = time.monotonic() + _PATIENCE_S
    while (await lights.health()).status == "good":
        assert time.monotonic() < deadline_s, "the rail never noticed"
        await asyncio.sleep(0.01)
