"""What requests about the past, the daily equation and the outbox say."""

from typing import Annotated, Literal

from pydantic import Field

from pmpd.api.bodies import Code, Short, Text, Time
from pmpd.api.call import Body

Cursor = Annotated[str, Field(max_length=40, description="The `next` of the page before")]
Day = Annotated[
    str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="A day of the shop's calendar, as 2026-11-24", examples=["2026-11-24"])
]


class StoryQuery(Body):
    """A page of a story, newest first."""

    before: Cursor = ""


class UnitStoryQuery(StoryQuery):
    """As a story; `sku` where several items have the same lot or serial number."""

    sku: Annotated[Short, Field(description="The item, where several have the same lot or serial number")] = ""


class MomentQuery(Body):
    """Which moment, and which item or place; now, and a page of all items, where nothing is said."""

    at_ms: Time | None = None
    seq: Annotated[int | None, Field(ge=0, description="The journal row after which; in place of a time")] = None
    sku: Annotated[Short, Field(description="Only this item")] = ""
    bin: Annotated[Short, Field(description="Only this bin, tote or station")] = ""
    after: Cursor = ""


class ChangesQuery(Body):
    """Changes of one thing, or of everything."""

    subject: Annotated[
        Literal["", "item", "place", "warehouse", "allocation_rule", "box", "purchase_order", "setting"],
        Field(description="What kind of thing; everything when not said"),
    ] = ""
    name: Annotated[Short, Field(description="Which one: its SKU, code, name or number; empty for settings")] = ""
    before: Cursor = ""


class ExportQuery(Body):
    """A period, from its first to its last moment; from the beginning, and up to now, where it is not said."""

    from_ms: Time | None = None
    to_ms: Time | None = None
    after: Cursor = ""


class CloseDayBody(Body):
    """Which day; the next one that is not reconciled where it is not said."""

    day: Day = ""


class ReconciliationQuery(Body):
    """Which day; the last reconciled one where it is not said."""

    day: Day = ""
    after: Cursor = ""


class OutboxQuery(Body):
    """Messages in one state; parked, due and leased ones where it is not said."""

    state: Annotated[Literal["", "due", "leased", "done", "parked"], Field(description="Only these")] = ""
    after: Cursor = ""


class PublishedQuery(Body):
    """Which listings."""

    channel: Annotated[Short, Field(description="Only this channel's")] = ""
    sku: Annotated[Short, Field(description="Only this item's")] = ""
    behind: Annotated[bool, Field(description="Only those whose channel does not show what it should")] = False
    after: Cursor = ""


class LeaseBody(Body):
    """Who takes up how many messages, and for how long."""

    worker: Annotated[Code, Field(description="Who will say them")]
    most: Annotated[int, Field(ge=1, le=500, description="At most so many")] = 20
    lease_s: Annotated[int, Field(ge=1, le=600, description="For so many seconds; then others may take them up")] = 60
    kinds: Annotated[tuple[Literal["quantity", "shipment", "void"], ...], Field(description="Only these kinds")] = ()
    channel: Annotated[Short, Field(description="Only to this channel, or, for voids, to this carrier")] = ""


class ResultBody(Body):
    """What came of a leased message."""

    version: Annotated[int, Field(ge=1, description="The version that was leased")]
    outcome: Annotated[
        Literal["applied", "submitted", "failed", "unreachable", "rejected"], Field(description="What the channel made of it")
    ]
    answer: Annotated[Text, Field(description="What it answered, in words")] = ""


class UnparkBody(Body):
    """One parked message, or all that are for a channel."""

    message: Annotated[int, Field(ge=0, le=1 << 53, description="The message's number")] = 0
    channel: Annotated[Short, Field(description="Every parked message for this channel or carrier")] = ""
