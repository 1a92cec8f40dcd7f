"""What is told of printing."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Moment, Next, Number, Shape, Told


class LabelsQueued(Told):
    """The print jobs of one command's labels, all of one run."""

    run: int
    station: str
    print_jobs: list[int]


class TrialPageQueued(Told):
    """The print job of a test page."""

    print_job: int
    printer: str


class SetupSheetQueued(Told):
    """The print job of a setup sheet."""

    print_job: int
    station: str


class CarrierLabelQueued(Told):
    """The print job of a carrier's label."""

    order: Number
    parcel: int
    print_job: int


class PrintJobView(Told):
    """A print job and what is known of its fate: queued, sending, sent, confirmed, unconfirmed, failed or cancelled."""

    print_job: int
    run: int
    document: str
    subject: str
    parcel: int | None
    station: str
    printer: str
    copied: Annotated[bool, Field(alias="copy")]
    state: str
    evidence: str
    detail: str
    bytes_sent: int
    queued_ms: Moment
    expires_ms: Moment
    order: str


class PrintJobPage(Told):
    """A page of print jobs, newest first."""

    print_jobs: list[PrintJobView]
    next: Next


class PrintedAgain(Told):
    """The print job that prints the same again; `copy`: it is marked so."""

    print_job: int
    copied: Annotated[bool, Field(alias="copy")]


class PrintJobState(Told):
    """A print job's new state."""

    print_job: int
    state: str


class PrintRunView(Told):
    """How far the labels of one command are."""

    run: int
    jobs: int
    states: dict[str, int]
    detail: str


class LayoutFile(Told):
    """A layout; `own`: the owner's file is used."""

    name: str
    own: bool
    file: str


class Layouts(Told):
    """The layouts of what is printed."""

    directory: str
    layouts: list[LayoutFile]


ANSWERS: dict[str, Shape] = {
    "POST /labels": LabelsQueued,
    "POST /printers/{printer}/test-page": TrialPageQueued,
    "POST /setup-sheets": SetupSheetQueued,
    "POST /orders/{number}/carrier-label": CarrierLabelQueued,
    "GET /print-jobs": PrintJobPage,
    "POST /print-jobs/{job}/again": PrintedAgain,
    "POST /print-jobs/{job}/cancel": PrintJobState,
    "POST /print-jobs/{job}/came-out": PrintJobState,
    "GET /print-runs/{run}": PrintRunView,
    "GET /layouts": Layouts,
}
