"""Every screen for everybody: whole at every size, in long words, from right to left, in light and dark, and to those who do not see it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import violations
from tests.browser.every_screen import EVERY, Shop, Sight, busy_shop
from tests.browser.geometry import faults
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

MODES = ["en", "pseudo-rtl", pytest.param("pseudo", marks=pytest.mark.slow)]
DARK = ("pseudo-rtl",)
READ_WITHOUT_BOX = ("home", "deliveries", "goods without an order", "an order", "a device")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop in which work of every kind waits."""
    with busy_shop(tmp_path_factory.mktemp("shop")) as found:
        yield found


@pytest.fixture(scope="module", params=MODES)
def language(request: pytest.FixtureRequest) -> str:
    """A language, and one from right to left."""
    return str(request.param)


@pytest.fixture(scope="module")
def owner(browser: Browser, shop: Shop, language: str) -> Iterator[Visitor]:
    """The owner, who goes from screen to screen."""
    with shop.owner(browser, dark=language in DARK) as visitor:
        yield visitor


@pytest.mark.parametrize("sight", EVERY, ids=[sight.name for sight in EVERY])
def test_a_screen_shuts_nobody_out(shop: Shop, owner: Visitor, sight: Sight, language: str) -> None:
    shop.show(owner, sight, language)
    found = {"axe": violations(owner.page), "geometry": faults(owner.page, sight.parts), "console": owner.complaints}
    assert found == {"axe": [], "geometry": [], "console": []}


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_still_shown_without_the_box_can_be_read(browser: Browser, shop: Shop, dark: bool) -> None:
    found = {}
    for sight in (one for one in EVERY if one.name in READ_WITHOUT_BOX):
        with shop.owner(browser, dark) as visitor:
            shop.show(visitor, sight, "en")
            visitor.lose_box()
            found[sight.name] = violations(visitor.page)
    assert found == {name: [] for name in READ_WITHOUT_BOX}
