"""Moments: which journal row, and which movement, was the last at a time.

Journal rows and movements are numbered in the order of events, so a time is found by halving. Where a clock jumped (a small box has no
clock battery) a time may have come twice or never; then the row found is one after which the clock showed a later time, and all that was
numbered before it counts as earlier.
"""

from ledger.errors import Refused
from ledger.transaction import Reader


def head_seq(reader: Reader) -> int:
    """The newest journal row; 0 for an empty journal."""
    return reader.number("SELECT MAX(seq) FROM journal")


def seq_at(reader: Reader, at_ms: int) -> int:
    """The last journal row that was written up to a time (UTC milliseconds); 0 when all came later."""
    low, high = 0, head_seq(reader)
    while low < high:
        middle = (low + high + 1) // 2
        if reader.number("SELECT at_ms FROM journal WHERE seq = :seq", {"seq": middle}) <= at_ms:
            low = middle
        else:
            high = middle - 1
    return low


def last_row(reader: Reader, table: str, seq: int) -> int:
    """The newest row of `movement`, `field_change` or `activity` that journal rows up to `seq` caused; 0 when there is none."""
    low, high = 0, reader.number(f"SELECT MAX(id) FROM {table}")  # noqa: S608 - a word of our own
    while low < high:
        middle = (low + high + 1) // 2
        if reader.number(f"SELECT seq FROM {table} WHERE id = :id", {"id": middle}) <= seq:  # noqa: S608 - a word of our own
            low = middle
        else:
            high = middle - 1
    return low


def last_movement(reader: Reader, seq: int) -> int:
    """The newest movement that journal rows up to `seq` caused; 0 when there is none."""
    return last_row(reader, "movement", seq)


def moment(reader: Reader, at_ms: int | None, seq: int | None) -> int:
    """The journal row that is meant by a time, or by its number; the newest one when neither is given. Raises Refused `no_such_moment`."""
    head = head_seq(reader)
    if seq is None:
        return head if at_ms is None else seq_at(reader, at_ms)
    if not 0 <= seq <= head:
        raise Refused("no_such_moment", f"the journal has rows 1 to {head}; name one of them, or a time")
    return seq
