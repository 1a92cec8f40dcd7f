"""API tokens: programs that may ask, each for the rights it was given."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.bindings import LONGEST_NAME
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_PER_S = 10_000


@dataclass(frozen=True, slots=True)
class MakeApiToken:
    """A program may ask from now on: `token` is the SHA-256 of its token in hexadecimal, `days` until it ends by itself (0: never),
    `per_s` how many requests a second it may send.
    """

    name: str
    rights: tuple[str, ...]
    token: str
    days: int = 0
    per_s: int = 20


@dataclass(frozen=True, slots=True)
class RevokeApiToken:
    """A program's token is worth nothing any more."""

    name: str


@handles("make_api_token", MakeApiToken)
def make_api_token(tx: Transaction, command: MakeApiToken) -> Answer:
    """Answers as in `api_tokens`; refused `bad_token` or `token_exists`."""
    name = command.name.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Refused("bad_token", f"a token is named after its program, in up to {LONGEST_NAME} characters that can be printed")
    if not command.rights:
        raise Refused("bad_token", "say what the program may do")
    if not 1 <= command.per_s <= MOST_PER_S or command.days < 0:
        raise Refused("bad_token", f"a program may send 1 to {MOST_PER_S} requests a second, and days are counted from 0")
    if tx.one("SELECT 1 FROM api_token WHERE name = :name", {"name": name}):
        raise Refused("token_exists", f"there is or was a token called {name}; take another name, so that the journal tells them apart")
    tx.enter(
        "api_token",
        name=name,
        rights=" ".join(sorted(set(command.rights))),
        token=bytes.fromhex(command.token),
        made_ms=tx.now_ms,
        expires_ms=tx.now_ms + command.days * 86_400_000 if command.days else 0,
        per_s=command.per_s,
    )
    tx.emit("people", 0)
    return _view(_row(tx, name))


@handles("revoke_api_token", RevokeApiToken)
def revoke_api_token(tx: Transaction, command: RevokeApiToken) -> Answer:
    """Answers as in `api_tokens`; refused `token_not_found`."""
    row = _row(tx, command.name)
    tx.run("UPDATE api_token SET active = 0 WHERE id = :id", {"id": row["id"]})
    tx.emit("people", 0)
    return _view(_row(tx, row["name"]))


def _row(reader: Reader, name: str) -> Row:
    row = reader.one("SELECT * FROM api_token WHERE name = :name", {"name": name.strip()})
    if row is None:
        raise Refused("token_not_found", f"there is no token called {name}; see the list of tokens")
    return row


def api_tokens(reader: Reader) -> list[Answer]:
    """Every token that is good, by name: `{name, rights, made_ms, expires_ms, per_s, active}`; the tokens themselves are kept nowhere."""
    return [_view(row) for row in reader.all("SELECT * FROM api_token WHERE active = 1 ORDER BY name")]


def _view(row: Row) -> Answer:
    return {
        "name": row["name"],
        "rights": row["rights"].split(),
        "made_ms": row["made_ms"],
        "expires_ms": row["expires_ms"],
        "per_s": row["per_s"],
        "active": bool(row["active"]),
    }
