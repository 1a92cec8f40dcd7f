"""One spelling for one value: the JSON that is hashed, stored and compared."""

import dataclasses
import json
from collections.abc import Callable
from json import encoder
from operator import attrgetter
from typing import Any


def canonical(value: object) -> str:
    """JSON without spaces; dataclasses become objects with their fields in the declared order, tuples arrays.

    Equal commands are spelled the same because they are dataclasses; a dictionary keeps the order it was written in.
    """
    return _SPELLINGS[type(value)](value)


def says_the_same(spelled: str, value: object) -> bool:
    """Whether a text spells a value as an earlier version did, which did not know every field: those had their defaults."""
    return _agree(json.loads(spelled), value)


def _agree(known: object, value: object) -> bool:
    if dataclasses.is_dataclass(value):
        names = {field.name for field in dataclasses.fields(value)}
        return (
            isinstance(known, dict)
            and known.keys() <= names
            and all(
                _agree(known[field.name], getattr(value, field.name))
                if field.name in known
                else getattr(value, field.name) == field.default
                for field in dataclasses.fields(value)
            )
        )
    if isinstance(value, tuple):
        return isinstance(known, list) and len(known) == len(value) and all(map(_agree, known, value))
    return type(known) is type(value) and known == value


def _plain(value: object) -> dict[str, Any]:
    """A dataclass within a list or a dictionary, one level deep (the encoder asks again for what is inside)."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}  # type: ignore[arg-type]


_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False, default=_plain)
# What JSONEncoder makes anew for every value it spells, which takes longer than to spell it.
_chunks: Callable[[Any, bool], Any] = (
    encoder.c_make_encoder(None, _plain, encoder.encode_basestring, None, ":", ",", False, False, False)  # type: ignore[attr-defined]
    if encoder.c_make_encoder  # type: ignore[attr-defined]
    else _ENCODER.iterencode
)


def _as_any_value(value: Any) -> str:
    return "".join(_chunks(value, False))


def _as_array(values: tuple[Any, ...]) -> str:
    return f"[{','.join([_SPELLINGS[type(value)](value) for value in values])}]"


def _as_object(kind: type) -> Callable[[Any], str]:
    """How a dataclass is spelled: a text with a gap for each field.

    Its fields are the same each time; to make a dictionary of them for the encoder takes twice as long.
    """
    names = [field.name for field in dataclasses.fields(kind)]
    text = "{" + ",".join([f'"{name}":%s' for name in names]) + "}"
    if len(names) < 2:  # attrgetter answers a bare value for one name, a tuple for more
        return lambda value: text % tuple([canonical(getattr(value, name)) for name in names])
    fields = attrgetter(*names)
    return lambda value: text % tuple([_SPELLINGS[type(field)](field) for field in fields(value)])


class _Spellings(dict[type, Callable[[Any], str]]):
    """How values of a type are spelled, found out once."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        spelling = self[kind] = _as_object(kind) if dataclasses.is_dataclass(kind) else _as_any_value
        return spelling


_SPELLINGS = _Spellings({str: encoder.encode_basestring, int: int.__repr__, tuple: _as_array})
