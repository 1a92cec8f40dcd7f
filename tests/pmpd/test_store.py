"""The running ledger: groups of commands, full queues, cancelled callers, and readers beside the writer."""

import asyncio
import threading
from typing import Any

import pytest

from ledger.engine import Engine
from ledger.errors import Refused, Unavailable
from ledger.goods.catalog import AddItem, item_view
from ledger.printing.print_jobs import NotePrint
from ledger.transaction import Answer, Reader
from pmpd.store import MOST_WAITING, Ledger
from tests.pmpd.gate_clock import GateClock
from tests.pmpd.patience import expect_eventually
from tests.pmpd.wal_commits import wal_commits


def items(reader: Reader) -> int:
    return reader.number("SELECT COUNT(*) FROM item")


def add(ledger: Ledger, sku: str, command_id: bytes | None = None) -> asyncio.Task[Answer]:
    return asyncio.create_task(ledger.submit(AddItem(sku, "a part"), actor="ana", command_id=command_id))


async def writer_is_busy(ledger: Ledger, gate: GateClock) -> asyncio.Task[Answer]:
    """Keep the writer at its first command; whatever is submitted now waits for it."""
    gate.shut()
    asked = gate.asked
    first = add(ledger, "FIRST")
    await expect_eventually(lambda: gate.asked > asked)
    return first


