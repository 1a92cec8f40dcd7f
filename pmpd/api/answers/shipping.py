"""What is told of boxes, parcels, and what leaves."""

from pmpd.api.answers.answer import Minor, Moment, Next, Number, Shape, Told
from pmpd.api.answers.picking import LeftOut


class BoxView(Told):
    """A box: inner sides, limits, cost."""

    box: str
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    most_g: int
    cost_minor: Minor
    active: bool


class Boxes(Told):
    """The boxes that packers choose from."""

    boxes: list[BoxView]


class Tracked(Told):
    """A carrier's label on a parcel; 0: on all of them."""

    order: Number
    carrier: str
    tracking: str
    parcel: int


class Reprinted(Told):
    """Copies of an order's slips."""

    order: Number
    print_job: int
    print_jobs: list[int]


class ParcelView(Told):
    """A parcel that left or will leave."""

    parcel: int
    box: str
    weight_g: int
    tracking: str


class WaitingParcel(ParcelView):
    """A parcel that waits for its batch; `slip` is the state of the newest print of its slip."""

    slip: str


class ToShipRow(Told):
    """A packed shipment; `missing` says what keeps it from a batch, empty when nothing does."""

    order: Number
    buyer: str
    wanted: str
    carrier: str
    service: str
    tracking: str
    missing: str
    parcels: list[WaitingParcel]


class ToShipPage(Told):
    """Packed shipments, the oldest order first."""

    orders: list[ToShipRow]
    next: Next


class QueuedSlip(Told):
    """A slip that prints."""

    order: Number
    parcel: int
    print_job: int


class SlipsQueued(Told):
    """Slips that print, and the orders without."""

    queued: list[QueuedSlip]
    left: list[LeftOut]


class BatchClosed(Told):
    """A batch: what left in it, and what did not."""

    batch: int | None
    shipped: list[Number]
    left: list[LeftOut]


class BatchRow(Told):
    """A batch."""

    batch: int
    closed_ms: Moment
    shipments: int


class BatchPage(Told):
    """A page of batches, newest first."""

    batches: list[BatchRow]
    next: Next


class BatchOrder(Told):
    """A shipment of a batch."""

    order: Number
    buyer: str
    carrier: str
    service: str
    tracking: str
    parcels: list[ParcelView]


class BatchCarrier(Told):
    """What a carrier takes along."""

    carrier: str
    parcels: int
    weight_g: int


class BatchView(Told):
    """What left in a batch."""

    batch: int
    closed_ms: Moment
    closed_by: str
    orders: list[BatchOrder]
    parcels: int
    weight_g: int
    carriers: list[BatchCarrier]


ANSWERS: dict[str, Shape] = {
    "GET /boxes": Boxes,
    "POST /boxes": BoxView,
    "POST /boxes/{box}": BoxView,
    "POST /orders/{number}/tracking": Tracked,
    "POST /orders/{number}/reprint": Reprinted,
    "GET /to-ship": ToShipPage,
    "POST /slips": SlipsQueued,
    "POST /batches": BatchClosed,
    "GET /batches": BatchPage,
    "GET /batches/{batch}": BatchView,
}
