"""What is told of the machine that the box runs on; each figure has a `status`: good, bad or unknown."""

from pmpd.api.answers.answer import Shape, Told


class DiskFigure(Told):
    """Bytes that are free."""

    free: int | None
    status: str


class HeatFigure(Told):
    """Degrees Celsius."""

    degrees: int | None
    status: str


class PowerFigure(Told):
    """Whether the machine gets too little power at this moment."""

    low: bool | None
    status: str


class BackupFigure(Told):
    """How old the last copy of the ledger is."""

    age_ms: int | None
    status: str


class MachineFigures(Told):
    """Room, heat, power and the last copy; null where nothing is known."""

    disk: DiskFigure
    heat: HeatFigure
    power: PowerFigure
    backup: BackupFigure


ANSWERS: dict[str, Shape] = {
    "GET /machine": MachineFigures,
}
