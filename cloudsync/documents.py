"""Files of channel documents, read one document at a time; what cannot be read is an error with a name, and the rest goes on."""

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from cloudsync.broken_document import BrokenDocument
from cloudsync.csv_documents import read_csv_orders
from cloudsync.field import kind
from cloudsync.registry import CHANNELS
from ledger.sales.channel_order import ChannelOrder

LARGEST_DOCUMENT_BYTES = 32 * 1024 * 1024
_JSON_LINES = (".jsonl", ".ndjson")
_CSV = ".csv"
_SUFFIXES = (".json", *_JSON_LINES, _CSV)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file: its name ('orders.jsonl line 7') and either its body or, in `error`, why there is none."""

    name: str
    body: Mapping[str, Any] | None = None
    error: str = ""


class _UnreadableError(Exception):
    """Text that is no JSON; the message says why and where."""


def read_documents(path: Path) -> Iterator[Document]:
    """Yield every document of a file, or of a folder's .json, .jsonl, .ndjson and .csv files by name; never raises for what the files hold.

    A file holds one document, a list of documents, a page (`{"orders": [...]}`), or JSON lines, each line being any of these; a document
    may stand alone or under `order` or `response`. JSON lines are streamed; everything else, and each line, may have 32 MiB. Text is UTF-8,
    with or without a byte-order mark. Whole numbers stay exact, other numbers become Decimal. A .csv file is read by `csv_documents`.
    """
    try:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES and file.is_file())
            if not files:
                yield Document(path.name or str(path), error=f"the folder holds no {', '.join(_SUFFIXES)} file")
            for file in files:
                yield from read_documents(file)
            return
        if path.suffix.lower() == _CSV:
            yield from (Document(*order) for order in read_csv_orders(path))
            return
        with path.open("rb") as stream:
            yield from _stream_documents(path, stream)
    except FileNotFoundError:
        yield Document(path.name, error="there is no such file")
    except OSError as error:
        yield Document(path.name, error=f"the file cannot be read: {error.strerror}")


def translate_document(document: Document, channel: str | None, account: str) -> ChannelOrder:
    """Return the order in a document of the named channel, or of the one it looks like when None; raise BrokenDocument otherwise."""
    if document.body is None:
        raise BrokenDocument(document.error)
    body = document.body
    likely = [facts for facts in CHANNELS.values() if facts.looks_like(body)]
    labels = " nor ".join(_with_article(facts.label) for facts in CHANNELS.values())
    if channel is None:
        if len(likely) != 1:
            raise BrokenDocument(f"this is neither {labels} order: name the channel if you know it")
        return likely[0].translate(body, account)
    facts = CHANNELS[channel]
    if likely and facts not in likely:
        raise BrokenDocument(f"this comes from {likely[0].label}, not from {facts.label}")
    return facts.translate(body, account)


def _with_article(label: str) -> str:
    return f"an {label}" if label[0].lower() in "aeiou" else f"a {label}"


def _stream_documents(path: Path, stream: BinaryIO) -> Iterator[Document]:
    lines = _lines(stream)
    head: list[tuple[int, bytes]] = []
    filled: list[bytes] = []
    for number, raw in lines:
        head.append((number, raw))
        if raw.strip():
            filled.append(raw)
        if len(filled) == 2:
            break
    if not filled:
        yield Document(path.name, error="the file is empty")
    elif path.suffix.lower() in _JSON_LINES or (len(filled) == 2 and _stands_alone(filled[0])):
        for number, raw in chain(head, lines):
            if raw.strip():
                yield from _parsed_documents(f"{path.name} line {number}", raw)
    else:
        yield from _parsed_documents(path.name, _joined(raw for _, raw in chain(head, lines)))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield numbered lines without the byte-order mark; of a line that is too long only its start, one byte more than is allowed."""
    number = 0
    while raw := stream.readline(LARGEST_DOCUMENT_BYTES + 1):
        number += 1
        yield number, raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        while len(raw) > LARGEST_DOCUMENT_BYTES and not raw.endswith(b"\n"):
            raw = stream.readline(LARGEST_DOCUMENT_BYTES + 1)


def _joined(lines: Iterable[bytes]) -> bytes:
    """Return the whole text, or just more of it than is allowed."""
    whole = bytearray()
    for raw in lines:
        whole += raw
        if len(whole) > LARGEST_DOCUMENT_BYTES:
            break
    return bytes(whole)


def _stands_alone(raw: bytes) -> bool:
    try:
        _parsed(raw)
    except _UnreadableError:
        return False
    return True


def _parsed_documents(name: str, raw: bytes) -> Iterator[Document]:
    try:
        value = _parsed(raw)
    except _UnreadableError as error:
        yield Document(name, error=str(error))
        return
    if isinstance(value, Mapping) and isinstance(value.get("orders"), list):
        value = value["orders"]
    if isinstance(value, list):
        for position, element in enumerate(value, 1):
            yield _document(f"{name} item {position}", element)
    else:
        yield _document(name, value)


def _document(name: str, value: object) -> Document:
    if not isinstance(value, Mapping):
        return Document(name, error=f"expected a document, found {kind(value)}")
    # A vendor's sample stands under `response` beside its description; a REST answer is `order` and nothing else.
    inner = value.get("order") if value.keys() == {"order"} else value.get("response")
    return Document(name, body=inner if isinstance(inner, Mapping) else value)


def _parsed(raw: bytes) -> Any:
    if len(raw) > LARGEST_DOCUMENT_BYTES:
        raise _UnreadableError(f"it is larger than {LARGEST_DOCUMENT_BYTES // 1024**2} MiB; give one document per line instead")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise _UnreadableError(f"it is not UTF-8 text (byte {error.start + 1})") from None
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _UnreadableError(_what_is_wrong(text, error)) from None
    except RecursionError:
        raise _UnreadableError("it is nested too deeply") from None
    except (ValueError, ArithmeticError):  # the interpreter's own limits on digits and exponents
        raise _UnreadableError("it holds a number with too many digits") from None


def _refuse_constant(name: str) -> None:
    raise _UnreadableError(f"{name} is not a number that JSON knows")


def _what_is_wrong(text: str, error: json.JSONDecodeError) -> str:
    # A line of JSON lines is known by its name already; a second line number would only mislead.
    line = f"line {error.lineno}, " if "\n" in text.strip() else ""
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
        return f"it ends in the middle of a document ({line}column {error.colno}); it seems to be cut short"
    return f"it is not valid JSON at {line}column {error.colno}: {error.msg}"
