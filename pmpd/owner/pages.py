"""Every page of the owner's and of the setup, at the places where the box listens for people."""

from aiohttp import web

from pmpd.box import Box
from pmpd.owner import (
    alert_pages,
    backup_pages,
    channel_pages,
    door_pages,
    people_pages,
    settings_pages,
    starting,
    status_page,
    stock_pages,
)
from pmpd.owner.answering import add
from pmpd.owner.offers import Offers
from pmpd.owner.pairing_pages import pairing_pages
from pmpd.owner.setup_pages import setup_pages


def add_owner_pages(app: web.Application, box: Box) -> None:
    """Serve the pages of a running box."""
    app[starting.RUN] = starting.new_run()
    offers = Offers(box)
    for pages in (
        status_page.PAGES,
        alert_pages.PAGES,
        people_pages.PAGES,
        pairing_pages(offers),
        settings_pages.PAGES,
        channel_pages.PAGES,
        stock_pages.PAGES,
        backup_pages.PAGES,
        setup_pages(offers),
        door_pages.PAGES,
        starting.PAGES,
    ):
        add(app, box, pages)
