"""What requests about stock work say."""

from typing import Annotated, Literal

from pydantic import Field

from pmpd.api.bodies import Code, Short, Text, Time, Units
from pmpd.api.call import Body
from pmpd.api.paging import AtMost, Before

Sku = Annotated[Code, Field(description="The item's SKU")]
Bin = Annotated[Code, Field(description="The bin's code")]
Lot = Annotated[str, Field(max_length=200, description="Lot or serial number, for an item that is kept by one")]
Document = Annotated[str, Field(max_length=1_000, description="The delivery note, or that it is opening stock")]
CostMinor = Annotated[int, Field(ge=0, le=1 << 53, description="What one unit cost, in cents or the like")]
Currency = Annotated[str, Field(max_length=3, description="Currency of prices, ISO 4217")]
Moved = Annotated[Units, Field(description="How many units")]
Days = Annotated[int, Field(ge=1, le=3_660)]
PurchaseLine = Annotated[str, Field(min_length=1, max_length=300)]


class ReceiptBody(Body):
    """Units that arrived in a bin or on a dock, the document they came with, and what they cost."""

    sku: Sku
    bin: Bin
    quantity: Moved
    document: Document = ""
    unit: Lot = ""
    cost_minor: CostMinor = 0
    currency: Currency = ""
    purchase_order: Annotated[str, Field(max_length=200, description="The purchase order they were delivered on")] = ""


class AdjustmentBody(Body):
    """By how many units the books of a bin are set right, and why."""

    sku: Sku
    bin: Bin
    change: Annotated[int, Field(ge=-1_000_000, le=1_000_000, description="How many units more; below zero: fewer")]
    reason: Annotated[
        Literal["damaged", "lost", "found", "returned", "promotional_sample", "counted"], Field(description="Why the books were wrong")
    ]
    unit: Lot = ""


class StockMoveBody(Body):
    """Units that were carried from one bin to another."""

    sku: Sku
    from_bin: Annotated[Code, Field(description="The bin they lay in")]
    to_bin: Annotated[Code, Field(description="The bin they are in now")]
    quantity: Moved
    unit: Lot = ""
    promised: Annotated[bool, Field(description="Units that orders wait for may go too")] = False


class PutAwayBody(Body):
    """Units that were carried from a dock into a bin."""

    sku: Sku
    dock: Annotated[Code, Field(description="The dock they lay on")]
    bin: Annotated[Code, Field(description="The bin they are in now")]
    quantity: Moved
    unit: Lot = ""


class PurchaseOrderBody(Body):
    """What was ordered from a supplier."""

    number: Annotated[Code, Field(description="The purchase order's number")]
    supplier: Annotated[str, Field(min_length=1, max_length=200, description="Who delivers")]
    lines: Annotated[
        tuple[PurchaseLine, ...],
        Field(min_length=1, max_length=1_000, description="SKU×units@cost of one unit in cents", examples=[["LAMP-H7×20@315"]]),
    ]
    expected_ms: Annotated[Time | None, Field(description="The day the delivery is due")] = None
    currency: Currency = ""
    note: Annotated[Text, Field(description="Anything people should know")] = ""


class PurchaseOrdersQuery(Body):
    """Which purchase orders; `after` is the `next` of the page before."""

    state: Annotated[Literal["open", "closed", "cancelled"], Field(description="Which ones")] = "open"
    after: Annotated[Short, Field(description="Go on after a page: its `next`")] = ""
    most: AtMost = 200


class QueueCountBody(Body):
    """What to count: a bin, or one item in it."""

    bin: Bin
    sku: Annotated[Short, Field(description="One item; without it, everything the books know there")] = ""
    unit: Lot = ""


class CountedBody(Body):
    """What a counter found."""

    counted: Annotated[int, Field(ge=0, le=1_000_000, description="How many units")]
    as_of: Annotated[
        Literal["now", "start"], Field(description="Whether so many lie there now, or lay there before what moved since the start")
    ] = "now"


class ClassesBody(Body):
    """The time that classes are made from."""

    days: Annotated[Days, Field(description="By the order lines picked in so many days")] = 90


class ScheduleBody(Body):
    """How many counts, and after how many days again."""

    most: Annotated[int, Field(ge=1, le=1_000, description="Queue so many counts at most")] = 20
    days_a: Annotated[Days, Field(description="Count A items again after so many days")] = 30
    days_b: Annotated[Days, Field(description="Count B items again after so many days")] = 90
    days_c: Annotated[Days, Field(description="Count all others again after so many days")] = 180


class AlertsQuery(Body):
    """Which alerts; `before` is the `next` of the page before."""

    resolved: Annotated[bool, Field(description="The last ones that were resolved, in place of those that stand")] = False
    before: Before = ""
    most: AtMost = 200


class LookUpQuery(Body):
    """What somebody scanned or typed."""

    text: Annotated[str, Field(min_length=1, max_length=200, description="A code of whatever kind, an order's number, or words of an item")]
