"""Whatever people, channels and networks do, in whatever order: every unit is somewhere, and none is promised twice."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from ledger.goods.places import AddPlace
from ledger.picking.pick_scans import ScanPick
from ledger.sales.intake import ImportOrder
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.model import ADJUSTMENT, SUPPLIER
from tests.ledger.parcel_rules import ParcelRules
from tests.ledger.pick_rules import PickRules
from tests.ledger.sales import sale
from tests.ledger.simulation import nth
from tests.ledger.stock_rules import StockRules
from tests.ledger.trade_rules import Sold, bins, items, lines_of, sold, some


class LedgerMachine(PickRules, ParcelRules, StockRules):
    """All rules, and what networks and power switches do."""

    @rule(which=some)
    def repeat_a_message(self, which: int) -> None:
        """A client did not hear the answer and sends the same message again."""
        said = nth(self.said, which)
        assert said is not None
        self.say_again(said)

    @rule(which=some)
    def reuse_an_id(self, which: int) -> None:
        """A client uses the id of another message."""
        said = nth(self.said, which)
        assert said is not None
        self.say_otherwise(said, AddPlace("never"))

    @rule(which=some, sku=items, bin=bins, sold=sold)
    def send_a_group(self, which: int, sku: str, bin: str, sold: Sold) -> None:
        """Good and bad commands share one transaction; the bad ones leave nothing behind."""
        now_ms = self.clock.now_ms()
        order = sale(f"X-{len(self.model.orders) + 1}", *lines_of(sold), placed_ms=now_ms, updated_ms=now_ms)
        too_many = self.model.at(sku, bin) + 100
        received, refused, imported, again, lost, found = self.carry_out(
            ReceiveStock(sku, bin, 2),
            AdjustStock(sku, bin, -too_many, "lost"),
            ImportOrder(order),
            ImportOrder(order),
            ScanPick(9_999, "BOLT"),
            AdjustStock(sku, bin, 1, "found"),
        )
        assert (refused, lost) == ("not_enough_units", "session_not_found")
        assert isinstance(received, dict)
        assert isinstance(imported, dict)
        assert isinstance(again, dict)
        assert isinstance(found, dict)
        assert (imported["outcome"], again["outcome"]) == ("new", "duplicate")
        self.model.move(sku, SUPPLIER, bin, 2)
        self.model.import_order(imported["order"], order)
        self.model.move(sku, ADJUSTMENT, bin, 1)

    @rule(tidy=st.booleans())
    def restart(self, tidy: bool) -> None:
        """The program is stopped and started again."""
        if tidy:
            self.engine.tidy_up()
        self.engine.close()
        self.engine = self.open()


NO_HEALTH_CHECKS = list(HealthCheck)


def test_no_sequence_of_commands_loses_doubles_or_oversells_a_unit() -> None:
    run_state_machine_as_test(
        LedgerMachine, settings=settings(max_examples=30, stateful_step_count=60, suppress_health_check=NO_HEALTH_CHECKS)
    )


@pytest.mark.slow
def test_no_long_sequence_of_commands_loses_doubles_or_oversells_a_unit() -> None:
    run_state_machine_as_test(
        LedgerMachine, settings=settings(max_examples=600, stateful_step_count=150, suppress_health_check=NO_HEALTH_CHECKS)
    )
