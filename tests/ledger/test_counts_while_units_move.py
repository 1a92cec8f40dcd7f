"""Counts against a shelf that a test can see: whatever moves meanwhile, after an honest count the books are the shelf."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.goods.places import AddPlace
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick
from ledger.stockwork.count_views import counts
from ledger.stockwork.counts import QueueCount, StartCount, SubmitCount
from ledger.stockwork.moves import MoveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse

BINS = ("A-01", "A-02")
WORK = ("receive", "pick", "move", "loss", "find", "look and submit", "look now, submit later", "submit later")
STEPS = st.lists(st.tuples(st.sampled_from(WORK), st.sampled_from(BINS), st.integers(1, 3)), min_size=4, max_size=25)


class Shelf:
    """What really lies in the bins, beside what the books say; losses and finds are seen by nobody until somebody counts."""

    def __init__(self, directory: Path) -> None:
        self.warehouse = Warehouse(directory)
        self.warehouse.item("LAMP", "A-01", 6)
        self.units = {"A-01": 6, "A-02": 0}
        self.under_way: dict[str, tuple[int, int]] = {}
        """The count of a bin, and what its counter saw at the start."""
        self.orders = 0

    def books(self, bin: str) -> int:
        """On hand in a bin by the books."""
        return self.warehouse.stock("LAMP").get(bin, (0, 0))[0]

    def receive(self, bin: str, quantity: int) -> None:
        """Units are put into a bin."""
        self.warehouse.receive("LAMP", quantity, bin)
        self.units[bin] += quantity

    def pick(self, _: str, quantity: int) -> None:
        """A picker takes what an order was promised, where it is really there."""
        self.orders += 1
        number = self.warehouse.sell(f"X-{self.orders}", line("LAMP", quantity))
        if self.warehouse.state(number) != "allocated":
            self.warehouse.cancel(number)
            return
        session = self.warehouse.start(number)["session"]
        while stop := self.warehouse.stop(session):
            if self.units[stop["bin"]] < 1:  # nobody can take what is not there; the order is given up
                self.warehouse.cancel(number)
                break
            self.warehouse.do(ScanPick(session, stop["bin"]))
            self.warehouse.do(ScanPick(session, "LAMP"))
            self.units[stop["bin"]] -= 1
        self.warehouse.do(FinishPick(session))
        if self.warehouse.state(number) == "picked":
            self.warehouse.pack(number)

    def move(self, bin: str, quantity: int) -> None:
        """Units are carried from one bin to the other, where both books and shelf have them."""
        other = BINS[1 - BINS.index(bin)]
        if min(self.books(bin), self.units[bin]) >= quantity:
            self.warehouse.do(MoveStock("LAMP", bin, other, quantity, promised=True))
            self.units[bin] -= quantity
            self.units[other] += quantity

    def lose(self, bin: str, quantity: int) -> None:
        """Units vanish, and with them what a counter saw at the start."""
        self.units[bin] = max(0, self.units[bin] - quantity)
        self.under_way.pop(bin, None)

    def find(self, bin: str, quantity: int) -> None:
        """Units turn up."""
        self.units[bin] += quantity
        self.under_way.pop(bin, None)

    def begin(self, bin: str) -> int:
        """Somebody begins to count a bin, and looks."""
        self.warehouse.do(QueueCount(bin, "LAMP"))
        task = next(task["task"] for task in counts(self.warehouse.engine.reader) if task["bin"] == bin)
        self.warehouse.do(StartCount(task))
        self.under_way[bin] = (task, self.units[bin])
        return int(task)

    def submit(self, bin: str, task: int, counted: int, as_of: str) -> None:
        """The count is said; from now on the books are right."""
        self.warehouse.do(SubmitCount(task, counted, as_of))
        self.under_way.pop(bin, None)
        assert self.books(bin) == self.units[bin]

    def step(self, what: str, bin: str, quantity: int) -> None:
        """One thing happens."""
        if what == "look and submit":
            task = self.under_way[bin][0] if bin in self.under_way else self.begin(bin)
            self.submit(bin, task, self.units[bin], "now")
        elif what == "look now, submit later":
            self.begin(bin)
        elif what == "submit later":
            if bin in self.under_way:
                self.submit(bin, *self.under_way[bin], "start")
        else:
            {"receive": self.receive, "pick": self.pick, "move": self.move, "loss": self.lose, "find": self.find}[what](bin, quantity)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_after_an_honest_count_the_books_are_the_shelf_whatever_moved_meanwhile(steps: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shelf = Shelf(Path(directory))
        for what, bin, quantity in steps:
            shelf.step(what, bin, quantity)
        for bin in BINS:
            shelf.step("look and submit", bin, 1)
        faults = shelf.warehouse.faults()
        shelf.warehouse.engine.close()
    assert faults == []
    assert not any(shelf.under_way)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(expected=st.integers(0, 9), arrived=st.integers(0, 5), carried_off=st.integers(0, 5), counted=st.integers(0, 12))
def test_the_adjustment_is_always_the_count_less_what_was_expected_and_moved_since(
    expected: int, arrived: int, carried_off: int, counted: int
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        warehouse = Warehouse(Path(directory))
        warehouse.do(AddPlace("B-01"))
        warehouse.item("LAMP", "A-01", expected)
        warehouse.do(QueueCount("A-01", "LAMP"))
        warehouse.do(StartCount(1))
        if arrived:
            warehouse.receive("LAMP", arrived)
        carried_off = min(carried_off, expected + arrived)
        if carried_off:
            warehouse.do(MoveStock("LAMP", "A-01", "B-01", carried_off))
        adjusted = warehouse.do(SubmitCount(1, counted))["adjusted"]
        warehouse.engine.close()
    assert adjusted == counted - (expected + arrived - carried_off)
