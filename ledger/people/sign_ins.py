"""Signing in: who works at a paired device, said by a badge or a PIN that was checked before the ledger is told."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.bindings import BindDevice, bind_device, drop_binding
from ledger.errors import Refused
from ledger.people.operators import operator_row
from ledger.people.paired_devices import paired_device
from ledger.transaction import Answer, Transaction


@dataclass(frozen=True, slots=True)
class SignIn:
    """An operator works at a device from now on; `proof` is what showed who it is: `badge`, with its number, or `pin`."""

    device: str
    operator: str
    proof: str
    badge: int = 0


@dataclass(frozen=True, slots=True)
class SignOut:
    """Nobody works at a device any more."""

    device: str


@handles("sign_in", SignIn)
def sign_in(tx: Transaction, command: SignIn) -> Answer:
    """Answers `{device, operator, role}`; refused `device_not_found`, `operator_not_found`, `not_active` or `old_badge`.

    What the device scans belongs to that person: it is bound, too.
    """
    device, operator = paired_device(tx, command.device), operator_row(tx, command.operator)
    if not operator["active"]:
        raise Refused("not_active", f"{operator['name']} does not work here any more; ask the owner")
    if command.proof == "badge" and command.badge != operator["badge"]:
        raise Refused("old_badge", f"this badge of {operator['name']} is worth nothing any more; print a new one")
    tx.run(
        "INSERT INTO sign_in (device_id, operator_id, proof, at_ms, seq) VALUES (:device, :operator, :proof, :now_ms, :seq)"
        " ON CONFLICT (device_id) DO UPDATE SET operator_id = excluded.operator_id, proof = excluded.proof, at_ms = excluded.at_ms,"
        " seq = excluded.seq",
        {"device": device["id"], "operator": operator["id"], "proof": command.proof, "now_ms": tx.now_ms, "seq": tx.seq},
    )
    bind_device(tx, BindDevice(device["name"], operator=operator["name"]))
    tx.emit("people", 0)
    return {"device": device["name"], "operator": operator["name"], "role": operator["role"]}


@handles("sign_out", SignOut)
def sign_out(tx: Transaction, command: SignOut) -> Answer:
    """Answers `{device}`; refused `device_not_found` or `not_signed_in`."""
    device = paired_device(tx, command.device)
    if not tx.run("DELETE FROM sign_in WHERE device_id = :id", {"id": device["id"]}):
        raise Refused("not_signed_in", f"nobody is signed in at {device['name']}")
    drop_binding(tx, device["name"])
    tx.emit("people", 0)
    return {"device": device["name"]}
