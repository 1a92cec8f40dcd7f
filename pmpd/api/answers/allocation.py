"""What is told of allocation and replenishment."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Minor, Moment, Next, Number, Shape, Told


class RuleAt(Told):
    """A rule of allocation and its place among the rules."""

    rule: str
    position: int


class RuleView(Told):
    """A rule of allocation."""

    position: int
    name: str
    channel: str
    country: str
    sku: str
    least_minor: Minor
    strategy: str
    warehouse: str
    shortage: str
    floor: int
    active: bool


class Rules(Told):
    """Every rule, the first to be looked at first."""

    rules: list[RuleView]


class RuleNamed(Told):
    """The name of a rule."""

    rule: str


class AllocationChoice(Told):
    """Why units were reserved where they are, in sentences."""

    seq: int
    at_ms: Moment
    rule: str
    strategy: str
    text: list[str]


class ExplainedLine(Told):
    """What became of a line's units, in sentences."""

    sku: str
    ordered: int
    reserved: int
    waiting: int
    text: list[str]


class Explanation(Told):
    """Why an order was allocated as it was."""

    order: Number
    state: str
    merged_into: str
    choices: list[AllocationChoice]
    lines: list[ExplainedLine]


class ReplenishmentRow(Told):
    """Units to be brought from overstock; `to` is empty when whoever brings them must choose a bin."""

    task: int
    sku: str
    description: str
    unit: str
    taken_from: Annotated[str, Field(alias="from")]
    to: str
    quantity: int
    on_hand: int
    asked_ms: Moment | None


class ReplenishmentPage(Told):
    """What is to be brought, along the walk."""

    replenishments: list[ReplenishmentRow]
    next: Next


class Replenished(Told):
    """Units that were brought; `left` are still to be."""

    task: int
    sku: str
    taken_from: Annotated[str, Field(alias="from")]
    to: str
    quantity: int
    left: int


ANSWERS: dict[str, Shape] = {
    "POST /rules": RuleAt,
    "GET /rules": Rules,
    "POST /rules/{name}": RuleAt,
    "POST /rules/{name}/remove": RuleNamed,
    "GET /orders/{number}/explanation": Explanation,
    "GET /replenishments": ReplenishmentPage,
    "POST /replenishments/{task}": Replenished,
}
