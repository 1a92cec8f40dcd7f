"""Every screen for everybody: whole at every size, in long words, from right to left, in light and dark, with words twice as large."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessible import violations
from tests.browser.demo_box import OWNER, PIN
from tests.browser.every_screen import EVERY, Sight, fill
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import Visitor, chromium_browser, sign_in, visiting

pytestmark = pytest.mark.browser

SIZES = [(320, 640), (360, 740), (800, 480), (1280, 800)]
# Language, and whether it is dark: each light is seen with words of every length.
MODES = [("en", False), ("pseudo", True), ("pseudo-rtl", False)]
FAULTS = (Path(__file__).parent / "geometry.js").read_text("utf-8")
# A finger on a handheld; 20 mm at a kiosk of 7 inches with 800 pixels and of 10 inches with 1280, for what is tapped while the hands are full.
HANDHELD, TOUCH_MIN, OFFICE_MIN = 480, 64, 48
ACTION_MIN = {800: 105, 1280: 119}
ACTIONS = ".stop:not(.counting) .thumb .actions > *, .station .actions > *, .seal .main, .reasons > button"
LAID_OUT_MS = 100
LARGE = "--blink-settings=defaultFontSize=32"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rehearsal, dict[str, str]]]:
    """A shop in which work of every kind waits."""
    with rehearsal(tmp_path_factory.mktemp("shop")) as stage:
        yield stage, fill(stage)


@pytest.fixture(scope="module")
def large_browser(chromium: Path) -> Iterator[Browser]:
    """The browser of a person who has set words twice as large."""
    with chromium_browser(chromium, LARGE) as started:
        yield started


def faults(page: Page, parts: tuple[str, ...], fingers: bool = True) -> list[str]:
    """Return what a person would trip over, at each size."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(LAID_OUT_MS)
        wanted: dict[str, Any] = {"parts": [_counted(part) for part in parts], "touch": 0, "act": None}
        if fingers:
            wanted["touch"] = TOUCH_MIN if width <= HANDHELD else OFFICE_MIN
            wanted["act"] = {"of": ACTIONS, "least": ACTION_MIN[width]} if width in ACTION_MIN else None
        found += [f"{width}x{height}: {fault}" for fault in page.evaluate(FAULTS, wanted)]
    return found


def _counted(part: str) -> tuple[str, int]:
    selector, _, nth = part.partition(" >> nth=")
    return selector, int(nth or 0)


def opened(visitor: Visitor, shop: tuple[Rehearsal, dict[str, str]], sight: Sight, language: str) -> None:
    """Look at a screen as the owner, who may see all of it."""
    stage, facts = shop
    sign_in(visitor.page.context, stage, OWNER, PIN)
    sight.open(visitor.page, stage.address, language, facts)


@pytest.mark.parametrize(("language", "dark"), MODES)
@pytest.mark.parametrize("sight", EVERY, ids=[sight.name for sight in EVERY])
def test_a_screen_shuts_nobody_out(
    browser: Browser, shop: tuple[Rehearsal, dict[str, str]], sight: Sight, language: str, dark: bool
) -> None:
    with visiting(browser, shop[0], 360, 740, dark=dark) as visitor:
        opened(visitor, shop, sight, language)
        found = {"axe": violations(visitor.page), "geometry": faults(visitor.page, sight.parts), "console": visitor.complaints}
        assert found == {"axe": [], "geometry": [], "console": []}


@pytest.mark.parametrize("sight", EVERY, ids=[sight.name for sight in EVERY])
def test_a_screen_can_be_used_with_words_twice_as_large(
    large_browser: Browser, shop: tuple[Rehearsal, dict[str, str]], sight: Sight
) -> None:
    with visiting(large_browser, shop[0], 360, 740) as visitor:
        opened(visitor, shop, sight, "en")
        assert faults(visitor.page, sight.large, fingers=False) == []
