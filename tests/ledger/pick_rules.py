"""Rules of the simulation: what pickers do."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ledger.goods.catalog import item_view
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import MODES, AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.picking.short_picks import ShortPick
from tests.ledger.model import ADJUSTMENT, BINS, ITEMS, Line, Order
from tests.ledger.simulation import Simulation, nth
from tests.ledger.trade_rules import TradeRules, some


def some_order(machine: Simulation) -> bool:
    """There is an order at all."""
    return bool(machine.model.orders)


def some_walk(machine: Simulation) -> bool:
    """Somebody is on a walk."""
    return bool(machine.sessions("open"))


class PickRules(TradeRules):
    """Walks, scans, short picks."""

    @precondition(some_order)
    @rule(most=st.integers(1, 3), mode=st.sampled_from(MODES))
    def start_walk(self, most: int, mode: str) -> None:
        """A picker asks for the next orders, each into a tote of its own or all into one."""
        ready = self.orders("allocated")
        (outcome,) = self.carry_out(StartPickSession(most=most, mode=mode))
        if isinstance(outcome, str):
            assert outcome == ("no_free_tote" if ready else "nothing_to_pick")
        else:
            assert {tote["order"] for tote in outcome["totes"]} <= {order.number for order in ready}

    @rule(which=some, quantity=st.integers(1, 2))
    def pick_whole(self, which: int, quantity: int) -> None:
        """A picker fetches one order without a fault."""
        order = nth(self.orders("allocated"), which)
        if order is None:
            return
        (outcome,) = self.carry_out(StartPickSession((order.number,)))
        if outcome == "no_free_tote":
            return
        assert isinstance(outcome, dict)
        self.walk(outcome["session"], quantity)

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
            wanting = self.lines_at(session)
            answer = self.do(ScanPick(session, f"code-{stop['sku']}", quantity))
            assert (answer["outcome"], answer["alarm"]) == ("item", None)
            self.model.move(stop["sku"], stop["bin"], stop["tote"], quantity)
            for order, line, missing in wanting:
                taken = min(quantity, missing)
                assert line.sku == stop["sku"]
                if taken:
                    line.picked += taken
                    order.tote = stop["tote"]
                quantity -= taken

    def lines_at(self, session: int) -> list[tuple[Order, Line, int]]:
        """The order lines that the current stop of a walk is for, in their turn, each with the units it lacks."""
        rows = self.engine.reader.all(
            "SELECT o.external_id AS sold, l.external_id, p.quantity - p.picked AS missing, p.place_id, p.item_id, p.tote_id, s.mode"
            " FROM pick_line p JOIN order_line l ON l.id = p.order_line_id JOIN orders o ON o.id = p.order_id"
            " JOIN pick_session s ON s.id = p.session_id WHERE p.session_id = :id AND p.state = 'open' ORDER BY p.stop",
            {"id": session},
        )
        here = [row for row in rows if tuple(row)[3:] == tuple(rows[0])[3:]] if rows[0]["mode"] == "batch" else rows[:1]
        orders = [self.model.orders[row["sold"]] for row in here]
        return [(order, order.lines[row["external_id"]], row["missing"]) for order, row in zip(orders, here, strict=True)]

    @precondition(some_walk)
    @rule(which=some, quantity=st.integers(1, 2))
    def walk_on(self, which: int, quantity: int) -> None:
        """A picker does the rest of a walk without a fault."""
        session = nth(self.sessions("open"), which)
        if session is not None:
            self.walk(session, quantity)

    def walk(self, session: int, quantity: int) -> None:
        """Scan every stop that is left, so many units at a time, then end the walk."""
        while self.view(session)["stop"] is not None:
            self.scan(session, quantity)
        self.do(FinishPick(session))

    @precondition(some_walk)
    @rule(which=some)
    def lose_a_bin(self, which: int) -> None:
        """Somebody finds the bin empty to which a picker is on the way."""
        session = nth(self.sessions("open"), which)
        stop = self.view(session)["stop"] if session else None
        if stop is not None:
            self.adjust(stop["sku"], stop["bin"], -self.model.at(stop["sku"], stop["bin"]))

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
        sku, missing, wanting = stop["sku"], stop["quantity"] - stop["picked"], self.lines_at(session)
        shelf = next(row for row in item_view(self.engine.reader, sku)["stock"] if row["place"] == stop["bin"])
        gone = missing + (shelf["on_hand"] - shelf["reserved"] if reason != "damaged" else 0)
        still_promised = self.model.promised(sku) - missing
        answer = self.do(ShortPick(session, reason))
        self.model.move(sku, stop["bin"], ADJUSTMENT, gone)
        found = min(missing, self.model.at(sku, *BINS) - still_promised)
        assert answer["outcome"] == ("other_bin" if found == missing else "short")
        for order, _, lacking in wanting:
            if found < lacking:
                order.holds.add("short")
            found -= min(found, lacking)

    @precondition(some_order)
    @rule(which=some, step=st.sampled_from((PausePick, ResumePick, FinishPick, AbandonPick)))
    def end_or_pause(self, which: int, step: type[PausePick | ResumePick | FinishPick | AbandonPick]) -> None:
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
