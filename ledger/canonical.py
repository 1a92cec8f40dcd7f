"""One spelling for one value: the JSON that is hashed, stored and compared."""

import dataclasses
import json
from collections.abc import Callable
from operator import attrgetter
from typing import Any

_FIELDS: dict[type, tuple[tuple[str, ...], Callable[[object], Any]]] = {}


def _plain(value: object) -> dict[str, Any]:
    """A dataclass as a dictionary, one level deep (the encoder asks again for what is inside).

    `dataclasses.asdict` copies deeply and costs more than the whole insert it prepares.
    """
    kind = type(value)
    if kind not in _FIELDS:
        names = tuple(field.name for field in dataclasses.fields(kind))  # type: ignore[arg-type]
        _FIELDS[kind] = (names, attrgetter(*names, "__class__"))
    names, values = _FIELDS[kind]
    return dict(zip(names, values(value), strict=False))


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces; dataclasses become objects, tuples arrays."""
    return _ENCODER.encode(value)
