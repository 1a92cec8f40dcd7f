"""An example for the help text of a verb, made from what the verb needs."""

import json
import shlex
from typing import Any

from pydantic.fields import FieldInfo

from pmpd.api.call import Route, path_names, said_type
from pmpd.api.example_words import EXAMPLE_WORDS
from pmpd.command_line.options import flag, is_nested, shape_of

_AT = "2026-11-24T14:00"


def route_example(route: Route) -> str:
    """A command line with every positional argument and every option that must be there."""
    words = ["pmpd", route.verb, *[EXAMPLE_WORDS.get(name, "1") for name in path_names(route.path)]]
    for name, field in said_type(route).model_fields.items():
        if field.is_required():
            words += [flag(name)] if shape_of(field.annotation).kind is bool else [flag(name), _sample(name, field)]
    return shlex.join(words)


def _sample(name: str, field: FieldInfo) -> str:
    shape = shape_of(field.annotation)
    if field.examples:
        first = field.examples[0]
        return str(first[0] if isinstance(first, list) else first)
    if shape.words:
        return str(shape.words[0])
    if is_nested(shape):
        return json.dumps(_nested(shape.kind))
    if name.endswith("_ms"):
        return _AT
    if shape.kind is int:
        return str(max(1, _least(field)))
    return EXAMPLE_WORDS.get(name, name.rsplit("_", 1)[-1].upper())


def _nested(model: Any) -> dict[str, Any]:
    """The least object of a type, its numbers as numbers."""
    needed = {name: field for name, field in getattr(model, "model_fields", {}).items() if field.is_required()}
    return {name: 1 if shape_of(field.annotation).kind is int else _sample(name, field) for name, field in needed.items()}


def _least(field: FieldInfo) -> int:
    bounds: list[Any] = [getattr(bound, "ge", None) for bound in field.metadata]
    return max([bound for bound in bounds if isinstance(bound, int)], default=1)
