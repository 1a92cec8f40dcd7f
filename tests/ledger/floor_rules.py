"""Rules of the simulation: what pickers and packers do."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ledger.cancel import PutBack
from ledger.catalog import item_view
from ledger.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.pick_scans import ScanPick, ShortPick
from ledger.pick_sessions import AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.shipping import CloseBatch, RecordTracking
from tests.ledger.model import ADJUSTMENT, BINS, CUSTOMER, ITEMS, STATION, Order
from tests.ledger.simulation import Simulation, nth
from tests.ledger.trade_rules import bins, some


def some_order(machine: Simulation) -> bool:
    """There is an order at all."""
    return bool(machine.model.orders)


def some_walk(machine: Simulation) -> bool:
    """Somebody is on a walk."""
    return bool(machine.sessions("open"))


def some_check(machine: Simulation) -> bool:
    """A pack check is open."""
    return any(order.checking is not None for order in machine.model.orders.values())


def something_in_totes(machine: Simulation) -> bool:
    """Units of some order wait for a packer."""
    return any(order.total("picked") for order in machine.model.orders.values())


def something_sealed(machine: Simulation) -> bool:
    """A parcel stands at the station."""
    return any(order.total("packed") for order in machine.model.orders.values())


class FloorRules(Simulation):
    """Walks, scans, short picks, pack checks, labels, batches, put-backs."""

    @precondition(some_order)
    @rule(most=st.integers(1, 3))
    def start_walk(self, most: int) -> None:
        """A picker asks for the next orders."""
        ready = self.orders("allocated")
        (outcome,) = self.carry_out(StartPickSession(most=most))
        if isinstance(outcome, str):
            assert outcome == ("no_free_tote" if ready else "nothing_to_pick")
        else:
            assert {tote["order"] for tote in outcome["totes"]} <= {order.number for order in ready}

    @rule(which=some)
    def pick_whole(self, which: int) -> None:
        """A picker fetches one order without a fault."""
        order = nth(self.orders("allocated"), which)
        if order is None:
            return
        (outcome,) = self.carry_out(StartPickSession((order.number,)))
        if outcome == "no_free_tote":
            return
        assert isinstance(outcome, dict)
        self.walk(outcome["session"])

    @precondition(some_order)
    @rule(which=some)
    def start_walk_for(self, which: int) -> None:
        """A picker asks for one order, by our number and by the channel's."""
        order = nth(self.orders(), which)
        if order is None:
            return
        ready = self.state(order) == "allocated"
        (outcome,) = self.carry_out(StartPickSession((order.number, order.said.external_number)))
        assert outcome in ("no_free_tote", "not_ready") if isinstance(outcome, str) else ready
        assert (outcome == "not_ready") is not ready

    @precondition(some_walk)
    @rule(which=some, wrong=st.sampled_from(("bin", "item", "too many", "code", "item before bin")))
    def scan_wrongly(self, which: int, wrong: str) -> None:
        """A picker scans something else; it must count nothing."""
        session = nth(self.sessions("open"), which)
        stop = self.view(session)["stop"] if session else None
        if session is None or stop is None:
            return
        view = self.view(session)
        commands = {
            "bin": (ScanPick(session, next(bin for bin in BINS if bin != stop["bin"])), "wrong_bin"),
            "item": (ScanPick(session, next(f"code-{sku}" for sku in ITEMS if sku != stop["sku"])), "wrong_item"),
            "too many": (ScanPick(session, stop["sku"], stop["quantity"] - stop["picked"] + 1), "too_many"),
            "code": (ScanPick(session, "4006381333931"), "unknown_code"),
            "item before bin": (ScanPick(session, stop["sku"]), "bin_first"),
        }
        command, alarm = commands[wrong]
        if wrong == "item before bin" and view["await"] == "item":
            return
        if wrong == "too many" and view["await"] == "bin":
            alarm = "bin_first"
        answer = self.do(command)
        assert (answer["outcome"], answer["alarm"]["kind"], answer["stop"]) == (alarm, alarm, stop)

    @precondition(some_walk)
    @rule(which=some, quantity=st.integers(1, 2))
    def scan_rightly(self, which: int, quantity: int) -> None:
        """A picker scans what the screen asks for."""
        session = nth(self.sessions("open"), which)
        if session is not None:
            self.scan(session, quantity)

    def scan(self, session: int, quantity: int) -> None:
        """One right scan: the bin, or up to `quantity` units."""
        view = self.view(session)
        stop = view["stop"]
        if stop is None:
            self.refused(ScanPick(session, "BOLT"), "nothing_left")
        elif view["await"] == "bin":
            assert self.do(ScanPick(session, stop["bin"]))["outcome"] == "bin"
        else:
            quantity = min(quantity, stop["quantity"] - stop["picked"])
            order, line_id = self.by_number(stop["order"]), self.line_at(session)
            answer = self.do(ScanPick(session, f"code-{stop['sku']}", quantity))
            assert (answer["outcome"], answer["alarm"]) == ("item", None)
            line = order.lines[line_id]
            assert line.sku == stop["sku"]
            line.picked += quantity
            order.tote = stop["tote"]
            self.model.move(stop["sku"], stop["bin"], stop["tote"], quantity)

    def line_at(self, session: int) -> str:
        """The channel's id of the order line that a walk is at."""
        row = self.engine.reader.one(
            "SELECT l.external_id FROM pick_line p JOIN order_line l ON l.id = p.order_line_id"
            " WHERE p.session_id = :id AND p.state = 'open' ORDER BY p.stop",
            {"id": session},
        )
        assert row is not None
        return str(row[0])

    @precondition(some_walk)
    @rule(which=some)
    def walk_on(self, which: int) -> None:
        """A picker does the rest of a walk without a fault."""
        session = nth(self.sessions("open"), which)
        if session is not None:
            self.walk(session)

    def walk(self, session: int) -> None:
        """Scan every stop that is left, then end the walk."""
        while self.view(session)["stop"] is not None:
            self.scan(session, 9)
        self.do(FinishPick(session))

    @precondition(some_walk)
    @rule(which=some, reason=st.sampled_from(("out_of_stock", "damaged", "wrong_bin")))
    def short(self, which: int, reason: str) -> None:
        """The rest of a stop is not there."""
        session = nth(self.sessions("open"), which)
        if session is None:
            return
        stop = self.view(session)["stop"]
        if stop is None:
            self.refused(ShortPick(session, reason), "nothing_left")
            return
        sku, missing, order = stop["sku"], stop["quantity"] - stop["picked"], self.by_number(stop["order"])
        shelf = next(row for row in item_view(self.engine.reader, sku)["stock"] if row["place"] == stop["bin"])
        gone = missing + (shelf["on_hand"] - shelf["reserved"] if reason != "damaged" else 0)
        still_promised = self.model.promised(sku) - missing
        answer = self.do(ShortPick(session, reason))
        self.model.move(sku, stop["bin"], ADJUSTMENT, gone)
        found = min(missing, self.model.at(sku, *BINS) - still_promised)
        assert answer["outcome"] == ("other_bin" if found == missing else "short")
        if found < missing:
            order.holds.add("short")

    @precondition(some_order)
    @rule(which=some, step=st.sampled_from((PausePick, ResumePick, FinishPick, AbandonPick)))
    def end_or_pause(self, which: int, step: type) -> None:
        """A walk is put aside, taken up again, ended or given up."""
        session = nth(self.sessions("open", "paused", "done", "abandoned"), which)
        if session is None:
            return
        view = self.view(session)
        allowed = {PausePick: ("open",), ResumePick: ("open", "paused"), FinishPick: ("open",), AbandonPick: ("open", "paused")}[step]
        if view["state"] not in allowed:
            self.refused(step(session), f"session_{view['state']}")
        elif step is FinishPick and view["stop"] is not None:
            self.refused(step(session), "stops_left")
        else:
            self.do(step(session))

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
        view = self.do(StartPackCheck(order.tote if by_tote else order.number, STATION))
        if order.checking is None:
            order.checking = {sku: units for sku, units in self.picked(order).items() if units}
        assert {line["sku"]: line["expected"] - line["scanned"] for line in view["lines"]} == order.checking

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
        assert answer["missing"] == sum(order.checking.values())

    @precondition(some_check)
    @rule(which=some)
    def seal(self, which: int) -> None:
        """A packer says the box is complete."""
        order = nth([order for order in self.orders() if order.checking is not None], which)
        if order is None or order.checking is None:
            return
        command = FinishPackCheck(self.check_id(order), 900)
        if any(order.checking.values()):
            self.refused(command, "units_missing")
        elif order.holds:
            self.refused(command, "held")
        else:
            self.do(command)
            self.sealed(order)

    def sealed(self, order: Order) -> None:
        """What the model knows once a parcel is closed: what was in the tote is at the station."""
        for sku, units in self.picked(order).items():
            if units:
                self.model.move(sku, order.tote, STATION, units)
        for line in order.lines.values():
            line.packed, line.picked = line.packed + line.picked, 0
        order.checking, order.tote, order.tracked = None, "", False

    @precondition(something_in_totes)
    @rule(which=some)
    def pack_whole(self, which: int) -> None:
        """A packer verifies everything and seals the box."""
        order = nth(self.orders("picked"), which)
        if order is not None:
            view = self.do(StartPackCheck(order.number, STATION))
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
