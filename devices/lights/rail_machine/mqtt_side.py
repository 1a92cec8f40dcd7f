"""A rail machine behind an MQTT broker."""

import asyncio

from aiomqtt import MqttError, Will

from devices.driver import DeviceGone
from devices.lights.messages import BadMessage, Gone, body_of
from devices.lights.mqtt_address import MqttAddress
from devices.lights.mqtt_connection import NO_DELAY, MqttConnection
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.rail_machine.side import RailSide
from devices.lights.topics import RETAINED, heard_by_rail, message_at, topic_of

_PAUSE_S = 0.2
_TIMEOUT_S = 3.0


class _Rebooted(Exception):
    """The rail starts anew."""


class MqttSide(RailSide):
    """Connects as a rail does: last will, birth, then what is wanted. Comes back by itself."""

    def __init__(self, machine: RailMachine, address: MqttAddress, keep_alive_s: int = 5) -> None:
        super().__init__(machine)
        self._address = address
        self._keep_alive_s = keep_alive_s
        self._rebooted = asyncio.Event()

    async def run(self) -> None:
        """Be there until cancelled."""
        while True:
            try:
                await self._be_there()
            except* (MqttError, DeviceGone, _Rebooted):
                await asyncio.sleep(_PAUSE_S)

    def reboot(self) -> None:
        """Start anew, and connect anew, as one whose power was cut for a moment."""
        self.machine.reboot()
        self._rebooted.set()

    async def _be_there(self) -> None:
        async with self._connection() as connection:
            await connection.subscribe([(topic, 1) for topic in heard_by_rail(self._address.rail)])
            self._arrive()
            async with asyncio.TaskGroup() as works:
                works.create_task(self._hear_all(connection))
                works.create_task(self._say_all(connection))
                works.create_task(self._repeating())
                works.create_task(self._until_reboot())

    def _connection(self) -> MqttConnection:
        address, will = self._address, self.machine.will()
        self._rebooted.clear()
        return MqttConnection(
            address.host,
            address.port,
            identifier=f"rail-{address.rail}",
            username=address.user,
            password=address.password(),
            will=Will(topic_of(address.rail, will), body_of(will), qos=1, retain=True),
            timeout=_TIMEOUT_S,
            keepalive=self._keep_alive_s,
            clean_session=True,
            tls_context=address.tls_context(),
            socket_options=NO_DELAY,
        )

    async def _hear_all(self, connection: MqttConnection) -> None:
        async for message in connection.messages:
            try:
                said = message_at(message.topic.value, message.payload)
            except BadMessage:
                continue  # anybody may publish anything on a broker
            if not message.retain or isinstance(said, Gone):  # a command that somebody retained is an old one
                self.hear(said)

    async def _say_all(self, connection: MqttConnection) -> None:
        while True:
            message = await self._outgoing.get()
            await connection.publish(topic_of(self._address.rail, message), body_of(message), retain=isinstance(message, RETAINED))

    async def _until_reboot(self) -> None:
        await self._rebooted.wait()
        raise _Rebooted
