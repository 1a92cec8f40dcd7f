"""A box, a browser and a person for every test of the screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.demo_box import DemoBox, demo_box
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.stock_floor import furnish_floor
from tests.browser.visitor import Visitor, chromium_browser, visiting


@pytest.fixture(scope="session")
def running_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoBox]:
    """One box for all tests."""
    with demo_box(tmp_path_factory.mktemp("box")) as started:
        yield started


@pytest.fixture
def box(running_box: DemoBox) -> Iterator[DemoBox]:
    """The box, with nothing left open by the test before."""
    yield running_box
    running_box.leave_nothing_open()


# Playwright keeps an event loop running: it must be gone before tests of other folders want one.
@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium for a file of tests."""
    with chromium_browser(chromium) as started:
        yield started


@pytest.fixture
def anna(browser: Browser, box: DemoBox) -> Iterator[Visitor]:
    """A picker at a cart's screen."""
    with visiting(browser, box, 800, 480) as visitor:
        yield visitor


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Rehearsal]:
    """A small shop's box whose devices can be brought into trouble."""
    with rehearsal(tmp_path) as started:
        yield started


@pytest.fixture
def stock_floor(stage: Rehearsal) -> None:
    """What stock work needs."""
    furnish_floor(stage)


@pytest.fixture
def kiosk(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody at a kiosk where nobody is signed in."""
    with visiting(browser, stage, 1280, 800) as visitor:
        yield visitor


@pytest.fixture
def packer(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody at a packing bench."""
    with visiting(browser, stage, 800, 480) as visitor:
        yield visitor
        assert visitor.complaints == []
