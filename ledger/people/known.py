"""Everybody and everything that may come in, in one reading: what the gate in front of the box goes by."""

from dataclasses import dataclass

from ledger.people.operators import Role, has_owner
from ledger.people.paired_devices import DeviceKind
from ledger.transaction import Reader


@dataclass(frozen=True, slots=True)
class KnownOperator:
    """Somebody who works here; `pin` is the hash of the PIN, empty without one."""

    name: str
    role: Role
    pin: str
    badge: int


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A paired device, and who is signed in there since when."""

    name: str
    kind: DeviceKind
    way: str
    expires_ms: int
    operator: KnownOperator | None
    signed_in_ms: int


@dataclass(frozen=True, slots=True)
class KnownProgram:
    """A program with a token."""

    name: str
    rights: frozenset[str]
    expires_ms: int
    per_s: int


@dataclass(frozen=True, slots=True)
class Known:
    """All who may come in: operators by name, devices and programs by the SHA-256 of their tokens."""

    operators: dict[str, KnownOperator]
    devices: dict[bytes, KnownDevice]
    programs: dict[bytes, KnownProgram]
    has_owner: bool


def known(reader: Reader) -> Known:
    """Who may come in now."""
    rows = reader.all("SELECT * FROM operator WHERE active = 1")
    by_id = {row["id"]: KnownOperator(row["name"], row["role"], row["pin"], row["badge"]) for row in rows}
    devices = reader.all(
        "SELECT d.*, s.operator_id, s.at_ms FROM paired_device d LEFT JOIN sign_in s ON s.device_id = d.id WHERE d.active = 1"
    )
    return Known(
        {operator.name: operator for operator in by_id.values()},
        {
            row["token"]: KnownDevice(
                row["name"], row["kind"], row["way"], row["expires_ms"], by_id.get(row["operator_id"]), row["at_ms"] or 0
            )
            for row in devices
        },
        {
            row["token"]: KnownProgram(row["name"], frozenset(row["rights"].split()), row["expires_ms"], row["per_s"])
            for row in reader.all("SELECT * FROM api_token WHERE active = 1")
        },
        has_owner(reader),
    )
