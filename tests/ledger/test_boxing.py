"""Box choice: everything fits, nothing cheaper to bill would, and a person is asked where nobody knows."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from ledger.packing.boxing import FILL_PERCENT, Box, Filled, Piece, billable_g, suggest

sides = st.integers(1, 60).map(lambda cm: cm * 10)
pieces = st.lists(st.builds(Piece, st.just(""), sides, sides, sides, st.integers(0, 5_000), st.integers(1, 6)), min_size=1, max_size=4).map(
    lambda some: [piece._replace(sku=f"SKU-{place}") for place, piece in enumerate(some)]
)
boxes = st.lists(
    st.builds(Box, st.just(""), sides, sides, sides, st.integers(0, 500), st.integers(1, 30_000), st.integers(0, 300)),
    min_size=1,
    max_size=6,
).map(lambda some: [box._replace(code=f"BOX-{place}") for place, box in enumerate(some)])


def goes_in(box: Box, contents: list[Piece]) -> bool:
    """Whether pieces fit a box, worked out another way: some turning of each one is no longer than the box on any side."""
    inner = (box.length_mm, box.width_mm, box.height_mm)
    turned = all(
        any(all(side <= most for side, most in zip(turning, inner, strict=True)) for turning in permutations(piece[1:4]))
        for piece in contents
    )
    units = sum(piece.quantity for piece in contents)
    volume = sum(piece.length_mm * piece.width_mm * piece.height_mm * piece.quantity for piece in contents)
    room = box.length_mm * box.width_mm * box.height_mm * (FILL_PERCENT if units > 1 else 100)
    return turned and volume * 100 <= room and sum(piece.weight_g * piece.quantity for piece in contents) <= box.most_g


def inside(filled: Filled, wanted: list[Piece]) -> list[Piece]:
    """The pieces that a suggestion puts into one box."""
    by_sku = {piece.sku: piece for piece in wanted}
    return [by_sku[sku]._replace(quantity=quantity) for sku, quantity in filled.contents.items()]


@given(pieces, boxes)
def test_every_unit_is_in_exactly_one_box_that_holds_it(wanted: list[Piece], choice: list[Box]) -> None:
    suggestion = suggest(wanted, choice)
    for filled in suggestion.boxes:
        assert goes_in(filled.box, inside(filled, wanted))
    if suggestion.boxes:
        packed = {piece.sku: sum(filled.contents.get(piece.sku, 0) for filled in suggestion.boxes) for piece in wanted}
        assert packed == {piece.sku: piece.quantity for piece in wanted}


@given(pieces, boxes)
def test_of_the_boxes_that_hold_everything_none_is_billed_for_less(wanted: list[Piece], choice: list[Box]) -> None:
    fitting = [box for box in choice if goes_in(box, wanted)]
    suggestion = suggest(wanted, choice)
    assert (len(suggestion.boxes) == 1) >= bool(fitting)
    if fitting:
        weight_g = sum(piece.weight_g * piece.quantity for piece in wanted)
        assert suggestion.boxes[0].billable_g == min(billable_g(box, weight_g, 5_000) for box in fitting)


@given(pieces, boxes)
def test_only_an_item_that_no_box_takes_is_left_to_the_packers_eye(wanted: list[Piece], choice: list[Box]) -> None:
    every_one_fits = all(any(goes_in(box, [piece._replace(quantity=1)]) for box in choice) for piece in wanted)
    assert bool(suggest(wanted, choice).boxes) == every_one_fits


LAMP = Piece("LAMP", 300, 200, 100, 900, 1)
SMALL = Box("S", 310, 210, 110, 150, 5_000, 40)
LARGE = Box("L", 600, 400, 400, 600, 20_000, 90)


def test_the_box_whose_volume_the_carrier_bills_least_is_taken() -> None:
    (filled,) = suggest([LAMP], [LARGE, SMALL]).boxes
    assert (filled.box.code, filled.billable_g) == ("S", 1_433)  # 7,161 cm³ / 5,000 weigh more than 1,050 g


def test_of_two_boxes_billed_alike_the_cheaper_one_is_taken() -> None:
    heavy = LAMP._replace(weight_g=4_000)
    (filled,) = suggest([heavy], [SMALL, SMALL._replace(code="A", cost_minor=41), SMALL._replace(code="Z", cost_minor=39)]).boxes
    assert filled.box.code == "Z"


def test_what_is_too_much_for_one_box_is_split_over_several() -> None:
    suggestion = suggest([LAMP._replace(quantity=3)], [SMALL])
    assert [filled.contents for filled in suggestion.boxes] == [{"LAMP": 1}] * 3
    assert "3 boxes" in suggestion.note


def test_a_weight_limit_splits_what_would_fit() -> None:
    anvil = Piece("ANVIL", 100, 100, 100, 8_000, 4)
    assert [filled.contents for filled in suggest([anvil], [LARGE]).boxes] == [{"ANVIL": 2}, {"ANVIL": 2}]


def test_an_item_without_measures_is_left_to_the_packers_eye() -> None:
    suggestion = suggest([LAMP, Piece("BOLT", 0, 10, 10, 5, 1)], [SMALL])
    assert (suggestion.boxes, suggestion.note) == ((), "unknown, choose by eye: no measures of BOLT")


def test_another_divisor_bills_another_volume_weight() -> None:
    (filled,) = suggest([LAMP], [SMALL], divisor=10_000).boxes
    assert filled.billable_g == 1_050
