"""Pictures of every screen in the languages that are longest where room is shortest, and from right to left."""

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.browser.every_screen import EVERY, Shop
from tests.browser.visitor import Visitor

LOOKS = (("de", (320, 640), False), ("es", (360, 740), False), ("pseudo-rtl", (800, 480), True))


def every_language(browser: Browser, shop: Shop, shot: Callable[[Visitor, str], None]) -> None:
    """Each screen as its reader finds it."""
    for language, (width, height), dark in LOOKS:
        with shop.owner(browser, dark) as owner:
            for sight in EVERY:
                shop.show(owner, sight, language)
                owner.page.set_viewport_size({"width": width, "height": height})
                shot(owner, f"{width}x{height}-{language}-{sight.name.replace(' ', '-')}")
