"""What every route answers, for the description of the API; the routes themselves need none of it."""

from pmpd.api.answers import (
    allocation,
    audit,
    catalog,
    devices,
    loans,
    machine,
    order_changes,
    orders,
    packing,
    people,
    picking,
    printing,
    purchases,
    setup,
    shipping,
    stock,
)
from pmpd.api.answers.answer import Shape

_ROOMS = (
    orders,
    order_changes,
    picking,
    packing,
    shipping,
    printing,
    catalog,
    stock,
    purchases,
    allocation,
    audit,
    devices,
    loans,
    machine,
    people,
    setup,
)

ANSWERS: dict[str, Shape] = {operation: shape for room in _ROOMS for operation, shape in room.ANSWERS.items()}
"""The shape of the answer by method and path (`GET /orders`)."""
