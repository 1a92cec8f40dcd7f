"""The people of a busy day, each a generator: it yields a command and is sent the answer, or the code of a refusal.

What is said of the shelves at the moment of saying it is yielded as a function that makes the command; None is a moment of doing nothing.
"""

from collections.abc import Callable, Generator
from functools import partial

from ledger.packing.pack_views import to_pack
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.picking.pick_views import running_sessions
from ledger.picking.short_picks import ShortPick
from ledger.promises.shortages import ShipShort
from ledger.sales.cancel import CancelOrder
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.sales.holds import ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.put_backs import PutBack, put_backs
from ledger.stockwork.counts import QueueCount, StartCount, SubmitCount
from ledger.stockwork.stock import ReceiveStock
from ledger.transaction import Row
from tests.ledger.crowd_world import Answer, World
from tests.ledger.sales import line, sale

Said = Answer | str
Act = object | Callable[[], object] | None
Person = Generator[Act, Said, None]
ITEMS = tuple(f"ITEM-{number}" for number in range(12))
BINS = tuple(f"B-{number:02d}" for number in range(8))
STATION = "PACK-1"


def importer(world: World) -> Person:
    """Orders arrive, come twice, are changed and cancelled by their buyers."""
    known: list[ChannelOrder] = []
    while True:
        act = world.rng.random()
        if act < 0.65 or not known:
            order = sale(f"X-{len(known)}", *_basket(world), placed_ms=world.clock.now_ms(), updated_ms=world.clock.now_ms())
            known.append(order)
        else:
            place = world.rng.randrange(max(0, len(known) - 40), len(known))
            order = known[place]
            if act < 0.75:
                pass  # the same again
            elif act < 0.92:
                order = known[place] = _changed(order, lines=_basket(world), updated_ms=world.clock.now_ms())
            else:
                order = known[place] = _changed(order, cancelled=True, updated_ms=world.clock.now_ms())
        answer = yield ImportOrder(order)
        assert isinstance(answer, dict), answer


def _changed(order: ChannelOrder, **changes: object) -> ChannelOrder:
    return sale(order.external_id, **{"lines": order.lines, "placed_ms": order.placed_ms, "cancelled": order.cancelled, **changes})


def _basket(world: World) -> tuple[ChannelOrderLine, ...]:
    skus = world.rng.sample(ITEMS, world.rng.randint(1, 3))
    return tuple(line(sku, world.rng.choice((1, 1, 1, 2, 3))) for sku in skus)


def picker(world: World, name: str) -> Person:
    """Walks with a cart; picks up walks that others left, and sometimes leaves one."""
    while True:
        walks = running_sessions(world.engine.reader)
        left = [walk["session"] for walk in walks if walk["device"] == name or walk["state"] == "paused"]
        view = yield (ResumePick(world.rng.choice(left)) if left else StartPickSession(most=world.rng.randint(1, 3)))
        while isinstance(view, dict) and view["await"] != "finish":
            if world.rng.random() < 0.01:
                yield world.rng.choice((AbandonPick, PausePick))(view["session"])
                break
            view = yield from _stop(world, view)
        if isinstance(view, dict) and view["await"] == "finish":
            yield FinishPick(view["session"])


def _stop(world: World, view: Answer) -> Generator[Act, Said, Said]:
    session, stop = view["session"], view["stop"]
    where = (stop["bin"], stop["sku"])
    if world.rng.random() < 0.02:
        return (yield ScanPick(session, world.rng.choice(("nobody-knows", *BINS, *ITEMS)))) if view["await"] == "bin" else view
    if view["await"] == "bin":
        return (yield ScanPick(session, stop["bin"]))
    answer = yield lambda: ScanPick(session, stop["sku"]) if world.shelf[where] else ShortPick(session, "out_of_stock")
    if isinstance(answer, dict) and answer["outcome"] == "item":
        world.carry(stop["sku"], 1, stop["bin"], stop["tote"])
    return answer


def packer(world: World) -> Person:
    """Verifies what is in the totes, seals, labels, and closes a batch now and then."""
    while True:
        waiting = to_pack(world.engine.reader)
        if not waiting:
            yield CloseBatch()
            _hand_over(world)
            continue
        number = world.rng.choice(waiting)["order"]
        view = yield StartPackCheck(number, STATION)
        if not isinstance(view, dict):
            continue
        for pack_line in view["lines"]:
            for _ in range(pack_line["expected"] - pack_line["scanned"]):
                yield ScanPack(view["pack_check"], pack_line["sku"])
        sealed = yield FinishPackCheck(view["pack_check"], world.rng.randrange(2_000))
        if isinstance(sealed, dict):
            for pack_line in view["lines"]:
                world.carry(pack_line["sku"], pack_line["expected"], view["tote"], STATION)
            yield RecordTracking(number, "parcel-post", f"TRACK-{number}")
        if world.rng.random() < 0.2:
            yield CloseBatch()
            _hand_over(world)


def _hand_over(world: World) -> None:
    """The driver takes what the books say has left: parcels are sealed, nobody can take fewer."""
    for row in world.rows(
        "SELECT i.sku, b.on_hand FROM balance b JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id"
        f" WHERE p.code = '{STATION}'"
    ):
        world.carry(row["sku"], world.shelf[STATION, row["sku"]] - row["on_hand"], STATION, "@customer")


def counter(world: World) -> Person:
    """Counts bins while everybody works, and says what really lies there at the moment of saying it."""
    while True:
        open_tasks = world.rows(
            "SELECT c.id, p.code, i.sku FROM count_task c JOIN place p ON p.id = c.place_id"
            " JOIN item i ON i.id = c.item_id WHERE c.state = 'open'"
        )
        if not open_tasks:
            yield QueueCount(world.rng.choice(BINS))
            continue
        task = world.rng.choice(open_tasks)
        began = yield StartCount(task["id"])
        if isinstance(began, dict):
            yield None  # others move units while the counter counts
            yield None
            yield partial(_say_what_lies_there, world, task)


def _say_what_lies_there(world: World, task: Row) -> SubmitCount:
    return SubmitCount(task["id"], world.shelf[task["code"], task["sku"]])


def clerk(world: World) -> Person:
    """Receives deliveries, puts back what cancelled orders left in totes, decides about held orders, cancels by telephone."""
    while True:
        tasks = put_backs(world.engine.reader)
        act = world.rng.random()
        if tasks and act < 0.6:
            task, bin = world.rng.choice(tasks), world.rng.choice(BINS)
            answer = yield PutBack(task["task"], bin)
            if isinstance(answer, dict):
                world.carry(task["sku"], task["quantity"], task["place"], bin)
        elif act < 0.75:
            held = world.rows("SELECT order_id, kind FROM hold WHERE released_seq IS NULL AND kind IN ('short', 'changed')")
            if held:
                number = f"SO-{100_000 + (hold := world.rng.choice(held))['order_id']}"
                yield ShipShort(number) if hold["kind"] == "short" else ReleaseHold(number, "changed")
            else:
                yield None
        elif act < 0.97:
            sku, bin, quantity = world.rng.choice(ITEMS), world.rng.choice(BINS), world.rng.randint(1, 6)
            answer = yield ReceiveStock(sku, bin, quantity)
            if isinstance(answer, dict):
                world.carry(sku, quantity, "@supplier", bin)
        else:
            waiting = world.rows("SELECT id FROM orders WHERE state NOT IN ('shipped', 'cancelled') ORDER BY id LIMIT 20")
            yield CancelOrder(f"SO-{100_000 + world.rng.choice(waiting)['id']}", "by telephone") if waiting else None
