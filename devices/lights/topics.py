"""MQTT topics of the pick light protocol: `pmp/1/RAIL/birth`, `pmp/1/RAIL/box` and `pmp/1/RAIL/light/LIGHT/WHAT`."""

from urllib.parse import quote, unquote

from devices.lights.messages import BadMessage, Birth, Box, Denied, Gone, Heard, Message, Pressed, Shown, Wanted, message_from

_ROOT = "pmp/1"
_KINDS: dict[str, type[Message]] = {"wanted": Wanted, "shown": Shown, "denied": Denied, "press": Pressed, "heard": Heard}
_WORDS = {kind: word for word, kind in _KINDS.items()}

RETAINED = (Birth, Gone, Shown, Box)
"""What the broker keeps. Commands and presses are never kept: they would happen again."""


def escaped(name: str) -> str:
    """Return a name as one level of a topic: everything but letters, digits and `-._~` of ASCII as %XX of its UTF-8 bytes."""
    return quote(name, safe="")


def topic_of(rail: str, message: Message) -> str:
    """Return where a message is published. Serial messages (hello, ping, pong) have no topic: `KeyError`."""
    if isinstance(message, Birth | Gone):
        return f"{_ROOT}/{escaped(rail)}/birth"
    if isinstance(message, Box):
        return box_topic(rail)
    light = message.state.light if isinstance(message, Wanted | Shown) else _light_of(message)
    return f"{_ROOT}/{escaped(rail)}/light/{escaped(light)}/{_WORDS[type(message)]}"


def box_topic(rail: str) -> str:
    """Return where the box that uses a rail says so."""
    return f"{_ROOT}/{escaped(rail)}/box"


def _light_of(message: Message) -> str:
    if isinstance(message, Pressed):
        return message.press.light
    if isinstance(message, Denied | Heard):
        return message.light
    raise KeyError(type(message).__name__)


def heard_by_box(rail: str) -> list[str]:
    """Return what the box subscribes to, the birth first, so that what is retained arrives in a useful order."""
    lights = [f"{_ROOT}/{escaped(rail)}/light/+/{word}" for word in ("shown", "denied", "press")]
    return [f"{_ROOT}/{escaped(rail)}/birth", *lights, box_topic(rail)]


def heard_by_rail(rail: str) -> list[str]:
    """Return what a rail subscribes to: its own birth too, since an old last will may come to stand there."""
    return [f"{_ROOT}/{escaped(rail)}/birth", *[f"{_ROOT}/{escaped(rail)}/light/+/{word}" for word in ("wanted", "heard")]]


def message_at(topic: str, body: bytes) -> Message:
    """Read what was published at a topic. Raises `BadMessage`, also where the topic and the message name two different lights."""
    levels = topic.split("/")
    if len(levels) == 4 and levels[3] == "birth":
        return message_from(Birth, body)
    if len(levels) == 4 and levels[3] == "box":
        return message_from(Box, body)
    if len(levels) != 6 or levels[5] not in _KINDS:
        raise BadMessage(f"{topic} is no topic of the protocol")
    message = message_from(_KINDS[levels[5]], body)
    if topic_of(unquote(levels[2]), message) != topic:
        raise BadMessage(f"{topic} and its message name two lights")
    return message
