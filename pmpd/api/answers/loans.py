"""What a screen is told that borrows a scanner of the box."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Shape, Told


class LentScan(Told):
    """A scan for a screen; a `badge` is somebody who signs in there."""

    number: int
    code: str
    badge: bool


class ScansLent(Told):
    """What was scanned for a screen, or why the scanner is not lent to it."""

    outcome: Annotated[str, Field(description="`lent`, or not lent: `at_a_station`, `on_a_walk`, `elsewhere`")]
    message: str
    scans: list[LentScan]
    next: Annotated[int, Field(description="The next `since`, once the scans are taken")]


class ScannerNamed(Told):
    """The name of a scanner."""

    scanner: str


ANSWERS: dict[str, Shape] = {
    "POST /scanners/{scanner}/borrow": ScansLent,
    "POST /scanners/{scanner}/give-back": ScannerNamed,
    "POST /scanners/{scanner}/outcome": ScannerNamed,
}
