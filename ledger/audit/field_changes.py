"""Field changes: who changed which field of what, from what to what, as the ledger's own write path recorded it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ledger.audit.story_names import Names
from ledger.audit.story_page import Told, before_seq
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Row

PAGE = 100

SUBJECTS = {
    "item": "SELECT id FROM item WHERE sku = :name",
    "place": "SELECT id FROM place WHERE code = :name",
    "warehouse": "SELECT id FROM warehouse WHERE code = :name",
    "allocation_rule": "SELECT id FROM allocation_rule WHERE name = :name",
    "box": "SELECT id FROM box WHERE code = :name",
    "purchase_order": "SELECT id FROM purchase_order WHERE number = :name",
    "operator": "SELECT id FROM operator WHERE name = :name",
    "paired_device": "SELECT id FROM paired_device WHERE name = :name",
    "api_token": "SELECT id FROM api_token WHERE name = :name",
    "setting": "SELECT 0 AS id WHERE :name = ''",
}
"""What changes can be asked for by name; those of an order stand in its story, those of a listing in its item's."""

_REFERENCES = {
    "item_id": "item",
    "warehouse_id": "warehouse",
    "order_id": "orders",
    "source_order_id": "orders",
    "merged_into": "orders",
    "split_from": "orders",
    "replaces": "orders",
}
_PARTS = {"listing": "listing", "order_line": "line", "hold": "hold"}
"""What is told in the story of something else, and has to be named there."""

_FLAGS = frozenset({"cancelled", "pickable", "sellable", "active"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 200


def changes(reader: Reader, *, subject: str = "", name: str = "", before: str = "") -> Answer:
    """A page of field changes, newest first: `{changes, next}`; `next` is the `before` of the following page.

    Each `{seq, at_ms, actor, device, subject, name, field, before, after}`, values as texts, None for "there was none".
    Raises Refused `bad_subject` or `subject_not_found`.
    """
    params: dict[str, object] = {"most": PAGE + 1, "before": before_seq(before)}
    where = "f.id < :before"
    if subject:
        where += " AND f.subject = :subject AND f.subject_id = :subject_id"
        params |= {"subject": subject, "subject_id": _subject_id(reader, subject, name)}
    rows = reader.all(
        "SELECT f.*, j.at_ms, j.actor, j.device FROM field_change f LEFT JOIN journal j ON j.seq = f.seq"  # noqa: S608 - words of our own
        f" WHERE {where} ORDER BY f.id DESC LIMIT :most",
        params,
    )
    names = Names(reader)
    return {
        "changes": [
            {
                **{column: row[column] for column in ("seq", "at_ms", "actor", "device", "subject")},
                "name": names.name(row["subject"], row["subject_id"]) if row["subject_id"] else "",
                "field": row["field"],
                "before": row["before_value"],
                "after": row["after_value"],
            }
            for row in rows[:PAGE]
        ],
        "next": str(rows[PAGE - 1]["id"]) if len(rows) > PAGE else "",
    }


def _subject_id(reader: Reader, subject: str, name: str) -> int:
    if subject not in SUBJECTS:
        raise Refused("bad_subject", f"ask for the changes of one of {', '.join(SUBJECTS)}; an order's stand in its story")
    row = reader.one(SUBJECTS[subject], {"name": name.strip()})
    if row is None:
        raise Refused("subject_not_found", f"there is no {subject.replace('_', ' ')} {name}; check the spelling")
    return int(row["id"])


def told_changes(rows: Iterator[Row], names: Names) -> Iterator[Told]:
    """Field changes as entries of a story."""
    for row in rows:
        detail = {
            "subject": row["subject"],
            "name": names.name(row["subject"], row["subject_id"]),
            "field": row["field"],
            "before": row["before_value"],
            "after": row["after_value"],
        }
        yield Told(row["seq"], "field_changed", detail, _text(row, names))


def _text(row: Row, names: Names) -> str:
    field, before, after = row["field"], row["before_value"], row["after_value"]
    word = field.removesuffix("_id").removesuffix("_ms").removesuffix("_minor").replace("_", " ")
    if row["subject"] in _PARTS:
        word = f"{_PARTS[row['subject']]} {names.name(row['subject'], row['subject_id'])}: {word}"
    if field == "ship_to" and before and after:
        old, new = json.loads(before), json.loads(after)
        parts = [f"{part} {_shown(old.get(part))} → {_shown(new[part])}" for part in new if new[part] != old.get(part)]
        return f"address changed: {', '.join(parts)}"
    if before is None:
        return f"{word} added: {_value(field, after, names)}"
    if after is None:
        return f"{word} removed: {_value(field, before, names)}"
    return f"{word} changed: {_value(field, before, names)} → {_value(field, after, names)}"


def _value(field: str, value: str, names: Names) -> str:
    if field in _REFERENCES:
        return names.name(_REFERENCES[field], int(value))
    if field in _FLAGS:
        return "yes" if value == "1" else "no"
    if field.endswith("_ms"):
        return (_EPOCH + timedelta(milliseconds=int(value))).isoformat(timespec="minutes").replace("+00:00", "Z")
    return _shown(value)


def _shown(value: str | None) -> str:
    if not value:
        return "nothing"
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
