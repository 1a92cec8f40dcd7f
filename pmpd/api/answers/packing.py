"""What is told of pack checks."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Alarm, Next, Number, Shape, Told
from pmpd.api.answers.picking import DeviceTold, PickScanned


class ToPackRow(Told):
    """A picked order and its tote; an order that was opened again has none, its units are at `station`."""

    order: Number
    buyer: str
    tote: str
    station: str
    units: int


class ToPackPage(Told):
    """Picked orders, the oldest first."""

    orders: list[ToPackRow]
    next: Next


class StationView(Told):
    """A packing station and its unfinished check."""

    station: str
    pack_check: int | None


class Stations(Told):
    """Every packing station."""

    stations: list[StationView]


class PackLine(Told):
    """How much of an item belongs into the parcels, and how much was verified."""

    sku: str
    description: str
    expected: int
    scanned: int
    barcodes: list[str]


class ParcelLine(Told):
    """Units in a parcel."""

    sku: str
    unit: str
    quantity: int


class PackParcel(Told):
    """A parcel of a check; a weight of 0 was not weighed, an expected one of 0 is not known."""

    parcel: int
    box: str
    weight_g: int
    expected_g: int
    warning: str
    lines: list[ParcelLine]


class BoxLine(Told):
    """Units that go into a box."""

    sku: str
    quantity: int


class SuggestedBox(Told):
    """A box to take and what goes into it."""

    box: str
    billable_g: int
    lines: list[BoxLine]


class BoxSuggestion(Told):
    """The boxes to take, or why none is suggested."""

    boxes: list[SuggestedBox]
    note: str


class SharedWith(Told):
    """Another order in the same tote."""

    order: Number
    state: str


class PackCheckView(Told):
    """A pack check as a screen shows it."""

    pack_check: int
    order: Number
    station: str
    operator: str
    state: str
    tote: str
    lines: list[PackLine]
    missing: Annotated[int, Field(description="Units that are still to be verified")]
    alarm: Alarm | None
    parcel: Annotated[int, Field(description="The parcel that is being filled")]
    parcels: list[PackParcel]
    suggestion: BoxSuggestion
    shared_with: list[SharedWith]


class PackScanned(PackCheckView):
    """A check after a scan: item, wrong_item…; an alarm goes with a wrong one."""

    outcome: str


class MissingReported(PackCheckView):
    """A check that ended because units are missing: `pick_again` or `short`."""

    outcome: str
    message: str


class PackFinished(PackCheckView):
    """A check that was sealed, and the print jobs of its slips."""

    shipment: int
    print_job: int
    print_jobs: list[int]
    warnings: list[str]


class Reopened(Told):
    """An order that can be packed anew; the labels named are void."""

    order: Number
    station: str
    voided: list[str]


ANSWERS: dict[str, Shape] = {
    "GET /to-pack": ToPackPage,
    "GET /stations": Stations,
    "POST /pack-checks": PackCheckView | DeviceTold,
    "GET /pack-checks/{pack_check}": PackCheckView,
    "POST /pack-checks/{pack_check}/scans": PackScanned | DeviceTold,
    "POST /pack-checks/{pack_check}/seen-to": PackCheckView,
    "POST /pack-checks/{pack_check}/missing": MissingReported,
    "POST /pack-checks/{pack_check}/next-parcel": PackCheckView,
    "POST /pack-checks/{pack_check}/moves": PackCheckView,
    "POST /pack-checks/{pack_check}/parcels/{parcel}": PackCheckView,
    "POST /pack-checks/{pack_check}/finish": PackFinished,
    "POST /orders/{number}/reopen": Reopened,
    "POST /scans": PickScanned | PackScanned | DeviceTold,
    "POST /devices/{device}/scans": PickScanned | PackScanned | DeviceTold,
}
