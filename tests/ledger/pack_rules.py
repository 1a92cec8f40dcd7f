"""Rules of the simulation: what packers do."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ledger.packing.pack_alarm import SeeToAlarm
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.sales.put_backs import PutBack
from tests.ledger.model import CUSTOMER, ITEMS, STATION, Order
from tests.ledger.simulation import Answer, Simulation, nth
from tests.ledger.trade_rules import TradeRules, bins, some


def some_check(machine: Simulation) -> bool:
    """A pack check is open."""
    return any(order.checking is not None for order in machine.model.orders.values())


def something_in_totes(machine: Simulation) -> bool:
    """Units of some order wait for a packer."""
    return any(order.total("picked") for order in machine.model.orders.values())


def something_sealed(machine: Simulation) -> bool:
    """A parcel stands at the station."""
    return any(order.total("packed") for order in machine.model.orders.values())


class PackRules(TradeRules):
    """Pack checks, labels, batches, put-backs."""

    @precondition(something_in_totes)
    @rule(which=some, by_tote=st.booleans())
    def start_check(self, which: int, by_tote: bool) -> None:
        """A packer takes an order."""
        order = nth([order for order in self.orders() if order.tote or not by_tote], which)
        if order is None:
            return
        state = self.state(order)
        if order.checking is None and state != "picked":
            self.refused(StartPackCheck(order.number, STATION), "not_picked")
            return
        view = self.do(StartPackCheck(order.tote if by_tote and not self.shares_its_tote(order) else order.number, STATION))
        if order.checking is None:
            order.checking = {sku: units for sku, units in self.picked(order).items() if units}
            order.parcels, order.alarm = [{}], ""
        assert {line["sku"]: line["expected"] - line["scanned"] for line in view["lines"]} == order.checking

    def shares_its_tote(self, order: Order) -> bool:
        """Its tote holds other orders too, so that a scan of it may mean any of them."""
        shared = "SELECT COUNT(*) FROM tote_assignment t JOIN orders o ON o.id = t.order_id WHERE t.shared = 1 AND o.external_id = :id"
        return self.engine.reader.number(shared, {"id": order.said.external_id}) > 0

    @staticmethod
    def picked(order: Order) -> dict[str, int]:
        """Units of an order in its tote, by item."""
        return {sku: sum(line.picked for line in order.lines.values() if line.sku == sku) for sku in ITEMS}

    def check_id(self, order: Order) -> int:
        """The open pack check of an order."""
        return self.engine.reader.number(
            "SELECT c.id FROM pack_check c JOIN orders o ON o.id = c.order_id WHERE c.state = 'open' AND o.external_id = :id",
            {"id": order.said.external_id},
        )

    @staticmethod
    def held(view: Answer) -> list[dict[str, int]]:
        """What the parcels of a check hold, by the packer's screen."""
        return [{line["sku"]: line["quantity"] for line in parcel["lines"]} for parcel in view["parcels"]]

    @precondition(some_check)
    @rule(which=some, sku=st.sampled_from(ITEMS), quantity=st.integers(1, 3))
    def verify(self, which: int, sku: str, quantity: int) -> None:
        """A packer scans some item."""
        order = nth([order for order in self.orders() if order.checking is not None], which)
        if order is None or order.checking is None:
            return
        answer = self.do(ScanPack(self.check_id(order), f"code-{sku}", quantity))
        if sku not in order.checking:
            assert answer["outcome"] == "wrong_item"
        elif quantity > order.checking[sku]:
            assert answer["outcome"] == "extra"
        else:
            assert answer["outcome"] == "item"
            order.checking[sku] -= quantity
            order.parcels[-1][sku] = order.parcels[-1].get(sku, 0) + quantity
        order.alarm = "" if answer["outcome"] == "item" else f"code-{sku}"
        assert self.held(answer) == order.parcels
        assert answer["missing"] == sum(order.checking.values())

    @precondition(some_check)
    @rule(which=some, another=st.booleans())
    def see_to_alarm(self, which: int, another: bool) -> None:
        """A packer takes the wrong item out, or has not seen the last alarm yet."""
        order = nth([order for order in self.orders() if order.checking is not None], which)
        if order is None:
            return
        command = SeeToAlarm(self.check_id(order), "another" if another else order.alarm)
        if order.alarm and another:
            self.refused(command, "other_alarm")
        else:
            assert self.do(command)["alarm"] is None
            order.alarm = ""

    @precondition(some_check)
    @rule(which=some, quantity=st.integers(0, 4))
    def edit_while_packing(self, which: int, quantity: int) -> None:
        """The channel changes an order that a packer has on the bench."""
        order = nth([order for order in self.orders() if order.checking is not None], which)
        if order is not None:
            self.edit_quantity(self.orders().index(order), 0, quantity)

    @precondition(some_check)
    @rule(which=some)
    def seal(self, which: int) -> None:
        """A packer says the box is complete."""
        order = nth([order for order in self.orders() if order.checking is not None], which)
        if order is None or order.checking is None:
            return
        command = FinishPackCheck(self.check_id(order), 900)
        if order.alarm:
            self.refused(command, "alarm_stands")
        elif any(order.checking.values()):
            self.refused(command, "units_missing")
        elif order.holds:
            self.refused(command, "held")
        else:
            self.do(command)
            self.sealed(order)

    def sealed(self, order: Order) -> None:
        """What the model knows once the parcels are closed: what was in the tote is at the station."""
        for sku, units in self.picked(order).items():
            if units > order.opened.get(sku, 0):
                self.model.move(sku, order.tote, STATION, units - order.opened.get(sku, 0))
        for line in order.lines.values():
            line.packed, line.picked = line.packed + line.picked, 0
        order.checking, order.opened, order.tote, order.tracked = None, {}, "", False

    @precondition(something_in_totes)
    @rule(which=some)
    def pack_whole(self, which: int) -> None:
        """A packer verifies everything and seals the box."""
        order = nth(self.orders("picked"), which)
        if order is not None:
            view = self.do(StartPackCheck(order.number, STATION))
            if view["alarm"]:
                self.do(SeeToAlarm(view["pack_check"], view["alarm"]["code"]))
            for line in view["lines"]:
                if line["expected"] > line["scanned"]:
                    self.do(ScanPack(view["pack_check"], line["sku"], line["expected"] - line["scanned"]))
            self.do(FinishPackCheck(view["pack_check"]))
            self.sealed(order)

    @precondition(something_in_totes)
    @rule(which=some)
    def send_off(self, which: int) -> None:
        """A picked order goes out of the door at once."""
        order = nth(self.orders("picked"), which)
        if order is not None:
            self.pack_whole(self.orders("picked").index(order))
            self.do(RecordTracking(order.number, "ups", f"1Z{order.said.external_id}"))
            order.tracked = True
            self.leave([order])

    @precondition(something_sealed)
    @rule(which=some)
    def label(self, which: int) -> None:
        """The carrier's label goes on."""
        order = nth(self.orders(), which)
        if order is None:
            return
        command = RecordTracking(order.number, "ups", f"1Z{order.said.external_id}")
        if order.total("packed"):
            self.do(command)
            order.tracked = True
        else:
            self.refused(command, "not_packed")

    @precondition(something_sealed)
    @rule(which=some, all_of_them=st.booleans())
    def close_batch(self, which: int, all_of_them: bool) -> None:
        """Everything ready leaves; the rest is named."""
        self.leave(self.orders() if all_of_them else self.orders()[which % len(self.model.orders) :][:1])

    def leave(self, named: list[Order]) -> None:
        """Close a batch over these orders."""
        ready = [order for order in named if self.state(order) == "packed" and order.tracked]
        command = CloseBatch(tuple(order.number for order in named))
        if not ready:
            self.refused(command, "nothing_to_ship")
            return
        answer = self.do(command)
        self.model.batches += 1
        assert answer["batch"] == self.model.batches
        assert sorted(answer["shipped"]) == sorted(order.number for order in ready)
        assert len(answer["left"]) == len(named) - len(ready)
        for order in ready:
            for line in order.lines.values():
                if line.sku is not None:
                    self.model.move(line.sku, STATION, CUSTOMER, line.packed)
                line.shipped, line.packed = line.shipped + line.packed, 0

    @precondition(lambda self: self.model.tasks)
    @rule(which=some, bin=bins)
    def put_back(self, which: int, bin: str) -> None:
        """Units of a cancelled order go back on a shelf."""
        task_id = nth(sorted(self.model.tasks), which)
        assert task_id is not None
        task = self.model.tasks.pop(task_id)
        self.do(PutBack(task_id, bin))
        self.model.move(task.sku, task.place, bin, task.quantity)
        self.refused(PutBack(task_id, bin), "no_put_back")
