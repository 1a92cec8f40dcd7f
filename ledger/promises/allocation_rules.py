"""Rules of allocation: which strategy and which answer to a shortage orders get, by channel, destination, value and SKU."""

import re
from dataclasses import dataclass, fields

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.warehouses import warehouse_by_code
from ledger.promises.reservations import MOST_BACKORDERS
from ledger.promises.strategies import DEFAULT, STRATEGIES
from ledger.transaction import Answer, Reader, Row, Transaction

SHORTAGES = ("backorder", "block", "split")
"""What is done when units are missing: wait for them, hold the order and promise it nothing, or send what is there and the rest later."""

LONGEST_NAME = 80
MOST_RULES = 200
MOST_UNITS = 1_000_000
MOST_MINOR = 1 << 53


@dataclass(frozen=True, slots=True)
class AddAllocationRule:
    """Enter a rule at a position, the last one without; an empty condition, or `least_minor` 0, fits every order.

    `least_minor` is the order's least total, in minor units of its own currency; `floor` units of each item are left for other orders.
    """

    name: str
    position: int | None = None
    channel: str = ""
    country: str = ""
    sku: str = ""
    least_minor: int = 0
    strategy: str = DEFAULT
    warehouse: str = ""
    shortage: str = "backorder"
    floor: int = 0


@dataclass(frozen=True, slots=True)
class ChangeAllocationRule:
    """Change what a rule says: only what is said; None leaves it as it is. A rule that is not `active` fits no order."""

    name: str
    position: int | None = None
    channel: str | None = None
    country: str | None = None
    sku: str | None = None
    least_minor: int | None = None
    strategy: str | None = None
    warehouse: str | None = None
    shortage: str | None = None
    floor: int | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class RemoveAllocationRule:
    """Take a rule away; orders that it served stay as they are."""

    name: str


@handles("add_allocation_rule", AddAllocationRule)
def add_allocation_rule(tx: Transaction, command: AddAllocationRule) -> Answer:
    """Answers `{rule, position}`; refused `rule_exists`, or with what is wrong with a field."""
    name = command.name.strip()
    if not name or not name.isprintable() or "/" in name or len(name) > LONGEST_NAME:
        raise Refused("bad_rule", f"a rule needs a name of up to {LONGEST_NAME} characters, without a slash")
    if tx.one("SELECT id FROM allocation_rule WHERE name = :name", {"name": name}) is not None:
        raise Refused("rule_exists", f"there is a rule {name} already; change it, or choose another name", {"rule": name})
    rules = len(_ids(tx))
    if rules >= MOST_RULES:
        raise Refused("too_many_rules", f"there are {MOST_RULES} rules already; remove one first")
    said = _sound(tx, command)
    rule_id = tx.insert(
        "INSERT INTO allocation_rule (position, name, channel, country, sku, least_minor, strategy, warehouse_id, shortage, floor)"
        " VALUES (:position, :name, :channel, :country, :sku, :least_minor, :strategy, :warehouse_id, :shortage, :floor) RETURNING id",
        {**said, "name": name, "position": rules + 1},
    )
    if command.position is not None:
        _place(tx, rule_id, command.position)
    return _changed(tx, name)


@handles("change_allocation_rule", ChangeAllocationRule)
def change_allocation_rule(tx: Transaction, command: ChangeAllocationRule) -> Answer:
    """Answers `{rule, position}`; orders that wait for units which the rule kept from them get them at once."""
    rule = _by_name(tx, command.name)
    said = {**dict(rule), **_sound(tx, command)}
    if command.active is not None:
        said["active"] = int(command.active)
    tx.run(
        "UPDATE allocation_rule SET channel = :channel, country = :country, sku = :sku, least_minor = :least_minor, strategy = :strategy,"
        " warehouse_id = :warehouse_id, shortage = :shortage, floor = :floor, active = :active WHERE id = :id",
        said,
    )
    if command.position is not None:
        _place(tx, rule["id"], command.position)
    return _changed(tx, rule["name"])


