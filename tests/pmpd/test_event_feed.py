"""Events: after the commit, in order, to everybody who listens, and never at anybody's cost."""

import asyncio
from collections.abc import Iterable

from ledger.command import Event
from ledger.goods.catalog import AddItem
from ledger.transaction import Reader
from pmpd.event_feed import LOOK_ANEW, MOST_WAITING, EventFeed, Listener
from pmpd.store import Ledger
from tests.pmpd.gate_clock import GateClock
from tests.pmpd.patience import expect_eventually


def numbered(seqs: Iterable[int]) -> list[Event]:
    return [Event(seq, "order", seq) for seq in seqs]


def journal_head(reader: Reader) -> int:
    return reader.number("SELECT MAX(seq) FROM journal")


def has_item(reader: Reader, item: int) -> bool:
    return reader.one("SELECT id FROM item WHERE id = :id", {"id": item}) is not None


async def all_of(feed: EventFeed, listener: Listener) -> list[Event]:
    feed.close()
    return [event async for event in listener]


async def test_every_listener_hears_every_event_in_order() -> None:
    feed = EventFeed()
    first, second = feed.listen(), feed.listen()
    feed.publish(numbered(range(50)))
    assert await all_of(feed, first) == await all_of(feed, second) == numbered(range(50))


async def test_a_listener_hears_nothing_from_before_it_listened() -> None:
    feed = EventFeed()
    feed.publish(numbered([1]))
    late = feed.listen()
    feed.publish(numbered([2]))
    assert await all_of(feed, late) == numbered([2])


async def test_a_listener_that_sleeps_too_long_is_told_to_look_anew_and_hears_what_comes_after() -> None:
    feed = EventFeed()
    sleeper = feed.listen()
    feed.publish(numbered(range(MOST_WAITING + 3)))
    assert await all_of(feed, sleeper) == [LOOK_ANEW, *numbered(range(MOST_WAITING, MOST_WAITING + 3))]


async def test_a_listener_that_sleeps_takes_nothing_from_one_that_listens() -> None:
    feed = EventFeed()
    feed.listen()
    awake = feed.listen()
    heard: list[Event] = []

    async def hear() -> None:
        async for event in awake:
            heard.append(event)

    hearing = asyncio.create_task(hear())
    for start in range(0, 3 * MOST_WAITING, 100):
        feed.publish(numbered(range(start, start + 100)))
        await asyncio.sleep(0)
    feed.close()
    await hearing
    assert heard == numbered(range(3 * MOST_WAITING))


async def test_a_listener_that_closed_hears_nothing_more() -> None:
    feed = EventFeed()
    gone = feed.listen()
    gone.close()
    feed.publish(numbered([1]))
    assert [event async for event in gone] == []


async def test_no_event_is_heard_before_its_commit(ledger: Ledger, gate: GateClock) -> None:
    listener = ledger.events.listen()
    gate.shut()
    asked = gate.asked
    group = [asyncio.create_task(ledger.submit(AddItem(sku, ""), actor="ana")) for sku in ("FIRST", "P-1", "P-2")]
    await expect_eventually(lambda: gate.asked > asked)
    gate.let_through(2)
    await expect_eventually(lambda: gate.asked == asked + 3)
    heard = asyncio.ensure_future(anext(aiter(listener)))
    committed = await ledger.ask(journal_head)
    await asyncio.sleep(0.05)
    assert (heard.result().seq if heard.done() else 0) <= committed
    gate.open()
    await asyncio.gather(heard, *group)


async def test_whoever_hears_an_event_can_read_what_it_tells_of(ledger: Ledger) -> None:
    listener = ledger.events.listen()
    missing: list[Event] = []

    async def look() -> None:
        async for event in listener:
            if not await ledger.ask(has_item, event.subject):
                missing.append(event)

    looking = asyncio.create_task(look())
    await asyncio.gather(*[ledger.submit(AddItem(f"P-{number}", ""), actor="ana") for number in range(300)])
    listener.close()
    await looking
    assert missing == []


async def test_events_of_many_callers_come_in_the_order_of_the_journal(ledger: Ledger) -> None:
    listener = ledger.events.listen()
    await asyncio.gather(*[ledger.submit(AddItem(f"P-{number}", ""), actor="ana") for number in range(300)])
    seqs = [event.seq for event in await all_of(ledger.events, listener)]
    assert seqs == list(range(1, 301))


async def test_a_refused_command_tells_nobody_anything(ledger: Ledger) -> None:
    await ledger.submit(AddItem("LAMP", ""), actor="ana")
    listener = ledger.events.listen()
    await asyncio.gather(ledger.submit(AddItem("LAMP", ""), actor="ana"), return_exceptions=True)
    assert await all_of(ledger.events, listener) == []


async def test_a_replayed_command_tells_nobody_anything(ledger: Ledger) -> None:
    await ledger.submit(AddItem("LAMP", ""), actor="ana", command_id=bytes(16))
    listener = ledger.events.listen()
    await ledger.submit(AddItem("LAMP", ""), actor="ana", command_id=bytes(16))
    assert await all_of(ledger.events, listener) == []


async def test_an_event_of_a_caller_that_went_away_is_heard_all_the_same(ledger: Ledger, gate: GateClock) -> None:
    listener = ledger.events.listen()
    gate.shut()
    asked = gate.asked
    caller = asyncio.create_task(ledger.submit(AddItem("LAMP", ""), actor="ana"))
    await expect_eventually(lambda: gate.asked > asked)
    caller.cancel()
    gate.open()
    event = await asyncio.wait_for(anext(aiter(listener)), timeout=5)
    assert (event.topic, event.seq) == ("item", await ledger.ask(journal_head))
