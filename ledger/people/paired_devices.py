"""Paired devices: kiosks, handhelds and phones that were let in once and show a token of their own ever since."""

from dataclasses import dataclass
from typing import Literal, get_args

from ledger.command import handles
from ledger.equipment.bindings import drop_binding, sound_device
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction

DeviceKind = Literal["kiosk", "handheld", "phone"]
KINDS: tuple[DeviceKind, ...] = get_args(DeviceKind)


@dataclass(frozen=True, slots=True)
class PairDevice:
    """A device is let in from now on with a token, of which `token` is the SHA-256 in hexadecimal.

    `way` is where it came in (`loopback`, `https`, `plain`) and the token is good; `hours` until it ends by itself, 0: never. A name
    that is taken gets a number.
    """

    device: str
    kind: str
    way: str
    token: str
    hours: int = 0


@dataclass(frozen=True, slots=True)
class RevokeDevice:
    """A device's token is worth nothing any more."""

    device: str


@handles("pair_device", PairDevice)
def pair_device(tx: Transaction, command: PairDevice) -> Answer:
    """Answers as in `paired_devices`; refused `bad_device`."""
    if command.kind not in KINDS:
        raise Refused("bad_device", f"a device is a {', '.join(KINDS)}")
    name = free_name(tx, sound_device(command.device))
    tx.enter(
        "paired_device",
        name=name,
        kind=command.kind,
        way=command.way,
        token=bytes.fromhex(command.token),
        paired_ms=tx.now_ms,
        expires_ms=tx.now_ms + command.hours * 3_600_000 if command.hours else 0,
    )
    tx.emit("people", 0)
    return _view(_row(tx, name))


@handles("revoke_device", RevokeDevice)
def revoke_device(tx: Transaction, command: RevokeDevice) -> Answer:
    """Answers as in `paired_devices`; refused `device_not_found`. Whoever was signed in there is signed out."""
    row = _row(tx, command.device)
    tx.run("UPDATE paired_device SET active = 0 WHERE id = :id", {"id": row["id"]})
    tx.run("DELETE FROM sign_in WHERE device_id = :id", {"id": row["id"]})
    drop_binding(tx, row["name"])
    tx.emit("people", 0)
    return _view(_row(tx, row["name"]))


def free_name(reader: Reader, wanted: str) -> str:
    """A name that no device has or had: the wanted one, or that with a number."""
    name, number = wanted, 1
    while reader.one("SELECT 1 FROM paired_device WHERE name = :name", {"name": name}):
        number += 1
        name = f"{wanted}-{number}"
    return name


_DEVICES = (
    "SELECT d.*, o.name AS operator, s.at_ms AS signed_in_ms FROM paired_device d LEFT JOIN sign_in s ON s.device_id = d.id"
    " LEFT JOIN operator o ON o.id = s.operator_id"
)


def _row(reader: Reader, name: str) -> Row:
    row = reader.one(f"{_DEVICES} WHERE d.name = :name", {"name": name.strip()})
    if row is None:
        raise Refused("device_not_found", f"no device called {name} was ever paired; see the list of paired devices")
    return row


def paired_device(reader: Reader, name: str) -> Row:
    """The row of a device that may come in. Refused `device_not_found`."""
    row = _row(reader, name)
    if not row["active"]:
        raise Refused("device_not_found", f"{name} was shut out; pair it again")
    return row


def paired_devices(reader: Reader) -> list[Answer]:
    """Every device that may come in, by name: `{device, kind, way, paired_ms, expires_ms, active, operator, signed_in_ms}`."""
    return [_view(row) for row in reader.all(f"{_DEVICES} WHERE d.active = 1 ORDER BY d.name")]


def _view(row: Row) -> Answer:
    return {
        "device": row["name"],
        "kind": row["kind"],
        "way": row["way"],
        "paired_ms": row["paired_ms"],
        "expires_ms": row["expires_ms"],
        "active": bool(row["active"]),
        "operator": row["operator"] or "",
        "signed_in_ms": row["signed_in_ms"] or 0,
    }
