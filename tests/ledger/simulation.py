"""A warehouse under simulation: one engine, one model, and after every step both must agree."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from ledger.audit.check import check_file
from ledger.command import Envelope
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.picking.pick_views import pick_session_view
from ledger.sales.orders import order_view
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.fake_time import CountedIds, FakeClock
from tests.ledger.model import BACK_ROOM, BINS, ITEMS, STATION, SUPPLIER, Model, Order, PutBackTask
from tests.ledger.recount import Recount, expected_state

Answer = dict[str, Any]
Thing = TypeVar("Thing")
OPENING_STOCK = (("BOLT", "A-01", 4), ("BOLT", "A-02", 2), ("LAMP", "A-02", 3), ("LAMP", "B-01", 2), ("GEAR", "B-01", 4))


@dataclass(frozen=True)
class Said:
    """A command that was answered, with what the ledger said then."""

    envelope: Envelope
    answer: Answer | None
    code: str


class Simulation(RuleBasedStateMachine):
    """What every rule needs; the rules are in the classes that build on this one."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp(prefix="ledger-"))
        self.clock, self.ids = FakeClock(), CountedIds()
        self.engine = self.open()
        self.model = Model()
        self.said: list[Said] = []
        for walk, code in enumerate(BINS, start=1):
            self.do(AddPlace(code, walk=walk))
        self.do(AddPlace(BACK_ROOM, purpose="quarantine"))
        for number in range(1, 4):
            self.do(AddPlace(f"T-{number}", kind="tote"))
        self.do(AddPlace(STATION, kind="station"))
        for sku in ITEMS:
            self.do(AddItem(sku, f"A {sku}", (f"code-{sku}",)))
        for sku, bin, quantity in OPENING_STOCK:
            self.do(ReceiveStock(sku, bin, quantity))
            self.model.move(sku, SUPPLIER, bin, quantity)

    def open(self) -> Engine:
        """Open the ledger in the directory."""
        return Engine(self.directory, program="simulation", clock=self.clock, ids=self.ids)

    def teardown(self) -> None:
        """Check the file from outside, then remove it."""
        try:
            assert [str(finding) for finding in check_file(self.engine.path)] == []
        finally:
            self.engine.close()
            shutil.rmtree(self.directory)

    @invariant()
    def the_ledger_agrees_with_the_model(self) -> None:
        """Runs after every step."""
        findings = check_file(self.engine.path)
        assert [str(finding) for finding in findings] == []
        Recount(self.engine._connection, self.model).compare()

    def carry_out(self, *commands: object) -> list[Answer | str]:
        """Send commands in one group; answers each one's answer, or the code of its refusal."""
        envelopes = [Envelope(self.ids.command_id(), command, "ana", "") for command in commands]
        outcomes: list[Answer | str] = []
        for envelope, outcome in zip(envelopes, self.engine.carry_out(envelopes), strict=True):
            if outcome.fault is not None:
                raise outcome.fault
            code = outcome.refusal.code if outcome.refusal else ""
            self.said.append(Said(envelope, outcome.answer, code))
            outcomes.append(code or outcome.unwrap())
        return outcomes

    def do(self, command: object) -> Answer:
        """Carry out a command that must be accepted."""
        (outcome,) = self.carry_out(command)
        assert isinstance(outcome, dict), f"{command} was refused: {outcome}"
        return outcome

    def refused(self, command: object, *codes: str) -> None:
        """Send a command that must be refused with one of these codes."""
        (outcome,) = self.carry_out(command)
        assert outcome in codes

    def say_again(self, said: Said) -> None:
        """Send a message that was answered before; the answer must be the same."""
        (outcome,) = self.engine.carry_out([said.envelope])
        assert outcome.fault is None
        assert (outcome.answer, outcome.refusal.code if outcome.refusal else "") == (said.answer, said.code)
        assert outcome.events == ()

    def say_otherwise(self, said: Said, command: object) -> None:
        """Send another command under an id that was used; nothing may come of it."""
        (outcome,) = self.engine.carry_out([Envelope(said.envelope.command_id, command, "ana", "")])
        assert isinstance(outcome.refusal, Refused)
        assert outcome.refusal.code == "command_id_reused"

    def view(self, session: int) -> Answer:
        """What a picker's screen shows."""
        return pick_session_view(self.engine.reader, session)

    def sessions(self, *states: str) -> list[int]:
        """The walks in some states."""
        rows = self.engine.reader.all("SELECT id, state FROM pick_session ORDER BY id")
        return [row["id"] for row in rows if row["state"] in states]

    def reserved(self, order: Order) -> int:
        """Units of an order that wait for it on the shelves."""
        return sum(line["reserved"] for line in order_view(self.engine.reader, order.number)["lines"])

    def state(self, order: Order) -> str:
        """The state an order must be in."""
        walked = self.engine.reader.number(
            "SELECT COUNT(*) FROM pick_line p JOIN orders o ON o.id = p.order_id WHERE p.state = 'open' AND o.external_id = :id",
            {"id": order.said.external_id},
        )
        return expected_state(order, self.reserved(order), walked > 0)

    def orders(self, *states: str) -> list[Order]:
        """The orders that must be in one of these states; all without any."""
        return [order for order in self.model.orders.values() if not states or self.state(order) in states]

    def by_number(self, number: str) -> Order:
        """The order with our number."""
        return next(order for order in self.model.orders.values() if order.number == number)

    def take_up_again(self, order: Order) -> None:
        """Units that were to be put back and are wanted again: which line has them the ledger chose, that nothing is left out is a rule."""
        view = order_view(self.engine.reader, order.number)
        for row in view["lines"]:
            line = order.lines[row["external_id"]]
            assert line.picked <= row["picked"]
            line.picked = row["picked"]
            waiting = row["ordered"] - row["cancelled"] - line.in_hand - row["reserved"]
            assert not (waiting and not order.cancelled and any(task["sku"] == row["sku"] for task in view["put_back"]))

    def take_tasks(self, order: Order, before: dict[str, int]) -> None:
        """Enter an order's put-back tasks; what they grew by must be exactly the units in hand that it has given up."""
        said = {task["task"]: task for task in order_view(self.engine.reader, order.number)["put_back"]}
        known = {task_id: task for task_id, task in self.model.tasks.items() if task.order == order.number}
        grown = dict.fromkeys(ITEMS, 0)
        for task_id in said.keys() | known.keys():
            sku, place = (said[task_id]["sku"], said[task_id]["place"]) if task_id in said else (known[task_id].sku, known[task_id].place)
            quantity = said[task_id]["quantity"] if task_id in said else 0
            more = quantity - (known[task_id].quantity if task_id in known else 0)
            grown[sku] += more
            if place == STATION and not order.cancelled:
                order.opened[sku] = order.opened.get(sku, 0) - more
            elif more < 0:
                order.tote = place
            self.model.tasks[task_id] = PutBackTask(order.number, sku, place, quantity)
            if not quantity:
                del self.model.tasks[task_id]
        left = self.in_hand(order)
        assert grown == {sku: before[sku] - left[sku] for sku in ITEMS}
        if order.total("picked") == sum(order.opened.values()):
            order.tote = ""

    @staticmethod
    def in_hand(order: Order) -> dict[str, int]:
        """Units of an order that are in a tote or at the station, by item."""
        return {sku: sum(line.picked + line.packed for line in order.lines.values() if line.sku == sku) for sku in ITEMS}


def nth(things: list[Thing], index: int) -> Thing | None:
    """One of the things, chosen by any number; None when there are none."""
    return things[index % len(things)] if things else None
