"""Rules come and go, stock arrives anywhere, orders are taken in, changed, held back and let go: promises stay right after every step."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from ledger.audit.check import check_file
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace, ChangePlace
from ledger.goods.warehouses import AddWarehouse
from ledger.promises.allocation_rules import SHORTAGES, AddAllocationRule, ChangeAllocationRule, RemoveAllocationRule, rules
from ledger.promises.explaining import explain
from ledger.promises.reservations import facts_of
from ledger.promises.rule_choice import choose_rule, rules_in_force
from ledger.promises.strategies import STRATEGIES
from ledger.sales.cancel import CancelOrder
from ledger.sales.holds import ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.orders import order_number
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.replenishment import DoReplenishment, replenishments
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.fake_time import CountedIds, FakeClock
from tests.ledger.sales import line, sale

BINS = {
    "A-01": ("pick", "MAIN"),
    "A-02": ("pick", "MAIN"),
    "OVER-1": ("overstock", "MAIN"),
    "B-01": ("pick", "BONN"),
    "OVER-2": ("overstock", "BONN"),
}
SKUS = ("BOLT", "LAMP")

skus = st.sampled_from(SKUS)
bins = st.sampled_from(tuple(BINS))
few = st.integers(1, 4)
wants = st.dictionaries(skus, few, min_size=1)
channels = st.sampled_from(("ebay", "shopify"))


class AllocationMachine(RuleBasedStateMachine):
    """One ledger; every command may be refused, none may leave a promise wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp(prefix="ledger-"))
        self.engine = Engine(self.directory, program="machine", clock=FakeClock(), ids=CountedIds())
        self.do(AddWarehouse("BONN", "DE"))
        for walk, (code, (purpose, warehouse)) in enumerate(BINS.items(), start=1):
            self.do(AddPlace(code, walk=walk, purpose=purpose, warehouse=warehouse))
        for sku in SKUS:
            self.do(AddItem(sku, sku))
        self.sold: list[str] = []
        """The channel of each order, by its number there, 1 and up."""

    def teardown(self) -> None:
        """Balances, promises, states and replenishment tasks agree; then leave nothing behind."""
        try:
            assert [str(finding) for finding in check_file(self.engine.path)] == []
        finally:
            self.engine.close()
            shutil.rmtree(self.directory)

    def do(self, command: object) -> bool:
        """Send a command; whether it was accepted."""
        try:
            self.engine.submit(command, actor="ana")
        except Refused:
            return False
        return True

    @initialize(sku=skus, bin=bins)
    def opening_stock(self, sku: str, bin: str) -> None:
        """Something is there when the day begins."""
        self.do(ReceiveStock(sku, bin, 5))

    @rule(sku=skus, bin=bins, quantity=few)
    def receive(self, sku: str, bin: str, quantity: int) -> None:
        """Units arrive."""
        assert self.do(ReceiveStock(sku, bin, quantity))

    @rule(sku=skus, bin=bins, quantity=few)
    def lose(self, sku: str, bin: str, quantity: int) -> None:
        """Units are lost, promised ones too."""
        self.do(AdjustStock(sku, bin, -quantity, "lost"))

    @rule(sku=skus, from_bin=bins, to_bin=bins, quantity=few)
    def move(self, sku: str, from_bin: str, to_bin: str, quantity: int) -> None:
        """Units are carried about, promised ones too."""
        self.do(MoveStock(sku, from_bin, to_bin, quantity, promised=True))

    @rule(bin=bins, purpose=st.sampled_from(("pick", "overstock")))
    def repurpose(self, bin: str, purpose: str) -> None:
        """A bin is used otherwise."""
        assert self.do(ChangePlace(bin, purpose=purpose))

    @rule(wants=wants, channel=channels)
    def sell(self, wants: dict[str, int], channel: str) -> None:
        """An order comes in."""
        self.sold.append(channel)
        assert self.do(ImportOrder(sale(str(len(self.sold)), *(line(sku, units) for sku, units in wants.items()), channel=channel)))

    @precondition(lambda machine: machine.sold)
    @rule(which=st.integers(0, 99), wants=wants)
    def change(self, which: int, wants: dict[str, int]) -> None:
        """A newer version of an order comes in."""
        place = which % len(self.sold)
        lines = [line(sku, units) for sku, units in wants.items()]
        now_ms = self.engine.clock.now_ms()
        self.do(ImportOrder(sale(str(place + 1), *lines, channel=self.sold[place], updated_ms=now_ms)))

    @precondition(lambda machine: machine.sold)
    @rule(which=st.integers(0, 99), release=st.booleans())
    def decide(self, which: int, release: bool) -> None:
        """A person lets a blocked order wait, or cancels an order."""
        number = order_number(1 + which % len(self.sold))
        self.do(ReleaseHold(number, "shortage") if release else CancelOrder(number, "no longer wanted"))

    @rule(
        name=st.sampled_from("ab"),
        strategy=st.sampled_from(tuple(STRATEGIES)),
        shortage=st.sampled_from(SHORTAGES),
        floor=st.integers(0, 3),
        channel=st.sampled_from(("", "ebay")),
    )
    def make_rule(self, name: str, strategy: str, shortage: str, floor: int, channel: str) -> None:
        """A rule is made, or made anew."""
        said = {"strategy": strategy, "shortage": shortage, "floor": floor, "channel": channel}
        assert self.do(AddAllocationRule(name, **said)) or self.do(ChangeAllocationRule(name, **said))  # type: ignore[arg-type]

    @rule(name=st.sampled_from("ab"))
    def remove_rule(self, name: str) -> None:
        """A rule is taken away."""
        known = name in [one["name"] for one in rules(self.engine.reader)]
        assert self.do(RemoveAllocationRule(name)) == known

    @rule(quantity=few, to=st.sampled_from(("", "A-01", "B-01")))
    def bring(self, quantity: int, to: str) -> None:
        """Somebody brings units from overstock."""
        for task in replenishments(self.engine.reader)[:1]:
            self.do(DoReplenishment(task["task"], to, quantity))

    @invariant()
    def nobody_waits_for_units_that_it_may_have(self) -> None:
        """Free units of an item that a waiting order's rule lets it take were handed out; a blocked order holds none."""
        reader = self.engine.reader
        in_force = rules_in_force(reader)
        for row in reader.all(
            "SELECT l.order_id, l.item_id, l.reserved, l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled AS waiting,"
            " (SELECT COUNT(*) FROM hold h WHERE h.order_id = l.order_id AND h.kind = 'shortage' AND h.released_seq IS NULL) AS blocked,"
            " (SELECT SUM(b.on_hand - b.reserved) FROM balance b JOIN place p ON p.id = b.place_id"
            " WHERE b.item_id = l.item_id AND p.sellable = 1) AS free"
            " FROM order_line l JOIN orders o ON o.id = l.order_id WHERE o.cancelled = 0"
        ):
            if row["blocked"]:
                assert row["reserved"] == 0
            elif row["waiting"]:
                found = choose_rule(in_force, facts_of(reader, row["order_id"])).rule
                assert (row["free"] or 0) <= (found.floor if found else 0)

    @invariant()
    def every_order_can_be_explained(self) -> None:
        """No explanation stumbles over what became of places, rules and units since."""
        for row in self.engine.reader.all("SELECT id FROM orders"):
            assert explain(self.engine.reader, order_number(row["id"]))["lines"] is not None


def test_no_sequence_of_rules_orders_and_stock_leaves_a_promise_wrong() -> None:
    run_state_machine_as_test(
        AllocationMachine, settings=settings(max_examples=25, stateful_step_count=40, suppress_health_check=list(HealthCheck))
    )
