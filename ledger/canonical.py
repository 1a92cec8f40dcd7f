"""One spelling for one value: the JSON that is hashed, stored and compared."""

import dataclasses
import json
from collections.abc import Callable
from json import encoder
from operator import attrgetter
from typing import Any

_SPELLINGS: dict[type, tuple[tuple[str, ...], Callable[[Any], Any]]] = {}


def _plain(value: object) -> dict[str, Any]:
    """A dataclass as a dictionary, one level deep (the encoder asks again for what is inside).

    `dataclasses.asdict` copies deeply and costs more than the whole insert it prepares.
    """
    kind = type(value)
    spelling = _SPELLINGS.get(kind)
    if spelling is None:
        names = tuple(field.name for field in dataclasses.fields(kind))  # type: ignore[arg-type]
        # attrgetter answers a bare value for one name, a tuple for more.
        get = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
        spelling = _SPELLINGS[kind] = (names, get)
    return dict(zip(spelling[0], spelling[1](value)))  # noqa: B905 - as many as there are names


_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False, default=_plain)
# What JSONEncoder makes anew for every value it spells, which takes longer than to spell it.
_chunks: Callable[[Any, bool], Any] = (
    encoder.c_make_encoder(None, _plain, encoder.encode_basestring, None, ":", ",", False, False, False)  # type: ignore[attr-defined]
    if encoder.c_make_encoder  # type: ignore[attr-defined]
    else _ENCODER.iterencode
)


def canonical(value: object) -> str:
    """JSON without spaces; dataclasses become objects with their fields in the declared order, tuples arrays.

    Equal commands are spelled the same because they are dataclasses; a dictionary keeps the order it was written in.
    """
    return "".join(_chunks(value, False))
