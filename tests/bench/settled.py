"""Orders that went all the way out of the door, by the product's own commands: the block that a grown ledger is made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from ledger.command import Envelope
from ledger.engine import Engine
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, StartPickSession
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from tests.bench.shop import STATION, order

CHANNELS = ("shopify", "ebay", "manual")
PICKERS = ("ana", "ben", "cem", "dee")
PACKER = "eva"
FIRST_MS = 1_590_000_000_000
DAY_MS = 86_400_000
SOLD_OUT = "SOLD-OUT"
_WALK = 8
_FIRST_TRACKING = 940_000_000_000_000_000


def mixed_order(number: int) -> ChannelOrder:
    """Orders of three channels, each third one with a single line: five movements an order on average."""
    one = order(number)
    lines = one.lines[:1] if number % 3 == 0 else one.lines
    channel = CHANNELS[number % len(CHANNELS)]
    if channel != "shopify":  # an offer whose SKU is exactly ours maps itself
        lines = tuple(replace(line, listing="") for line in lines)
    placed_ms = FIRST_MS + number * 60_000
    return replace(one, channel=channel, lines=lines, placed_ms=placed_ms, updated_ms=placed_ms, ship_by_ms=placed_ms + DAY_MS)


def settle(engine: Engine, orders: Sequence[ChannelOrder]) -> None:
    """Take orders in, pick, pack, label and ship them."""
    for walk, start in enumerate(range(0, len(orders), _WALK)):
        answers = _carry_out(engine, [ImportOrder(one) for one in orders[start : start + _WALK]], "import")
        numbers = tuple(str(answer["order"]) for answer in answers)
        _pick(engine, numbers, PICKERS[walk % len(PICKERS)])
        for number in numbers:
            _pack(engine, number)
        labels = [RecordTracking(number, "UPS", str(_FIRST_TRACKING + start + place), "Standard") for place, number in enumerate(numbers)]
        _carry_out(engine, [*labels, CloseBatch(numbers)], PACKER)


def _pick(engine: Engine, numbers: tuple[str, ...], picker: str) -> None:
    view = engine.submit(StartPickSession(numbers), actor=picker, device="handheld-1")
    session = int(view["session"])
    while view["await"] != "finish":
        stop = view["stop"]
        _carry_out(engine, [ScanPick(session, stop["bin"])], picker)
        view = engine.submit(ScanPick(session, stop["sku"], stop["quantity"] - stop["picked"]), actor=picker, device="handheld-1")
    _carry_out(engine, [FinishPick(session)], picker)


def _pack(engine: Engine, number: str) -> None:
    view = engine.submit(StartPackCheck(number, STATION), actor=PACKER, device=STATION)
    check = int(view["pack_check"])
    scans = [ScanPack(check, line["sku"], line["expected"]) for line in view["lines"]]
    _carry_out(engine, [*scans, FinishPackCheck(check, 700)], PACKER)


def _carry_out(engine: Engine, commands: Sequence[object], actor: str) -> list[dict[str, Any]]:
    """One transaction for all."""
    group = [Envelope(engine.ids.command_id(), command, actor, "handheld-1") for command in commands]
    return [outcome.unwrap() for outcome in engine.carry_out(group)]


class PastClock:
    """A clock that stood at the beginning of the block and goes on by itself."""

    def __init__(self) -> None:
        self._now_ms = FIRST_MS

    def now_ms(self) -> int:
        """UTC in milliseconds since 1970."""
        self._now_ms += 20
        return self._now_ms


def waiting(start: int, count: int, placed_ms: int) -> Iterator[ChannelOrder]:
    """Orders, placed from a moment on, that nobody has begun to pick: of every eight one is not paid, and one wants what is sold out."""
    for number in range(count):
        at_ms = placed_ms + number * 60_000
        one = replace(mixed_order(start + number), placed_ms=at_ms, updated_ms=at_ms, ship_by_ms=at_ms + DAY_MS)
        if number % 8 == 1:
            yield replace(one, paid=False)
        elif number % 8 == 2:
            yield replace(one, lines=tuple(replace(line, listing="", sku=SOLD_OUT) for line in one.lines[:1]))
        else:
            yield one


def take_in(engine: Engine, orders: Iterable[ChannelOrder]) -> None:
    """Import orders, many in a transaction."""
    remaining = iter(orders)
    while group := [ImportOrder(one) for one in islice(remaining, 256)]:
        _carry_out(engine, group, "import")
