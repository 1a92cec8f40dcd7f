"""The runnable blocks of a page.

- A block with the info string `csv NAME.csv` or `json NAME.json` writes that file into the working directory.
- `console`: lines `$ pmpd VERB …`, each followed by the output it must have; an option may go on in the next line after a backslash, and
  `> FILE` at the end of a command writes the output there instead.
- `http`: `METHOD /api/v1/path`, header lines (`Name: value`) and the JSON body if there are any; an empty line; the status, then the
  JSON answer if it matters. A field of the answer that is `"$NAME"` is remembered; `$NAME` in the path, a header or the body of a later
  block says it again. A request with `Authorization` goes over the network, others to the box's own socket.

`…` in an expected text stands for any text, a line of nothing else for any lines; how answers are compared is told in `expectation.py`.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADER = re.compile(r"^(?P<name>[A-Z][A-Za-z-]*): (?P<value>.*)\n?", re.MULTILINE)
_REQUEST = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/api/v1/\S*)")
RUNNABLE = ("csv", "json", "console", "http")


@dataclass(frozen=True)
class Place:
    """Where in the documentation something stands."""

    page: Path
    line: int

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


@dataclass(frozen=True)
class FileBlock:
    """A file that the following commands read."""

    place: Place
    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """One command and the output that the page promises; `into` is the file that its output goes to, if any."""

    place: Place
    words: str
    expected: str
    into: str = ""


@dataclass(frozen=True)
class Exchange:
    """One request and the answer that the page promises."""

    place: Place
    method: str
    path: str
    body: Any
    status: int
    answer: Any
    headers: dict[str, str] = field(default_factory=dict)


Step = FileBlock | Command | Exchange


def steps(page: Path) -> list[Step]:
    """Everything to be run of a page, in order; raises ValueError naming page and line where a block is not of its shape."""
    text = page.read_text("utf-8")
    found: list[Step] = []
    for block in _FENCE.finditer(text):
        kind, _, name = block["info"].strip().partition(" ")
        place = Place(page, text.count("\n", 0, block.start()) + 2)
        if kind == "console":
            found += _commands(place, block["text"])
        elif kind == "http":
            found.append(_exchange(place, block["text"]))
        elif kind in RUNNABLE and name:
            found.append(FileBlock(place, name, block["text"]))
    return found


def _commands(place: Place, text: str) -> list[Step]:
    commands: list[Step] = []
    for part in re.finditer(r"^\$ (?P<words>(?:.*\\\n)*.*)\n?(?P<expected>(?:(?!\$ ).*\n?)*)", text, re.MULTILINE):
        line = place.line + text.count("\n", 0, part.start())
        words, _, into = part["words"].replace("\\\n", " ").partition(" > ")
        commands.append(Command(Place(place.page, line), words, part["expected"].strip("\n"), into.strip()))
    if not commands or not text.startswith("$ "):
        raise ValueError(f"{place}: a console block begins with a line `$ pmpd …`")
    return commands


def _exchange(place: Place, text: str) -> Exchange:
    said, _, answered = text.partition("\n\n")
    first, _, rest = said.partition("\n")
    body = _HEADER.sub("", rest)
    headers = {header["name"]: header["value"] for header in _HEADER.finditer(rest)}
    status, _, answer = answered.strip().partition("\n")
    request = _REQUEST.fullmatch(first.strip())
    if request is None or not status.isdigit():
        raise ValueError(f"{place}: an http block is `METHOD /api/v1/path`, a JSON body, an empty line, the status and the JSON answer")
    try:
        spoken, expected = (json.loads(one) if one.strip() else None for one in (body, answer))
    except ValueError as error:
        raise ValueError(f"{place}: no JSON: {error}") from None
    return Exchange(place, request[1], request[2], spoken, int(status), expected, headers)
