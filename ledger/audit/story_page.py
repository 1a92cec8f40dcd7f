"""A page of a story: what several sources tell, newest first, with who, when and where from the journal."""

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from ledger.transaction import Answer, Reader

PAGE = 50
"""Entries on one page of a story; one command's entries stay together, so that a page may have a few more."""

FIRST = 1 << 62
"""Later than every journal row: where the newest page begins."""


class Told(NamedTuple):
    """One thing that journal row `seq` did, for machines (kind, detail) and in words."""

    seq: int
    kind: str
    detail: Answer
    text: str


def before_seq(before: str) -> int:
    """The journal row that a page ends before; a cursor that is none means the newest page."""
    return int(before) if before.isascii() and before.isdigit() and len(before) < 19 else FIRST


def newest_page(reader: Reader, subject: str, sources: Iterable[Iterator[Told]]) -> Answer:
    """`{subject, entries, next}`: the newest of what the sources tell, each of them newest first; `next` is the `before` of the next page.

    An entry is `{seq, at_ms, boot, actor, device, kind, detail, text}`.
    """
    page: list[Told] = []
    following = ""
    for told in merge(*sources, key=_newest_first):
        if len(page) >= PAGE and told.seq != page[-1].seq:
            following = str(page[-1].seq)
            break
        page.append(told)
    return {"subject": subject, "entries": entries(reader, page), "next": following}


def _newest_first(told: Told) -> int:
    return -told.seq


def entries(reader: Reader, told: Iterable[Told]) -> list[Answer]:
    """What was told, with what the journal says about it."""
    heads: dict[int, Answer] = {}
    return [{**_head(reader, heads, one.seq), "kind": one.kind, "detail": one.detail, "text": one.text} for one in told]


def _head(reader: Reader, heads: dict[int, Answer], seq: int) -> Answer:
    if seq not in heads:
        row = reader.one("SELECT at_ms, boot_id, actor, device FROM journal WHERE seq = :seq", {"seq": seq})
        at_ms, boot, actor, device = row if row is not None else (0, 0, "", "")
        heads[seq] = {"seq": seq, "at_ms": at_ms, "boot": boot, "actor": actor, "device": device}
    return heads[seq]
