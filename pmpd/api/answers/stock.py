"""What is told of stock work."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Moment, Next, Number, Shape, Told


class Received(Told):
    """Units that arrived; `discrepancy` says what the purchase order did not ask for."""

    sku: str
    bin: str
    quantity: int
    discrepancy: str


class PutAwayHint(Told):
    """A bin to put units into, and why: lies_there, lay_there, zone or empty."""

    bin: str
    why: str


class DockUnits(Told):
    """Units on a dock."""

    sku: str
    description: str
    unit: str
    dock: str
    quantity: int
    since_ms: Moment
    suggestions: list[PutAwayHint]


class ToPutAway(Told):
    """What lies on docks, the oldest first; at most 200."""

    units: list[DockUnits]


class PutAwayDone(Told):
    """Units that are in a bin now; `left` still lie on the dock."""

    sku: str
    dock: str
    bin: str
    quantity: int
    left: int


class StockMoved(Told):
    """Units that went from bin to bin; `broken`: promises to orders that had to be broken for it."""

    sku: str
    taken_from: Annotated[str, Field(alias="from")]
    to: str
    quantity: int
    promised: int
    broken: int


class StockAdjusted(Told):
    """By how many units the books of a bin changed."""

    sku: str
    bin: str
    change: int
    broken: int


class BinUnits(Told):
    """Units in a bin."""

    sku: str
    description: str
    unit: str
    on_hand: int
    reserved: int


class BinContent(Told):
    """What lies in a bin."""

    bin: str
    zone: str
    walk: int
    purpose: str
    pickable: bool
    sellable: bool
    content: list[BinUnits]


class FoundItem(Told):
    """An item that a text means; `available` where it was found by words, `tracking` where by a lot or serial number."""

    sku: str
    description: str
    available: int | None = None
    tracking: str | None = None


class FoundOrder(Told):
    """An order that a text means, and its tote."""

    order: Number
    state: str
    tote: str


class Found(Told):
    """What a text means here: bin, tote, station, item, order, unit, items or nothing; what does not apply is empty."""

    found: str
    code: str
    unit: str
    description: str
    tracking: str
    purpose: str
    items: list[FoundItem]
    orders: list[FoundOrder]


class Queue(Told):
    """How many wait in a queue, and since when the one that waits longest."""

    queue: str
    waiting: int
    oldest_ms: Moment | None


class Queues(Told):
    """Every queue of the day."""

    queues: list[Queue]


class AlertRow(Told):
    """What a person should look at; `subject` is what people call it: a number, a SKU, a bin and a SKU."""

    alert: int
    kind: str
    subject: str
    cause: str
    raised_ms: Moment


class AlertPage(Told):
    """A page of alerts, newest first."""

    alerts: list[AlertRow]
    next: Next


class AlertResolved(Told):
    """An alert that was dealt with."""

    alert: int
    cause: str


class CountsQueued(Told):
    """How many counts of a bin are new."""

    bin: str
    queued: int


class CountRow(Told):
    """A count that waits or is under way."""

    task: int
    sku: str
    description: str
    unit: str
    bin: str
    zone: str
    abc: str
    reason: str
    state: str
    operator: str
    queued_ms: Moment | None


class CountAccuracy(Told):
    """Of the last counts: how many there were, and how many found the books right."""

    done: int
    right: int
    percent: int | None


class CountPage(Told):
    """The counts to be done along the walk."""

    counts: list[CountRow]
    accuracy: CountAccuracy
    next: Next


class CountView(CountRow):
    """A count as its counter sees it; `counted` and `adjusted` once it is done. `moved`: units came or went since it was started."""

    moved: bool
    counted: int | None = None
    adjusted: int | None = None


class CountSubmitted(CountView):
    """A count that is done; `broken`: promises to orders that had to be broken."""

    broken: int


class CountsScheduled(Told):
    """How many counts were queued."""

    queued: int


class ItemsClassed(Told):
    """How many items are in each class, and how many changed theirs."""

    a: Annotated[int, Field(alias="A")]
    b: Annotated[int, Field(alias="B")]
    c: Annotated[int, Field(alias="C")]
    changed: int


ANSWERS: dict[str, Shape] = {
    "POST /stock/receipts": Received,
    "GET /to-put-away": ToPutAway,
    "POST /stock/put-aways": PutAwayDone,
    "POST /stock/moves": StockMoved,
    "POST /stock/adjustments": StockAdjusted,
    "GET /bins/{code}": BinContent,
    "GET /look-up": Found,
    "GET /queues": Queues,
    "GET /alerts": AlertPage,
    "POST /alerts/{alert}/resolve": AlertResolved,
    "POST /counts": CountsQueued,
    "GET /counts": CountPage,
    "GET /counts/{task}": CountView,
    "POST /counts/{task}/start": CountView,
    "POST /counts/{task}/submit": CountSubmitted,
    "POST /counts/{task}/cancel": CountView,
    "POST /count-schedule": CountsScheduled,
    "POST /abc-classes": ItemsClassed,
}
