"""Whether a parcel's weight can be right: what is in it, and the box, say what to expect."""

from collections.abc import Iterable

TOLERANCE_PERCENT = 10
TOLERANCE_G = 50
"""A parcel may weigh so much more or less than expected: the two are added up."""

PACKAGING_G = 300
"""Without a named box its weight is not known: a parcel may be so much heavier than its items."""


def expected_g(items: Iterable[tuple[int, int]], box_g: int) -> int:
    """Grams to expect of items, given as (weight of one, quantity), in a box; 0 when the weight of one of them is not known."""
    known = list(items)
    if not all(weight_g for weight_g, _ in known):
        return 0
    return box_g + sum(weight_g * quantity for weight_g, quantity in known)


def doubt(weight_g: int, expected: int, *, boxed: bool) -> str:
    """What to say of a weight that is far from the expected one; empty when it is near, or when either is not known (0)."""
    if not weight_g or not expected:
        return ""
    tolerance_g = expected * TOLERANCE_PERCENT // 100 + TOLERANCE_G
    if weight_g < expected - tolerance_g:
        return f"weighs {weight_g} g where {expected} g were expected: look whether something is missing"
    if weight_g > expected + tolerance_g + (0 if boxed else PACKAGING_G):
        return f"weighs {weight_g} g where {expected} g were expected: look whether something is in it that does not belong there"
    return ""
