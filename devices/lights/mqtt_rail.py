"""A rail of pick lights behind an MQTT broker, as `docs/pick-light-protocol.md` describes it."""

import asyncio
import secrets
from contextlib import suppress

from aiomqtt import MqttError, ProtocolVersion, Will
from aiomqtt.exceptions import MqttConnectError
from paho.mqtt.reasoncodes import ReasonCode

from devices.driver import DeviceGone
from devices.lights.messages import BadMessage, Box, Message, body_of
from devices.lights.mqtt_address import mqtt_address
from devices.lights.mqtt_connection import NO_DELAY, MqttConnection
from devices.lights.rail_talk import Post, RailTalk
from devices.lights.topics import RETAINED, box_topic, heard_by_box, message_at, topic_of
from devices.lights.wired_rail import Rival, WiredRail
from devices.settings import LightsSettings

KEEP_ALIVE_S = 5
_TIMEOUT_S = 3.0
_RIVAL_PAUSE_S = 30.0
_KEPT_S = 1.0
_GOODBYE_S = 1.0
_QOS = 1
# MQTT 5.0, section 2.4: reason codes.
_FAILURES = 0x80
_NOT_LET_IN = (0x86, 0x87)


class MqttWire:
    """A `RailWire` over one connection to a broker, made anew each time.

    A state is said with quality 0, since the light's own answer acknowledges it, and once more with quality 1 where none came: then the
    broker's acknowledgement tells a dumb light from a dumb broker. With quality 1 at once, that small acknowledgement could hold up the
    light's answer behind it for 40 ms (Nagle's algorithm, and TCP's delayed acknowledgements).

    The box that came last has the rail: it says so in a retained message, and the one before stays away as long as that one is there.
    """

    attempts = 2
    offline_remedy = "pick by the screen; switch the rail on, and check that its network works"

    def __init__(self, address: str, keep_alive_s: int = KEEP_ALIVE_S) -> None:
        self._address = mqtt_address(address)
        self._keep_alive_s = keep_alive_s
        self._gave_way = False
        self._run = ""
        self.place = self._address.place

    async def converse(self, talk: RailTalk) -> None:
        """Connect, subscribe, and carry messages until the connection ends."""
        former, run = self._run, secrets.token_hex(4)
        try:
            async with self._connection(run) as connection:
                if self._gave_way and await self._is_taken(connection, former):
                    raise self._rival()
                self._gave_way = False
                self._run = run
                granted = await connection.subscribe([(topic, _QOS) for topic in heard_by_box(self._address.rail)])
                if any(code.value >= _FAILURES for code in granted if isinstance(code, ReasonCode)):
                    raise DeviceGone(f"the broker {self.place} lets the box read nothing", remedy="allow its user the topics pmp/1/#")
                await self._carry(connection, talk, run)
        except MqttConnectError as error:
            raise self._refused(error) from error
        except MqttError as error:
            raise DeviceGone(
                f"the broker {self.place} can't be reached",
                remedy="pick by the screen; check that the broker runs and that its network works",
            ) from error

    def _connection(self, run: str) -> MqttConnection:
        address = self._address
        gone = Box(run, online=False)
        return MqttConnection(
            address.host,
            address.port,
            identifier=f"pmpd-{run}",
            username=address.user,
            password=address.password(),
            protocol=ProtocolVersion.V5,
            will=Will(topic_of(address.rail, gone), body_of(gone), qos=_QOS, retain=True),
            timeout=_TIMEOUT_S,
            keepalive=self._keep_alive_s,
            tls_context=address.tls_context(),
            socket_options=NO_DELAY,
        )

    async def _is_taken(self, connection: MqttConnection, former: str) -> bool:
        """Whether the box that put this one out is still there; what the broker keeps comes right after the subscription.

        What this box said last, as `former`, is no other one: two boxes that came at the same moment both gave way.
        """
        await connection.subscribe(box_topic(self._address.rail), _QOS)
        try:
            async with asyncio.timeout(_KEPT_S):
                async for message in connection.messages:
                    said = message_at(message.topic.value, message.payload)
                    return isinstance(said, Box) and said.online and said.run != former
        except (TimeoutError, BadMessage):
            pass  # nobody says so
        return False

    async def _carry(self, connection: MqttConnection, talk: RailTalk, run: str) -> None:
        posted: set[asyncio.Future[None]] = set()

        def post(message: Message, *, again: bool = False) -> "asyncio.Future[None]":
            topic, retained = topic_of(self._address.rail, message), isinstance(message, RETAINED)
            sent = asyncio.ensure_future(connection.publish(topic, body_of(message), qos=int(again or retained), retain=retained))
            posted.add(sent)
            sent.add_done_callback(forget)
            return sent

        def forget(sent: "asyncio.Future[None]") -> None:
            posted.discard(sent)
            if not sent.cancelled():
                sent.exception()  # what the broker did not take is told again; that it is gone shows in the messages

        post(Box(run, online=True))
        talk.connected(post, run)
        try:
            await self._hear(connection, talk, run, post)
        except asyncio.CancelledError:
            gone = Box(run, online=False)
            with suppress(MqttError):  # a broker that went down first hears no goodbye, and must not keep the box up
                await connection.publish(topic_of(self._address.rail, gone), body_of(gone), retain=True, timeout=_GOODBYE_S)
            raise
        finally:
            for sent in list(posted):
                sent.cancel()

    async def _hear(self, connection: MqttConnection, talk: RailTalk, run: str, post: Post) -> None:
        async for message in connection.messages:
            try:
                said = message_at(message.topic.value, message.payload)
            except BadMessage:
                continue  # anybody may publish anything on a broker
            if not isinstance(said, Box):
                talk.hear(said, live=not message.retain)
            elif said.run != run and not message.retain:
                if said.online:
                    self._gave_way = True
                    raise self._rival()
                post(Box(run, online=True))  # the last will of an earlier connection came late

    def _rival(self) -> Rival:
        return Rival(
            f"another box has taken over {self.place}",
            remedy="let one box only use this rail: give the other one a rail of its own",
            pause_s=_RIVAL_PAUSE_S,
        )

    def _refused(self, error: MqttConnectError) -> DeviceGone:
        code = error.rc.value if isinstance(error.rc, ReasonCode) else error.rc
        if code in _NOT_LET_IN:
            return DeviceGone(f"the broker {self.place} does not let the box in", remedy="check the user and the password in its file")
        return DeviceGone(
            f"the broker {self.place} refuses the box: {error.rc}", remedy="use a broker that speaks MQTT 5, such as mosquitto"
        )


class MqttRail(WiredRail):
    """The `mqtt` driver: `address` is `mqtt://[user@]host[:1883]/RAIL`. Raises `ValueError` for any other."""

    def __init__(self, name: str, settings: LightsSettings) -> None:
        super().__init__(name, settings, MqttWire(settings.address))
