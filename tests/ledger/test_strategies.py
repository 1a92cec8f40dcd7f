"""What each strategy does that the others do not, and which warehouse is nearest."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from ledger.promises.allocation import Allotment, Demand, Stock, Strategy, Terms, Warehouse
from ledger.promises.strategies import emptiest_bin_first, fewest_bins, nearest, nearest_warehouse, oldest_cost_first, single_warehouse

LEEDS = Warehouse(1, "LEEDS", "GB", "LS1 4AB", ("IE",))
GLASGOW = Warehouse(2, "GLASGOW", "GB", "G1 1AA", ("US", "IE"))
BONN = Warehouse(3, "BONN", "DE", "53111", ("AT", "FR"))
ALL = (LEEDS, GLASGOW, BONN)
TO_LEEDS = Terms("GB", "ls9 7tf", ALL)

one_item = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 6)), max_size=8).map(
    lambda bins: [Stock(1, place, "", free, walk) for place, (free, walk) in enumerate(bins, start=1)]
)


def bins_used(strategy: Strategy, quantity: int, stock: list[Stock], terms: Terms = TO_LEEDS) -> list[tuple[int, int]]:
    """(place, units) for one line of item 1, in the order they are allotted."""
    return [(one.place_id, one.quantity) for one in strategy([Demand(0, 1, quantity)], stock, terms)]


def warehouses_used(allotments: list[Allotment], stock: list[Stock]) -> set[int]:
    """The warehouses that serve."""
    by_place = {bin.place_id: bin.warehouse_id for bin in stock}
    return {by_place[one.place_id] for one in allotments}


@given(st.integers(1, 20), one_item)
def test_an_item_is_fetched_from_as_few_bins_as_possible(quantity: int, stock: list[Stock]) -> None:
    frees = [bin.free for bin in stock]
    wanted = min(quantity, sum(frees))
    fewest = next(count for count in range(len(frees) + 1) if any(sum(some) >= wanted for some in combinations(frees, count)))
    assert len(bins_used(fewest_bins, quantity, stock)) == fewest


@given(st.integers(1, 20), one_item)
def test_a_line_is_served_along_the_walk(quantity: int, stock: list[Stock]) -> None:
    walk = {bin.place_id: (bin.walk, bin.place_id) for bin in stock}
    way = [walk[place] for place, _ in bins_used(fewest_bins, quantity, stock)]
    assert way == sorted(way)


@given(st.integers(1, 5), one_item)
def test_of_the_bins_that_hold_enough_the_first_on_the_walk_serves(quantity: int, stock: list[Stock]) -> None:
    enough = sorted((bin.walk, bin.place_id) for bin in stock if bin.free >= quantity)
    if enough:
        assert [place for place, _ in bins_used(fewest_bins, quantity, stock)] == [enough[0][1]]


def test_units_that_came_in_first_leave_first() -> None:
    stock = [Stock(1, 10, "", 3, 1, since_ms=300), Stock(1, 11, "", 3, 9, since_ms=100), Stock(1, 12, "", 3, 5, since_ms=200)]
    assert bins_used(oldest_cost_first, 4, stock) == [(11, 3), (12, 1)]


def test_units_of_unknown_age_count_as_the_oldest() -> None:
    stock = [Stock(1, 10, "", 3, 1, since_ms=300), Stock(1, 11, "", 3, 9, since_ms=0)]
    assert bins_used(oldest_cost_first, 1, stock) == [(11, 1)]


def test_the_emptiest_bin_is_emptied_first() -> None:
    stock = [Stock(1, 10, "", 9, 1), Stock(1, 11, "", 1, 5), Stock(1, 12, "", 2, 3)]
    assert bins_used(emptiest_bin_first, 4, stock) == [(11, 1), (12, 2), (10, 1)]


def test_the_warehouse_with_the_closer_postcode_serves_though_the_other_comes_first_on_the_walk() -> None:
    stock = [Stock(1, 10, "", 9, 1, warehouse_id=GLASGOW.id), Stock(1, 11, "", 9, 5, warehouse_id=LEEDS.id)]
    assert bins_used(nearest_warehouse, 2, stock) == [(11, 2)]


def test_the_next_warehouse_helps_out_when_the_nearest_has_too_few() -> None:
    stock = [Stock(1, 10, "", 9, 1, warehouse_id=GLASGOW.id), Stock(1, 11, "", 1, 5, warehouse_id=LEEDS.id)]
    assert bins_used(nearest_warehouse, 2, stock) == [(11, 1), (10, 1)]


def test_the_country_comes_before_the_countries_served_and_those_before_the_rest() -> None:
    assert [near.warehouse_id for near in nearest(Terms("IE", "", ALL))] == [LEEDS.id, GLASGOW.id, BONN.id]
    assert [near.warehouse_id for near in nearest(Terms("DE", "", ALL))] == [BONN.id, GLASGOW.id, LEEDS.id]
    assert [near.warehouse_id for near in nearest(Terms("GB", "G2", ALL))] == [GLASGOW.id, LEEDS.id, BONN.id]


def test_nearness_is_explained_in_words() -> None:
    assert [near.why for near in nearest(Terms("GB", "LS1 9ZZ", (LEEDS, BONN)))] == [
        "in GB, its postcode begins LS1 too",
        "neither in GB nor said to serve it",
    ]


def test_one_warehouse_that_has_the_whole_order_serves_it_alone() -> None:
    stock = [
        *[Stock(item, 10 + item, "", 5, 1, warehouse_id=LEEDS.id) for item in (1, 2)],
        *[Stock(item, 20 + item, "", 5, 9, warehouse_id=BONN.id) for item in (1, 2, 3)],
    ]
    wants = [Demand(line, item, 1) for line, item in enumerate((1, 2, 3))]
    assert warehouses_used(single_warehouse(wants, stock, TO_LEEDS), stock) == {BONN.id}


def test_of_warehouses_that_have_the_whole_order_the_nearest_serves_and_a_preferred_one_before_it() -> None:
    stock = [Stock(1, 10, "", 5, 1, warehouse_id=BONN.id), Stock(1, 11, "", 5, 2, warehouse_id=LEEDS.id)]
    assert bins_used(single_warehouse, 2, stock) == [(11, 2)]
    assert bins_used(single_warehouse, 2, stock, TO_LEEDS._replace(preferred=BONN.id)) == [(10, 2)]


split_orders = st.lists(st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 4)), min_size=1, max_size=6).map(
    lambda bins: [Stock(item, place, "", free, place, warehouse_id=house) for place, (item, house, free) in enumerate(bins, start=1)]
)


@given(st.integers(0, 4), st.integers(0, 4), split_orders)
def test_an_order_is_never_spread_when_one_warehouse_could_have_served_it(one: int, two: int, stock: list[Stock]) -> None:
    wants = [Demand(1, 1, one), Demand(2, 2, two)]

    def has(house: int, item: int) -> int:
        return sum(bin.free for bin in stock if (bin.warehouse_id, bin.item_id) == (house, item))

    if any(has(house, 1) >= one and has(house, 2) >= two for house in (1, 2, 3)):
        assert len(warehouses_used(single_warehouse(wants, stock, TO_LEEDS), stock)) <= 1


def test_a_preferred_warehouse_comes_before_the_others_whatever_the_strategy() -> None:
    stock = [Stock(1, 10, "", 2, 1, warehouse_id=LEEDS.id, since_ms=1), Stock(1, 11, "", 9, 5, warehouse_id=BONN.id, since_ms=9)]
    terms = TO_LEEDS._replace(preferred=BONN.id)
    for strategy, quantity in product((fewest_bins, oldest_cost_first, emptiest_bin_first, nearest_warehouse), (1, 2)):
        assert bins_used(strategy, quantity, stock, terms) == [(11, quantity)]
