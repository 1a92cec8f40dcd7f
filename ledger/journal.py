"""The journal: one row per answered command, chained by SHA-256 so that no byte of it, or of its movements, changes unseen."""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from ledger.canonical import canonical

NO_HASH = bytes(32)
"""What the first row has for its previous hash."""


class Head(NamedTuple):
    """The newest journal row: its number and hash."""

    seq: int
    hash: bytes


class JournalRow(NamedTuple):
    """The columns of a journal row that its hash covers, in the table's order."""

    seq: int
    command_id: bytes
    kind: str
    actor: str
    device: str
    boot_id: int
    at_ms: int
    payload: str
    outcome: str
    answer: str


INSERT = (
    "INSERT INTO journal (seq, command_id, kind, actor, device, boot_id, at_ms, payload, outcome, answer, previous_hash, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def journal_hash(previous: bytes, row: JournalRow, movement_hashes: Iterable[bytes]) -> bytes:
    """SHA-256 over the previous row's hash, this row's columns and the hashes of the movements it caused.

    A line for each column, in their order, the command id in hexadecimal. Names are printable and JSON spells its line breaks out, so no
    column holds one and nothing can be read in two ways.
    """
    columns = (
        f"{row.seq}\n{row.command_id.hex()}\n{row.kind}\n{row.actor}\n{row.device}\n{row.boot_id}\n{row.at_ms}\n"
        f"{row.payload}\n{row.outcome}\n{row.answer}\n"
    )
    return hashlib.sha256(b"".join((previous, columns.encode(), *movement_hashes))).digest()


def movement_hash(values: tuple[Any, ...]) -> bytes:
    """SHA-256 over a movement's columns (seq, item, unit, from, to, quantity, reason, order line) as a JSON array."""
    return hashlib.sha256(canonical(values).encode()).digest()
