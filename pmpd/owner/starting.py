"""What is shown while the box closes one ledger and opens another, and how a page finds out that it is back."""

from uuid import uuid4

from aiohttp import web

from pmpd.owner.answering import Handler, Page
from pmpd.owner.visit import Visit

RUN = web.AppKey("run", str)
"""Which start of the box this is."""


def new_run() -> str:
    """A word for this start of the box."""
    return uuid4().hex


def starting_anew(following: str) -> Handler:
    """The page that waits for the box and then goes on."""

    async def show(visit: Visit) -> web.Response:
        return visit.page("starting_anew", status=200, next=following, run=visit.request.app[RUN])

    return show


async def _run(visit: Visit) -> web.Response:
    return web.Response(text=visit.request.app[RUN], headers={"Cache-Control": "no-store"})


PAGES = (Page("GET", "/owner/run", "known", _run, setup=True),)
