"""The settings of the shop as a form: what it shows, and what it says."""

import zoneinfo
from functools import cache
from typing import Any

from kiosk.owner.figures import weekdays
from kiosk.owner.words import LANGUAGES
from ledger.errors import Refused
from pmpd.owner.visit import Visit

_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_LISTS = ("working_days", "holidays")


@cache
def _zones() -> tuple[tuple[str, str], ...]:
    """The time zones that this machine knows, as people write them."""
    known = sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in _AREAS and "/" in name)
    return tuple((name, name.replace("_", " ").replace("/", " / ")) for name in ["UTC", *known])


def shop_facts(visit: Visit) -> dict[str, Any]:
    """What the fields show: the settings as they are, or as they were typed where something was wrong with them."""
    now = dict(visit.shop.settings)
    if visit.trouble is not None:
        now |= {name: _said(visit, name) for name in now if name in visit.typed}
    zones = _zones()
    if now["time_zone"] not in dict(zones):
        zones = ((now["time_zone"], now["time_zone"]), *zones)
    return {"now": now, "zones": list(zones), "days": weekdays(visit.words), "languages": list(LANGUAGES.items())}


async def save_shop(visit: Visit, names: tuple[str, ...]) -> None:
    """Change the settings that the form says otherwise than they are. Refused `bad_setting`, with the `field` in its details."""
    for name in names:
        if _said(visit, name) == visit.shop.settings[name]:
            continue
        try:
            await visit.tell("/settings/{name}", {"value": _said(visit, name)}, part=name, name=name)
        except Refused as refused:
            raise Refused(refused.code, refused.message, {"field": name}) from refused


def _said(visit: Visit, name: str) -> str:
    if name in _LISTS:
        return " ".join(sorted({text.strip() for text in visit.typed.getall(name, []) if text.strip()}))
    return visit.said(name)
