"""Letting a device in: the code to scan or type, and the question whether the device that showed it may come in."""

from urllib.parse import quote

from aiohttp import web

from pmpd.owner.answering import Page, local_path, settle
from pmpd.owner.offers import Offers
from pmpd.owner.visit import Visit

KINDS = ("handheld", "phone", "kiosk")


def pairing_pages(offers: Offers) -> tuple[Page, ...]:
    """The pages, with the codes that they show."""

    async def show(visit: Visit) -> web.Response:
        kind = visit.request.match_info["kind"]
        if kind not in KINDS:
            raise web.HTTPNotFound
        return visit.page("pairing", tab="people", up="/owner/people", offer=await offers.standing(visit, kind))

    async def choose(visit: Visit) -> web.Response:
        kind = visit.said("kind")
        raise web.HTTPSeeOther(f"/owner/pairing/{kind if kind in KINDS else KINDS[0]}")

    async def answer(visit: Visit) -> web.StreamResponse:
        said, back, pairing = visit.request.match_info["answer"], local_path(visit.said("back")), visit.said("pairing")

        async def act() -> None:
            await visit.tell(f"/pairings/{{pairing}}/{'confirm' if said == 'confirm' else 'refuse'}", pairing=pairing)

        async def again(_: Visit) -> web.Response:
            raise web.HTTPSeeOther(back)  # the code is used up: the page shows a new one

        return await settle(visit, "pairing", act, again, f"{back}?let-in={quote(pairing)}" if said == "confirm" else back)

    return (
        Page("POST", "/owner/pairing", "people", choose),
        Page("GET", "/owner/pairing/{kind}", "people", show),
        Page("POST", "/owner/pairings/{answer}", "people", answer, setup=True),
    )
