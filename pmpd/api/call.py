"""How a route is declared: from the same declaration a request is let in, validated, answered and documented.

A route without a `right` is open to the local socket alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from ledger.errors import Refused
from ledger.transaction import Answer, Reader
from pmpd.identity.caller import SOCKET, Caller
from pmpd.identity.rights import Right

if TYPE_CHECKING:  # every verb of the command line reads the declarations, and none of them has to wait for a box and its drivers
    from pmpd.box import Box


class Body(BaseModel):
    """What a request says; a field that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Body):
    """A request with no fields."""


@dataclass(frozen=True, slots=True)
class Said:
    """A validated request: path parameters, the body or the query string as its declared type, who says it with what, under which id."""

    path: Mapping[str, str]
    body: Any
    actor: str = ""
    device: str = ""
    caller: Caller = SOCKET
    command_id: bytes | None = None
    upload: Path | None = None

    def part_id(self, part: str) -> bytes | None:
        """The id of one of several commands that a request comes to, the same each time it is sent; None where it has none itself."""
        return uuid5(UUID(bytes=self.command_id), part).bytes if self.command_id else None


def page_after(said: Said, cursor: str) -> Said:
    """The same request for the page that follows, where the page before answered `cursor` as its `next`."""
    return replace(said, body=said.body.model_copy(update={"after": cursor}))


def row_id(text: str) -> int | None:
    """The number of a row that a path names; None where it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def path_number(said: Said, name: str) -> int:
    """The number that a path has under a name. Raises Refused `{name}_not_found` where it is none."""
    number = row_id(said.path[name])
    if number is None:
        raise Refused(f"{name}_not_found", f"a {name} is named by its number, not by {said.path[name]}")
    return number


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """POST: turns what was said into one command of the ledger; `verb` is its name on the command line (`hold`).

    The box tells what came of a `scan` by a tone, too.
    """

    path: str
    summary: str
    command: Callable[[Said], object]
    body: type[Body] = Nothing
    verb: str = ""
    method: str = "POST"
    scan: bool = False
    right: Right | None = None


@dataclass(frozen=True, slots=True)
class QueryRoute:
    """GET: asks one query of the ledger; `query` types the query string, `verb` is its name on the command line."""

    path: str
    summary: str
    ask: Callable[[Reader, Said], Answer]
    query: type[Body] = Nothing
    verb: str = ""
    method: str = "GET"
    right: Right | None = None


@dataclass(frozen=True, slots=True)
class BoxRoute:
    """GET or POST: asks or tells the box itself, its devices and its health; `verb`, where it has one, needs a running box.

    What it answers as bytes or as a file, which is gone then, is of the type `content`. What `waits` for a person is given up when the
    client goes away. The body of an `upload` is a file of any size.
    """

    method: str
    path: str
    summary: str
    run: "Callable[[Box, Said], Any]"
    body: type[Body] = Nothing
    verb: str = ""
    content: str = "application/json"
    waits: bool = False
    upload: bool = False
    right: Right | None = None


Route = CommandRoute | QueryRoute | BoxRoute


def said_type(route: Route) -> type[Body]:
    """The type of what a request says besides its path: of its body, or of its query string."""
    return route.query if isinstance(route, QueryRoute) else route.body


def path_names(path: str) -> list[str]:
    """The names of a path's parameters, in order: `/orders/{number}/hold` has `number`."""
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]
