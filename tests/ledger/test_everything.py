"""Any command, with any plausible arguments, at any moment: many are refused, and none leaves a unit lost, doubled or promised twice."""

import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ledger.audit.check import check_file
from ledger.command import _HANDLERS, Envelope, Outcome
from ledger.engine import Engine
from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.goods.places import AddPlace
from ledger.goods.warehouses import AddWarehouse
from ledger.packing.boxes import AddBox
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import ReceiveStock
from tests.ledger import everything_devices, everything_floor, everything_goods, everything_people, everything_trade
from tests.ledger.everything_evening import finish_the_day
from tests.ledger.everything_frame import frame
from tests.ledger.everything_hand import SENDERS, Hand
from tests.ledger.everything_questions import ask_everything
from tests.ledger.everything_recount import Recount, read
from tests.ledger.fake_time import START_MS, CountedIds, FakeClock

AREAS = (everything_goods, everything_trade, everything_floor, everything_devices, everything_people)
"""Importing them enters their senders."""

COMMANDS: dict[str, type] = {kind: command for command, (kind, _) in _HANDLERS.items()}
"""Every command of the ledger, by the journal's word for it."""

OPENING = (
    AddWarehouse("BONN", "DE"),
    *(AddPlace(code, walk=walk) for walk, code in enumerate(("A-01", "A-02", "A-03"))),
    AddPlace("B-01", warehouse="BONN"),
    *(AddPlace(purpose.upper(), purpose=purpose) for purpose in ("overstock", "dock", "quarantine")),
    *(AddPlace(f"T-{number}", kind="tote") for number in (1, 2, 3)),
    *(AddPlace(code, kind="station") for code in ("PACK-1", "PACK-2")),
    *(AddItem(sku, f"A {sku}", weight_g=200) for sku in ("BOLT", "NUT", "SET", "HAND-SET")),
    *(AddItem(sku, f"A {sku}", interchange="H7") for sku in ("LAMP", "OLD-LAMP")),
    AddItem("GLUE", "A glue", tracking="lot"),
    AddItem("ENGINE", "An engine", tracking="serial"),
    AddBox("S", 300, 200, 100, most_g=1_000),
    AddBox("L", 600, 400, 300),
    DefineKit("SET", "virtual", ("BOLT×2", "NUT")),
    DefineKit("HAND-SET", "assembled", ("NUT×2", "LAMP")),
    MapListing("ebay", "parts-uk", "offer:SET", "SET", 1, 1),
    ReceiveStock("BOLT", "A-01", 12),
    ReceiveStock("BOLT", "OVERSTOCK", 6),
    ReceiveStock("NUT", "A-02", 15),
    ReceiveStock("LAMP", "A-03", 4),
    ReceiveStock("LAMP", "B-01", 2),
    ReceiveStock("OLD-LAMP", "A-02", 5),
    ReceiveStock("HAND-SET", "A-03", 1),
    ReceiveStock("GLUE", "A-01", 5, unit="lot-1"),
    ReceiveStock("GLUE", "A-02", 3, unit="lot-2"),
    ReceiveStock("ENGINE", "A-03", 1, unit="serial-1"),
)

WALK = ("start_pick_session", "scan_pick", "finish_pick")
BENCH = ("start_pack_check", "scan_pack", "finish_pack_check")
JOBS = (
    WALK,
    WALK,
    ("start_pick_session", "scan_pick", "confirm_empty"),
    BENCH,
    BENCH,
    ("record_tracking", "record_tracking", "close_batch"),
    ("finish_pack_check", "reopen", "start_pack_check"),
    ("import_order", "merge_orders", "unmerge_order"),
    ("lease_outbox", "note_outbox", "unpark"),
    ("open_purchase_order", "receive_stock", "close_purchase_order"),
    ("queue_count", "start_count", "submit_count"),
    ("release_wave", "scan_pick", "dissolve_wave"),
    ("short_pick", "substitute", "substitute"),
    ("start_pick_session", "short_pick", "ship_short"),
    ("import_order", "import_order", "substitute"),
    ("start_pack_check", "scan_pack", "next_parcel"),
    ("scan_pack", "see_to_alarm", "finish_pack_check"),
    ("reprint", "note_print", "note_print"),
    ("print_labels", "note_print", "print_again"),
    ("finish_pack_check", "print_carrier_label", "print_carrier_label"),
    ("set_aside_scan", "set_aside_scan", "take_up_scans"),
    ("start_pick_session", "press_light", "finish_pick"),
    ("cancel_order", "put_back", "put_back"),
)
"""What people do for a while: one thing, then another again and again, then a last."""

OFTEN = ("import_order", "import_order", *WALK[:2], *WALK[:2], *BENCH[:2], *BENCH[:2], "scan_pick", "scan_pack")


