"""What a box and a rail of pick lights say to each other, whatever the wire; `docs/pick-light-protocol.md` is the contract.

Each message is one JSON object. A key that nobody knows is ignored, so that later versions may say more; a missing one is an error.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.driver import LightState, Press

BODY_BYTES_MAX = 4096
"""The longest JSON object of a message."""
_WORD_CHARS_MAX = 64
_NUMBER_MAX = 2**53 - 1
_REASON_CHARS_MAX = 200


class BadMessage(ValueError):
    """Bytes that are no message of the protocol; the text says why."""


@dataclass(frozen=True, slots=True)
class Hello:
    """Box to rail, serial only: say who you are. The answer is a birth, then one `Shown` for each light that was told something."""


@dataclass(frozen=True, slots=True)
class Ping:
    """Box to rail, serial only: are you there?"""


@dataclass(frozen=True, slots=True)
class Pong:
    """Rail to box, serial only: I am here, and still the one that started as `boot`."""

    boot: str


@dataclass(frozen=True, slots=True)
class Box:
    """Box to other boxes, MQTT only: the rail is mine since `run` began; with `online` false, its last will."""

    run: str
    online: bool


@dataclass(frozen=True, slots=True)
class Birth:
    """Rail to box: I am here. `boot` is new at every start; `lights` are the names of the bins; `firmware` tells a person what it is."""

    boot: str
    lights: tuple[str, ...]
    firmware: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The last will of the rail that started as `boot`."""

    boot: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Box to rail: what a light should show. `run` is new at every connection of the box; epochs are compared within one run."""

    run: str
    state: LightState


@dataclass(frozen=True, slots=True)
class Shown:
    """Rail to box: what a light shows since it was told so by `run`. It acknowledges a wanted state that is the same."""

    boot: str
    run: str
    state: LightState


@dataclass(frozen=True, slots=True)
class Denied:
    """Rail to box: the light will not show that state; `why` is a sentence for a person."""

    boot: str
    run: str
    light: str
    epoch: int
    command_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """Rail to box: a press, repeated until it is heard. `press.boot` is never empty."""

    press: Press


@dataclass(frozen=True, slots=True)
class Heard:
    """Box to rail: that press counts now; stop repeating it."""

    light: str
    boot: str
    sequence: int


Message = Hello | Ping | Pong | Box | Birth | Gone | Wanted | Shown | Denied | Pressed | Heard


def body_of(message: Message) -> bytes:
    """Return the message's JSON object, compact, as UTF-8. Raises `BadMessage` for one that is too long."""
    body = json.dumps(_fields(message), ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > BODY_BYTES_MAX:
        raise BadMessage(f"a message of {len(body)} bytes is longer than {BODY_BYTES_MAX}; a rail with so many lights must be two")
    return body


def _fields(message: Message) -> dict[str, Any]:
    match message:
        case Hello() | Ping():
            return {}
        case Pong(boot):
            return {"boot": boot}
        case Box(run, online):
            return {"run": run, "online": online}
        case Birth(boot, lights, firmware):
            return {"boot": boot, "online": True, "lights": list(lights), "firmware": firmware}
        case Gone(boot):
            return {"boot": boot, "online": False}
        case Wanted(run, state):
            return {"run": run, **_state_fields(state)}
        case Shown(boot, run, state):
            return {"boot": boot, "run": run, **_state_fields(state)}
        case Denied(boot, run, light, epoch, command_id, why):
            return {"boot": boot, "run": run, "light": light, "epoch": epoch, "command": command_id, "why": why}
        case Pressed(press):
            return {
                "boot": press.boot,
                "light": press.light,
                "sequence": press.sequence,
                "command": press.command_id,
                "quantity": press.quantity,
                "short": press.outcome == "short",
            }
        case Heard(light, boot, sequence):
            return {"boot": boot, "light": light, "sequence": sequence}


def _state_fields(state: LightState) -> dict[str, Any]:
    return {
        "light": state.light,
        "epoch": state.epoch,
        "command": state.command_id,
        "on": state.on,
        "colour": state.colour,
        "quantity": state.quantity,
    }


def message_from(kind: type[Message], body: bytes) -> Message:
    """Read a message of `kind` (`Birth` also stands for `Gone`, which share a topic and a frame type). Raises `BadMessage`."""
    if len(body) > BODY_BYTES_MAX:
        raise BadMessage(f"a message of {len(body)} bytes is longer than {BODY_BYTES_MAX}")
    try:
        fields = json.loads(body)
        json.dumps(fields, ensure_ascii=False).encode()  # half of a surrogate pair is no text: nobody could answer it
    except (ValueError, RecursionError) as error:
        raise BadMessage(f"this is no JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BadMessage("a message is a JSON object")
    return _made(kind, fields)


def _made(kind: type[Message], said: Mapping[str, Any]) -> Message:
    if kind is Hello:
        return Hello()
    if kind is Ping:
        return Ping()
    if kind is Wanted:
        return Wanted(_word(said, "run"), _state(said))
    if kind is Box:
        return Box(_word(said, "run"), _truth(said, "online"))
    if kind is Pong:
        return Pong(_word(said, "boot"))
    if kind in (Birth, Gone):
        return Birth(_word(said, "boot"), _lights(said), _text(said, "firmware")) if _truth(said, "online") else Gone(_word(said, "boot"))
    if kind is Shown:
        return Shown(_word(said, "boot"), _word(said, "run"), _state(said))
    if kind is Denied:
        light, epoch, command = _word(said, "light"), _number(said, "epoch"), _word(said, "command")
        return Denied(_word(said, "boot"), _word(said, "run"), light, epoch, command, _text(said, "why"))
    if kind is Heard:
        return Heard(_word(said, "light"), _word(said, "boot"), _number(said, "sequence"))
    light, command, quantity = _word(said, "light"), _word(said, "command"), _number(said, "quantity")
    outcome = "short" if _truth(said, "short") else "acknowledged"
    return Pressed(Press(light, command, quantity, _number(said, "sequence"), outcome, _word(said, "boot")))  # type: ignore[arg-type] # a literal


def _state(said: Mapping[str, Any]) -> LightState:
    return LightState(
        _word(said, "light"),
        _number(said, "epoch"),
        _word(said, "command"),
        _text(said, "colour"),
        _number(said, "quantity"),
        _truth(said, "on"),
    )


def _word(said: Mapping[str, Any], key: str) -> str:
    word = said.get(key)
    if not isinstance(word, str) or not 1 <= len(word) <= _WORD_CHARS_MAX or min(word) < " ":
        raise BadMessage(f"{key} must be a text of 1 to {_WORD_CHARS_MAX} characters, none of them a control character")
    return word


def _text(said: Mapping[str, Any], key: str) -> str:
    text = said.get(key)
    if not isinstance(text, str) or len(text) > _REASON_CHARS_MAX or min(text, default=" ") < " ":
        raise BadMessage(f"{key} must be a text of at most {_REASON_CHARS_MAX} characters, none of them a control character")
    return text


def _number(said: Mapping[str, Any], key: str) -> int:
    number = said.get(key)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= _NUMBER_MAX:
        raise BadMessage(f"{key} must be a whole number from 0 to {_NUMBER_MAX}")
    return number


def _truth(said: Mapping[str, Any], key: str) -> bool:
    truth = said.get(key)
    if not isinstance(truth, bool):
        raise BadMessage(f"{key} must be true or false")
    return truth


def _lights(said: Mapping[str, Any]) -> tuple[str, ...]:
    lights = said.get("lights")
    if not isinstance(lights, list):
        raise BadMessage("lights must be a list")
    return tuple(_word({"lights": light}, "lights") for light in lights)
