"""What requests about printing say."""

from typing import Annotated, Literal

from pydantic import Field

from ledger.printing.print_views import PrintFilters
from pmpd.api.bodies import Code
from pmpd.api.call import Body

Station = Annotated[Code, Field(description="The station whose printer it is")]
Kind = Literal["item_label", "bin_label", "tote_label", "station_label", "badge"]


class LabelsBody(Body):
    """Labels to print: of what kind, for what, where, and how many of each."""

    kind: Annotated[Kind, Field(description="What the labels are for")]
    station: Station
    subjects: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=200)], ...],
        Field(max_length=1_000, description="An item's SKU, a place's code, or a person's name"),
    ] = ()
    quantity: Annotated[int, Field(ge=1, le=1_000, description="How many of each")] = 1
    zone: Annotated[str, Field(max_length=80, description="All bins, totes or stations of this zone")] = ""


class SetupSheetBody(Body):
    """A setup sheet: for which scanners, and on which keyboard they shall type."""

    model: Annotated[str, Field(min_length=1, max_length=80, description="The family of scanners")]
    station: Station
    layout: Annotated[str, Field(min_length=1, max_length=40, description="The country of the keyboard")] = "us"


class CarrierLabelBody(Body):
    """A carrier's label as it was bought; `content` is base64."""

    content: Annotated[str, Field(min_length=1, max_length=8_000_000, description="The label in base64")]
    station: Station
    parcel: Annotated[int, Field(ge=1, le=1_000, description="The parcel it is for")] = 1


class AgainBody(Body):
    """Where to print again."""

    station: Annotated[str, Field(max_length=200, description="Another station than the first time")] = ""


class PrintJobsQuery(Body):
    """Which print jobs; `before` is the `next` of the page before."""

    order: Annotated[str, Field(max_length=120, description="Those of an order")] = ""
    state: Annotated[str, Field(max_length=20, description="Those in this state")] = ""
    station: Annotated[str, Field(max_length=200, description="Those of this station")] = ""
    document: Annotated[str, Field(max_length=20, description="Those of this document")] = ""
    run: Annotated[int, Field(ge=0, lt=1 << 53, description="Those that one command queued")] = 0
    before: Annotated[str, Field(max_length=40, description="Go on after a page: its `next`")] = ""
    most: Annotated[int, Field(ge=1, le=500, description="How many")] = 100

    def filters(self) -> PrintFilters:
        """What the ledger is asked for."""
        return PrintFilters(self.order, self.state, self.station, self.document, self.run)


class PreviewQuery(Body):
    """What a picture is of, and on whose paper."""

    subject: Annotated[str, Field(max_length=200, description="An order, an SKU, a place, a name, a family of scanners, or a printer")]
    station: Annotated[str, Field(max_length=200, description="On the paper of this station; a roll of 80 mm without one")] = ""
    layout: Annotated[str, Field(max_length=40, description="The keyboard, for a setup sheet")] = "us"
