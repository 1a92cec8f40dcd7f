"""People, paired devices and programs."""

from typing import Any

from aiohttp import web

from ledger.packing.pack_views import stations
from ledger.people.api_tokens import api_tokens
from ledger.people.operators import operators
from ledger.people.paired_devices import paired_devices
from pmpd.identity.rights import MEANINGS, OF_PROGRAMS, RIGHTS
from pmpd.owner.answering import Handler, Page, settle
from pmpd.owner.visit import Visit

_PAGE = "/owner/people"


async def _people(visit: Visit) -> web.Response:
    ask = visit.box.ledger.ask
    return visit.page(
        "people",
        tab="people",
        live=True,
        operators=await ask(operators),
        devices=await ask(paired_devices),
        tokens=await ask(api_tokens),
        stations=[(one["station"], one["station"]) for one in await ask(stations)],
        program_rights=[right for right in RIGHTS if right in OF_PROGRAMS and right != "known"],
        meanings={right: visit.words.gettext(meaning) for right, meaning in MEANINGS.items()},
        chosen_rights=visit.typed.getall("rights", []),
    )


def _form(form: str, path: str, fields: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Handler:
    """A form that says one request of the API: `fields` of its body, `names` in its path; empty fields are left out."""

    async def handle(visit: Visit) -> web.StreamResponse:
        async def act() -> None:
            body = {name: visit.said(name) for name in fields if visit.said(name)}
            await visit.tell(path, body, **{name: visit.said(name) for name in names})

        return await settle(visit, visit.said("form") or form, act, _people, _PAGE)

    return handle


async def _active(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        await visit.tell("/operators/{operator}", {"active": visit.said("active") == "yes"}, operator=visit.said("operator"))

    return await settle(visit, visit.said("form"), act, _people, _PAGE)


async def _token(visit: Visit) -> web.StreamResponse:
    made: dict[str, Any] = {}

    async def act() -> None:
        rights = visit.typed.getall("rights", [])
        made.update(await visit.tell("/api-tokens", {"name": visit.said("name"), "rights": rights, "days": visit.said("days") or "0"}))
        # No redirection: the token is shown by this answer alone.
        raise _ShownOnceError

    try:
        return await settle(visit, "token", act, _people, _PAGE)
    except _ShownOnceError:
        return visit.page("token", tab="people", up=_PAGE, name=made["name"], token=made["token"])


class _ShownOnceError(Exception):
    """A secret was made, which no second page can show."""


PAGES = (
    Page("GET", _PAGE, "people", _people),
    Page("POST", f"{_PAGE}/add", "people", _form("add", "/operators", ("operator", "role", "pin"))),
    Page("POST", f"{_PAGE}/role", "people", _form("", "/operators/{operator}", ("role",), ("operator",))),
    Page("POST", f"{_PAGE}/pin", "people", _form("", "/operators/{operator}/pin", ("pin",), ("operator",))),
    Page("POST", f"{_PAGE}/badge", "people", _form("", "/operators/{operator}/badge", ("station",), ("operator",))),
    Page("POST", f"{_PAGE}/active", "people", _active),
    Page("POST", f"{_PAGE}/sign-out", "people", _form("devices", "/paired-devices/{device}/sign-out", (), ("device",))),
    Page("POST", f"{_PAGE}/revoke", "people", _form("devices", "/paired-devices/{device}/revoke", (), ("device",))),
    Page("POST", f"{_PAGE}/token", "people", _token),
    Page("POST", f"{_PAGE}/token-revoke", "people", _form("token", "/api-tokens/{name}/revoke", (), ("name",))),
)
