"""Pages of lists that grow: asked for with `most` and `before` or `after`, each says where the `next` one begins.

A cursor names the last row that was told, so that rows which come in between are neither told twice nor push others out of sight.
"""

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import Field

from ledger.paging import NEWEST
from ledger.sales.orders import our_id
from ledger.transaction import Answer
from pmpd.api.call import Body, Said

_NUMBER = r"^[0-9]{0,15}$"
_ON = "Go on after a page: its `next`"

Before = Annotated[str, Field(pattern=_NUMBER, description=_ON)]
After = Annotated[str, Field(pattern=_NUMBER, description=_ON)]
AtMost = Annotated[int, Field(ge=1, le=1_000, description="At most so many")]


class BackwardQuery(Body):
    """A page of a list whose newest rows come first."""

    before: Before = ""
    most: AtMost = 50


class ForwardQuery(Body):
    """A page of a list of what waits."""

    after: After = ""
    most: AtMost = 200


class OrdersAfterQuery(Body):
    """A page of a list of orders that wait, the oldest first."""

    after: Annotated[str, Field(pattern=r"^(SO-[0-9]{1,15})?$", description=_ON)] = ""
    most: AtMost = 200


class PlacesAfterQuery(Body):
    """A page of a list of places along the walk."""

    after: Annotated[str, Field(max_length=200, description=_ON)] = ""
    most: AtMost = 1_000


def before_number(said: Said) -> int:
    """The number that a page ends before; every one lies before an empty cursor."""
    return int(said.body.before or NEWEST)


def after_number(said: Said) -> int:
    """The number that a page begins after; every one lies after an empty cursor."""
    return int(said.body.after or 0)


def after_order(said: Said) -> int:
    """The row of the order that a page begins after."""
    return our_id(said.body.after)


def paged(name: str, key: str, said: Said, rows_at_most: Callable[[int], Sequence[Answer]]) -> Answer:
    """`{name: rows, "next": …}`: one row more than asked for is read, so that it is known whether a page follows.

    `next` is the `key` of the last row, empty where none follows; rows of one key stay together.
    """
    most = said.body.most
    rows = rows_at_most(most + 1)
    keys = list(dict.fromkeys(row[key] for row in rows))
    told = set(keys[:most])
    return {name: [row for row in rows if row[key] in told], "next": str(keys[most - 1]) if len(keys) > most else ""}
