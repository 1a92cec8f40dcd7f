"""The stories of an item, a lot or serial number, a bin and an operator, each a page at a time, newest first."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from ledger.audit.activity import activity_text
from ledger.audit.field_changes import told_changes
from ledger.audit.moments import last_movement
from ledger.audit.story_names import Names
from ledger.audit.story_page import FIRST, Told, before_seq, newest_page
from ledger.command import command_of
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.places import place_by_code
from ledger.sales.orders import order_number
from ledger.transaction import Answer, Reader, Row

_MOVED = (
    "SELECT m.id, m.seq, m.item_id, m.unit, m.from_place_id, m.to_place_id, m.quantity, m.reason, l.order_id"
    " FROM movement m LEFT JOIN order_line l ON l.id = m.order_line_id"
)
_LONGEST = 200


def item_story(reader: Reader, sku: str, *, before: str = "") -> Answer:
    """`{subject, entries, next}` as `story_page.newest_page` has it, of an item: movements, changed fields (its listings' too), and what
    was said to and heard from channels about it. Raises Refused `item_not_found`.
    """
    item_id, seq, names = item_by_sku(reader, sku)["id"], before_seq(before), Names(reader)
    listings = reader.all("SELECT id FROM listing WHERE item_id = :id ORDER BY id", {"id": item_id})
    sources = [
        _moved(reader, names, "m.item_id = :id", {"id": item_id}, seq),
        _changed(reader, names, "item", item_id, seq),
        *[_changed(reader, names, "listing", row["id"], seq) for row in listings],
        _heard(reader, item_id, seq),
    ]
    return newest_page(reader, names.name("item", item_id), sources)


def bin_story(reader: Reader, code: str, *, before: str = "") -> Answer:
    """As `item_story`, of a bin, tote or station: movements in and out, and changed fields. Raises Refused `place_not_found`."""
    place_id, seq, names = place_by_code(reader, code)["id"], before_seq(before), Names(reader)
    by_id = {"id": place_id}
    sources = [
        _moved(reader, names, "m.to_place_id = :id AND m.to_place_id > 3", by_id, seq),
        _moved(reader, names, "m.from_place_id = :id AND m.from_place_id > 3", by_id, seq),
        _changed(reader, names, "place", place_id, seq),
    ]
    return newest_page(reader, names.name("place", place_id), sources)


def unit_story(reader: Reader, unit: str, *, sku: str = "", before: str = "") -> Answer:
    """As `item_story`, of a lot or serial number: every movement of it; `sku` where several items have the same number.

    Raises Refused `unit_not_found` when nothing of that number was ever here.
    """
    wanted, names = unit.strip(), Names(reader)
    params: dict[str, Any] = {"unit": wanted}
    where = "m.unit = :unit AND m.unit <> ''"
    if sku:
        params["item_id"] = item_by_sku(reader, sku)["id"]
        where += " AND m.item_id = :item_id"
    if reader.one("SELECT id FROM movement WHERE unit = :unit AND unit <> '' LIMIT 1", {"unit": wanted}) is None:
        raise Refused("unit_not_found", f"nothing with the lot or serial number {unit} was ever here; check the spelling")
    return newest_page(reader, wanted, [_moved(reader, names, where, params, before_seq(before))])


def operator_story(reader: Reader, operator: str, *, before: str = "") -> Answer:
    """As `item_story`, of a person, device or program: every command it sent, refused ones too, but for orders taken in.

    Raises Refused `operator_not_found` for a name that never sent one.
    """
    actor = {"actor": operator.strip()}
    done = _did(reader, operator.strip(), before_seq(before))
    if reader.one("SELECT seq FROM journal WHERE actor = :actor AND kind <> 'import_order' LIMIT 1", actor) is None:
        raise Refused("operator_not_found", f"nobody called {operator} ever did anything here; check the spelling")
    return newest_page(reader, operator.strip(), [done])


def _moved(reader: Reader, names: Names, where: str, params: dict[str, Any], seq: int) -> Iterator[Told]:
    last = last_movement(reader, seq - 1) if seq < FIRST else FIRST
    for row in reader.each(f"{_MOVED} WHERE {where} AND m.id <= :last ORDER BY m.id DESC", {**params, "last": last}):
        yield told_movement(row, names)


def told_movement(row: Row, names: Names) -> Told:
    """A movement (with the `order_id` of its line) as an entry of a story."""
    detail = {
        "sku": names.name("item", row["item_id"]),
        "unit": row["unit"],
        "from": names.name("place", row["from_place_id"]),
        "to": names.name("place", row["to_place_id"]),
        "quantity": row["quantity"],
        "reason": row["reason"],
        "order": order_number(row["order_id"]) if row["order_id"] else "",
    }
    what = f"{detail['sku']} {detail['unit']}".strip()
    why = row["reason"].replace("_", " ").replace(":", " ", 1) + (f", {detail['order']}" if detail["order"] else "")
    return Told(row["seq"], "moved", detail, f"{row['quantity']} × {what}: {_place(detail['from'])} → {_place(detail['to'])} ({why})")


def _place(code: str) -> str:
    return code.removeprefix("@")


def _changed(reader: Reader, names: Names, subject: str, subject_id: int, seq: int) -> Iterator[Told]:
    rows = reader.each(
        "SELECT * FROM field_change WHERE subject = :subject AND subject_id = :id AND seq < :seq ORDER BY id DESC",
        {"subject": subject, "id": subject_id, "seq": seq},
    )
    return told_changes(rows, names)


def _heard(reader: Reader, item_id: int, seq: int) -> Iterator[Told]:
    for row in reader.each("SELECT * FROM activity WHERE item_id = :id AND seq < :seq ORDER BY id DESC", {"id": item_id, "seq": seq}):
        yield told_activity(row)


def told_activity(row: Row) -> Told:
    """An activity as an entry of a story."""
    detail = {name: row[name] for name in ("channel", "account", "direction", "words")}
    return Told(row["seq"], row["direction"], detail, activity_text(row))


def _did(reader: Reader, actor: str, seq: int) -> Iterator[Told]:
    rows = reader.each(
        "SELECT seq, kind, payload, outcome, answer FROM journal WHERE actor = :actor AND kind <> 'import_order' AND seq < :seq"
        " ORDER BY seq DESC",
        {"actor": actor, "seq": seq},
    )
    for row in rows:
        command = json.loads(row["payload"])
        detail = {"command": command, "outcome": row["outcome"]}
        yield Told(row["seq"], row["kind"], detail, command_text(row["kind"], command) + _refused(row))


def command_text(kind: str, command: dict[str, Any]) -> str:
    """A command in words: what is to be done, and all that was said: `record tracking: order SO-100017, carrier dhl`."""
    unsaid = _unsaid(kind)
    said = ", ".join(f"{name.replace('_', ' ')} {_plain(value)}" for name, value in command.items() if value != unsaid.get(name, ""))
    return f"{kind.replace('_', ' ')}: {said}"[:_LONGEST] if said else kind.replace("_", " ")


@cache
def _unsaid(kind: str) -> dict[str, Any]:
    """What the fields of a command hold when nothing is said, as the journal spells it."""
    command = command_of(kind)
    spelled = {field.name: field.default for field in fields(command) if field.default is not MISSING} if command else {}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in spelled.items()}


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return f"({', '.join(f'{name} {_plain(one)}' for name, one in value.items() if one)})"
    return str(value)


def _refused(row: Row) -> str:
    return "" if row["outcome"] == "accepted" else f": refused, {json.loads(row['answer'])['message']}"
