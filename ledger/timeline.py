"""The timeline: the whole story of an order in one view, with who, when, where and what."""

import json
from typing import Any

from ledger.orders import order_by_number, order_number, order_view
from ledger.story_words import in_words, words
from ledger.transaction import Answer, Reader

_IDS = {"item": "SELECT sku FROM item WHERE id = :id", "place": "SELECT code FROM place WHERE id = :id"}
_PLACES = ("place", "tote", "station")


def timeline(reader: Reader, number: str) -> Answer:
    """`{order, entries}`: the order's view and its story, oldest first: `{seq, at_ms, boot, actor, device, kind,
    detail, scans, text}`; scans of identical units in a row are one entry, with the time of the first.

    Raises Refused as `orders.order_by_number` does.
    """
    order = order_by_number(reader, number)
    rows = reader.all(
        "SELECT e.seq, e.kind, e.detail, j.actor, j.device, j.at_ms, j.boot_id FROM timeline_entry e JOIN journal j ON j.seq = e.seq"
        " WHERE e.order_id = :id ORDER BY e.seq, e.entry",
        {"id": order["id"]},
    )
    names = _Names(reader)
    entries: list[Answer] = []
    for row in rows:
        detail = names.spelled_out(json.loads(row["detail"]))
        entry = {
            "seq": row["seq"],
            "at_ms": row["at_ms"],
            "boot": row["boot_id"],
            "actor": row["actor"],
            "device": row["device"],
            "kind": row["kind"],
            "detail": detail,
        }
        if not (entries and _continues(entries[-1], entry)):
            entries.append({**entry, "scans": 1})
    for entry in entries:
        entry["text"] = in_words(entry["kind"], entry["detail"]) + (f" ({entry['scans']} scans)" if entry["scans"] > 1 else "")
    return {"order": order_view(reader, order_number(order["id"])), "entries": entries}


_COUNTED = ("picked", "verified")


def _continues(entry: Answer, following: Answer) -> bool:
    """Add a scan of the same thing by the same person to the entry before it: twenty fuses are one line of the story."""
    same = entry["kind"] in _COUNTED and all(entry[name] == following[name] for name in ("kind", "actor", "device", "boot"))
    if not same or {**entry["detail"], "quantity": 0} != {**following["detail"], "quantity": 0}:
        return False
    entry["detail"]["quantity"] += following["detail"]["quantity"]
    entry["scans"] += 1
    return True


class _Names:
    """Codes of items and places by id, each looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, int], str] = {}

    def _name(self, kind: str, row_id: int) -> str:
        if (kind, row_id) not in self._known:
            row = self._reader.one(_IDS[kind], {"id": row_id})
            self._known[kind, row_id] = row[0] if row else f"{kind} {row_id}"
        return self._known[kind, row_id]

    def spelled_out(self, detail: dict[str, Any]) -> dict[str, Any]:
        """The detail with SKUs and place codes in place of ids."""
        spelled = dict(detail)
        if "item" in spelled:
            spelled["sku"] = self._name("item", spelled.pop("item"))
        for word in _PLACES:
            if word in spelled:
                spelled["bin" if word == "place" else word] = self._name("place", spelled.pop(word))
        if "reserved" in spelled:
            spelled["reserved"] = [
                {"sku": self._name("item", item_id), "bin": self._name("place", place_id), "quantity": quantity}
                for item_id, place_id, quantity in spelled["reserved"]
            ]
        return spelled


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
    "reservation_broken": lambda d: f"{d['quantity']} × {d['sku']} no longer reserved: fewer are in {d['bin']} than the books said",
    "picking": lambda d: f"picking began, session {d['session']}, tote {d['tote']}",
    "picked": lambda d: f"picked {d['quantity']} × {d['sku']} from {d['bin']} into {d['tote']}",
    "wrong_scan": lambda d: f"wrong scan at {d['at']} ({d['alarm'].replace('_', ' ')}): {d['code']}",
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
