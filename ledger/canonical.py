"""One spelling for one value: the JSON that is hashed, stored and compared."""

import dataclasses
import json
from typing import Any

_FIELDS: dict[type, tuple[str, ...]] = {}


def _plain(value: object) -> dict[str, Any]:
    """A dataclass as a dictionary, one level deep (the encoder asks again for what is inside).

    `dataclasses.asdict` copies deeply and costs more than the whole insert it prepares.
    """
    kind = type(value)
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))  # type: ignore[arg-type]
    return {name: getattr(value, name) for name in names}


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces; dataclasses become objects, tuples arrays."""
    return _ENCODER.encode(value)
