"""The settings of the shop, and leaving the sample shop."""

from aiohttp import web

from pmpd.owner.answering import Page, settle
from pmpd.owner.shop_form import save_shop, shop_facts
from pmpd.owner.starting import starting_anew
from pmpd.owner.visit import Visit

_SETTINGS = ("shop_name", "language", "time_zone", "cut_off", "working_days", "holidays", "dimensional_divisor")


async def _settings(visit: Visit) -> web.Response:
    said = visit.words.gettext("Saved.") if "saved" in visit.request.query and visit.request.method == "GET" else ""
    return visit.page("settings", tab="shop", said=said, **shop_facts(visit))


async def _save(visit: Visit) -> web.StreamResponse:
    return await settle(visit, "settings", lambda: save_shop(visit, _SETTINGS), _settings, "/owner/settings?saved")


async def _demo(visit: Visit) -> web.Response:
    return visit.page("demo", tab="shop", up="/owner/settings")


async def _leave_demo(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        await visit.tell("/demo/leave")

    return await settle(visit, "demo", act, _demo, starting_anew("/owner"))


PAGES = (
    Page("GET", "/owner/settings", "settings", _settings),
    Page("POST", "/owner/settings", "settings", _save),
    Page("GET", "/owner/demo", "settings", _demo),
    Page("POST", "/owner/demo", "settings", _leave_demo),
)
