"""The owner's pages in a browser: on a phone, at the kiosk and on a desk; in light and dark, long words and right to left."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessible import violations
from tests.browser.demo_box import OWNER, PIN, DemoBox
from tests.browser.visitor import PATIENCE_MS, let_in, sign_in

# Width, height, and whether it is dark: a light colours every size alike.
SIGHTS = [(360, 740, False), (360, 740, True), (800, 480, False), (1280, 800, True)]
PAGES = (
    "owner",
    "owner/alerts",
    "owner/people",
    "owner/pairing/handheld",
    "owner/settings",
    "owner/channels",
    "owner/stock",
    "owner/backup",
    "owner/demo",
    "setup/shop",
    "setup/order",
    "setup/channel",
    "setup/handheld",
    "setup/done",
)
TOUCHED = "button:visible, .button:visible, input:visible:not([type=checkbox]), select:visible, summary"
TOUCH_PX = 44


@contextmanager
def owner_at(browser: Browser, box: DemoBox, width: int, height: int, dark: bool = False) -> Iterator[Page]:
    """The owner at a screen of this size, signed in by PIN."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", has_touch=True, locale="en-GB"
    )
    box.have_owner()
    let_in(context, box)
    sign_in(context, box, OWNER, PIN)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


@pytest.mark.parametrize(("width", "height", "dark"), SIGHTS)
def test_every_page_is_good_for_everybody_and_fits_its_screen(browser: Browser, box: DemoBox, width: int, height: int, dark: bool) -> None:
    complaints: list[str] = []
    with owner_at(browser, box, width, height, dark) as page:
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        for path in PAGES:
            for language in ("en", "pseudo", "pseudo-rtl"):
                page.goto(f"{box.address}{path}?language={language}")
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (path, language, wide)
            page.goto(f"{box.address}{path}")
            assert (path, violations(page)) == (path, [])
            small = [
                (path, part.inner_text(), box_["height"])
                for part in page.locator(TOUCHED).all()
                if (box_ := part.bounding_box()) and box_["height"] < TOUCH_PX
            ]
            assert small == []
    assert complaints == []


def test_the_status_of_a_working_day_is_one_screen_of_a_phone(browser: Browser, box: DemoBox) -> None:
    for name in ("Anna", "Tom"):
        box.post("/pick-sessions", {"most": 1}, X_Device=f"shelf-{name}", X_Operator=name)
    with owner_at(browser, box, 360, 740) as page:
        page.goto(f"{box.address}owner")
        expect(page.get_by_text("Anna")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= 740
        expect(page.get_by_text("Backup")).to_be_in_viewport()


def test_the_status_follows_the_floor_by_itself_and_says_when_it_can_not(browser: Browser, box: DemoBox) -> None:
    with owner_at(browser, box, 360, 740) as page:
        page.goto(f"{box.address}owner")
        expect(page.locator("#age")).to_have_text("Updated now")
        box.post("/pick-sessions", {"most": 1}, X_Device="shelf-Zoe", X_Operator="Zoe")
        expect(page.get_by_text("Zoe")).to_be_visible()
        page.context.set_offline(True)
        page.clock.install()
        page.clock.run_for(20_000)
        expect(page.get_by_text("No connection to the box")).to_be_visible()


def test_the_status_is_read_without_any_script(browser: Browser, box: DemoBox) -> None:
    box.have_owner()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="de-DE")
    let_in(context, box)
    page = context.new_page()
    page.goto(f"{box.address}owner")
    page.get_by_label("Wer sind Sie?").select_option(OWNER)
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_text("Stand")).to_be_visible()
    expect(page.locator(".figure")).to_have_count(3)
    context.close()
