"""`ledger.growth`: whether an order costs the same after a million others, and what they take on the disk."""

import time
from contextlib import closing
from pathlib import Path

from ledger.database import LEDGER_FILE, open_reader
from ledger.engine import Engine
from ledger.sales.intake import ImportOrder
from ledger.transaction import Reader
from tests.bench.figure import Figure, compared, judged, percentile
from tests.bench.grown import BLOCK, LARGE, SMALL, grow, shared
from tests.bench.settled import DAY_MS, FIRST_MS
from tests.bench.shop import ACTOR, order

MOVEMENT_BYTES = 118
"""What a prototype of the ledger took for a movement."""

_FIRST = 2 * LARGE


async def growth(directory: Path, *, quick: bool) -> list[Figure]:
    """p99 of one order's transaction on the large ledger, beside the small one's; order by order in turns, both caches warm."""
    rounds, size = (2, 50) if quick else (9, 400)
    grow(directory / "small", SMALL)
    large = shared(directory, quick=quick)
    p99s_ms, small_p99s_ms = [], []
    with Engine(directory / "small", program="bench") as small_engine, Engine(large, program="bench") as large_engine:
        for start in range(_FIRST, _FIRST + (rounds + 1) * size, size):
            waited_ms: dict[Engine, list[float]] = {small_engine: [], large_engine: []}
            for number in range(start, start + size):
                # Whoever comes first finds the disk as the other's checkpoint left it, so they take turns at that too.
                for engine in (small_engine, large_engine) if number % 2 else (large_engine, small_engine):
                    waited_ms[engine].append(_reserve_ms(engine, number))
                    engine.tidy_up()
            if start > _FIRST:  # the first round warms both up
                p99s_ms.append(percentile(waited_ms[large_engine], 99))
                small_p99s_ms.append(percentile(waited_ms[small_engine], 99))
    return [compared("ledger.growth", "ms", p99s_ms, small_p99s_ms, "<= 1.1"), *_bytes(large)]


def _reserve_ms(engine: Engine, number: int) -> float:
    command = ImportOrder(order(number))
    started_s = time.perf_counter()
    answer = engine.submit(command, actor=ACTOR)
    took_ms = (time.perf_counter() - started_s) * 1e3
    assert answer["state"] == "allocated"
    return took_ms


def _bytes(ledger: Path) -> list[Figure]:
    """Bytes on disk for each movement with its indexes, and for all of an order: its movements, its journal, its story."""
    with closing(open_reader(ledger / LEDGER_FILE)) as connection:
        reader = Reader(connection)
        names = [row["name"] for row in reader.all("SELECT name FROM sqlite_master WHERE tbl_name = 'movement' AND type <> 'trigger'")]
        pages = sum(reader.number("SELECT pgsize FROM dbstat WHERE name = :name AND aggregate = TRUE", {"name": name}) for name in names)
        per_movement = pages / reader.number("SELECT MAX(id) FROM movement")
        # The repeated rows leave out the answers of the journal; the day that was lived through has them.
        answers = reader.number(
            "SELECT SUM(LENGTH(answer)) FROM journal WHERE seq < 100 * :block AND at_ms BETWEEN :first_ms AND :first_ms + :day_ms",
            {"block": BLOCK, "first_ms": FIRST_MS, "day_ms": DAY_MS},
        )
        per_order = (ledger / LEDGER_FILE).stat().st_size / reader.number("SELECT MAX(id) FROM orders") + answers / BLOCK
    return [
        judged("ledger.growth.movement", "bytes", per_movement, MOVEMENT_BYTES, per_movement / MOVEMENT_BYTES),
        Figure("ledger.growth.order", round(per_order), "bytes"),
    ]
