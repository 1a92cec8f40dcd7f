"""The order console: every order of every channel in one list, filtered and paged, fast however many there are.

Each filter is a walk along one index, newest first. Where several states or accounts are wanted, their walks are merged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import groupby, islice

from ledger.errors import Refused
from ledger.sales.cut_off import day_start_ms, local_day
from ledger.sales.full_text import matching_orders, search_words
from ledger.sales.orders import our_id, summary
from ledger.sales.settings import shop_calendar
from ledger.sales.states import ALL
from ledger.transaction import Answer, Params, Reader, Row

PAGE = 50
"""Orders on one page of the console."""

MOST_PAGE = 200

GROUPS = {
    "waiting": ("received", "held", "allocated", "replenishing", "partly_allocated", "backordered"),
    "in_progress": ("picking", "picked", "packed"),
    "shipped": ("shipped",),
    "problem": ("held", "partly_allocated", "backordered"),
}
"""States by how far an order is; `problem`: it does not go on by itself, so that it is among those that wait too."""

_LOOKED_AT = 1_000
"""Orders looked at for one page where a filter has no index of its own; the page may then be short, and goes on after them."""

_GROWTH = 3

_END_MS = 1 << 62


@dataclass(frozen=True, slots=True)
class _Span:
    """When orders were placed, `last_ms` not included, and by which batches they left (the first not included); None: left or not."""

    first_ms: int
    last_ms: int
    batches: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted of the console; empty means everything. Days are ISO dates of the shop's calendar, the last one included.

    `shipped_on`: the day on which they left. `text` finds beginnings of words in numbers, buyer and purchase order.
    """

    state: str = ""
    fulfilment: str = ""
    channel: str = ""
    account: str = ""
    kind: str = ""
    placed_from: str = ""
    placed_to: str = ""
    shipped_on: str = ""
    text: str = ""


def order_list(reader: Reader, filters: Filters = Filters(), *, before: str = "", most: int = PAGE) -> Answer:
    """A page of the console, newest first: `{orders, next}`; `next` is the `before` of the following page, empty on the last.

    With a text the newest is the one that came in last, else the one that was placed last. Raises Refused `bad_filter`.
    """
    states = _states(filters)
    span = _span(reader, filters)
    most = min(max(most, 1), MOST_PAGE)
    if filters.text.strip():
        found = _by_text(reader, filters, states, span, _cursor(before)[1], most)
    else:
        found = _by_date(reader, filters, states, span, _cursor(before), most)
    return {"orders": [summary(row) for row in found[0]], "next": found[1]}


def _states(filters: Filters) -> tuple[str, ...]:
    """The states that are wanted; empty for all."""
    if filters.state and filters.state not in ALL:
        raise Refused("bad_filter", f"there is no state {filters.state}; there are {', '.join(ALL)}")
    if filters.fulfilment and filters.fulfilment not in GROUPS:
        raise Refused("bad_filter", f"fulfilment is one of {', '.join(GROUPS)}")
    group = GROUPS.get(filters.fulfilment, ())
    if not filters.state:
        return group
    return (filters.state,) if not group or filters.state in group else ("none",)


def _span(reader: Reader, filters: Filters) -> _Span:
    if not (filters.placed_from or filters.placed_to or filters.shipped_on):
        return _Span(-_END_MS, _END_MS, None)
    zone = shop_calendar(reader).zone

    def starts_ms(day: str, later: int = 0) -> int:
        return day_start_ms(date.fromisoformat(day) + timedelta(days=later), zone)

    try:
        first_ms = starts_ms(filters.placed_from) if filters.placed_from else -_END_MS
        last_ms = starts_ms(filters.placed_to, 1) if filters.placed_to else _END_MS
        left = (starts_ms(filters.shipped_on), starts_ms(filters.shipped_on, 1)) if filters.shipped_on else None
    except (ValueError, OverflowError) as error:
        raise Refused("bad_filter", "a day is given as 2026-03-31") from error
    return _Span(first_ms, last_ms, (_last_batch(reader, left[0]), _last_batch(reader, left[1])) if left else None)


