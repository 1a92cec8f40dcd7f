"""Every screen for those who have set words twice as large."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.every_screen import EVERY, Shop, Sight, busy_shop
from tests.browser.geometry import faults
from tests.browser.visitor import Visitor, chromium_browser

pytestmark = pytest.mark.browser

# 16 is what browsers come with.
LARGE = "--blink-settings=defaultFontSize=32"


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """The browser of such a person."""
    with chromium_browser(chromium, LARGE) as started:
        yield started


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop in which work of every kind waits."""
    with busy_shop(tmp_path_factory.mktemp("shop")) as found:
        yield found


@pytest.fixture(scope="module")
def owner(browser: Browser, shop: Shop) -> Iterator[Visitor]:
    """The owner, who goes from screen to screen."""
    with shop.owner(browser) as visitor:
        yield visitor


@pytest.mark.parametrize("sight", EVERY, ids=[sight.name for sight in EVERY])
def test_a_screen_can_be_used_with_words_twice_as_large(shop: Shop, owner: Visitor, sight: Sight) -> None:
    shop.show(owner, sight, "en")
    assert faults(owner.page, sight.large, fingers=False) == []
