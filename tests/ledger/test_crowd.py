"""Two pickers, a packer, a counter, a clerk and an importer at work at once, with everything that interrupts them."""

from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.stockwork.counts import QueueCount, StartCount, SubmitCount
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.crowd_people import BINS, ITEMS, STATION, Act, Person, clerk, counter, importer, packer, picker
from tests.ledger.crowd_world import World

STEPS = 10_000


def opened(directory: Path, seed: int) -> World:
    """A warehouse at the start of its day."""
    world = World(directory, seed)
    places = [AddPlace(code, walk=walk) for walk, code in enumerate(BINS)]
    totes = [AddPlace(f"T-{number}", kind="tote") for number in range(12)]
    for place in (*places, *totes, AddPlace(STATION, kind="station")):
        world.submit(place, "owner")
    for number, sku in enumerate(ITEMS):
        world.submit(AddItem(sku, f"An {sku}"), "owner")
        bin = BINS[number % len(BINS)]
        world.submit(ReceiveStock(sku, bin, 20), "owner")
        world.carry(sku, 20, "@supplier", bin)
    return world


def people(world: World) -> dict[str, Person]:
    """Everybody who works."""
    return {
        "ana": picker(world, "ana"),
        "ben": picker(world, "ben"),
        "cem": packer(world),
        "dora": counter(world),
        "eli": clerk(world),
        "shop": importer(world),
    }


def work(world: World, steps: int) -> None:
    """Let everybody work, one command at a time, in an order that nobody can foresee."""
    crowd = people(world)
    acts: dict[str, Act] = {name: next(person) for name, person in crowd.items()}
    for _ in range(steps):
        name = world.rng.choice(sorted(crowd))
        act = acts[name]
        heard = world.submit(act() if callable(act) else act, name) if act is not None else ""
        acts[name] = crowd[name].send(heard)  # carries what it took before anybody else does anything
        interruption = world.rng.random()
        if interruption < 0.002:
            world.crash()
        elif interruption < 0.004:
            world.restart()
        elif interruption < 0.008 and name != "shop":
            crowd[name] = people(world)[name]  # went home; the next shift begins anew
            acts[name] = next(crowd[name])
        elif interruption < 0.013:
            world.steal()
        world.recount()
        if world.steps % 500 == 0:
            assert [str(finding) for finding in check_file(world.engine.path)] == []


@pytest.mark.parametrize("seed", [1])
def test_ten_thousand_steps_of_everybody_at_once_lose_and_double_no_unit(tmp_path: Path, seed: int) -> None:
    world = opened(tmp_path / "ledger", seed)
    work(world, STEPS)
    states = world.snapshot()
    assert states["shipped"] > 100
    assert sum(states.values()) > 500
    for bin in BINS:  # at the end of the day every bin is counted, and the books are what lies there
        world.submit(QueueCount(bin), "dora")
    for task in world.rows(
        "SELECT c.id, p.code, i.sku FROM count_task c JOIN place p ON p.id = c.place_id JOIN item i ON i.id = c.item_id"
        " WHERE c.state IN ('open', 'counting')"
    ):
        world.submit(StartCount(task["id"]), "dora")
        world.submit(SubmitCount(task["id"], world.shelf[task["code"], task["sku"]]), "dora")
    books = {
        (row["code"], row["sku"]): row["on_hand"]
        for row in world.rows(
            "SELECT p.code, i.sku, b.on_hand FROM balance b JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id"
        )
    }
    assert {(bin, sku): books.get((bin, sku), 0) for bin in BINS for sku in ITEMS} == {
        (bin, sku): world.shelf[bin, sku] for bin in BINS for sku in ITEMS
    }
    assert check_file(world.engine.path) == []
    world.engine.close()
