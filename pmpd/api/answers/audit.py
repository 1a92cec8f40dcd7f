"""What is told of the past, the daily equation, and the outbox."""

from typing import Annotated, Any

from pydantic import Field

from pmpd.api.answers.answer import CsvPage, Moment, Next, Shape, StoryPage, Told


class StockRow(Told):
    """Units that lay somewhere."""

    sku: str
    bin: str
    unit: str
    on_hand: int


class StockAsOf(Told):
    """What lay where after a journal row."""

    seq: int
    at_ms: Moment
    stock: list[StockRow]
    next: Next


class FieldChange(Told):
    """Who changed a field from what to what; null: there was none, or is none any more."""

    seq: int
    at_ms: Moment
    actor: str
    device: str
    subject: str
    name: str
    field: str
    before: Any
    after: Any


class FieldChanges(Told):
    """A page of changes, newest first."""

    changes: list[FieldChange]
    next: Next


class DayClosed(Told):
    """A reconciled day, and the items that do not add up."""

    day: str
    time_zone: str
    lines: int
    unexplained: list[str]


class DayFigures(Told):
    """The equation of an item and a day: opening + received − shipped + returned + adjusted = closing, but for the difference."""

    sku: str
    opening: int
    received: int
    shipped: int
    returned: int
    adjusted: int
    closing: int
    difference: int


class ReconciliationPage(Told):
    """A reconciled day, what does not add up first."""

    day: str
    time_zone: str
    closed_ms: Moment
    first_seq: int
    last_seq: int
    unexplained: int
    lines: list[DayFigures]
    next: Next


class DayMovement(Told):
    """A movement behind an item's line of a day."""

    group: str
    units: int
    seq: int
    at_ms: Moment
    actor: str
    device: str
    taken_from: Annotated[str, Field(alias="from")]
    to: str
    unit: str
    reason: str
    order: str
    text: str


class ReconciliationRows(DayFigures):
    """The movements behind an item's line of a day, and what contradicts them."""

    day: str
    rows: list[DayMovement]
    contradictions: list[str]


class OutboxMessage(Told):
    """What waits to be said, to whom, in words, and what came of it."""

    id: int
    kind: str
    to: str
    says: str
    state: str
    version: int
    attempts: int
    next_ms: Moment
    worker: str
    answer: str


class OutboxPage(Told):
    """Messages, parked ones first; of one state by their numbers, page by page."""

    messages: list[OutboxMessage]
    next: Next


class ChannelNews(Told):
    """How a channel does; `last_ms` is when it last sent an order or took a word of ours, 0 where that never was."""

    channel: str
    account: str
    label: str
    last_ms: Moment
    order_in_ms: Moment | None
    told_ms: Moment | None
    waiting: Annotated[int, Field(description="Messages that it was not told yet, the parked ones among them")]
    parked: int


class Channels(Told):
    """Every channel that sent an order or shows a listing."""

    channels: list[ChannelNews]


class PublishedListing(Told):
    """What a channel is to show, was told, and has confirmed; null: nothing yet."""

    channel: str
    account: str
    listing: str
    sku: str
    multiplier: int
    buffer: int
    quantity: int
    submitted: int | None
    applied: int | None
    behind: bool
    state: str
    attempts: int
    answer: str


class PublishedPage(Told):
    """A page of listings; with `behind`, a page may hold few of them, or none, and still have a `next`."""

    listings: list[PublishedListing]
    next: Next


class SoldLine(Told):
    """Offers of a shipment, as their channel knows them."""

    external_id: str
    listing: str
    sku: str
    quantity: int


class LeasedMessage(Told):
    """A message to be said: of the kind `quantity`, `shipment` or `void`, with the fields of its kind."""

    id: int
    version: int
    kind: str
    until_ms: Moment
    channel: str = ""
    account: str
    listing: Annotated[str, Field(description="quantity: the offer")] = ""
    quantity: Annotated[int, Field(description="quantity: the units to show")] = 0
    external_id: Annotated[str, Field(description="shipment: the channel's order")] = ""
    external_number: str = ""
    order: str = ""
    carrier: str = ""
    service: str = ""
    tracking: Annotated[list[str], Field(description="shipment, void: every parcel's number", default_factory=list)]
    lines: Annotated[list[SoldLine], Field(default_factory=list)]


class Leased(Told):
    """Messages that are the worker's until their lease ends."""

    leased: list[LeasedMessage]


class MessageNoted(Told):
    """What became of a message."""

    id: int
    state: str
    attempts: int
    next_ms: Moment


class Unparked(Told):
    """How many messages are tried again."""

    unparked: int


ANSWERS: dict[str, Shape] = {
    "GET /items/{sku}/story": StoryPage,
    "GET /places/{bin}/story": StoryPage,
    "GET /units/{unit}/story": StoryPage,
    "GET /operators/{operator}/story": StoryPage,
    "GET /stock-as-of": StockAsOf,
    "GET /changes": FieldChanges,
    "GET /exports/movements": CsvPage,
    "GET /exports/journal": CsvPage,
    "GET /exports/changes": CsvPage,
    "GET /exports/activity": CsvPage,
    "GET /exports/stories": CsvPage,
    "GET /exports/stock": CsvPage,
    "POST /reconciliation": DayClosed,
    "GET /reconciliation": ReconciliationPage,
    "GET /reconciliation/{day}/{sku}": ReconciliationRows,
    "GET /outbox": OutboxPage,
    "GET /published": PublishedPage,
    "GET /channels": Channels,
    "POST /outbox/lease": Leased,
    "POST /outbox/{message}/result": MessageNoted,
    "POST /outbox/unpark": Unparked,
}
