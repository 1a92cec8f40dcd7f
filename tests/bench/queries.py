"""`console.query` and `timeline.query`: the first page of what people look at all day, with a million orders in the ledger."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ledger.audit.stories import bin_story, item_story, operator_story
from ledger.audit.timeline import timeline
from ledger.database import LEDGER_FILE, open_reader
from ledger.sales.console import Filters, order_list
from ledger.sales.orders import order_number
from ledger.transaction import Reader
from tests.bench.figure import Figure, judged, percentile
from tests.bench.grown import shared
from tests.bench.settled import PACKER, PICKERS
from tests.bench.shop import bin_code, sku

TARGET = "value <= 20"
PAGE = 50
_Ask = Callable[[Reader, int], object]


async def console_query(directory: Path, *, quick: bool) -> list[Figure]:
    """p99 of the first page behind each filter of the console, the worst of them last."""
    with closing(open_reader(shared(directory, quick=quick) / LEDGER_FILE)) as connection:
        buyer, last_day = _an_old_buyer(Reader(connection)), _last_day(Reader(connection))
    week_ago, day = (last_day - timedelta(days=7)).isoformat(), (last_day - timedelta(days=1)).isoformat()
    filters = {
        "all": Filters(),
        "state": Filters(state="allocated"),
        "state.shipped": Filters(state="shipped"),
        "state.none": Filters(state="picking"),
        "fulfilment": Filters(fulfilment="waiting"),
        "channel": Filters(channel="ebay"),
        "date": Filters(placed_from=day, placed_to=day),
        "text": Filters(text=buyer),
        "text.common": Filters(text="rosa"),
        "text.number": Filters(text="#4711"),
        "text.none": Filters(text="nobodycalledlikethis"),
        "channel.state": Filters(channel="ebay", state="held"),
        "channel.date": Filters(channel="manual", placed_from=week_ago, placed_to=day),
        "state.date.text": Filters(state="shipped", placed_from=week_ago, placed_to=day, text="greta"),
        "channel.state.date.text": Filters(channel="ebay", state="held", placed_from=week_ago, text="mia"),
    }
    asks: dict[str, _Ask] = {name: (lambda reader, _, wanted=wanted: order_list(reader, wanted)) for name, wanted in filters.items()}  # type: ignore[misc]
    return _measured("console.query", directory, asks, quick=quick)


async def timeline_query(directory: Path, *, quick: bool) -> list[Figure]:
    """p99 of the first page of the story of an order, an item, a bin and an operator, the worst of them last."""
    people = (*PICKERS, PACKER)
    asks: dict[str, _Ask] = {
        "order": lambda reader, number: timeline(reader, order_number(1 + number * 37 % 9_000)),
        "item": lambda reader, number: item_story(reader, sku(number * 7)),
        "bin": lambda reader, number: bin_story(reader, bin_code(number * 7)),
        "operator": lambda reader, number: operator_story(reader, people[number % len(people)]),
    }
    return _measured("timeline.query", directory, asks, quick=quick)


def _measured(name: str, directory: Path, asks: dict[str, _Ask], *, quick: bool) -> list[Figure]:
    """A figure for each question, and the whole one: the worst of them; beside a bare page of fifty rows by their keys."""
    times = 20 if quick else 300
    with closing(open_reader(shared(directory, quick=quick) / LEDGER_FILE)) as connection:
        reader = Reader(connection)
        newest = reader.number("SELECT MAX(id) FROM orders")
        took_ms: dict[str, list[float]] = {"": [], **{one: [] for one in asks}}
        everything: dict[str, _Ask] = {"": lambda reader, _: _bare_page(reader, newest), **asks}
        for number in range(times + 10):
            for one, ask in everything.items():
                started_s = time.perf_counter()
                ask(reader, number)
                if number >= 10:  # the first ones warm the cache
                    took_ms[one].append((time.perf_counter() - started_s) * 1e3)
    bare_ms = percentile(took_ms.pop(""), 99)
    p99s_ms = {one: percentile(samples, 99) for one, samples in took_ms.items()}
    worst_ms = max(p99s_ms.values())
    return [
        *[judged(f"{name}.{one}", "ms", p99_ms, bare_ms, p99_ms / bare_ms) for one, p99_ms in p99s_ms.items()],
        judged(name, "ms", worst_ms, bare_ms, worst_ms / bare_ms, TARGET),
    ]


def _bare_page(reader: Reader, newest: int) -> None:
    reader.all("SELECT * FROM orders WHERE id > :first AND id <= :last ORDER BY id DESC", {"first": newest - PAGE, "last": newest})


def _last_day(reader: Reader) -> date:
    return datetime.fromtimestamp(reader.number("SELECT MAX(placed_ms) FROM orders") / 1000, UTC).date()


def _an_old_buyer(reader: Reader) -> str:
    row = reader.one("SELECT buyer FROM orders WHERE id = :id", {"id": 4_711})
    assert row is not None
    return str(row["buyer"])
