"""Who may come in, and what the owner has set, carried from one ledger into the one that takes its place."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.bindings import BindDevice, bind_device
from ledger.people.paired_devices import free_name
from ledger.sales.settings import ChangeSetting, change_setting
from ledger.transaction import Answer, Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class CarriedOperator:
    """A row of operator."""

    name: str
    role: str
    active: int
    pin: str
    badge: int


@dataclass(frozen=True, slots=True)
class CarriedDevice:
    """A row of paired_device, its token in hexadecimal, with who is signed in there; nobody: no `operator`."""

    name: str
    kind: str
    way: str
    token: str
    paired_ms: int
    expires_ms: int
    operator: str = ""
    proof: str = ""
    signed_in_ms: int = 0


@dataclass(frozen=True, slots=True)
class CarriedToken:
    """A row of api_token, its token in hexadecimal."""

    name: str
    rights: str
    token: str
    made_ms: int
    expires_ms: int
    per_s: int
    active: int


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Let in who was let in before, with the settings of before; whoever is known here already, or was shut out, stays behind."""

    operators: tuple[CarriedOperator, ...] = ()
    devices: tuple[CarriedDevice, ...] = ()
    tokens: tuple[CarriedToken, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Whom a ledger has shut out: tokens in hexadecimal that are worth nothing, newest badges by name, and people who work here no more."""

    tokens: tuple[str, ...] = ()
    badges: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()


def shut_out(reader: Reader) -> ShutOut:
    """All that an older ledger would let in again."""
    operators = reader.all("SELECT name, badge, active FROM operator ORDER BY id")
    tokens = "SELECT token FROM paired_device WHERE active = 0 UNION SELECT token FROM api_token WHERE active = 0"
    return ShutOut(
        tuple(sorted(row["token"].hex() for row in reader.all(tokens))),
        tuple((row["name"], row["badge"]) for row in operators if row["badge"]),
        tuple(row["name"] for row in operators if not row["active"]),
    )


def carried(reader: Reader) -> CarryOver:
    """All that a new ledger needs so that people go on as before."""
    devices = reader.all(
        "SELECT d.*, o.name AS operator, s.proof, s.at_ms AS signed_in_ms FROM paired_device d LEFT JOIN sign_in s ON s.device_id = d.id"
        " LEFT JOIN operator o ON o.id = s.operator_id WHERE d.active = 1 ORDER BY d.id"
    )
    return CarryOver(
        tuple(
            CarriedOperator(row["name"], row["role"], row["active"], row["pin"], row["badge"])
            for row in reader.all("SELECT * FROM operator ORDER BY id")
        ),
        tuple(_device(row) for row in devices),
        tuple(
            CarriedToken(row["name"], row["rights"], row["token"].hex(), row["made_ms"], row["expires_ms"], row["per_s"], row["active"])
            for row in reader.all("SELECT * FROM api_token ORDER BY id")
        ),
        tuple((row["name"], row["value"]) for row in reader.all("SELECT name, value FROM setting ORDER BY name")),
    )


def _device(row: Row) -> CarriedDevice:
    known = (row["name"], row["kind"], row["way"], row["token"].hex(), row["paired_ms"], row["expires_ms"])
    return CarriedDevice(*known, row["operator"] or "", row["proof"] or "", row["signed_in_ms"] or 0)


@handles("carry_over", CarryOver)
def carry_over(tx: Transaction, command: CarryOver) -> Answer:
    """Answers `{operators, devices, tokens, settings}`: how many of each came over; refused as `change_setting` is."""
    operators = [one for one in command.operators if not _is_named(tx, "operator", one.name)]
    for one in operators:
        tx.enter("operator", name=one.name, role=one.role, active=one.active, pin=one.pin, badge=one.badge)
    devices = [device for device in command.devices if not _is_known(tx, device)]
    for device in devices:
        _let_in(tx, device)
    tokens = [token for token in command.tokens if not _is_named(tx, "api_token", token.name)]
    for token in tokens:
        tx.enter(
            "api_token",
            name=token.name,
            rights=token.rights,
            token=bytes.fromhex(token.token),
            made_ms=token.made_ms,
            expires_ms=token.expires_ms,
            per_s=token.per_s,
            active=token.active,
        )
    for name, value in command.settings:
        change_setting(tx, ChangeSetting(name, value))
    tx.emit("people", 0)
    return {"operators": len(operators), "devices": len(devices), "tokens": len(tokens), "settings": len(command.settings)}


@handles("shut_out", ShutOut)
def keep_shut_out(tx: Transaction, command: ShutOut) -> Answer:
    """Shut out here, too, whoever was shut out there, but no last owner; answers `{}`."""
    for token in command.tokens:
        shut = {"token": bytes.fromhex(token)}
        tx.run("DELETE FROM sign_in WHERE device_id IN (SELECT id FROM paired_device WHERE token = :token)", shut)
        tx.run("UPDATE paired_device SET active = 0 WHERE token = :token", shut)
        tx.run("UPDATE api_token SET active = 0 WHERE token = :token", shut)
    for name, badge in command.badges:
        newest = {"name": name, "badge": badge}
        tx.run(
            "DELETE FROM sign_in WHERE proof = 'badge' AND operator_id IN (SELECT id FROM operator WHERE name = :name AND badge < :badge)",
            newest,
        )
        tx.run("UPDATE operator SET badge = :badge WHERE name = :name AND badge < :badge", newest)
    for name in command.gone:
        left = {"name": name}
        owners = tx.number("SELECT COUNT(*) FROM operator WHERE role = 'owner' AND active = 1 AND name <> :name", left)
        if owners:
            tx.run("DELETE FROM sign_in WHERE operator_id IN (SELECT id FROM operator WHERE name = :name)", left)
            tx.run("UPDATE operator SET active = 0 WHERE name = :name", left)
    tx.emit("people", 0)
    return {}


def _is_named(reader: Reader, table: str, name: str) -> bool:
    return reader.one(f"SELECT 1 FROM {table} WHERE name = :name", {"name": name}) is not None  # noqa: S608 - ours


def _is_known(reader: Reader, device: CarriedDevice) -> bool:
    return reader.one("SELECT 1 FROM paired_device WHERE token = :token", {"token": bytes.fromhex(device.token)}) is not None


def _let_in(tx: Transaction, device: CarriedDevice) -> None:
    name = free_name(tx, device.name)
    device_id = tx.enter(
        "paired_device",
        name=name,
        kind=device.kind,
        way=device.way,
        token=bytes.fromhex(device.token),
        paired_ms=device.paired_ms,
        expires_ms=device.expires_ms,
    )
    operator = tx.one("SELECT id FROM operator WHERE name = :name AND active = 1", {"name": device.operator})
    if operator is None:
        return
    tx.enter("sign_in", device_id=device_id, operator_id=operator["id"], proof=device.proof, at_ms=device.signed_in_ms, seq=tx.seq)
    bind_device(tx, BindDevice(name, operator=device.operator))