@handles("remove_allocation_rule", RemoveAllocationRule)
def remove_allocation_rule(tx: Transaction, command: RemoveAllocationRule) -> Answer:
    """Answers `{rule}`; orders that wait for units which the rule kept from them get them at once."""
    rule = _by_name(tx, command.name)
    tx.run("DELETE FROM allocation_rule WHERE id = :id", {"id": rule["id"]})
    _number(tx, _ids(tx))
    _hand_out(tx)
    return {"rule": rule["name"]}


def _sound(tx: Transaction, command: AddAllocationRule | ChangeAllocationRule) -> dict[str, object]:
    """What the command says, by column; refused where it can't be meant so."""
    said = {field.name: getattr(command, field.name) for field in fields(command) if field.name not in ("name", "position", "active")}
    said = {name: value.strip() if isinstance(value, str) else value for name, value in said.items() if value is not None}
    if not re.fullmatch("([A-Za-z]{2})?", said.get("country", "")):
        raise Refused("bad_country", f"{said['country']} is no country's two letters (ISO 3166-1), as in DE or CN")
    if said.get("strategy", DEFAULT) not in STRATEGIES:
        raise Refused("bad_strategy", f"a strategy is {', '.join(STRATEGIES)}")
    if said.get("shortage", "backorder") not in SHORTAGES:
        raise Refused("bad_shortage", f"the answer to a shortage is {', '.join(SHORTAGES)}")
    if not 0 <= said.get("floor", 0) <= MOST_UNITS or not 0 <= said.get("least_minor", 0) <= MOST_MINOR:
        raise Refused("bad_rule", f"a rule leaves 0 to {MOST_UNITS} units, and is for orders of 0 or more minor units")
    if "country" in said:
        said["country"] = said["country"].upper()
    if said.get("sku"):
        said["sku"] = item_by_sku(tx, said["sku"])["sku"]
    if "warehouse" in said:
        code = said.pop("warehouse")
        said["warehouse_id"] = warehouse_by_code(tx, code)["id"] if code else None
    return said


def _by_name(reader: Reader, name: str) -> Row:
    row = reader.one("SELECT * FROM allocation_rule WHERE name = :name", {"name": name.strip()})
    if row is None:
        raise Refused("rule_not_found", f"there is no rule {name}; list the rules to see their names", {"rule": name})
    return row


def _ids(reader: Reader) -> list[int]:
    return [row["id"] for row in reader.all("SELECT id FROM allocation_rule ORDER BY position, id")]


def _place(tx: Transaction, rule_id: int, position: int) -> None:
    """Put a rule at a position (1 is the first; beyond the last one is the last) and number the others around it."""
    if position < 1:
        raise Refused("bad_rule", "a rule's position is 1 or more; 1 is looked at first")
    ids = [one for one in _ids(tx) if one != rule_id]
    _number(tx, [*ids[: position - 1], rule_id, *ids[position - 1 :]])


def _number(tx: Transaction, ids: list[int]) -> None:
    for position, rule_id in enumerate(ids, start=1):
        tx.run("UPDATE allocation_rule SET position = :position WHERE id = :id", {"position": position, "id": rule_id})


def _changed(tx: Transaction, name: str) -> Answer:
    _hand_out(tx)
    rule = _by_name(tx, name)
    return {"rule": rule["name"], "position": rule["position"]}


def _hand_out(tx: Transaction) -> None:
    """Let every item that orders wait for be handed out anew: a rule may have kept units from them until now."""
    rows = tx.all(
        "SELECT DISTINCT item_id FROM order_line WHERE item_id IS NOT NULL"
        " AND ordered - reserved - picked - packed - shipped - cancelled > 0 ORDER BY item_id LIMIT :most",
        {"most": MOST_BACKORDERS},
    )
    tx.freed_items.update(row["item_id"] for row in rows)


def rules(reader: Reader) -> list[Answer]:
    """Every rule by position: `{position, name, channel, country, sku, least_minor, strategy, warehouse, shortage, floor, active}`."""
    rows = reader.all(
        "SELECT position, name, channel, country, sku, least_minor, strategy,"
        " (SELECT w.code FROM warehouse w WHERE w.id = warehouse_id) AS warehouse, shortage, floor, active"
        " FROM allocation_rule ORDER BY position, id"
    )
    return [{**dict(row), "warehouse": row["warehouse"] or "", "active": bool(row["active"])} for row in rows]