async def test_commands_that_wait_for_the_disk_share_one_transaction(ledger: Ledger, gate: GateClock) -> None:
    before = wal_commits(ledger.engine.path)
    first = await writer_is_busy(ledger, gate)
    others = [add(ledger, f"P-{number}") for number in range(200)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(first, *others)
    assert (await ledger.ask(items), wal_commits(ledger.engine.path) - before) == (201, 2)


async def test_a_refused_command_does_not_harm_the_others_of_its_group(ledger: Ledger, gate: GateClock) -> None:
    first = await writer_is_busy(ledger, gate)
    group = [add(ledger, sku) for sku in ("P-1", "FIRST", "P-2")]
    await asyncio.sleep(0)
    gate.open()
    await first
    before, refused, after = await asyncio.gather(*group, return_exceptions=True)
    assert isinstance(refused, Refused)
    assert (before, refused.code, after) == ({"sku": "P-1"}, "item_exists", {"sku": "P-2"})


async def test_nobody_is_told_yes_before_the_whole_group_is_on_the_disk(ledger: Ledger, gate: GateClock) -> None:
    first = await writer_is_busy(ledger, gate)
    group = [add(ledger, sku) for sku in ("P-1", "P-2")]
    await asyncio.sleep(0)
    asked = gate.asked
    gate.let_through(2)
    await expect_eventually(lambda: gate.asked == asked + 2)  # P-1 was carried out, P-2 waits
    assert (first.done(), [task.done() for task in group]) == (True, [False, False])
    gate.open()
    await asyncio.gather(*group)


async def test_a_reader_neither_waits_for_the_writer_nor_sees_half_a_group(ledger: Ledger, gate: GateClock) -> None:
    first = await writer_is_busy(ledger, gate)
    group = [add(ledger, sku) for sku in ("P-1", "P-2")]
    await asyncio.sleep(0)
    asked = gate.asked
    gate.let_through(2)
    await expect_eventually(lambda: gate.asked == asked + 2)
    assert await asyncio.wait_for(ledger.ask(items), timeout=5) == 1
    gate.open()
    await asyncio.gather(first, *group)
    assert await ledger.ask(items) == 3


async def test_one_command_more_than_the_queue_holds_is_told_to_come_back(ledger: Ledger, gate: GateClock) -> None:
    first = await writer_is_busy(ledger, gate)
    waiting = [add(ledger, f"P-{number}") for number in range(MOST_WAITING - 1)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable) as told:
        await ledger.submit(AddItem("ONE-TOO-MANY", ""), actor="ana")
    assert told.value.retry_after_s >= 1
    gate.open()
    await asyncio.gather(first, *waiting)
    assert await ledger.ask(items) == MOST_WAITING


async def test_after_a_full_queue_was_worked_off_the_ledger_takes_commands_again(ledger: Ledger, gate: GateClock) -> None:
    first = await writer_is_busy(ledger, gate)
    waiting = [add(ledger, f"P-{number}") for number in range(MOST_WAITING - 1)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(first, *waiting)
    assert await add(ledger, "LATER") == {"sku": "LATER"}


async def test_a_command_whose_caller_went_away_is_carried_out_once(ledger: Ledger, gate: GateClock) -> None:
    gate.shut()
    asked = gate.asked
    command_id = bytes(15) + b"\x07"
    caller = add(ledger, "LAMP", command_id)
    await expect_eventually(lambda: gate.asked > asked)
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    gate.open()
    assert await add(ledger, "LAMP", command_id) == {"sku": "LAMP"}
    assert (await ledger.ask(items), ledger.engine.head.seq) == (1, 1)


async def test_a_caller_that_went_away_leaves_the_answers_of_its_group_in_place(ledger: Ledger, gate: GateClock) -> None:
    first = await writer_is_busy(ledger, gate)
    group = [add(ledger, sku) for sku in ("P-1", "P-2", "P-3")]
    await asyncio.sleep(0)
    group[1].cancel()
    gate.open()
    answers = await asyncio.gather(first, *group, return_exceptions=True)
    assert [answer for answer in answers if isinstance(answer, dict)] == [{"sku": "FIRST"}, {"sku": "P-1"}, {"sku": "P-3"}]


async def test_closing_answers_every_command_that_waits_and_refuses_every_later_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    gate, directory = GateClock(), tmp_path_factory.mktemp("closing")
    ledger = await Ledger(Engine(directory, program="test", clock=gate)).__aenter__()
    gate.shut()
    ids = [number.to_bytes(16, "big") for number in range(1, 601)]  # more than two groups
    waiting = [add(ledger, f"P-{number}", command_id) for number, command_id in enumerate(ids)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(ledger.__aexit__())
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await ledger.submit(AddItem("LATE", ""), actor="ana")
    gate.open()
    answers = await asyncio.gather(*waiting)
    await closing
    with Engine(directory, program="test") as engine:
        assert [answer["sku"] for answer in answers] == [f"P-{number}" for number in range(600)]
        assert items(engine.reader) == 600


async def test_two_questions_are_answered_at_the_same_time(ledger: Ledger) -> None:
    meeting = asyncio.get_running_loop()
    both = [asyncio.Event(), asyncio.Event()]

    def meet(_: Reader, mine: int) -> str:
        meeting.call_soon_threadsafe(both[mine].set)
        other = asyncio.run_coroutine_threadsafe(both[1 - mine].wait(), meeting)
        other.result(timeout=5)
        return "met"

    assert [*await asyncio.gather(ledger.ask(meet, 0), ledger.ask(meet, 1))] == ["met", "met"]


async def test_a_question_sees_one_snapshot_however_long_it_takes(ledger: Ledger) -> None:
    await add(ledger, "P-1")
    loop = asyncio.get_running_loop()

    def slowly(reader: Reader) -> tuple[int, int]:
        before = items(reader)
        asyncio.run_coroutine_threadsafe(ledger.submit(AddItem("P-2", ""), actor="ana"), loop).result(timeout=5)
        return before, items(reader)

    assert await ledger.ask(slowly) == (1, 1)


async def test_a_question_that_fails_leaves_its_reader_fit_for_the_next(ledger: Ledger) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            await ledger.ask(item_view, "NOTHING")
    assert await ledger.ask(items) == 0


async def test_a_fault_in_one_command_reaches_its_caller_alone(ledger: Ledger) -> None:
    too_big = asyncio.create_task(ledger.submit(NotePrint(1 << 70, "sent"), actor="printer"))
    light = add(ledger, "LIGHT")
    fault, answer = await asyncio.gather(too_big, light, return_exceptions=True)
    assert isinstance(fault, OverflowError)
    assert (answer, ledger.engine.stopped) == ({"sku": "LIGHT"}, "")


async def test_a_question_whose_asker_went_away_leaves_its_reader_fit_for_the_next(ledger: Ledger) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(reader: Reader) -> int:
        begun.set()
        go_on.wait(timeout=5)
        return items(reader)

    for _ in range(5):
        begun.clear()
        go_on.clear()
        asker = asyncio.create_task(ledger.ask(slowly))
        await expect_eventually(begun.is_set)
        asker.cancel()
        go_on.set()
        await asyncio.gather(asker, return_exceptions=True)
    assert await asyncio.wait_for(ledger.ask(items), timeout=5) == 0


async def test_a_command_that_cannot_be_written_down_is_its_senders_fault_alone(ledger: Ledger) -> None:
    unspeakable: Any = object()
    fault, answer = await asyncio.gather(
        ledger.submit(AddItem("P-1", unspeakable), actor="ana"), ledger.submit(AddItem("P-2", ""), actor="ana"), return_exceptions=True
    )
    assert (type(fault), answer, ledger.engine.stopped) == (TypeError, {"sku": "P-2"}, "")


async def test_half_a_character_is_refused_and_the_ledger_goes_on(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="half a character"):
        await ledger.submit(AddItem("P-1", "a \udca0"), actor="ana")
    with pytest.raises(Refused, match="name of the operator"):
        await ledger.submit(AddItem("P-1", ""), actor="an\udca0")
    assert await add(ledger, "P-1") == {"sku": "P-1"}