def _last_batch(reader: Reader, before_ms: int) -> int:
    """The number of the last batch that was closed before a moment, 0 without one."""
    sql = "SELECT number FROM batch WHERE closed_ms < :before_ms ORDER BY closed_ms DESC, number DESC LIMIT 1"
    row = reader.one(sql, {"before_ms": before_ms})
    return row["number"] if row else 0


def _cursor(before: str) -> tuple[int, int]:
    """(placed ms, id) of the last order of the page before."""
    placed, _, order_id = before.partition(".")
    try:
        return int(placed), int(order_id)
    except ValueError:
        if before:
            raise Refused("bad_filter", "before is the `next` of the page before, as it was answered") from None
        return _END_MS, _END_MS


def _by_date(
    reader: Reader, filters: Filters, states: tuple[str, ...], span: _Span, cursor: tuple[int, int], most: int
) -> tuple[list[Row], str]:
    if span.batches:
        walks = [_left_by(reader, span.batches, cursor)]
    else:
        walks = [_walk(reader, where, span, cursor, most + 1) for where in _walks(reader, filters, states)]
    looked_at = merge(*walks, reverse=True)
    rows: list[Row] = []
    places: list[tuple[int, int]] = []
    for _ in range(0, _LOOKED_AT, most + 1):
        # Where the index answers every filter, one order more than a page shows whether there is another page.
        places = list(islice(looked_at, most + 1))
        rows += _fitting(reader, [order_id for _, order_id in places], filters, states, span)
        if len(rows) > most:
            return rows[:most], f"{rows[most - 1]['placed_ms']}.{rows[most - 1]['id']}"
        if len(places) <= most:
            return rows, ""
    return rows, f"{places[-1][0]}.{places[-1][1]}"


def _walks(reader: Reader, filters: Filters, states: tuple[str, ...]) -> list[dict[str, str]]:
    """The columns and values of the indexes to walk along, together all that is wanted and little else."""
    if filters.kind and filters.kind != "sale":
        return [{"kind": filters.kind, "state": state} for state in states or ALL]
    if filters.channel:
        accounts = [filters.account] if filters.account else _accounts(reader, filters.channel)
        return [{"channel": filters.channel, "account": account, "state": state} for account in accounts for state in states or ALL]
    return [{"state": state} for state in states or ALL]


def _accounts(reader: Reader, channel: str) -> list[str]:
    """The accounts of a channel, each found by one look into the index."""
    accounts: list[str] = []
    sql = "SELECT MIN(account) AS account FROM orders WHERE channel = :channel"
    row = reader.one(sql, {"channel": channel})
    while row is not None and row["account"] is not None:
        accounts.append(row["account"])
        row = reader.one(f"{sql} AND account > :last", {"channel": channel, "last": row["account"]})
    return accounts


def _walk(reader: Reader, where: dict[str, str], span: _Span, cursor: tuple[int, int], chunk: int) -> Iterator[tuple[int, int]]:
    """(placed ms, id) of the orders with certain values in an index, newest first, below the cursor, read chunk by chunk."""
    # In the words of the index orders_by_hand.
    equal = [f"{column} = :{column}" for column in where] + (["kind <> 'sale'"] if "kind" in where else [])
    sql = (
        "SELECT placed_ms, id FROM orders WHERE"  # noqa: S608 - names of columns of our own; every value is a parameter
        f" {' AND '.join([*equal, 'placed_ms >= :first_ms AND placed_ms < :last_ms AND placed_ms <= :placed_ms'])}"
        " AND (placed_ms < :placed_ms OR id < :id) ORDER BY placed_ms DESC, id DESC LIMIT :most"
    )
    params: Params = {**where, "first_ms": span.first_ms, "last_ms": span.last_ms, "most": chunk}
    placed_ms, order_id = cursor
    while rows := reader.all(sql, {**params, "placed_ms": placed_ms, "id": order_id}):
        for placed_ms, order_id in rows:
            yield placed_ms, order_id
        if len(rows) < chunk:
            return


