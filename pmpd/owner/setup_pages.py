"""The setup, step by step: begin or restore, the owner, the shop, a first order, a channel, a handheld."""

from typing import Any

from aiohttp import web

from kiosk.owner.words import LANGUAGES
from ledger.people.paired_devices import paired_devices
from ledger.printing.print_views import PrintFilters, print_jobs
from pmpd.demo.first_order import load_sample_shop, quick_order
from pmpd.owner.answering import Page, settle
from pmpd.owner.offers import Offers
from pmpd.owner.restoring import accepting, examining, refuse_different_pins, restore_facts
from pmpd.owner.shop_form import save_shop, shop_facts
from pmpd.owner.visit import Visit

STEPS = 6
_SHOP = ("shop_name", "language", "time_zone", "cut_off")
"""What the setup asks of the settings."""


def _step(visit: Visit, template: str, step: int, **facts: Any) -> web.Response:
    return visit.page(template, step=step, steps=STEPS, **facts)


def setup_pages(offers: Offers) -> tuple[Page, ...]:
    """The pages, with the codes that they show."""

    async def begin(visit: Visit) -> web.Response:
        if visit.shop.owned:
            # The box's own screen, left here while the setup was done on a phone, goes to its floor work.
            raise web.HTTPSeeOther("/" if visit.caller.kind == "kiosk" and visit.caller.operator is None else "/owner")
        visit.caller.refuse_without("people")
        # At the box itself a phone may be easier to type on; on a phone there is nothing to go on with.
        offer = await offers.standing(visit, "phone") if visit.caller.kind == "kiosk" else None
        shown = offer if offer and offer["link"] else None
        return _step(visit, "setup_begin", 1, languages=list(LANGUAGES.items()), offer=shown, **restore_facts(visit))

    async def handheld(visit: Visit) -> web.Response:
        paired = await _let_in(visit, visit.request.query["let-in"]) if "let-in" in visit.request.query else ""
        return _step(visit, "setup_handheld", 6, offer=await offers.standing(visit, "handheld"), paired=paired)

    return (
        Page("GET", "/setup", "known", begin, setup=True),
        Page("POST", "/setup/language", "settings", _language, setup=True),
        Page("POST", "/setup/examine", "people", examining(begin, "/setup"), setup=True),
        Page("POST", "/setup/accept", "people", accepting(begin), setup=True),
        Page("GET", "/setup/handheld", "people", handheld),
        *_PAGES,
    )


async def _let_in(visit: Visit, pairing: str) -> str:
    """What is let in is called: by its offer until the device has fetched the yes, then by its pairing."""
    for one in visit.box.identity.pairings.views():
        if str(one["pairing"]) == pairing:
            return str(one["name"])
    devices = [one for one in await visit.box.ledger.ask(paired_devices) if one["device"] != visit.caller.name]
    return str(max(devices, key=lambda one: one["paired_ms"])["device"]) if devices else ""


async def _language(visit: Visit) -> web.StreamResponse:
    await visit.tell("/settings/{name}", {"value": visit.said("language")}, name="language")
    raise web.HTTPSeeOther("/setup")


async def _owner(visit: Visit) -> web.Response:
    if visit.shop.owned:
        raise web.HTTPSeeOther("/setup/shop")
    return _step(visit, "setup_owner", 2)


async def _make_owner(visit: Visit) -> web.StreamResponse:
    async def act() -> None:
        refuse_different_pins(visit)
        await visit.tell("/setup/owner", {name: visit.said(name) for name in ("operator", "pin")})

    return await settle(visit, "owner", act, _owner, "/setup/shop")


async def _shop(visit: Visit) -> web.Response:
    facts = shop_facts(visit)
    if visit.trouble is None and not facts["now"]["language"]:
        facts["now"]["language"] = visit.words.language
    return _step(visit, "setup_shop", 3, guess_zone=facts["now"]["time_zone"] == "UTC" or visit.shop.demo, **facts)


async def _save_shop(visit: Visit) -> web.StreamResponse:
    return await settle(visit, "settings", lambda: save_shop(visit, _SHOP), _shop, "/setup/order")


async def _order(visit: Visit) -> web.Response:
    return _step(visit, "setup_order", 4)


async def _start_order(visit: Visit) -> web.StreamResponse:
    begun: dict[str, Any] = {}

    async def act() -> None:
        await load_sample_shop(visit.box.ledger)
        order = await visit.box.ledger.ask(quick_order)
        begun.update(await visit.tell("/pick-sessions", {"orders": (order,)}))

    async def walk(_: Visit) -> web.StreamResponse:
        raise web.HTTPSeeOther(f"/?guide=setup#/pick/{begun['session']}")

    return await settle(visit, "order", act, _order, walk)


async def _slip(visit: Visit) -> web.Response:
    jobs = (await visit.box.ledger.ask(print_jobs, PrintFilters(document="slip"), most=1))["print_jobs"]
    if not jobs:
        raise web.HTTPSeeOther("/setup/order")
    return _step(visit, "setup_slip", 4, job=jobs[0]["print_job"], order=jobs[0]["order"])


async def _channel(visit: Visit) -> web.Response:
    return _step(visit, "setup_channel", 5)


async def _done(visit: Visit) -> web.Response:
    return _step(visit, "setup_done", 6)


_PAGES = (
    Page("GET", "/setup/owner", "people", _owner, setup=True),
    Page("POST", "/setup/owner", "people", _make_owner, setup=True),
    Page("GET", "/setup/shop", "settings", _shop),
    Page("POST", "/setup/shop", "settings", _save_shop),
    Page("GET", "/setup/order", "settings", _order),
    Page("POST", "/setup/order", "settings", _start_order),
    Page("GET", "/setup/slip", "ship", _slip),
    Page("GET", "/setup/channel", "known", _channel),
    Page("GET", "/setup/done", "known", _done),
)
