"""One request for a page: who asks, in which language, and what may be asked of the box on that person's behalf."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any
from uuid import UUID, uuid4, uuid5

from aiohttp import web
from multidict import MultiDict

from kiosk.owner.page import render
from kiosk.owner.words import PSEUDO, Words, preferred_language, words_of
from ledger.people.operators import has_owner
from ledger.sales.settings import settings, shop_calendar
from ledger.stockwork.alerts import alerts
from ledger.transaction import Reader
from pmpd.api.app import GATE
from pmpd.api.call import BoxRoute, CommandRoute, Route, Said, said_type
from pmpd.api.request_body import form_of
from pmpd.api.routes import ROUTES
from pmpd.box import Box
from pmpd.demo.load import is_demo
from pmpd.identity.caller import Caller
from pmpd.identity.gate import CALLER

_ROUTES: Mapping[tuple[str, str], Route] = {(route.method, route.path): route for route in ROUTES}

_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
"""A form says where it comes from (RFC 6454 §7) only where the page lets the browser say it."""


@dataclass(frozen=True)
class Shop:
    """What every page needs to know: the settings, the shop's clock, and what is up."""

    settings: dict[str, str]
    zone: tzinfo
    owned: bool
    demo: bool
    alerts: int


def _shop(reader: Reader) -> Shop:
    return Shop(settings(reader), shop_calendar(reader).zone, has_owner(reader), is_demo(reader), len(alerts(reader)))


@dataclass
class Visit:
    """A request for a page; `typed` is what its form says, `trouble` what was wrong with that."""

    box: Box
    request: web.Request
    caller: Caller
    shop: Shop
    words: Words
    typed: MultiDict[str] = field(default_factory=MultiDict)
    trouble: "Trouble | None" = None

    @classmethod
    async def begin(cls, box: Box, request: web.Request) -> "Visit":
        """Find out who asks and in which language. Raises Denied for a token that is worth nothing, or too many requests."""
        request[CALLER] = caller = await request.app[GATE].caller(request)
        shop = await box.ledger.ask(_shop)
        asked = request.query.get("language", "")
        language = asked if asked in PSEUDO else shop.settings["language"] or preferred_language(request.headers.get("Accept-Language", ""))
        return cls(box, request, caller, shop, words_of(language))

    @property
    def now_ms(self) -> int:
        """The box's time."""
        return self.box.ledger.engine.clock.now_ms()

    async def read_form(self) -> None:
        """Read what a form says into `typed`; one that is sent as several parts is read elsewhere, as it comes, a stranger's nowhere."""
        if self.request.content_type == "application/x-www-form-urlencoded" and self.caller.kind != "nobody":
            said = await form_of(self.request)
            self.typed = MultiDict((name, value) for name, value in said.items() if isinstance(value, str))

    def said(self, name: str) -> str:
        """What was typed into a field; empty where there is none."""
        return self.typed.get(name, "").strip()

    def key(self, part: str = "") -> bytes:
        """The id under which what the form says is carried out once, however often it is sent; one for each `part` of it."""
        try:
            form = UUID(self.typed.get("request", ""))
        except ValueError:
            form = uuid4()
        return (uuid5(form, part) if part else form).bytes

    async def tell(self, path: str, body: Mapping[str, Any] | None = None, *, part: str = "", **names: str) -> Any:
        """What a POST of the API answers. Raises what that raises, Denied and pydantic's ValidationError too."""
        route = _ROUTES[("POST", path)]
        self.caller.refuse_without(route.right)
        said = Said(names, said_type(route).model_validate(body or {}), self.caller.actor, self.caller.name, self.caller, self.key(part))
        if isinstance(route, BoxRoute):
            return await route.run(self.box, said)
        assert isinstance(route, CommandRoute), "a POST asks no query"
        return await self.box.ledger.submit(route.command(said), actor=said.actor, device=said.device, command_id=said.command_id)

    def page(self, template: str, *, status: int = 0, **facts: Any) -> web.Response:
        """A page as the answer; where something was wrong with a form it says so in its status too.

        A `live` one says how old it is, and keeps itself current but where it answers a form, which nothing may send again.
        """
        shell = {
            "shop_name": self.shop.settings["shop_name"],
            "alerts": self.shop.alerts,
            "demo": self.shop.demo,
            "device": self.caller.name,
            "operator": self.caller.operator.name if self.caller.operator else "",
            "rights": self.caller.rights,
        }
        known = {
            "shell": shell,
            "zone": self.shop.zone,
            "now_ms": self.now_ms,
            "tab": "",
            "up": "",
            "said": "",
            "live": False,
            "readable": self.request.method == "GET",
            "query": self.request.query,
        }
        shown = {**known, "typed": self.typed, "trouble": self.trouble, **facts}
        text = render(template, self.words, **shown)
        return web.Response(text=text, content_type="text/html", status=status or (422 if self.trouble else 200), headers=_HEADERS)


@dataclass(frozen=True)
class Trouble:
    """What is wrong with what a form said: which form, which field, and what to do, in the language of the page."""

    form: str
    message: str
    field: str = ""
