"""How a route is declared: from the same declaration a request is validated, answered and documented."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from ledger.transaction import Answer, Reader
from pmpd.box import Box


class Body(BaseModel):
    """What a request says; a field that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Body):
    """A request with no fields."""


@dataclass(frozen=True, slots=True)
class Said:
    """A validated request: path parameters, and the body or the query string as its declared type."""

    path: Mapping[str, str]
    body: Any


def row_id(text: str) -> int | None:
    """The number of a row that a path names; None where it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """POST: turns what was said into one command of the ledger; `verb` is its name on the command line (`hold`)."""

    path: str
    summary: str
    command: Callable[[Said], object]
    body: type[Body] = Nothing
    verb: str = ""
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class QueryRoute:
    """GET: asks one query of the ledger; `query` types the query string, `verb` is its name on the command line."""

    path: str
    summary: str
    ask: Callable[[Reader, Said], Answer]
    query: type[Body] = Nothing
    verb: str = ""
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class BoxRoute:
    """GET or POST: asks or tells the box itself, its devices and its health."""

    method: str
    path: str
    summary: str
    run: Callable[[Box, Said], Any]
    body: type[Body] = Nothing


Route = CommandRoute | QueryRoute | BoxRoute
