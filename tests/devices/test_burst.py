"""Scans that a Bluetooth scanner kept while it was away, against those of the person who just woke it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from devices.driver import RejectedScan, Scan
from devices.scanner.burst import BURST_ENDS_S, CONNECTED_S, FOLLOWS_WITHIN_S, ReconnectBurst

Fact = Scan | RejectedScan

# (how long nothing came before it, what it was); few codes, so that equal ones follow each other.
arrivals = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.1, 0.45, 0.8, 1.4, 2.0, 20.0]),
        st.sampled_from([Scan("A", 1, "s"), Scan("B", 1, "s"), RejectedScan("damaged", 1, "s")]),
    ),
    max_size=8,
)


def told(arrived: list[tuple[float, Fact]], *, connected: bool = True) -> list[Fact]:
    """Play arrivals as a reader does: a silence is told of when it was long enough."""
    burst = ReconnectBurst()
    if connected:
        burst.connected()
    out: list[Fact] = []
    for pause_s, fact in [*arrived, (60.0, None)]:
        while burst.wait_s is not None and burst.wait_s <= pause_s:
            out += burst.silence()
        if fact is not None:
            out += burst.take(fact)
    return out


def stored(facts: list[Fact]) -> list[bool]:
    return [fact.stored for fact in facts if isinstance(fact, Scan)]


def label(code: str) -> Scan:
    return Scan(code, 1, "s")


@given(arrivals, st.booleans())
def test_nothing_is_ever_dropped_or_told_out_of_order_and_equal_codes_stay_as_many(
    arrived: list[tuple[float, Fact]], connected: bool
) -> None:
    unmarked = [replace(fact, stored=False) if isinstance(fact, Scan) else fact for fact in told(arrived, connected=connected)]
    assert unmarked == [fact for _, fact in arrived]


@given(arrivals)
def test_without_a_connection_no_scan_is_held_or_marked(arrived: list[tuple[float, Fact]]) -> None:
    burst = ReconnectBurst()
    assert [burst.take(fact) for _, fact in arrived] == [[fact] for _, fact in arrived]


@given(arrivals)
def test_once_a_person_has_paused_nothing_more_is_marked(arrived: list[tuple[float, Fact]]) -> None:
    facts: list[tuple[float, Fact]] = [(0.0, label("A")), (FOLLOWS_WITHIN_S, label("B")), *arrived]
    assert not any(stored(told(facts)))


@given(st.lists(st.floats(0.0, BURST_ENDS_S - 0.1), max_size=6), st.floats(0.0, FOLLOWS_WITHIN_S - 0.01))
def test_two_scans_closer_than_a_person_can_make_them_mark_all_that_follows_without_a_pause(pauses_s: list[float], first_s: float) -> None:
    facts: list[tuple[float, Fact]] = [(2.0, label("A")), (first_s, label("A")), *((pause_s, label("A")) for pause_s in pauses_s)]
    assert stored(told(facts)) == [True] * len(facts)


def test_the_one_scan_that_woke_the_scanner_is_the_persons_own() -> None:
    assert stored(told([(1.0, label("A"))])) == [False]


def test_a_scan_that_woke_the_scanner_and_the_next_label_of_a_quick_person_are_both_theirs() -> None:
    assert stored(told([(1.0, label("BIN")), (0.8, label("ITEM"))])) == [False, False]


def test_what_a_person_scans_after_the_kept_codes_is_theirs_again() -> None:
    facts: list[tuple[float, Fact]] = [
        (1.0, label("A")),
        (0.1, label("B")),
        (0.2, label("C")),
        (BURST_ENDS_S, label("D")),
        (0.1, label("E")),
    ]
    assert stored(told(facts)) == [True, True, True, False, False]


def test_a_damaged_scan_is_part_of_a_burst_too() -> None:
    assert stored(told([(1.0, RejectedScan("damaged", 1, "s")), (0.1, label("A"))])) == [True]


def test_a_scan_long_after_the_connection_is_told_at_once() -> None:
    burst = ReconnectBurst()
    burst.connected()
    assert burst.wait_s == CONNECTED_S
    assert burst.silence() == []
    assert burst.take(label("A")) == [label("A")]


def test_a_first_scan_whose_scanner_is_lost_again_at_once_is_for_a_person_to_confirm() -> None:
    burst = ReconnectBurst()
    burst.connected()
    assert burst.take(label("A")) == []
    assert burst.lost() == [replace(label("A"), stored=True)]


def test_each_new_connection_is_watched_anew() -> None:
    burst = ReconnectBurst()
    for _ in range(2):
        burst.connected()
        assert burst.take(label("A")) == []
        assert stored(burst.take(label("A"))) == [True, True]
        burst.lost()
