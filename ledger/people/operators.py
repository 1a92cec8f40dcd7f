"""Operators: people with a name, a role, a badge and, where they decide things, a PIN."""

from dataclasses import dataclass
from typing import Literal, get_args

from ledger.command import handles
from ledger.equipment.bindings import LONGEST_NAME
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction

Role = Literal["owner", "supervisor", "picker", "packer"]
ROLES: tuple[Role, ...] = get_args(Role)
DECIDING: tuple[Role, ...] = ("owner", "supervisor")
"""Roles that decide things, and so need a PIN."""


@dataclass(frozen=True, slots=True)
class AddOperator:
    """Somebody works here. `pin` is the hash of a PIN, empty for none; `first` refuses where there is an owner already."""

    operator: str
    role: str
    pin: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class ChangeOperator:
    """Another role, or works here no more (`active` false), or again; what is None stays."""

    operator: str
    role: str | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class SetPin:
    """A new PIN, as its hash; empty: none."""

    operator: str
    pin: str


@dataclass(frozen=True, slots=True)
class RenewBadge:
    """The next badge of an operator: with it all earlier ones are worth nothing."""

    operator: str


@handles("add_operator", AddOperator)
def add_operator(tx: Transaction, command: AddOperator) -> Answer:
    """Answers as `operator_view`; refused `bad_operator`, `operator_exists` or `owner_exists`."""
    name = " ".join(command.operator.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Refused("bad_operator", f"a person has a name of up to {LONGEST_NAME} characters that can be printed")
    if command.first and has_owner(tx):
        raise Refused("owner_exists", "this box has an owner already; ask the owner to add you")
    if tx.one("SELECT 1 FROM operator WHERE LOWER(name) = LOWER(:name)", {"name": name}):
        raise Refused("operator_exists", f"{name} works here already; add a letter to tell two people apart")
    _refuse_open_door(_sound_role(command.role), command.pin)
    tx.enter("operator", name=name, role=command.role, pin=command.pin)
    tx.emit("people", 0)
    return operator_view(tx, name)


@handles("change_operator", ChangeOperator)
def change_operator(tx: Transaction, command: ChangeOperator) -> Answer:
    """Answers as `operator_view`; refused `operator_not_found`, `bad_operator`, `last_owner` or `pin_missing`."""
    row = operator_row(tx, command.operator)
    role = row["role"] if command.role is None else _sound_role(command.role)
    active = bool(row["active"]) if command.active is None else command.active
    if active:
        _refuse_open_door(role, row["pin"])
    tx.run("UPDATE operator SET role = :role, active = :active WHERE id = :id", {"role": role, "active": int(active), "id": row["id"]})
    if row["role"] == "owner" and not has_owner(tx):
        raise Refused("last_owner", f"{row['name']} is the only owner; make somebody else an owner first")
    if not active:
        tx.run("DELETE FROM sign_in WHERE operator_id = :id", {"id": row["id"]})
    tx.emit("people", 0)
    return operator_view(tx, row["name"])


@handles("set_pin", SetPin)
def set_pin(tx: Transaction, command: SetPin) -> Answer:
    """Answers as `operator_view`; refused `operator_not_found` or `pin_missing`. Whoever signed in with the old PIN is signed out."""
    row = operator_row(tx, command.operator)
    _refuse_open_door(row["role"], command.pin)
    tx.run("UPDATE operator SET pin = :pin WHERE id = :id", {"pin": command.pin, "id": row["id"]})
    tx.run("DELETE FROM sign_in WHERE operator_id = :id AND proof = 'pin'", {"id": row["id"]})
    tx.emit("people", 0)
    return operator_view(tx, row["name"])


@handles("renew_badge", RenewBadge)
def renew_badge(tx: Transaction, command: RenewBadge) -> Answer:
    """Answers as `operator_view`; refused `operator_not_found`. Whoever signed in with an older badge is signed out."""
    row = operator_row(tx, command.operator)
    tx.run("UPDATE operator SET badge = badge + 1 WHERE id = :id", {"id": row["id"]})
    tx.run("DELETE FROM sign_in WHERE operator_id = :id AND proof = 'badge'", {"id": row["id"]})
    tx.emit("people", 0)
    return operator_view(tx, row["name"])


def _sound_role(role: str) -> str:
    if role not in ROLES:
        raise Refused("bad_operator", f"people here are {', '.join(ROLES)}, not {role or 'nothing'}")
    return role


def _refuse_open_door(role: str, pin: str) -> None:
    if role in DECIDING and not pin:
        raise Refused("pin_missing", f"a person who is {role} needs a PIN; give one")


def operator_row(reader: Reader, name: str) -> Row:
    """The row of an operator. Refused `operator_not_found`."""
    row = reader.one("SELECT * FROM operator WHERE name = :name", {"name": " ".join(name.split())})
    if row is None:
        raise Refused("operator_not_found", f"nobody called {name} works here; see the list of people")
    return row


def operator_view(reader: Reader, name: str) -> Answer:
    """`{operator, role, active, has_pin, badge}`; `badge` is the number of the last one, 0 where there was none."""
    return _view(operator_row(reader, name))


def operators(reader: Reader) -> list[Answer]:
    """Everybody, as `operator_view`, those who work here first, by name."""
    return [_view(row) for row in reader.all("SELECT * FROM operator ORDER BY active DESC, name")]


def has_owner(reader: Reader) -> bool:
    """Whether the box has an owner; without one it is to be set up."""
    return reader.one("SELECT 1 FROM operator WHERE role = 'owner' AND active = 1") is not None


def _view(row: Row) -> Answer:
    return {
        "operator": row["name"],
        "role": row["role"],
        "active": bool(row["active"]),
        "has_pin": bool(row["pin"]),
        "badge": row["badge"],
    }
