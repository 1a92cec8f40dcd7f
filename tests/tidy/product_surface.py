"""What a user can set, type or call, read from the product itself."""

import argparse
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from pydantic import BaseModel

from tests.required_parts import missing_part


def product_module(name: str) -> ModuleType:
    """Return the imported module of the product."""
    package, _, module = name.rpartition(".")
    if module not in {found.name for found in pkgutil.iter_modules(importlib.import_module(package).__path__)}:
        missing_part(f"the product has no module {name}")
    return importlib.import_module(name)


def settings() -> list[str]:
    """Return the name of every setting: each field of each pydantic model that pmpd/config.py defines."""
    config = product_module("pmpd.config")
    models = [
        value
        for value in vars(config).values()
        if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == config.__name__
    ]
    return sorted({field.alias or name for model in models for name, field in model.model_fields.items()})


def verbs() -> list[str]:
    """Return every command as it is typed (`import`, or `backup run` where a verb has verbs of its own)."""
    return list(verbs_of(product_module("pmpd.command_line").build_parser()))


def verbs_of(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Yield the verbs of a parser, those of its subparsers included."""
    for action in parser._actions:  # argparse has no public way to list subparsers
        if isinstance(action, argparse._SubParsersAction):
            for name, subparser in action.choices.items():
                yield f"{before}{name}"
                yield from verbs_of(subparser, f"{before}{name} ")


def options() -> list[str]:
    """Return every long option of every verb (`--data`)."""
    found: set[str] = set()
    waiting: list[argparse.ArgumentParser] = [product_module("pmpd.command_line").build_parser()]
    while waiting:
        for action in waiting.pop()._actions:
            found.update(option for option in action.option_strings if option.startswith("--"))
            if isinstance(action, argparse._SubParsersAction):
                waiting.extend(action.choices.values())
    return sorted(found - {"--help"})


def routes() -> list[str]:
    """Return every path of the API, as the product's own OpenAPI document lists them (`/api/v1/orders/{number}`)."""
    return sorted(product_module("pmpd.openapi").openapi_document()["paths"])


def verb_lines() -> list[str]:
    """Return what docs/command-line.md says of each verb that is made from a route: a row with its arguments, summary and options."""
    call = product_module("pmpd.api.call")
    options = product_module("pmpd.command_line.options")
    lines = []
    for route in product_module("pmpd.command_line.route_verbs").spoken_routes():
        words = " ".join(["pmpd", route.verb, *(name.replace("_", "-").upper() for name in call.path_names(route.path))])
        flags = ", ".join(f"`{flag}`" for name, field in call.said_type(route).model_fields.items() for flag in options.flags(name, field))
        lines.append(f"| `{words}` | {route.summary[0].lower()}{route.summary[1:]} | {flags} |".replace("|  |", "| |"))
    return lines
