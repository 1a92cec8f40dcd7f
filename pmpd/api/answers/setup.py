"""What is told of setting up and beginning anew."""

from pmpd.api.answers.answer import Moment, Shape, Told


class SampleLoaded(Told):
    """How many orders of the sample shop are new."""

    orders: int


class CarriedOver(Told):
    """How many people, devices, programs and settings the new ledger knows."""

    operators: int
    devices: int
    tokens: int
    settings: int


class CopyFound(Told):
    """What a copy that is to be restored holds, and who may say yes to it."""

    shop_name: str
    orders: int
    items: int
    newest_ms: Moment
    owners: list[str]


class Restored(Told):
    """The owner whose PIN is new; empty where the copy has none."""

    operator: str


ANSWERS: dict[str, Shape] = {
    "POST /demo/load": SampleLoaded,
    "POST /demo/leave": CarriedOver,
    "POST /restore": CopyFound,
    "POST /restore/accept": Restored,
}
