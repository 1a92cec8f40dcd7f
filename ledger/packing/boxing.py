"""Which box to take: pure arithmetic over measures, weights and a list of boxes.

A carrier bills the greater of what a parcel weighs and what its volume would weigh, so the best box is the one with the lowest billable
weight; of two alike the cheaper one, then the smaller one. Measures are compared, nothing is folded or laid out by trial: an item fits
when its sides, in whatever way it is turned, are no longer than the box's, and several items fit when they fill no more than
`FILL_PERCENT` of it. A packer's eye may do better; this is a suggestion.
"""

from collections.abc import Sequence
from typing import NamedTuple

FILL_PERCENT = 80
"""How much of a box's volume several items may fill; the rest is air and padding between them."""

DIVISOR = 5_000
"""Cubic centimetres that weigh a kilogram to the carrier, unless the setting `dimensional_divisor` says otherwise."""


class Piece(NamedTuple):
    """Units of one item; a side or a weight of 0 is not known."""

    sku: str
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    quantity: int

    @property
    def sides_mm(self) -> tuple[int, int, int]:
        """The sides, longest first."""
        return _sorted_sides(self.length_mm, self.width_mm, self.height_mm)

    @property
    def volume_mm3(self) -> int:
        """The volume of one unit."""
        return self.length_mm * self.width_mm * self.height_mm


class Box(NamedTuple):
    """A box: inner measures, its own weight, the most that may be put into it, and what it costs."""

    code: str
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    most_g: int
    cost_minor: int

    @property
    def sides_mm(self) -> tuple[int, int, int]:
        """The inner sides, longest first."""
        return _sorted_sides(self.length_mm, self.width_mm, self.height_mm)

    @property
    def volume_mm3(self) -> int:
        """The inner volume."""
        return self.length_mm * self.width_mm * self.height_mm


class Filled(NamedTuple):
    """A box with what goes into it (units by SKU), and the weight that the carrier will bill."""

    box: Box
    contents: dict[str, int]
    billable_g: int


class Suggestion(NamedTuple):
    """The boxes to take; none when a person must choose, and then `note` says why."""

    boxes: tuple[Filled, ...]
    note: str


class Load(NamedTuple):
    """What lies in one box: the longest sides of any unit, and the sums over all units."""

    sides_mm: tuple[int, int, int] = (0, 0, 0)
    volume_mm3: int = 0
    weight_g: int = 0
    units: int = 0

    def plus(self, piece: Piece, units: int) -> "Load":
        """The load with some units of a piece added."""
        longest = [max(pair) for pair in zip(self.sides_mm, piece.sides_mm, strict=True)]
        return Load(
            (longest[0], longest[1], longest[2]),
            self.volume_mm3 + units * piece.volume_mm3,
            self.weight_g + units * piece.weight_g,
            self.units + units,
        )


def suggest(pieces: Sequence[Piece], boxes: Sequence[Box], divisor: int = DIVISOR) -> Suggestion:
    """The one box that holds every piece at the lowest billable weight; where none does, a split over several boxes.

    The split puts the largest pieces first, each into the first box that still has room for it.
    """
    if not boxes:
        return Suggestion((), "no boxes are entered; choose by eye")
    unmeasured = [piece.sku for piece in pieces if not all(piece.sides_mm)]
    if unmeasured:
        return Suggestion((), f"unknown, choose by eye: no measures of {', '.join(unmeasured)}")
    whole = Load()
    for piece in pieces:
        whole = whole.plus(piece, piece.quantity)
    single = _best(boxes, whole, divisor)
    if single is not None:
        contents = {piece.sku: piece.quantity for piece in pieces}
        return Suggestion((Filled(single, contents, billable_g(single, whole.weight_g, divisor)),), "")
    return _split(pieces, boxes, divisor)


def billable_g(box: Box, contents_g: int, divisor: int) -> int:
    """The greater of what the parcel weighs and its volume in cubic centimetres / divisor, in kilograms, rounded up to grams."""
    return max(box.weight_g + contents_g, -(-box.volume_mm3 // divisor))


def holds(box: Box, load: Load) -> bool:
    """Whether a load fits by its longest sides, its volume and its weight."""
    fits = all(side <= most for side, most in zip(load.sides_mm, box.sides_mm, strict=True))
    filled = load.units > 1 and load.volume_mm3 * 100 > box.volume_mm3 * FILL_PERCENT
    return fits and not filled and load.weight_g <= box.most_g


def _best(boxes: Sequence[Box], load: Load, divisor: int) -> Box | None:
    fitting = [box for box in boxes if holds(box, load)]
    return min(fitting, key=lambda box: (billable_g(box, load.weight_g, divisor), box.cost_minor, box.volume_mm3, box.code), default=None)


def _split(pieces: Sequence[Piece], boxes: Sequence[Box], divisor: int) -> Suggestion:
    loads: list[Load] = []
    contents: list[dict[str, int]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.volume_mm3, -piece.weight_g, piece.sku)):
        left, number = piece.quantity, 0
        while left:
            if number == len(loads):
                loads.append(Load())
                contents.append({})
            units = max(_room(box, loads[number], piece, left) for box in boxes)
            if units:
                loads[number] = loads[number].plus(piece, units)
                contents[number][piece.sku] = contents[number].get(piece.sku, 0) + units
                left -= units
            elif not loads[number].units:
                return Suggestion((), f"no box holds {piece.sku}; choose by eye")
            number += 1
    filled = []
    for load, held in zip(loads, contents, strict=True):
        box = _best(boxes, load, divisor)
        assert box is not None
        filled.append(Filled(box, held, billable_g(box, load.weight_g, divisor)))
    return Suggestion(tuple(filled), f"no single box holds everything; {len(filled)} boxes do")


def _room(box: Box, load: Load, piece: Piece, most: int) -> int:
    """How many units of a piece the box takes on top of a load, at most so many."""
    if not holds(box, load.plus(piece, 1)):
        return 0
    by_volume = (box.volume_mm3 * FILL_PERCENT // 100 - load.volume_mm3) // piece.volume_mm3
    by_weight = (box.most_g - load.weight_g) // piece.weight_g if piece.weight_g else most
    return max(1, min(most, by_volume, by_weight))


def _sorted_sides(*sides_mm: int) -> tuple[int, int, int]:
    longest, middle, shortest = sorted(sides_mm, reverse=True)
    return longest, middle, shortest
