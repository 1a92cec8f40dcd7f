"""The choice of bins, a pure function: what every strategy promises, whichever a rule names."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.promises.allocation import Allotment, Demand, Stock, Strategy, Terms, Warehouse, keep_floor
from ledger.promises.strategies import STRATEGIES

every_strategy = pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=STRATEGIES)

WAREHOUSES = (
    Warehouse(1, "LEEDS", "GB", "LS1 4AB", ("IE",)),
    Warehouse(2, "BONN", "DE", "53111", ("AT", "FR")),
    Warehouse(3, "LYON", "FR", "69001", ()),
)
demands = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 8)), max_size=4).map(
    lambda wants: [Demand(line, item, quantity) for line, (item, quantity) in enumerate(wants)]
)
bins = st.tuples(
    st.integers(1, 2), st.integers(1, 6), st.integers(1, 9), st.sampled_from((True, True, False)), st.integers(1, 4), st.integers(0, 3)
)
stocks = st.lists(bins, max_size=8).map(
    lambda bins: [
        Stock(item, place, "", free, walk, pickable, warehouse_id, since_ms)
        for place, (item, free, walk, pickable, warehouse_id, since_ms) in enumerate(bins, start=1)
    ]
)
terms = st.builds(
    Terms,
    country=st.sampled_from(("", "GB", "AT", "US")),
    postcode=st.sampled_from(("", "LS9", "53")),
    warehouses=st.sampled_from((WAREHOUSES, WAREHOUSES[:1], ())),
    preferred=st.sampled_from((None, 2, 4)),
)


def taken(allotments: list[Allotment]) -> Counter[tuple[int, int]]:
    """Units by (item, place)."""
    units: Counter[tuple[int, int]] = Counter()
    for allotment in allotments:
        units[allotment.item_id, allotment.place_id] += allotment.quantity
    return units


@every_strategy
@given(demands, stocks, terms)
def test_no_bin_ever_gives_more_than_is_free_in_it(strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms) -> None:
    free = {(bin.item_id, bin.place_id): bin.free for bin in stock}
    assert all(0 < units <= free[key] for key, units in taken(strategy(demands, stock, terms)).items())


@every_strategy
@given(demands, stocks, terms)
def test_all_that_is_wanted_is_served_as_far_as_there_is_stock(
    strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms
) -> None:
    allotments = strategy(demands, stock, terms)
    for item in (1, 2):
        wanted = sum(demand.quantity for demand in demands if demand.item_id == item)
        free = sum(bin.free for bin in stock if bin.item_id == item)
        assert sum(allotment.quantity for allotment in allotments if allotment.item_id == item) == min(wanted, free)


@every_strategy
@given(demands, stocks, terms)
def test_no_line_gets_more_than_it_wants_or_another_item(
    strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms
) -> None:
    wants = {demand.line: demand for demand in demands}
    given_to: Counter[int] = Counter()
    for allotment in strategy(demands, stock, terms):
        assert allotment.item_id == wants[allotment.line].item_id
        given_to[allotment.line] += allotment.quantity
    assert all(given_to[line] <= demand.quantity for line, demand in wants.items())


@every_strategy
@given(demands, stocks, terms)
def test_overstock_serves_only_what_no_bin_for_picking_has(
    strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms
) -> None:
    pickable = {bin.place_id: bin.pickable for bin in stock}
    units = taken(strategy(demands, stock, terms))
    for item in (1, 2):
        picked = sum(quantity for (one, place), quantity in units.items() if one == item and pickable[place])
        fetched = sum(quantity for (one, place), quantity in units.items() if one == item and not pickable[place])
        assert not fetched or picked == sum(bin.free for bin in stock if bin.item_id == item and bin.pickable)


@every_strategy
@given(demands, stocks, terms)
def test_an_allotment_says_whether_pickers_are_sent_there(
    strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms
) -> None:
    pickable = {bin.place_id: bin.pickable for bin in stock}
    assert all(allotment.pickable == pickable[allotment.place_id] for allotment in strategy(demands, stock, terms))


@every_strategy
@given(demands, stocks, terms, st.randoms(use_true_random=False))
def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_bins(
    strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms, random: object
) -> None:
    shuffled = sorted(stock, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert strategy(demands, stock, terms) == strategy(demands, shuffled, terms)


@every_strategy
@given(demands, stocks, terms, st.integers(1, 12))
def test_under_a_floor_so_many_units_stay_free_and_not_one_more(
    strategy: Strategy, demands: list[Demand], stock: list[Stock], terms: Terms, floor: int
) -> None:
    units = taken(strategy(keep_floor(demands, stock, floor), stock, terms))
    for item in (1, 2):
        free = sum(bin.free for bin in stock if bin.item_id == item)
        wanted = sum(demand.quantity for demand in demands if demand.item_id == item)
        assert sum(quantity for (one, _), quantity in units.items() if one == item) == min(wanted, max(0, free - floor))
