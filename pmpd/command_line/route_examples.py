"""An example for the help text of a verb, made from what the verb needs."""

import json
import shlex
from typing import Any

from pydantic.fields import FieldInfo

from pmpd.api.call import Route, path_names, said_type
from pmpd.command_line.options import flag, is_nested, shape_of

_PLAUSIBLE = {
    "account": "main",
    "at_ms": "2026-11-24T14:00",
    "badge": "ana",
    "barcode": "4006381333931",
    "bin": "A-06",
    "carrier": "UPS",
    "channel": "manual",
    "code": "4006381333931",
    "csv": "file.csv",
    "currency": "EUR",
    "day": "2026-11-24",
    "description": "Headlight bulb H7",
    "device": "scanner-1",
    "external_id": "PHONE-17",
    "item": "LAMP-H7",
    "listing": "variant:4711",
    "model": "usual",
    "name": "Ana",
    "number": "SO-100017",
    "order": "SO-100017",
    "orders": "SO-100017",
    "place": "A-06",
    "printer": "printer-1",
    "reason": "the buyer asked for it",
    "sku": "LAMP-H7",
    "skus": "LAMP-H7",
    "station": "PACK-1",
    "to": "B-02",
    "tote": "T-01",
    "tracking": "1Z999AA10123456784",
}


def route_example(route: Route) -> str:
    """A command line with every positional argument and every option that must be there."""
    words = ["pmpd", route.verb, *[_PLAUSIBLE.get(name, "1") for name in path_names(route.path)]]
    for name, field in said_type(route).model_fields.items():
        if field.is_required():
            words += [flag(name)] if shape_of(field.annotation).kind is bool else [flag(name), _sample(name, field)]
    return shlex.join(words)


def _sample(name: str, field: FieldInfo) -> str:
    shape = shape_of(field.annotation)
    if field.examples:
        return str(field.examples[0])
    if shape.words:
        return str(shape.words[0])
    if is_nested(shape):
        return json.dumps(_nested(shape.kind))
    if name.endswith("_ms"):
        return _PLAUSIBLE["at_ms"]
    if shape.kind is int:
        return str(max(1, _least(field)))
    return _PLAUSIBLE.get(name, name.rsplit("_", 1)[-1].upper())


def _nested(model: Any) -> dict[str, Any]:
    """The least object of a type, its numbers as numbers."""
    needed = {name: field for name, field in getattr(model, "model_fields", {}).items() if field.is_required()}
    return {name: 1 if shape_of(field.annotation).kind is int else _sample(name, field) for name, field in needed.items()}


def _least(field: FieldInfo) -> int:
    bounds: list[Any] = [getattr(bound, "ge", None) for bound in field.metadata]
    return max([bound for bound in bounds if isinstance(bound, int)], default=1)