@cache
def opened() -> Path:
    """A ledger on its first morning, for every run to copy."""
    directory = Path(tempfile.mkdtemp(prefix="ledger-"))
    with Engine(directory, program="everything", clock=FakeClock(), ids=CountedIds()) as engine:
        for command in OPENING:
            engine.submit(command, actor="ana")
    return directory


class Everything(RuleBasedStateMachine):
    """One ledger, and everybody at it."""

    accepted: ClassVar[Counter[type]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp(prefix="ledger-"))
        shutil.copytree(opened(), self.directory, dirs_exist_ok=True)
        self.clock, self.ids = FakeClock(START_MS + 1_000), CountedIds(1_000)
        self.said: list[tuple[Envelope, Outcome]] = []
        self.open()

    def open(self) -> None:
        """Open the ledger in the directory."""
        self.engine = Engine(self.directory, program="everything", clock=self.clock, ids=self.ids)

    def teardown(self) -> None:
        """Every question has its answer and every order a way out of the door; then leave nothing behind."""
        try:
            ask_everything(self.engine)
            finish_the_day(self.engine, lambda command: self.carry_out(command)[0].unwrap())
            self.every_unit_is_somewhere_and_promised_once()
        finally:
            self.engine.close()
            shutil.rmtree(self.directory)

    def carry_out(self, *commands: object) -> list[Outcome]:
        """Send commands in one group; a fault of our own is none that a sequence of commands may bring about."""
        envelopes = [Envelope(self.ids.command_id(), command, "ana", "") for command in commands]
        outcomes = self.engine.carry_out(envelopes)
        for envelope, outcome in zip(envelopes, outcomes, strict=True):
            if outcome.fault is not None:
                raise outcome.fault
            self.accepted[type(envelope.command)] += outcome.answer is not None
            self.said.append((envelope, outcome))
        return outcomes

    def made_up(self, data: st.DataObject, kind: str) -> object | None:
        """A command of a kind, about something that is there."""
        return SENDERS[COMMANDS[kind]](Hand(self.engine, data))

    @rule(data=st.data(), kind=st.sampled_from((*COMMANDS, *OFTEN)))
    def send(self, data: st.DataObject, kind: str) -> None:
        """Somebody does something, and nothing else comes of it than what its kind is for."""
        command = self.made_up(data, kind)
        if command is not None:
            before = read(self.engine.reader)
            (outcome,) = self.carry_out(command)
            frame(command, outcome, before, read(self.engine.reader))

    @rule(data=st.data(), kinds=st.lists(st.sampled_from((*COMMANDS, *OFTEN)), min_size=2, max_size=4))
    def send_together(self, data: st.DataObject, kinds: list[str]) -> None:
        """Several people's commands share a transaction; each was made up before the others were carried out."""
        commands = [self.made_up(data, kind) for kind in kinds]
        self.carry_out(*[command for command in commands if command is not None])

    @rule(data=st.data(), most=st.integers(1, 12), kinds=st.sampled_from(JOBS))
    def work_on(self, data: st.DataObject, most: int, kinds: tuple[str, str, str]) -> None:
        """Somebody works on for a while at one thing."""
        first, again, last = kinds
        for kind in (first, *[again] * most, last):
            command = self.made_up(data, kind)
            if command is not None:
                self.carry_out(command)

    @rule(data=st.data(), hours=st.sampled_from((0, 0, 0, 1, 30)))
    def interrupt(self, data: st.DataObject, hours: int) -> None:
        """The program stops and starts again, and a client that did not hear the answer repeats a message: it hears what was said."""
        self.engine.close()
        self.clock.now += hours * 3_600_000
        self.open()
        if self.said:
            envelope, outcome = data.draw(st.sampled_from(self.said))
            (again,) = self.engine.carry_out([envelope])
            assert (again.answer, again.refusal and again.refusal.code) == (outcome.answer, outcome.refusal and outcome.refusal.code)

    @invariant()
    def every_unit_is_somewhere_and_promised_once(self) -> None:
        """Runs after every step."""
        assert [str(finding) for finding in check_file(self.engine.path)] == []
        Recount(read(self.engine.reader)).compare()


ANYTHING_GOES = list(HealthCheck)


def test_every_command_of_the_ledger_is_sent() -> None:
    assert sorted(command.__name__ for command in SENDERS) == sorted(command.__name__ for command in _HANDLERS)


def test_no_sequence_of_any_commands_loses_doubles_or_strands_a_unit() -> None:
    run_state_machine_as_test(
        Everything, settings=settings(max_examples=30, stateful_step_count=50, suppress_health_check=ANYTHING_GOES, deadline=None)
    )


@pytest.mark.slow
def test_no_long_sequence_of_any_commands_loses_doubles_or_strands_a_unit_and_each_command_is_accepted_sometimes() -> None:
    run_state_machine_as_test(
        Everything, settings=settings(max_examples=600, stateful_step_count=100, suppress_health_check=ANYTHING_GOES, deadline=None)
    )
    assert [kind for kind, command in COMMANDS.items() if not Everything.accepted[command]] == []
