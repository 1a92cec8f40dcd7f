"""The timeline: the whole story of an order in one view, with who, when, where and what."""

import json
from collections.abc import Iterator
from heapq import merge
from operator import attrgetter
from typing import Any

from ledger.audit.activity import activity_of_order
from ledger.audit.field_changes import told_changes
from ledger.audit.stories import told_activity
from ledger.audit.story_names import Names
from ledger.audit.story_page import Told, entries
from ledger.audit.story_words import in_words, words
from ledger.sales.orders import order_by_number, order_number, order_view
from ledger.transaction import Answer, Reader


def timeline(reader: Reader, number: str) -> Answer:
    """`{subject, order, entries, next}`: the order's view and its whole story, oldest first: `{seq, at_ms, boot, actor, device, kind,
    detail, scans, text}`; scans of identical units in a row are one entry, with the time of the first. `next` is always empty.

    What happened, which fields changed, and what was said to and heard from its channel; within one command the changed fields come first.
    Raises Refused as `orders.order_by_number` does.
    """
    order_id = order_by_number(reader, number)["id"]
    names = Names(reader)
    told = merge(_changed(reader, names, order_id), _happened(reader, names, order_id), _spoken(reader, order_id), key=attrgetter("seq"))
    story: list[Answer] = []
    for entry in entries(reader, told):
        if not (story and _continues(story[-1], entry)):
            story.append({**entry, "scans": 1})
    for entry in story:
        if entry["scans"] > 1:
            entry["text"] = f"{in_words(entry['kind'], entry['detail'])} ({entry['scans']} scans)"
    return {"subject": order_number(order_id), "order": order_view(reader, order_number(order_id)), "entries": story, "next": ""}


def _happened(reader: Reader, names: Names, order_id: int) -> Iterator[Told]:
    rows = reader.all("SELECT seq, kind, detail FROM timeline_entry WHERE order_id = :id ORDER BY seq, entry", {"id": order_id})
    for row in rows:
        detail = names.spelled_out(json.loads(row["detail"]))
        yield Told(row["seq"], row["kind"], detail, in_words(row["kind"], detail))


def _changed(reader: Reader, names: Names, order_id: int) -> Iterator[Told]:
    """Changed fields of the order, of its lines wherever they are served, and of its holds, but for those that an entry tells already."""
    rows = reader.each(
        "SELECT * FROM field_change WHERE subject = 'orders' AND subject_id = :id AND field NOT IN ('merged_into', 'cancelled')"
        " UNION ALL SELECT f.* FROM field_change f JOIN order_line l ON l.id = f.subject_id"
        " WHERE f.subject = 'order_line' AND f.field <> 'order_id' AND l.order_id = :id"
        " UNION ALL SELECT f.* FROM field_change f JOIN order_line l ON l.id = f.subject_id"
        " WHERE f.subject = 'order_line' AND f.field <> 'order_id' AND l.source_order_id = :id AND l.source_order_id <> l.order_id"
        " UNION ALL SELECT f.* FROM field_change f JOIN hold h ON h.id = f.subject_id WHERE f.subject = 'hold' AND h.order_id = :id"
        " ORDER BY id",
        {"id": order_id},
    )
    return told_changes(rows, names)


def _spoken(reader: Reader, order_id: int) -> Iterator[Told]:
    for row in activity_of_order(reader, order_id):
        yield told_activity(row)


_COUNTED = ("picked", "verified")


def _continues(entry: Answer, following: Answer) -> bool:
    """Add a scan of the same thing by the same person to the entry before it: twenty fuses are one line of the story."""
    same = entry["kind"] in _COUNTED and all(entry[name] == following[name] for name in ("kind", "actor", "device", "boot"))
    if not same or {**entry["detail"], "quantity": 0} != {**following["detail"], "quantity": 0}:
        return False
    entry["detail"]["quantity"] += following["detail"]["quantity"]
    entry["scans"] += 1
    return True


def _received(detail: dict[str, Any]) -> str:
    parts = [f"received from {detail['channel']} as {detail['number']}"]
    parts += [f"{line['quantity']} × {line['sku']} reserved in {line['bin']}" for line in detail["reserved"]]
    if detail["waiting"]:
        parts.append(f"{detail['waiting']} units wait for stock")
    if detail["cancelled"]:
        parts.append("cancelled by the channel already")
    return "; ".join(parts)


def _labelled(detail: dict[str, Any]) -> str:
    service = f" {detail['service']}" if detail["service"] else ""
    return f"labelled: {detail['carrier']}{service}, tracking {detail['tracking']}"


def _packed(detail: dict[str, Any]) -> str:
    weight = f", {detail['weight_g']} g" if detail["weight_g"] else ""
    return f"packed at {detail['station']}{weight}"


for _kind, _text in {
    "received": _received,
    "arrived_again": lambda d: (
        "an older version arrived again and was ignored" if d["older"] else "arrived again and was caught as a duplicate"
    ),
    "changed": lambda d: f"changed by the channel: {'; '.join(d['changes']) or 'nothing that matters here'}",
    "changed_too_late": lambda d: (
        f"{'cancelled by' if d['cancelled'] else 'a newer version from'} the channel; the order was {d['state']} already"
    ),
    "mapped": lambda d: f"listing {d['listing']} mapped to {d['sku']}" + (f" × {d['multiplier']}" if d["multiplier"] > 1 else ""),
    "held": lambda d: f"held ({d['hold']}): {d['reason']}",
    "hold_released": lambda d: f"hold released ({d['hold']})",
    "backorder_filled": lambda d: f"{d['quantity']} × {d['sku']} reserved in {d['bin']}, as stock became free",
    "picking": lambda d: f"picking began, session {d['session']}, tote {d['tote']}",
    "picked": lambda d: f"picked {d['quantity']} × {d['sku']} from {d['bin']} into {d['tote']}",
    "wrong_scan": lambda d: f"wrong scan at {d['at']} ({d['alarm'].replace('_', ' ')}): {d['code']}",
    "seen_to": lambda d: f"seen to at {d['at']} ({d['alarm'].replace('_', ' ')}): {d['code']}",
    "short": lambda d: f"short: {d['quantity']} × {d['sku']} not at {d['bin']} ({d['reason'].replace('_', ' ')})",
    "given_back": lambda d: f"stops given back, session {d['session']} abandoned",
    "ships_short": lambda d: f"ships without {d['quantity']} missing units",
    "packing": lambda d: f"pack check began at {d['station']}",
    "verified": lambda d: f"verified {d['quantity']} × {d['sku']}",
    "packed": _packed,
    "slip": lambda d: f"{'copy of the slip' if d['copy'] else 'slip'} {d['state']} at {d['station']}",
    "labelled": _labelled,
    "shipped": lambda d: f"shipped in batch {d['batch']}: {d['carrier']}, tracking {d['tracking']}",
    "cancelled": lambda d: f"cancelled: {d['reason']}" + ("; units to be put back" if d["put_back"] else ""),
    "put_back": lambda d: f"put back {d['quantity']} × {d['sku']} into {d['bin']}",
}.items():
    words(_kind, _text)
