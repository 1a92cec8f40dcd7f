"""A box whose disk takes nothing more: every screen says so and what to do, nobody waits in silence, and what was said is kept."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from ledger.database import LEDGER_FILE
from tests.browser.accessible import violations
from tests.browser.demo_box import OWNER, PIN
from tests.browser.geometry import faults
from tests.browser.rehearsal import Rehearsal
from tests.browser.torn_line import torn_line
from tests.browser.visitor import sign_in, visiting
from tests.pmpd.full_disk import full_disk
from tests.pmpd.served_box import ServedBox, served_box

pytestmark = pytest.mark.browser

# The stream says it with its next heartbeat.
HEARD_MS = 20_000


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


@pytest.fixture
def stage(served: ServedBox) -> Iterator[Rehearsal]:
    with closing(Rehearsal(served)) as stage:
        yield stage


def fill_disk(served: ServedBox) -> str:
    """Let the disk take nothing more until the ledger has stopped; answers what the box says of it."""
    numbers = count()
    with full_disk(served.box.directory / LEDGER_FILE):
        while (response := served.client.post("/items", json={"sku": f"FILL-{next(numbers)}", "description": "x" * 200})).is_success:
            pass
    return str(response.json()["error"]["message"])


def port_of(served: ServedBox) -> int:
    return int(served.host.rsplit(":", 1)[1])


def banner(page: Page, said: str) -> None:
    """Wait for the banner with the box's own words."""
    expect(page.locator(".stopped")).to_contain_text(said, timeout=HEARD_MS)
    expect(page.locator(".stopped")).to_contain_text("The box can't write: call for help.")


def test_a_box_that_stopped_writing_says_so_on_every_screen_with_what_to_do(browser: Browser, served: ServedBox, stage: Rehearsal) -> None:
    with visiting(browser, stage, 360, 740) as visitor:
        visitor.go("/")
        visitor.page.locator(".tile").first.wait_for()
        said = fill_disk(served)
        assert "look at the disk, then restart" in said
        banner(visitor.page, said)
        expect(visitor.page.locator(".devices .bad")).to_contain_text(said)
        assert (violations(visitor.page), faults(visitor.page, (".stopped",))) == ([], [])
        for route in ("/pick", "/pack", "/orders"):
            visitor.go(route)
            banner(visitor.page, said)


def test_a_screen_that_is_opened_after_the_box_stopped_writing_says_so_too(browser: Browser, served: ServedBox, stage: Rehearsal) -> None:
    with visiting(browser, stage, 1280, 800) as visitor:
        visitor.page.goto("about:blank")
        said = fill_disk(served)
        visitor.go("/ship")
        banner(visitor.page, said)


def test_a_button_says_why_the_box_takes_nothing_and_does_not_try_for_minutes(
    browser: Browser, served: ServedBox, stage: Rehearsal
) -> None:
    stage.order()
    with visiting(browser, stage, 800, 480) as visitor:
        visitor.go("/pick")
        visitor.page.get_by_label("Your name").fill("Anna")
        said = fill_disk(served)
        with visitor.page.expect_request("**/pick-sessions") as first:
            visitor.button("Start walk").click()
        assert first.value.method == "POST"
        expect(visitor.page.locator("main .trouble")).to_contain_text(said)
        expect(visitor.button("Start walk")).to_be_enabled()


def test_a_scan_on_a_walk_waits_with_the_boxs_own_words_and_counts_once_the_box_writes_again(browser: Browser, tmp_path: Path) -> None:
    with torn_line(Random(1)) as (line, address), ExitStack() as visits:
        with served_box(tmp_path) as served, closing(Rehearsal(served)) as stage:
            line.port = port_of(served)
            stage.order()
            stage.address = address
            visitor = visits.enter_context(visiting(browser, stage, 360, 740))
            number = visitor.start_walk()
            bin = stage.walk(number)["stop"]["bin"]
            said = fill_disk(served)
            visitor.type_scan(bin)
            visitor.awaits("item")
            expect(visitor.page.locator(".kept", has_text="1 scan waits on this device for the box.")).to_be_visible()
            expect(visitor.page.get_by_text(said)).to_be_visible()
            banner(visitor.page, said)
            expect(visitor.page.get_by_text(said)).to_have_count(1)
            expect(visitor.page.locator(".bin")).to_be_in_viewport()
            line.port = 0
        with served_box(tmp_path, furnished=False) as served:
            line.port = port_of(served)
            expect(visitor.page.locator(".kept, .lost")).to_have_count(0, timeout=60_000)
            assert served.get(f"/pick-sessions/{number}")["await"] == "item"


def test_the_owners_status_says_by_itself_that_the_box_stopped_writing(browser: Browser, served: ServedBox, stage: Rehearsal) -> None:
    with visiting(browser, stage, 360, 740) as owner:
        sign_in(owner.page.context, stage, OWNER, PIN)
        owner.page.goto(f"{stage.address}owner")
        expect(owner.page.locator("#age")).to_have_text("Updated now")
        said = fill_disk(served)
        expect(owner.page.locator(".trouble")).to_contain_text(said, timeout=HEARD_MS)