def _left_by(reader: Reader, batches: tuple[int, int], cursor: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """(placed ms, id) of the orders that left by the batches of a day, newest first, below the cursor."""
    rows = reader.all(
        "SELECT DISTINCT o.placed_ms, o.id FROM shipment s JOIN orders o ON o.id = s.order_id"
        " WHERE s.batch_number > :after AND s.batch_number <= :upto AND s.state = 'shipped'"
        " AND o.placed_ms <= :placed_ms AND (o.placed_ms < :placed_ms OR o.id < :id) ORDER BY o.placed_ms DESC, o.id DESC",
        {"after": batches[0], "upto": batches[1], "placed_ms": cursor[0], "id": cursor[1]},
    )
    return ((row["placed_ms"], row["id"]) for row in rows)


def _fitting(reader: Reader, ids: list[int], filters: Filters, states: tuple[str, ...], span: _Span) -> list[Row]:
    """The orders among these that every filter lets through, in the same sequence."""
    if not ids:
        return []
    wanted: Params = {
        "channel": filters.channel,
        "account": filters.account,
        "kind": filters.kind,
        "first_ms": span.first_ms,
        "last_ms": span.last_ms,
        **{f"state{place}": state for place, state in enumerate(states)},
    }
    in_states = f" AND state IN ({', '.join(f':state{place}' for place in range(len(states)))})" if states else ""
    left = ""
    if span.batches:
        wanted = {**wanted, "after": span.batches[0], "upto": span.batches[1]}
        left = (
            " AND EXISTS (SELECT 1 FROM shipment s WHERE s.order_id = orders.id AND s.state = 'shipped'"
            " AND s.batch_number > :after AND s.batch_number <= :upto)"
        )
    rows = reader.all(
        f"SELECT * FROM orders WHERE id IN ({', '.join(map(str, ids))})"  # noqa: S608 - ids are numbers, every value is a parameter
        # In a CASE, so that the orders are found by their ids and not by an index that holds a million of one state.
        " AND CASE WHEN :channel IN ('', channel) AND :account IN ('', account) AND :kind IN ('', kind)"
        f" AND placed_ms >= :first_ms AND placed_ms < :last_ms{in_states}{left} THEN 1 ELSE 0 END = 1",
        wanted,
    )
    by_id = {row["id"]: row for row in rows}
    return [by_id[order_id] for order_id in ids if order_id in by_id]


def _by_text(reader: Reader, filters: Filters, states: tuple[str, ...], span: _Span, before_id: int, most: int) -> tuple[list[Row], str]:
    words, ours = search_words(filters.text), our_id(filters.text)
    matching = matching_orders(reader, words, before_id) if words else iter(())
    ids = merge(matching, [ours] if 0 < ours < before_id else [], reverse=True)
    looked_at = (order_id for order_id, _ in groupby(ids))  # our own number may match by its words too
    rows: list[Row] = []
    some: list[int] = []
    left, chunk = _LOOKED_AT, most + 1
    while left > 0:
        some = list(islice(looked_at, chunk))
        rows += _fitting(reader, some, filters, states, span)
        if len(rows) > most:
            return rows[:most], f"0.{rows[most - 1]['id']}"
        if len(some) < chunk:
            return rows, ""
        # Where few of them fit, ever more are looked at together.
        left -= chunk
        chunk = min(left, chunk * _GROWTH)
    return rows, f"0.{some[-1]}"


def console_summary(reader: Reader, now_ms: int) -> Answer:
    """`{today, waiting, in_progress, problem, shipped_today, states}`: how many orders; `today` is the day of the shop's own calendar.

    `states` has those of the orders that are not done yet.
    """
    counts = {
        state: reader.number("SELECT COUNT(*) FROM orders WHERE state = :state", {"state": state})
        for state in (*GROUPS["waiting"], *GROUPS["in_progress"])
    }
    zone = shop_calendar(reader).zone
    today = local_day(now_ms, zone)
    shipped = reader.number(
        "SELECT COUNT(DISTINCT order_id) FROM shipment WHERE state = 'shipped' AND batch_number > :after",
        {"after": _last_batch(reader, day_start_ms(today, zone))},
    )
    return {
        "today": today.isoformat(),
        **{group: sum(counts[state] for state in GROUPS[group]) for group in ("waiting", "in_progress", "problem")},
        "shipped_today": shipped,
        "states": {state: count for state, count in counts.items() if count},
    }
