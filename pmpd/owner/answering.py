"""How pages are answered: who may not see one is shown a door, and what a form says wrongly is shown in the form again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import ValidationError

from kiosk.owner.refusals import in_words
from ledger.errors import Corrupt, Refused, Unavailable
from ledger.people.operators import operators
from pmpd.box import Box
from pmpd.identity.denied import Denied
from pmpd.identity.rights import Right
from pmpd.owner.visit import Trouble, Visit

Handler = Callable[[Visit], Awaitable[web.StreamResponse]]

_FAULTS = {"missing": "too_short", "string_too_short": "too_short", "too_short": "too_short", "string_too_long": "too_long"}


@dataclass(frozen=True)
class Page:
    """A page or the target of a form, with the right that it needs; `setup` ones are those of a box without an owner too."""

    method: str
    path: str
    right: Right
    answer: Handler
    setup: bool = False


def add(app: web.Application, box: Box, pages: tuple[Page, ...]) -> None:
    """Serve pages."""
    for page in pages:
        app.router.add_route(page.method, page.path, partial(_answer, box, page))


async def _answer(box: Box, page: Page, request: web.Request) -> web.StreamResponse:
    visit = await Visit.begin(box, request)
    try:
        if not visit.shop.owned and not page.setup:
            raise web.HTTPSeeOther("/setup")
        await visit.read_form()
        visit.caller.refuse_without(page.right)
        return await page.answer(visit)
    except Denied as denied:
        return await door(visit, denied)
    except Refused as refused:
        return visit.page("failed", status=409, message=in_words(visit.words, refused.code, refused.message), back=_page_of(request.path))
    except (Unavailable, Corrupt) as failed:
        return visit.page("failed", status=503, message=failed.message, back=_page_of(request.path))


async def door(visit: Visit, denied: Denied) -> web.Response:
    """The page in front of a page: pair, sign in, enter the PIN; what a form said is kept behind it."""
    people = []
    if denied.code in ("not_signed_in", "pin_needed"):
        everybody = await visit.box.ledger.ask(operators)
        people = [(one["operator"], one["operator"]) for one in everybody if one["active"] and one["has_pin"]]
    sent = visit.request.method == "POST" and denied.code == "pin_needed"
    return visit.page(
        "door",
        status=denied.status,
        door=denied.code,
        message=in_words(visit.words, denied.code, denied.message),
        here=visit.caller.way == "loopback",
        owned=visit.shop.owned,
        people=people,
        next=visit.request.path if visit.request.method == "GET" else _page_of(visit.request.path),
        again=visit.request.path if sent else "",
        kept=[(name, value) for name, value in visit.typed.items() if name != "request"] if sent else [],
    )


async def settle(visit: Visit, form: str, act: Callable[[], Awaitable[object]], show: Handler, to: str | Handler) -> web.StreamResponse:
    """Do what a form says and go on to another page, or show it at once.

    Where that is refused, the page of the form is shown again with what was typed and what is wrong with it.
    """
    try:
        await act()
    except Refused as refused:
        field = str(refused.details.get("field", "")) if refused.details else ""
        visit.trouble = Trouble(form, in_words(visit.words, refused.code, refused.message), field)
    except ValidationError as error:
        visit.trouble = _fault(visit, form, error)
    except Denied as denied:
        if denied.code != "too_many":
            raise
        visit.trouble = Trouble(form, in_words(visit.words, denied.code, denied.message))
    except Unavailable as failed:
        visit.trouble = Trouble(form, failed.message)
    else:
        if callable(to):
            return await to(visit)
        raise web.HTTPSeeOther(to)
    return await show(visit)


def _fault(visit: Visit, form: str, error: ValidationError) -> Trouble:
    fault = error.errors()[0]
    code = _FAULTS.get(fault["type"], "")
    field = str(fault["loc"][0]) if fault["loc"] else ""
    return Trouble(form, in_words(visit.words, code, "") if code else fault["msg"], field)


def local_path(wanted: str) -> str:
    """A path of these pages that a form wants to go on to; the status for anything else, so that no link leads elsewhere."""
    parts = urlsplit(wanted)
    ours = not parts.scheme and not parts.netloc and (parts.path in ("/owner", "/setup") or parts.path.startswith(("/owner/", "/setup/")))
    return parts.path if ours and "\\" not in wanted else "/owner"


def _page_of(path: str) -> str:
    """The page on which a form stands: `/owner/people/add` stands on `/owner/people`."""
    parts = path.strip("/").split("/")
    return "/" + "/".join(parts[:2])
