"""The fields of a request as options of a verb: `--hold-until`, read and validated by the request's own type."""

import argparse
import json
from datetime import datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from pmpd.api.call import Body

_TIME = "_ms"
_FILE = "csv"
_DEST = "said_"


class Shape(NamedTuple):
    """What a field holds: the type of one value, whether there may be several, and the words it may be, if only those."""

    kind: Any
    several: bool
    words: tuple[Any, ...]


def shape_of(annotation: Any) -> Shape:
    """The shape of a declared field, without what says that it may be missing."""
    several = False
    while True:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation = inner[0]
        elif origin in (Union, UnionType) and any(part is NoneType for part in inner):
            annotation = next(part for part in inner if part is not NoneType)
        elif origin is tuple:
            annotation, several = inner[0], True
        else:
            break
    words = inner if origin is Literal else ()
    return Shape(type(words[0]) if words else annotation, several, words)


def is_nested(shape: Shape) -> bool:
    """Tell whether a value is an object of its own, which a command line says as JSON."""
    return shape.kind is dict or get_origin(shape.kind) is dict or (isinstance(shape.kind, type) and issubclass(shape.kind, BaseModel))


def flag(name: str) -> str:
    """The option of a field: `hold_until_ms` is said as `--hold-until`, since people say times and not milliseconds."""
    return "--" + name.removesuffix(_TIME).replace("_", "-")


def flags(name: str, field: FieldInfo) -> list[str]:
    """Every option of a field: yes or no has one for each."""
    said = flag(name)
    return [said, f"--no-{said[2:]}"] if shape_of(field.annotation).kind is bool else [said]


def add_options(parser: argparse.ArgumentParser, model: type[Body]) -> None:
    """Give a verb one option for each field of what its request says."""
    for name, field in model.model_fields.items():
        _add_option(parser, name, field, shape_of(field.annotation))


def _add_option(parser: argparse.ArgumentParser, name: str, field: FieldInfo, shape: Shape) -> None:
    said: dict[str, Any] = {"dest": f"{_DEST}{name}", "required": field.is_required(), "default": None, "help": _help(name, field, shape)}
    if shape.kind is bool:
        parser.add_argument(flag(name), action=argparse.BooleanOptionalAction, **said)
        return
    if shape.words:
        said |= {"choices": shape.words, "type": shape.kind}
    else:
        said["metavar"] = _metavar(name, shape)
        if is_nested(shape):
            said["type"] = _json_value
        elif name == _FILE:
            said["type"] = _file_text
        elif name.endswith(_TIME):
            said["type"] = _time
    parser.add_argument(flag(name), action="append" if shape.several else "store", **said)


def _help(name: str, field: FieldInfo, shape: Shape) -> str:
    words = (field.description or name.replace("_", " ")).replace("%", "%%")
    if name.endswith(_TIME):
        words = f"{name.removesuffix(_TIME).replace('_', ' ')}: local time, as 2026-11-24T14:00"
    words = words[0].lower() + words[1:] if words[1:2].islower() else words
    notes = []
    if shape.several:
        notes.append("may be repeated")
    if shape.kind is bool and field.default is not None and not field.is_required():
        notes.append(f"default: {'yes' if field.default else 'no'}")
    elif field.default and not field.is_required() and not is_nested(shape):
        notes.append(f"default: {field.default}")
    return f"{words} ({'; '.join(notes)})" if notes else words


def _metavar(name: str, shape: Shape) -> str:
    if is_nested(shape):
        return "JSON"
    if name == _FILE:
        return "FILE"
    if name.endswith(_TIME):
        return "TIME"
    return "N" if shape.kind is int else name.rsplit("_", 1)[-1].upper()


def _json_value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no JSON ({error})") from None


def _file_text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{name} can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError(f"{name} is no text in UTF-8; save it as CSV UTF-8") from None


def _time(text: str) -> int:
    """Milliseconds UTC of a local date and time as people type it."""
    if text.isascii() and text.isdigit() and len(text) > 8:
        return int(text)
    try:
        return round(datetime.fromisoformat(text).timestamp() * 1000)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no time; say it as 2026-11-24, 2026-11-24T14:00 or 2026-11-24T13:00Z") from None


def said_fields(parser: argparse.ArgumentParser, said: argparse.Namespace, model: type[Body]) -> Body:
    """What the options say, validated as the API validates it; ends the program with exit code 2 where that is wrong."""
    given = {name: value for name in model.model_fields if (value := getattr(said, f"{_DEST}{name}")) is not None}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        parser.error("; ".join(_fault(fault["loc"], fault["msg"]) for fault in error.errors()[:5]))


def _fault(place: tuple[int | str, ...], message: str) -> str:
    words = message.removeprefix("Value error, ").replace("Input should", "must").replace("String should", "must")
    return f"{flag(str(place[0]))}{''.join(f' {part}' for part in place[1:])}: {words}" if place else words
