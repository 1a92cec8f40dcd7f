"""Every screen for everybody: whole at every size, in long words, from right to left, in light and dark, and to those who do not see it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import violations
from tests.browser.every_screen import EVERY, Shop, Sight, busy_shop
from tests.browser.geometry import faults
from tests.browser.visitor import visiting

pytestmark = pytest.mark.browser

# Language, and whether it is dark.
MODES = [("en", False), ("pseudo-rtl", True), pytest.param("pseudo", False, marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop in which work of every kind waits."""
    with busy_shop(tmp_path_factory.mktemp("shop")) as found:
        yield found


@pytest.mark.parametrize(("language", "dark"), MODES)
@pytest.mark.parametrize("sight", EVERY, ids=[sight.name for sight in EVERY])
def test_a_screen_shuts_nobody_out(browser: Browser, shop: Shop, sight: Sight, language: str, dark: bool) -> None:
    with visiting(browser, shop.stage, 360, 740, dark=dark) as visitor:
        shop.show(visitor, sight, language)
        found = {"axe": violations(visitor.page), "geometry": faults(visitor.page, sight.parts), "console": visitor.complaints}
        assert found == {"axe": [], "geometry": [], "console": []}
