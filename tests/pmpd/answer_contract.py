"""What every answer is held against that a test gets from a served box: the shape that the API's description declares."""

import re
from functools import cache
from typing import Any

import httpx
from pydantic import TypeAdapter

from pmpd.api import PREFIX
from pmpd.api.answers import ANSWERS
from pmpd.api.call import path_names

SEEN: set[str] = set()
"""The operations (`GET /orders`) of which an answer was held against its shape."""


def told_as_declared(response: httpx.Response) -> None:
    """Fail unless an answer has exactly the declared fields, each of the declared type."""
    if response.status_code != 200 or response.headers.get("Content-Type", "").partition(";")[0] != "application/json":
        return
    operation = operation_of(response.request.method, response.request.url.path)
    if operation is not None:
        response.read()
        shape(operation).validate_json(response.content, strict=True)
        SEEN.add(operation)


def operation_of(method: str, path: str) -> str | None:
    """The operation that answers a path, the most literal one first; None for what has no declared shape."""
    said = path.removeprefix(PREFIX)
    return next((name for name, pattern in _patterns() if pattern.fullmatch(f"{method} {said}")), None)


@cache
def shape(operation: str) -> TypeAdapter[Any]:
    """The declared shape of an operation's answer."""
    declared: Any = ANSWERS[operation]
    return TypeAdapter(declared)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    names = sorted(ANSWERS, key=lambda name: len(path_names(name.partition(" ")[2])))
    return [(name, re.compile(re.sub(r"\\{[a-z_]+\\}", "[^/]+", re.escape(name)))) for name in names]
