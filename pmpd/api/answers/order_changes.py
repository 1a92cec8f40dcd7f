"""What is told when orders are changed, and of what waits among them."""

from pmpd.api.answers.answer import Moment, Next, Number, Shape, Told
from pmpd.api.answers.orders import MissingView, OrderPutBack, OrderRow


class OrderTaken(Told):
    """What came of an order that was sent: `new`, `changed`, `duplicate` or `stale`."""

    outcome: str
    order: Number
    state: str
    holds: list[str]
    changes: list[str]


class OrderCancelled(Told):
    """The put-back tasks that a cancelled order leaves."""

    order: Number
    put_back: list[int]


class OrderHolds(Told):
    """The kinds of holds that an order has now."""

    order: Number
    holds: list[str]


class ShippedShort(Told):
    """How many units were taken off an order."""

    order: Number
    cancelled: int


class PutBackRow(OrderPutBack):
    """Units that their order wants no more."""

    description: str
    unit: str
    order: Number


class PutBackPage(Told):
    """Units that wait to be put back, the oldest first."""

    put_backs: list[PutBackRow]
    next: Next


class PutBackDone(Told):
    """Units that are in a bin again."""

    task: int
    bin: str
    quantity: int


class Merged(Told):
    """The order that serves the others."""

    order: Number
    merged: list[Number]
    ship_by_ms: Moment | None


class Unmerged(Told):
    """Orders that are served by themselves again."""

    order: Number
    unmerged: list[Number]


class MergeSuggestion(Told):
    """Orders of one buyer that could go in one parcel."""

    orders: list[Number]
    buyer: str
    channel: str
    account: str


class MergeSuggestions(Told):
    """The newest orders that could go together."""

    suggestions: list[MergeSuggestion]


class SplitOff(Told):
    """The new order that serves the units taken out."""

    order: Number
    split: Number


class Noted(Told):
    """A note in an order's story."""

    order: Number
    note: str


class PrioritySet(Told):
    """An order's new priority."""

    order: Number
    priority: int


class ShipBySet(Told):
    """By when an order must leave."""

    order: Number
    ship_by_ms: Moment | None


class Summary(Told):
    """How many orders wait, are in progress, need a person, and shipped today, a day of the shop's calendar."""

    today: str
    waiting: int
    in_progress: int
    problem: int
    shipped_today: int
    states: dict[str, int]


class AtRiskRow(OrderRow):
    """An order that must leave today; `late`: its time is over."""

    late: bool


class AtRisk(Told):
    """What must leave today and is not packed, the most urgent first."""

    day: str
    cut_off_ms: Moment | None
    orders: list[AtRiskRow]


class OrderSubstitutes(Told):
    """What an order lacks, and what could be sent instead."""

    order: Number
    missing: list[MissingView]


ANSWERS: dict[str, Shape] = {
    "POST /orders": OrderTaken,
    "POST /orders/{number}/cancel": OrderCancelled,
    "POST /orders/{number}/hold": OrderHolds,
    "POST /orders/{number}/release": OrderHolds,
    "POST /orders/{number}/ship-short": ShippedShort,
    "GET /put-backs": PutBackPage,
    "POST /put-backs/{task}": PutBackDone,
    "POST /manual-orders": OrderTaken,
    "POST /orders/{number}/merge": Merged,
    "POST /orders/{number}/unmerge": Unmerged,
    "GET /merge-suggestions": MergeSuggestions,
    "POST /orders/{number}/split": SplitOff,
    "POST /orders/{number}/notes": Noted,
    "POST /orders/{number}/priority": PrioritySet,
    "POST /orders/{number}/ship-by": ShipBySet,
    "GET /summary": Summary,
    "GET /at-risk": AtRisk,
    "GET /orders/{number}/substitutes": OrderSubstitutes,
}
