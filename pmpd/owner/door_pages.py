"""Signing in and out at the pages, and the PIN that opens settings and people."""

from aiohttp import web

from pmpd.identity.denied import Denied
from pmpd.owner.answering import Page, door, local_path, settle
from pmpd.owner.visit import Visit


async def _sign_in(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        await visit.tell("/sign-in", {"operator": visit.said("operator"), "pin": visit.said("pin")})

    return await settle(visit, "door", act, _shut, local_path(visit.said("next")))


async def _shut(visit: Visit) -> web.Response:
    return await door(visit, Denied(403, "not_signed_in", ""))


async def _unlock(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        await visit.tell("/unlock", {"pin": visit.said("unlock_pin")})
        if visit.said("again"):
            # 307: the browser sends the form that was held up once more, all that was typed with it (RFC 9110 §15.4.8).
            raise web.HTTPTemporaryRedirect(local_path(visit.said("again")))

    return await settle(visit, "door", act, _locked, local_path(visit.said("next")))


async def _locked(visit: Visit) -> web.Response:
    return await door(visit, Denied(403, "pin_needed", ""))


async def _sign_out(visit: Visit) -> web.StreamResponse:
    if visit.caller.operator is not None:
        await visit.tell("/sign-out")
    raise web.HTTPSeeOther("/owner")


PAGES = (
    Page("POST", "/owner/sign-in", "known", _sign_in),
    Page("POST", "/owner/unlock", "known", _unlock),
    Page("POST", "/owner/sign-out", "known", _sign_out),
)
