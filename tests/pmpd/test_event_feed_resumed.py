"""Whoever comes back to the feed hears what it missed, or is told to look anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.command import Event
from pmpd.event_feed import LOOK_ANEW, MOST_WAITING, NO_ROW, EventFeed, Row

# How many events each row of the journal says; a refused command has a row that says nothing. -1: something that is in no journal changed.
ROWS = st.lists(st.integers(-1, 3), max_size=40)
LONG = st.integers(MOST_WAITING - 3, MOST_WAITING + 3)


def row(seq: int, events: int) -> list[Event]:
    return [Event(seq, "order", subject) for subject in range(events)]


async def heard(feed: EventFeed, since_seq: int | None) -> list[Row]:
    listener = feed.listen(since_seq)
    listener.close()
    return [row async for row in listener.rows()]


class Shop:
    """Whoever makes things happen; remembers what was said and could be missed."""

    def __init__(self, feed: EventFeed) -> None:
        self.feed = feed
        self.seq = feed.seq
        self.said: list[Event] = []
        self._changes = 0

    def happen(self, rows: list[int]) -> None:
        """So many events for each journal row; -1 is a change of a device."""
        for events in rows:
            if events < 0:
                self._changes += 1
                self._say([Event(NO_ROW, f"device {self._changes}", 0)])
            else:
                self.seq += 1
                self._say(row(self.seq, events))

    def _say(self, events: list[Event]) -> None:
        self.feed.publish(events)
        self.said += events


class Client:
    """A screen that reads, is cut off anywhere, even within a row, and comes back with the last id it was given."""

    def __init__(self, seq: int) -> None:
        self.since_seq = seq
        self.known: set[Event] = set()
        self.knows_nothing = False

    def hear(self, rows: list[Row], most: int) -> None:
        """Read so many events; then the line is dead."""
        for said in rows:
            for event in said:
                if not most:
                    return
                most -= 1
                if event == LOOK_ANEW:
                    self.knows_nothing = True
                self.known.add(event)
            self.since_seq = said[-1].seq or self.since_seq


@settings(max_examples=200)
@given(first_seq=st.integers(0, 5), before=ROWS, parts=st.lists(st.tuples(ROWS, st.integers(0, 60)), max_size=6))
async def test_whatever_the_cuts_a_client_hears_each_event_at_least_once_or_is_told_to_look_anew(
    first_seq: int, before: list[int], parts: list[tuple[list[int], int]]
) -> None:
    feed = EventFeed(first_seq)
    shop = Shop(feed)
    shop.happen(before)
    client, already = Client(feed.seq), len(shop.said)
    for missed, read in [*parts, ([], 1_000)]:
        shop.happen(missed)
        client.hear(await heard(feed, client.since_seq), read)
    assert client.knows_nothing or set(shop.said[already:]) <= client.known


@given(missed=LONG)
@settings(max_examples=7)
async def test_one_that_missed_more_than_is_kept_is_told_to_look_anew(missed: int) -> None:
    feed = EventFeed(7)
    for seq in range(8, 8 + missed):
        feed.publish(row(seq, 1))
    told = await heard(feed, 7)
    assert told == ([(LOOK_ANEW,)] if missed > MOST_WAITING else [tuple(row(seq, 1)) for seq in range(8, 8 + missed)])


async def test_one_from_before_the_box_was_started_is_told_to_look_anew() -> None:
    assert await heard(EventFeed(7), 6) == [(LOOK_ANEW,)]


async def test_one_from_a_journal_that_went_further_is_told_to_look_anew() -> None:
    assert await heard(EventFeed(7), 8) == [(LOOK_ANEW,)]


async def test_one_that_missed_nothing_hears_only_what_comes() -> None:
    feed = EventFeed(7)
    listener = feed.listen(7)
    feed.publish(row(8, 2))
    listener.close()
    assert [one async for one in listener.rows()] == [tuple(row(8, 2))]


async def test_nothing_is_lost_or_doubled_between_what_was_missed_and_what_comes() -> None:
    feed = EventFeed()
    feed.publish([*row(1, 1), *row(2, 2)])
    listener = feed.listen(1)
    feed.publish(row(3, 1))
    feed.close()
    assert [event async for event in listener] == [*row(2, 2), *row(3, 1)]


async def test_what_is_kept_does_not_grow() -> None:
    feed = EventFeed()
    for seq in range(1, 3 * MOST_WAITING):
        feed.publish(row(seq, 1))
    assert len(await heard(feed, feed.seq - MOST_WAITING)) == MOST_WAITING
    assert await heard(feed, feed.seq - MOST_WAITING - 1) == [(LOOK_ANEW,)]


async def test_a_change_of_a_device_is_heard_by_one_that_comes_back() -> None:
    feed = EventFeed(7)
    feed.publish(row(8, 1))
    feed.say("device")
    assert await heard(feed, 8) == [(Event(NO_ROW, "device", 0),)]


@pytest.mark.parametrize("since_seq", [7, 8])
async def test_one_that_missed_a_forgotten_change_of_a_device_is_told_to_look_anew(since_seq: int) -> None:
    feed = EventFeed(7)
    feed.say("device")
    for _ in range(MOST_WAITING):
        feed.say("lights")
    assert await heard(feed, since_seq) == [(LOOK_ANEW,)]


async def test_one_that_comes_back_after_a_forgotten_change_of_a_device_hears_the_rest() -> None:
    feed = EventFeed(7)
    feed.say("device")
    for seq in range(8, 8 + MOST_WAITING):
        feed.publish(row(seq, 1))
    assert await heard(feed, 7) == [(LOOK_ANEW,)]
    assert len(await heard(feed, 8)) == MOST_WAITING - 1
