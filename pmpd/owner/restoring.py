"""Restoring by forms, on the page of backups and in the setup: a file is looked at, then it takes the place of what is there."""

from typing import Any

from aiohttp import web

from ledger.errors import Refused
from pmpd.owner.answering import Handler, settle
from pmpd.owner.starting import starting_anew
from pmpd.owner.upload import uploaded
from pmpd.owner.visit import Visit


def restore_facts(visit: Visit) -> dict[str, Any]:
    """What the forms show: `found`, the copy that was looked at and waits, unless another file is wanted."""
    found = visit.box.successors.found
    if found is None or "another" in visit.request.query:
        return {"found": None}
    return {"found": {**found, "owners": [(name, name) for name in found["owners"]]}}


def examining(show: Handler, back: str) -> Handler:
    """The target of the form with the file."""

    async def handle(visit: Visit) -> web.StreamResponse:
        async def act() -> None:
            async with uploaded(visit) as (_, file):
                await visit.box.successors.examine(file)

        return await settle(visit, "restore", act, show, back)

    return handle


def accepting(show: Handler) -> Handler:
    """The target of the form that says yes to the copy."""

    async def handle(visit: Visit) -> web.StreamResponse:
        async def act() -> None:
            refuse_different_pins(visit)
            await visit.tell("/restore/accept", {name: visit.said(name) for name in ("operator", "pin")})

        return await settle(visit, "accept", act, show, starting_anew("/owner"))

    return handle


def refuse_different_pins(visit: Visit) -> None:
    """Refused `pin_differs` where a PIN was not typed the same way twice."""
    if visit.said("pin") != visit.said("again"):
        raise Refused("pin_differs", "the two PINs are not the same; type both again", {"field": "again"})
