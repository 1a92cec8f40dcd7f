"""Rules of the simulation: what people do with stock that no order asks for."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from ledger.goods.catalog import item_view
from ledger.stockwork.alerts import PROMISE_BROKEN, alerts
from ledger.stockwork.count_views import counts
from ledger.stockwork.counts import CancelCount, QueueCount, StartCount, SubmitCount
from ledger.stockwork.moves import MoveStock
from tests.ledger.model import ADJUSTMENT, BACK_ROOM
from tests.ledger.simulation import Answer, Simulation, nth
from tests.ledger.trade_rules import TradeRules, bins, items, some


def some_count(machine: Simulation) -> bool:
    """Something is to be counted."""
    return bool(counts(machine.engine.reader))


class StockRules(TradeRules):
    """Moves and counts, while everything else goes on."""

    @rule(sku=items, from_bin=bins, to_bin=bins, quantity=st.integers(0, 4), promised=st.booleans())
    def carry(self, sku: str, from_bin: str, to_bin: str, quantity: int, promised: bool) -> None:
        """Units are carried from bin to bin, promised ones too where people may."""
        command = MoveStock(sku, from_bin, to_bin, quantity, promised=promised)
        reserved = next((row["reserved"] for row in item_view(self.engine.reader, sku)["stock"] if row["place"] == from_bin), 0)
        if quantity == 0:
            self.refused(command, "bad_quantity")
        elif from_bin == to_bin:
            self.refused(command, "same_place")
        elif quantity > self.model.at(sku, from_bin):
            self.refused(command, "not_enough_units")
        elif quantity > self.model.at(sku, from_bin) - reserved and not promised:
            self.refused(command, "units_promised")
        else:
            answer = self.do(command)
            assert to_bin != BACK_ROOM or answer["promised"] == 0
            self.model.move(sku, from_bin, to_bin, quantity)

    def count_at(self, which: int) -> Answer | None:
        """One of the counts to be done."""
        return nth(counts(self.engine.reader), which)

    @rule(sku=items, bin=bins)
    def queue_count(self, sku: str, bin: str) -> None:
        """Somebody wants an item in a bin counted."""
        waits = any((count["bin"], count["sku"]) == (bin, sku) for count in counts(self.engine.reader))
        assert self.do(QueueCount(bin, sku))["queued"] == (0 if waits else 1)

    @precondition(some_count)
    @rule(which=some)
    def start_count(self, which: int) -> None:
        """Somebody begins to count, or begins anew."""
        count = self.count_at(which)
        assert count is not None
        assert self.do(StartCount(count["task"]))["state"] == "counting"

    @precondition(some_count)
    @rule(which=some, wrong_by=st.sampled_from((0, 0, -2, -1, 1)))
    def submit_count(self, which: int, wrong_by: int) -> None:
        """A count is said, which may show that the books were wrong, promised units included."""
        count = self.count_at(which)
        assert count is not None
        there = self.model.at(count["sku"], count["bin"])
        counted = max(0, there + wrong_by)
        if count["state"] != "counting":
            self.refused(SubmitCount(count["task"], counted), "not_counting")
            return
        assert self.do(SubmitCount(count["task"], counted))["adjusted"] == counted - there
        self.model.move(count["sku"], ADJUSTMENT, count["bin"], counted - there)

    @precondition(some_count)
    @rule(which=some)
    def cancel_count(self, which: int) -> None:
        """A count is given up."""
        count = self.count_at(which)
        assert count is not None
        self.do(CancelCount(count["task"]))

    @invariant()
    def an_alert_about_a_broken_promise_stands_only_while_the_order_waits(self) -> None:
        """Runs after every step."""
        for alert in alerts(self.engine.reader):
            if alert["kind"] == PROMISE_BROKEN:
                order = self.by_number(alert["subject"])
                mapped = [line for line in order.lines.values() if line.sku is not None]
                assert sum(line.outstanding for line in mapped) > self.reserved(order), alert["cause"]
