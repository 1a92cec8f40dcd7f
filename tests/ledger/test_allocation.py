"""The choice of bins, a pure function: never more than is free, as few bins as it takes, in the order of the walk."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ledger.allocation import Allotment, Demand, Stock, fewest_bins

demands = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 8)), max_size=4).map(
    lambda wants: [Demand(line, item, quantity) for line, (item, quantity) in enumerate(wants)]
)
stocks = st.lists(st.tuples(st.integers(1, 2), st.integers(1, 6), st.integers(1, 9)), max_size=8).map(
    lambda bins: [Stock(item, place, "", free, walk) for place, (item, free, walk) in enumerate(bins, start=1)]
)


def taken(allotments: list[Allotment]) -> Counter[tuple[int, int]]:
    """Units by (item, place)."""
    units: Counter[tuple[int, int]] = Counter()
    for allotment in allotments:
        units[allotment.item_id, allotment.place_id] += allotment.quantity
    return units


@given(demands, stocks)
def test_no_bin_ever_gives_more_than_is_free_in_it(demands: list[Demand], stock: list[Stock]) -> None:
    free = {(bin.item_id, bin.place_id): bin.free for bin in stock}
    assert all(0 < units <= free[key] for key, units in taken(fewest_bins(demands, stock)).items())


@given(demands, stocks)
def test_every_line_gets_what_it_wants_as_far_as_there_is_stock(demands: list[Demand], stock: list[Stock]) -> None:
    allotments = fewest_bins(demands, stock)
    for item in (1, 2):
        wanted = sum(demand.quantity for demand in demands if demand.item_id == item)
        free = sum(bin.free for bin in stock if bin.item_id == item)
        assert sum(allotment.quantity for allotment in allotments if allotment.item_id == item) == min(wanted, free)


@given(demands, stocks)
def test_no_line_gets_more_than_it_wants_or_another_item(demands: list[Demand], stock: list[Stock]) -> None:
    wants = {demand.line: demand for demand in demands}
    given_to: Counter[int] = Counter()
    for allotment in fewest_bins(demands, stock):
        assert allotment.item_id == wants[allotment.line].item_id
        given_to[allotment.line] += allotment.quantity
    assert all(given_to[line] <= demand.quantity for line, demand in wants.items())


@given(st.integers(1, 20), stocks)
def test_an_item_is_fetched_from_as_few_bins_as_possible(quantity: int, stock: list[Stock]) -> None:
    frees = [bin.free for bin in stock if bin.item_id == 1]
    wanted = min(quantity, sum(frees))
    fewest = next(count for count in range(len(frees) + 1) if any(sum(some) >= wanted for some in combinations(frees, count)))
    assert len(taken(fewest_bins([Demand(0, 1, quantity)], stock))) == fewest


@given(demands, stocks)
def test_a_line_is_served_along_the_walk(demands: list[Demand], stock: list[Stock]) -> None:
    walk = {bin.place_id: (bin.walk, bin.place_id) for bin in stock}
    allotments = fewest_bins(demands, stock)
    for demand in demands:
        way = [walk[allotment.place_id] for allotment in allotments if allotment.line == demand.line]
        assert way == sorted(way)


@given(st.integers(1, 5), stocks)
def test_of_the_bins_that_hold_enough_the_first_on_the_walk_serves(quantity: int, stock: list[Stock]) -> None:
    enough = sorted((bin.walk, bin.place_id) for bin in stock if bin.item_id == 1 and bin.free >= quantity)
    if enough:
        assert [allotment.place_id for allotment in fewest_bins([Demand(0, 1, quantity)], stock)] == [enough[0][1]]


@given(demands, stocks)
def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_bins(demands: list[Demand], stock: list[Stock]) -> None:
    assert fewest_bins(demands, stock) == fewest_bins(demands, stock[::-1])
