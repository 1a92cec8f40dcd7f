"""Bindings: where a device stands, or in whose hands it is, said on the floor by scanning a label; kept over restarts."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.transaction import Answer, Reader, Transaction

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class BindDevice:
    """A device stands at a station, is in the hands of an operator, or both; whatever was said of it before holds no more."""

    device: str
    station: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class UnbindDevice:
    """A device is nobody's and stands nowhere in particular: it does what the configuration says."""

    device: str


@handles("bind_device", BindDevice)
def bind_device(tx: Transaction, command: BindDevice) -> Answer:
    """Answers `{device, station, operator}`; refused `bad_binding` when nothing is said, or a name is no name."""
    device, operator = sound_device(command.device), command.operator.strip()
    if not (operator or command.station.strip()):
        raise Refused("bad_binding", f"say at which station {device} stands, or whose it is")
    if not operator.isprintable() or len(operator) > LONGEST_NAME:
        raise Refused("bad_binding", f"an operator's name has up to {LONGEST_NAME} characters that can be printed")
    station = place_by_code(tx, command.station, "station") if command.station.strip() else None
    tx.run(
        "INSERT INTO binding (device, station_id, operator, bound_ms, seq) VALUES (:device, :station_id, :operator, :now_ms, :seq)"
        " ON CONFLICT (device) DO UPDATE SET station_id = excluded.station_id, operator = excluded.operator, bound_ms = excluded.bound_ms,"
        " seq = excluded.seq",
        {"device": device, "station_id": station["id"] if station else None, "operator": operator, "now_ms": tx.now_ms, "seq": tx.seq},
    )
    tx.emit("binding", 0)
    return {"device": device, "station": station["code"] if station else "", "operator": operator}


@handles("unbind_device", UnbindDevice)
def unbind_device(tx: Transaction, command: UnbindDevice) -> Answer:
    """Answers `{device}`; refused `not_bound`."""
    device = command.device.strip()
    if not drop_binding(tx, device):
        raise Refused("not_bound", f"{device} is not bound; see the list of bindings")
    return {"device": device}


def drop_binding(tx: Transaction, device: str) -> bool:
    """A device is nobody's any more; tells whether it was anybody's."""
    dropped = tx.run("DELETE FROM binding WHERE device = :device", {"device": device})
    if dropped:
        tx.emit("binding", 0)
    return dropped > 0


def sound_device(name: str) -> str:
    """The name of a device. Refused `bad_device` for one that is empty, too long or can't be printed."""
    device = name.strip()
    if not device or not device.isprintable() or len(device) > LONGEST_NAME:
        raise Refused("bad_device", f"a device has a name of up to {LONGEST_NAME} characters that can be printed")
    return device


_BINDINGS = (
    "SELECT b.device, COALESCE(p.code, '') AS station, b.operator, b.bound_ms FROM binding b LEFT JOIN place p ON p.id = b.station_id"
)


def bindings(reader: Reader) -> list[Answer]:
    """Every device that is bound, by name: `{device, station, operator, bound_ms}`."""
    return [dict(row) for row in reader.all(f"{_BINDINGS} ORDER BY b.device")]


def binding_of(reader: Reader, device: str) -> Answer | None:
    """The binding of one device, as in `bindings`; None where it has none."""
    row = reader.one(f"{_BINDINGS} WHERE b.device = :device", {"device": device})
    return dict(row) if row is not None else None
