"""Warehouses: buildings with bins of their own, each nearest to some countries."""

import json
import re
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row, Transaction

LONGEST_CODE = 40
MOST_COUNTRIES = 250


@dataclass(frozen=True, slots=True)
class AddWarehouse:
    """Enter a warehouse; `country` and those it `serves`, the nearest first, are ISO 3166-1 alpha-2."""

    code: str
    country: str = ""
    postcode: str = ""
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeWarehouse:
    """Change what is known of a warehouse: only what is said; None leaves it as it is."""

    code: str
    country: str | None = None
    postcode: str | None = None
    serves: tuple[str, ...] | None = None


@handles("add_warehouse", AddWarehouse)
def add_warehouse(tx: Transaction, command: AddWarehouse) -> Answer:
    """Answers `{warehouse}`; refused when the code is taken or empty, or a country is none."""
    code = command.code.strip()
    if not code or not code.isprintable() or len(code) > LONGEST_CODE:
        raise Refused("bad_warehouse", f"a warehouse needs a code of up to {LONGEST_CODE} characters that can be printed")
    if tx.one("SELECT id FROM warehouse WHERE code = :code", {"code": code}) is not None:
        raise Refused("warehouse_exists", f"there is a warehouse {code} already; choose another code")
    said = {
        "code": code,
        "country": _country(command.country),
        "postcode": command.postcode.strip(),
        "serves": _countries(command.serves),
    }
    tx.insert("INSERT INTO warehouse (code, country, postcode, serves) VALUES (:code, :country, :postcode, :serves) RETURNING id", said)
    return {"warehouse": code}


@handles("change_warehouse", ChangeWarehouse)
def change_warehouse(tx: Transaction, command: ChangeWarehouse) -> Answer:
    """Answers `{warehouse}`."""
    row = warehouse_by_code(tx, command.code)
    said = {
        "country": row["country"] if command.country is None else _country(command.country),
        "postcode": row["postcode"] if command.postcode is None else command.postcode.strip(),
        "serves": row["serves"] if command.serves is None else _countries(command.serves),
        "id": row["id"],
    }
    tx.run("UPDATE warehouse SET country = :country, postcode = :postcode, serves = :serves WHERE id = :id", said)
    return {"warehouse": row["code"]}


def _country(text: str) -> str:
    country = text.strip().upper()
    if not re.fullmatch("([A-Z]{2})?", country):
        raise Refused("bad_country", f"{text} is no country's two letters (ISO 3166-1), as in DE or CN")
    return country


def _countries(texts: tuple[str, ...]) -> str:
    if len(texts) > MOST_COUNTRIES:
        raise Refused("bad_country", f"a warehouse serves at most {MOST_COUNTRIES} countries")
    return json.dumps([country for country in dict.fromkeys(_country(text) for text in texts) if country])


def warehouse_by_code(reader: Reader, code: str) -> Row:
    """The warehouse with this code. Raises Refused `warehouse_not_found`."""
    row = reader.one("SELECT * FROM warehouse WHERE code = :code", {"code": code.strip()})
    if row is None:
        raise Refused("warehouse_not_found", f"there is no warehouse {code}; add it first", {"warehouse": code})
    return row


def warehouses(reader: Reader) -> list[Answer]:
    """Every warehouse by code: `{code, country, postcode, serves}`."""
    rows = reader.all("SELECT code, country, postcode, serves FROM warehouse ORDER BY code")
    return [{**dict(row), "serves": json.loads(row["serves"])} for row in rows]
