"""What is told of waves and walks."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Alarm, Moment, Next, Number, Shape, Told
from pmpd.api.answers.orders import SubstituteView


class WaveRow(Told):
    """A wave and how far it is; `done`: orders of which everything is picked, `short`: units that no bin has."""

    wave: int
    name: str
    released_ms: Moment
    orders: int
    done: int
    units: int
    picked: int
    short: int


class WavePage(Told):
    """A page of waves, newest first."""

    waves: list[WaveRow]
    next: Next


class WaveZone(Told):
    """What is still to be picked in a zone."""

    zone: str
    orders: int
    units: int


class WaveOrder(Told):
    """An order of a wave."""

    order: Number
    state: str
    buyer: str
    ship_by_ms: Moment | None


class WaveView(WaveRow):
    """A wave, its zones and its orders."""

    zones: list[WaveZone]
    orders_in: list[WaveOrder]


class LeftOut(Told):
    """An order that something was not done with, and why."""

    order: Number
    why: str


class WaveReleased(WaveRow):
    """A new wave, and the orders named that are not in it."""

    zones: list[WaveZone]
    left: list[LeftOut]


class WaveDissolved(Told):
    """How many orders are in no wave again."""

    wave: int
    orders: int


class StopView(Told):
    """A stop: where, what with all its barcodes, how many, into which tote and for which orders."""

    bin: str
    zone: str
    sku: str
    description: str
    barcodes: list[str]
    unit: Annotated[str, Field(description="The lot or serial number to take, where the item has one")]
    quantity: int
    picked: int
    tote: str
    order: Number
    orders: list[Number]


class ZeroCheckView(Told):
    """What the picker is asked: is nothing of the item left in the bin?"""

    bin: str
    sku: str


class ToteView(Told):
    """A tote of a walk, and the order in it with its state."""

    tote: str
    order: Number
    state: str


class PickSessionView(Told):
    """A walk as a screen shows it."""

    session: int
    mode: str
    wave: int | None
    zone: str
    state: Annotated[str, Field(description="open, paused, done or abandoned")]
    operator: str
    device: str
    started_ms: Moment
    touched_ms: Moment
    awaited: Annotated[str, Field(alias="await", description="What to scan or do next: bin, item, finish, or nothing")]
    stop: Annotated[StopView | None, Field(description="The current stop; null when none is left")]
    zero_check: ZeroCheckView | None
    alarm: Alarm | None
    stops: int
    done: int
    totes: list[ToteView]


class RunningSession(PickSessionView):
    """A walk under way; `stale`: nobody touched it for hours."""

    stale: bool


class RunningSessions(Told):
    """The walks under way, oldest first."""

    sessions: list[RunningSession]


class PlannedStop(StopView):
    """A stop that is to come."""

    tracking: str
    on_hand: Annotated[int, Field(description="Units of the item in that bin, by the books")]


class PickPlan(PickSessionView):
    """A walk and every stop that is left, for a handheld that may lose its network."""

    at: Annotated[str, Field(description="The bin that the walk stands at; empty before the first")]
    plan: list[PlannedStop]
    seq: Annotated[int, Field(description="The newest journal row that this knows of")]


class PickScanned(PickSessionView):
    """A walk after a scan: bin, item, wrong_bin, wrong_item…; an alarm goes with a wrong one."""

    outcome: str


class ShortPicked(PickScanned):
    """A walk after a short pick: other_bin, later, or short; then `substitutes` could be sent instead."""

    substitutes: list[SubstituteView]


class EmptyConfirmed(PickSessionView):
    """A walk after a zero check; `counted`: a count was queued."""

    counted: bool


class Substituted(Told):
    """An item that is sent instead, and the walk that fetches it, if one has the order."""

    order: Number
    sku: str
    with_sku: str
    quantity: int
    session: int | None


class DeviceTold(Told):
    """What a label about devices said to the one that scanned it (a station, a badge, the check code), or why a scan counted nothing."""

    outcome: str
    message: str
    device: str = ""
    station: str = ""
    operator: str = ""
    role: str = ""


ANSWERS: dict[str, Shape] = {
    "POST /waves": WaveReleased,
    "GET /waves": WavePage,
    "GET /waves/{wave}": WaveView,
    "POST /waves/{wave}/dissolve": WaveDissolved,
    "POST /pick-sessions": PickSessionView,
    "GET /pick-sessions": RunningSessions,
    "GET /pick-sessions/{session}": PickSessionView,
    "GET /pick-sessions/{session}/plan": PickPlan,
    "POST /pick-sessions/{session}/scans": PickScanned | DeviceTold,
    "POST /pick-sessions/{session}/short": ShortPicked,
    "POST /pick-sessions/{session}/empty": EmptyConfirmed,
    "POST /pick-sessions/{session}/pause": PickSessionView,
    "POST /pick-sessions/{session}/resume": PickSessionView,
    "POST /pick-sessions/{session}/finish": PickSessionView,
    "POST /pick-sessions/{session}/abandon": PickSessionView,
    "POST /orders/{number}/substitute": Substituted,
}
