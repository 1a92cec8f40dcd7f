"""The engine: a message has one effect however often it is sent, and one bad command spoils nothing for its group."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ledger.canonical import canonical
from ledger.command import Envelope, Outcome
from ledger.database import LEDGER_FILE, Held
from ledger.engine import Engine
from ledger.errors import Corrupt, Refused
from ledger.sales.holds import PlaceHold
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture(autouse=True)
def lamps(warehouse: Warehouse) -> None:
    """Five lamps in A-01."""
    warehouse.item("LAMP", "A-01", 5)


def group(warehouse: Warehouse, *commands: object) -> list[Outcome]:
    """Carry out commands in one group."""
    return warehouse.engine.carry_out([Envelope(warehouse.ids.command_id(), command, "ana", "") for command in commands])


def test_the_same_command_id_again_gets_the_same_answer_and_changes_nothing(warehouse: Warehouse) -> None:
    first = warehouse.do(ReceiveStock("LAMP", "A-01", 2), command_id=b"0123456789abcdef")
    head = warehouse.engine.head
    assert warehouse.do(ReceiveStock("LAMP", "A-01", 2), command_id=b"0123456789abcdef") == first
    assert (warehouse.engine.head, warehouse.available("LAMP")) == (head, 7)


def test_a_refusal_is_remembered_under_its_id_even_when_the_command_would_now_be_accepted(warehouse: Warehouse) -> None:
    command = AdjustStock("LAMP", "A-01", -6, "lost")
    assert warehouse.refusal(command, command_id=b"0123456789abcdef") == "not_enough_units"
    warehouse.receive("LAMP", 5)
    assert warehouse.refusal(command, command_id=b"0123456789abcdef") == "not_enough_units"
    assert warehouse.available("LAMP") == 10


@pytest.mark.parametrize("other", [ReceiveStock("LAMP", "A-01", 3), AdjustStock("LAMP", "A-01", 2, "found")], ids=["payload", "kind"])
def test_another_command_under_a_used_id_is_refused(warehouse: Warehouse, other: object) -> None:
    warehouse.do(ReceiveStock("LAMP", "A-01", 2), command_id=b"0123456789abcdef")
    assert warehouse.refusal(other, command_id=b"0123456789abcdef") == "command_id_reused"
    assert warehouse.available("LAMP") == 7


def test_a_command_sent_twice_in_one_group_takes_effect_once(warehouse: Warehouse) -> None:
    envelope = Envelope(b"0123456789abcdef", ReceiveStock("LAMP", "A-01", 2), "ana", "")
    first, second = warehouse.engine.carry_out([envelope, envelope])
    assert (first.answer, warehouse.available("LAMP")) == (second.answer, 7)


def test_an_id_is_remembered_after_a_restart(warehouse: Warehouse) -> None:
    warehouse.do(ReceiveStock("LAMP", "A-01", 2), command_id=b"0123456789abcdef")
    warehouse.engine.close()
    warehouse.open()
    warehouse.do(ReceiveStock("LAMP", "A-01", 2), command_id=b"0123456789abcdef")
    assert warehouse.available("LAMP") == 7


def test_a_refused_command_rolls_back_alone(warehouse: Warehouse) -> None:
    outcomes = group(warehouse, ReceiveStock("LAMP", "A-01", 1), AdjustStock("LAMP", "A-01", -99, "lost"), ReceiveStock("LAMP", "A-01", 1))
    assert [outcome.refusal.code if outcome.refusal else "" for outcome in outcomes] == ["", "not_enough_units", ""]
    assert warehouse.available("LAMP") == 7


def test_a_fault_in_one_command_leaves_the_rest_of_its_group_and_no_trace(warehouse: Warehouse) -> None:
    head = warehouse.engine.head.seq
    outcomes = group(warehouse, ReceiveStock("LAMP", "A-01", 1), ReceiveStock("LAMP", "A-01", None), ReceiveStock("LAMP", "A-01", 1))  # type: ignore[arg-type]
    assert [outcome.fault is not None for outcome in outcomes] == [False, True, False]
    assert (warehouse.available("LAMP"), warehouse.engine.head.seq, warehouse.engine.stopped) == (7, head + 2, "")


@pytest.mark.parametrize(
    "envelope",
    [
        Envelope(b"0123456789abcdef", AdjustStock("LAMP", "A-01", 0, "\ud800"), "ana", ""),
        Envelope(b"0123456789abcdef", ReceiveStock("LAMP", "A-01", 1), "\udcff", ""),
        Envelope(b"0123456789abcdef", ReceiveStock("LAMP", "A-01", 1), "ana", "\udcff"),
        Envelope(b"0123456789abcdef", ReceiveStock("LAMP", "A-01", 1 << 80), "ana", ""),
        Envelope(b"short", ReceiveStock("LAMP", "A-01", 1), "ana", ""),
        Envelope(b"0123456789abcdef", "no command at all", "ana", ""),
        Envelope(b"0123456789abcdef", ReceiveStock("LAMP", "A-01", 1, object()), "ana", ""),  # type: ignore[arg-type]
    ],
    ids=["half a character", "bad actor", "bad device", "huge number", "short id", "no command", "no JSON"],
)
def test_a_message_that_no_sound_client_sends_neither_stops_the_ledger_nor_spoils_its_group(
    warehouse: Warehouse, envelope: Envelope
) -> None:
    good = Envelope(b"fedcba9876543210", ReceiveStock("LAMP", "A-01", 1), "ana", "")
    bad, accepted = warehouse.engine.carry_out([envelope, good])
    assert bad.answer is None
    assert accepted.answer is not None
    assert (warehouse.engine.stopped, warehouse.available("LAMP")) == ("", 6)


def test_events_name_what_changed_once_and_only_when_something_did(warehouse: Warehouse) -> None:
    number = warehouse.sell("7", line("LAMP"))
    held, refused = group(warehouse, PlaceHold(number, "wait"), PlaceHold("SO-1", "wait"))
    assert [(event.seq, event.topic, event.subject) for event in held.events] == [(warehouse.engine.head.seq - 1, "order", 1)]
    assert refused.events == ()


def test_a_refusal_says_to_a_person_what_is_wrong(warehouse: Warehouse) -> None:
    with pytest.raises(Refused, match="there is no place Q-9") as refused:
        warehouse.do(ReceiveStock("LAMP", "Q-9", 1))
    assert refused.value.details == {"place": "Q-9"}


def test_a_second_program_is_refused_and_told_who_holds_the_ledger(warehouse: Warehouse) -> None:
    with pytest.raises(Held, match=r"in use by test \(process \d+\)") as held:
        Engine(warehouse.directory, program="second")
    assert held.value.holder["program"] == "test"


def test_a_ledger_that_was_closed_is_free(warehouse: Warehouse) -> None:
    warehouse.engine.close()
    with Engine(warehouse.directory, program="second") as second:
        assert second.stopped == ""
    warehouse.open()
    assert warehouse.available("LAMP") == 5


def test_tidying_up_a_large_log_loses_nothing(warehouse: Warehouse) -> None:
    for note in range(300):
        warehouse.do(ReceiveStock("LAMP", "A-01", 1, f"note {note} " + "x" * 8_000))
    log = warehouse.directory / f"{LEDGER_FILE}-wal"
    assert log.stat().st_size > 400 * 4096
    before = (warehouse.directory / LEDGER_FILE).stat().st_size
    warehouse.engine.tidy_up()
    assert (warehouse.directory / LEDGER_FILE).stat().st_size > before
    assert warehouse.available("LAMP") == 305


def test_a_file_that_is_no_ledger_is_not_opened_and_not_changed(tmp_path: Path) -> None:
    directory = tmp_path / "other"
    directory.mkdir()
    letter = b"this is a letter to my aunt, not a ledger" * 500
    (directory / LEDGER_FILE).write_bytes(letter)
    with pytest.raises(Corrupt, match="restore the newest backup"):
        Engine(directory, program="test")
    assert (directory / LEDGER_FILE).read_bytes() == letter


@dataclass(frozen=True, slots=True)
class Unheard:
    """A command that nothing carries out."""


def test_a_command_without_a_handler_is_no_command(warehouse: Warehouse) -> None:
    (outcome,) = group(warehouse, Unheard())
    assert isinstance(outcome.fault, KeyError)


def test_a_message_repeated_across_an_upgrade_counts_once_though_the_command_has_another_field_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Warehouse(tmp_path / "earlier")
    earlier.item("LAMP")
    command = ReceiveStock("LAMP", "A-01", 2)
    with monkeypatch.context() as before:
        before.setattr("ledger.engine.canonical", lambda value: canonical(value).replace(',"purchase_order":""', ""))
        first = earlier.do(command, command_id=b"0123456789abcdef")
    assert earlier.do(command, command_id=b"0123456789abcdef") == first
    assert earlier.refusal(replace(command, purchase_order="PO-7"), command_id=b"0123456789abcdef") == "command_id_reused"
    assert (earlier.available("LAMP"), earlier.faults()) == (2, [])
    earlier.engine.close()
