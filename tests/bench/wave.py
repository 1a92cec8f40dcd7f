"""`allocate.wave`: a thousand orders of three lines, allocated and released to be picked as one wave."""

import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from ledger.command import Envelope
from ledger.engine import Engine
from ledger.picking.waves import ReleaseWave
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.sales.intake import ImportOrder
from tests.bench.figure import Figure, judged
from tests.bench.shop import ACTOR, open_shop, order, sku, variant

PUBLISHED_S = 4.0
"""Another system's published figure for so many moves, on its makers' own machine and after they tuned it: 0.4 s for each hundred."""

ORDERS = 1_000
_GROUP = 256


def _three_lines(number: int) -> ChannelOrder:
    one = order(number)
    item = number * 7 + 97
    third = ChannelOrderLine(f"{one.external_id}-3", f"variant:{variant(item)}", sku(item), f"Part {item}", 1, 1_250)
    return replace(one, lines=(*one.lines, third))


async def allocate_wave(directory: Path, *, quick: bool) -> list[Figure]:
    """Seconds from the first order's intake to the wave that can be picked, everything durable."""
    rounds, orders = (1, 100) if quick else (5, ORDERS)
    open_shop(directory / "box")
    took_s, released_s = [], []
    with Engine(directory / "box", program="bench") as engine:
        for start in range(0, rounds * orders, orders):
            commands = [ImportOrder(_three_lines(number)) for number in range(start, start + orders)]
            started_s = time.perf_counter()
            for first in range(0, orders, _GROUP):
                group = [Envelope(engine.ids.command_id(), command, ACTOR, "") for command in commands[first : first + _GROUP]]
                assert all(outcome.unwrap()["state"] == "allocated" for outcome in engine.carry_out(group))
            between_s = time.perf_counter()
            released = engine.submit(ReleaseWave(most=orders), actor=ACTOR)
            ended_s = time.perf_counter()
            assert released["orders"] == orders
            took_s.append(ended_s - started_s)
            released_s.append(ended_s - between_s)
    reference_s = PUBLISHED_S * orders / ORDERS
    return [
        Figure("allocate.wave.release", round(median(released_s), 3), "s"),
        judged("allocate.wave", "s", median(took_s), reference_s, median(took_s) / reference_s),
    ]
