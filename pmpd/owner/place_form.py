"""Places by the row: what a form says of stations, totes and bins, as one request of the API for each."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from ledger.errors import Refused
from ledger.goods.places import LAST_ON_WALK
from ledger.transaction import Reader
from pmpd.owner.visit import Visit

MOST_PLACES = 500
"""How many one form makes: a row of shelves, and few enough to wait for."""

_WALK_STEP = 10
"""A bin that is added later finds room between two on the walk."""


@dataclass
class PlacesMade:
    """What came of a form: the codes made, those there already, and `{name, reason}` of what was not taken."""

    made: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    rejects: list[dict[str, str]] = field(default_factory=list)


def next_on_walk(reader: Reader) -> int:
    """The position on the walk behind every bin."""
    row = reader.one("SELECT MAX(walk) AS last FROM place WHERE kind = 'bin'")
    return 0 if row is None or row["last"] is None else int(row["last"]) // _WALK_STEP * _WALK_STEP + _WALK_STEP


async def make_places(visit: Visit) -> PlacesMade:
    """Make what the form says; each place is made or not by itself, and once under the form's id.

    Refused with the `field` for a number that is none, a row without an end, too many places, or none at all.
    """
    async with visit.box.filling:
        asked = _asked(visit)
        there = await visit.box.ledger.ask(_kinds_of, [place["code"] for place in asked])
        behind = await visit.box.ledger.ask(next_on_walk)
        for place in asked:
            if place["code"] not in there:  # what is there may be this form's own, sent again
                place["walk"] += max(behind - _walk(visit), 0) if place["kind"] == "bin" else 0
        outcomes = await asyncio.gather(*[_made(visit, place) for place in asked])
    report = PlacesMade()
    for place, refusal in zip(asked, outcomes, strict=True):
        kind = there.get(place["code"], place["kind"])
        if refusal is None:
            report.made.append(place["code"])
        elif refusal.code == "place_exists" and kind == place["kind"]:
            report.there.append(place["code"])
        elif refusal.code == "place_exists":
            reason = f"{place['code']} is a {kind} and stays one; give the {place['kind']} a code of its own"
            report.rejects.append({"name": place["code"], "reason": reason})
        else:
            report.rejects.append({"name": place["code"], "reason": refusal.message})
    return report


def _kinds_of(reader: Reader, codes: list[str]) -> dict[str, str]:
    return {row["code"]: row["kind"] for row in reader.all_for("code", codes, "SELECT code, kind FROM place WHERE code = :code")}


async def _made(visit: Visit, place: dict[str, Any]) -> Refused | None:
    try:
        # A form that is changed and sent again, by the browser's way back, says other places under the same id.
        await visit.tell("/places", place, part=f"{place['code']} {place['walk']}")
    except Refused as refusal:
        return refusal
    return None


def _asked(visit: Visit) -> list[dict[str, Any]]:
    stations, totes = _number(visit, "stations"), _number(visit, "totes")
    first, last, walk = _number(visit, "first"), _number(visit, "last"), _walk(visit)
    zone = visit.said("zone")
    if last < first or (zone and not last):
        raise Refused("bad_row", "say from which number to which the row goes, the smaller one first", {"field": "last"})
    if last and not zone:
        raise Refused("too_short", "give the row of bins a letter", {"field": "zone"})
    if len(zone) > 20 or not zone.isprintable() or zone.startswith("@"):
        raise Refused("bad_row", "a row is called by a letter or a short word", {"field": "zone"})
    bins = last - first + 1 if last else 0
    if not stations + totes + bins:
        raise Refused("too_short", "say how many places to make", {"field": "stations"})
    if stations + totes + bins > MOST_PLACES:
        raise Refused("too_many_places", f"one form makes {MOST_PLACES} places; make the rest afterwards", {"field": "last"})
    return [
        *[{"code": f"PACK-{number}", "kind": "station", "walk": 0} for number in range(1, stations + 1)],
        *[{"code": f"T-{number:02}", "kind": "tote", "walk": number} for number in range(1, totes + 1)],
        *[{"code": f"{zone}-{first + place:02}", "kind": "bin", "zone": zone, "walk": walk + place * _WALK_STEP} for place in range(bins)],
    ]


def _number(visit: Visit, name: str) -> int:
    text = visit.said(name)
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise Refused("bad_number", "write a whole number", {"field": name})
    return int(text)


def _walk(visit: Visit) -> int:
    """Where the page said that the row begins; only the page itself says that."""
    text = visit.said("walk")
    return min(int(text), LAST_ON_WALK) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
