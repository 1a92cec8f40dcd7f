"""Rules of the simulation: several parcels, units missing at packing, parcels opened again."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ledger.packing.missing_units import ReportMissing
from ledger.packing.parcels import MoveToParcel, NextParcel
from ledger.packing.reopening import Reopen
from tests.ledger.model import ADJUSTMENT, BINS, ITEMS, STATION, Order
from tests.ledger.pack_rules import PackRules, some_check, something_in_totes, something_sealed
from tests.ledger.simulation import nth
from tests.ledger.trade_rules import some

STEPS = ("scan", "scan", "scan", "scan", "next", "move", "missing", "seen", "seal", "reopen")


class ParcelRules(PackRules):
    """What packers do besides filling one box."""

    def some_checked(self, which: int) -> Order | None:
        """An order that a packer has on the bench."""
        return nth([order for order in self.orders() if order.checking is not None], which)

    @precondition(something_in_totes)
    @rule(which=some, steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(ITEMS), st.integers(1, 2)), min_size=2, max_size=10))
    def at_the_bench(self, which: int, steps: list[tuple[str, str, int]]) -> None:
        """A packer takes a picked order and does this and that with it."""
        order = nth(self.orders("picked"), which)
        if order is None:
            return
        self.start_check(self.orders().index(order), by_tote=False)
        for step, sku, number in steps:
            checked = [one for one in self.orders() if one.checking is not None]
            if step == "reopen":
                self.reopen(self.orders().index(order))
            elif order in checked:
                self.at_a_check(checked.index(order), step, sku, number)

    def at_a_check(self, which: int, step: str, sku: str, number: int) -> None:
        """One thing that a packer does with an order on the bench."""
        if step == "scan":
            self.verify(which, sku, number)
        elif step == "next":
            self.next_parcel(which)
        elif step == "move":
            self.move_to_parcel(which, sku, number, 3 - number, 1)
        elif step == "seen":
            self.see_to_alarm(which, number == 2)
        elif step == "missing":
            self.report_missing(which, sku, number)
        else:
            self.seal(which)

    @precondition(some_check)
    @rule(which=some)
    def next_parcel(self, which: int) -> None:
        """The box is full."""
        order = self.some_checked(which)
        if order is None or order.checking is None:
            return
        command = NextParcel(self.check_id(order), 100)
        if order.alarm:
            self.refused(command, "alarm_stands")
        elif not order.parcels[-1]:
            self.refused(command, "empty_parcel")
        elif not any(order.checking.values()):
            self.refused(command, "nothing_left")
        else:
            self.do(command)
            order.parcels.append({})

    @precondition(some_check)
    @rule(which=some, sku=st.sampled_from(ITEMS), one=st.integers(1, 3), other=st.integers(1, 3), quantity=st.integers(1, 2))
    def move_to_parcel(self, which: int, sku: str, one: int, other: int, quantity: int) -> None:
        """Units go into another box."""
        order = self.some_checked(which)
        if order is None:
            return
        command = MoveToParcel(self.check_id(order), sku, one, other, quantity)
        last = len(order.parcels) + bool(order.parcels[-1])
        if one > len(order.parcels) or other > last or one == other:
            self.refused(command, "bad_parcel")
        elif order.parcels[one - 1].get(sku, 0) < quantity:
            self.refused(command, "not_in_parcel")
        else:
            answer = self.do(command)
            if other > len(order.parcels):
                order.parcels.append({})
            order.parcels[one - 1][sku] -= quantity
            order.parcels[other - 1][sku] = order.parcels[other - 1].get(sku, 0) + quantity
            if not any(order.parcels[one - 1].values()):
                del order.parcels[one - 1]
            order.parcels = [{sku: units for sku, units in parcel.items() if units} for parcel in order.parcels]
            assert self.held(answer) == order.parcels

    @precondition(some_check)
    @rule(which=some, sku=st.sampled_from(ITEMS), quantity=st.integers(1, 2))
    def report_missing(self, which: int, sku: str, quantity: int) -> None:
        """Units that were picked are not there."""
        order = self.some_checked(which)
        if order is None or order.checking is None:
            return
        command = ReportMissing(self.check_id(order), sku, quantity)
        if quantity > order.checking.get(sku, 0):
            self.refused(command, "not_missing")
            return
        free = self.model.at(sku, *BINS) - self.model.promised(sku)
        answer = self.do(command)
        assert answer["outcome"] == ("pick_again" if free >= quantity else "short")
        if free < quantity:
            order.holds.add("short")
        rows = self.engine.reader.all(
            "SELECT p.code, m.quantity, l.external_id FROM movement m JOIN place p ON p.id = m.from_place_id"
            " JOIN order_line l ON l.id = m.order_line_id WHERE m.seq = (SELECT MAX(seq) FROM journal)"
        )
        assert sum(row["quantity"] for row in rows) == quantity
        for row in rows:
            assert row["code"] in (order.tote, STATION)
            self.model.move(sku, row["code"], ADJUSTMENT, row["quantity"])
            order.lines[row["external_id"]].picked -= row["quantity"]
            if row["code"] == STATION:
                order.opened[sku] -= row["quantity"]
        order.checking = None
        if sum(self.picked(order).values()) == sum(order.opened.values()):
            order.tote = ""

    @precondition(something_sealed)
    @rule(which=some)
    def reopen(self, which: int) -> None:
        """A packer must look into a sealed box once more."""
        order = nth(self.orders(), which)
        if order is None:
            return
        command = Reopen(order.number, "the wrong box")
        if not order.total("packed"):
            self.refused(command, "too_late" if self.state(order) == "shipped" else "not_packed")
            return
        self.do(command)
        self.model.open_parcels(order)
