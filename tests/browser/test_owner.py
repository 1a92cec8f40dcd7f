"""The owner's pages in a browser: on a phone, at the kiosk and on a desk; in light and dark, long words and right to left."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

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


@pytest.mark.parametrize("language", ["en", "pseudo", "pseudo-rtl"])
def test_every_page_fits_its_screen_in_every_language(browser: Browser, box: DemoBox, language: str) -> None:
    with owner_at(browser, box, 360, 740) as page:
        for path in PAGES:
            page.goto(f"{box.address}{path}?language={language}")
            for width, height, _ in SIGHTS:
                page.set_viewport_size({"width": width, "height": height})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (path, wide)


@pytest.mark.parametrize(("width", "height", "dark"), SIGHTS)
def test_every_page_is_good_for_everybody(browser: Browser, box: DemoBox, width: int, height: int, dark: bool) -> None:
    complaints: list[str] = []
    with owner_at(browser, box, width, height, dark) as page:
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        for path in PAGES:
            page.goto(f"{box.address}{path}")
            assert (path, violations(page)) == (path, [])
            heights = page.locator(TOUCHED).evaluate_all("found => found.map((part) => part.getBoundingClientRect().height)")
            assert [(path, height) for height in heights if height < TOUCH_PX] == []
    assert complaints == []


def test_the_status_of_a_working_day_is_one_screen_of_a_phone(browser: Browser, box: DemoBox) -> None:
    for name in ("Anna", "Tom", "Uma", "Vic", "Wim"):
        box.post("/pick-sessions", {"most": 1}, X_Device=f"shelf-{name}", X_Operator=name)
    with owner_at(browser, box, 360, 740) as page:
        page.goto(f"{box.address}owner")
        expect(page.get_by_text("Anna")).to_be_visible()
        expect(page.get_by_text("and 3 more")).to_be_visible()
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


def test_what_was_opened_on_the_status_stays_open_when_it_is_read_anew(browser: Browser, box: DemoBox) -> None:
    box.leave_nothing_open()
    for name in ("Anna", "Tom", "Uma", "Vic"):
        box.post("/pick-sessions", {"most": 1}, X_Device=f"shelf-{name}", X_Operator=name)
    with owner_at(browser, box, 360, 740) as page:
        page.goto(f"{box.address}owner")
        page.get_by_text("and 2 more").click()
        box.post("/pick-sessions", {"most": 1}, X_Device="shelf-Zoe", X_Operator="Zoe")
        expect(page.get_by_text("and 3 more")).to_be_focused()
        expect(page.get_by_text("Zoe")).to_be_visible()


def test_a_status_whose_events_are_refused_says_so_until_it_hears_them_again(browser: Browser, box: DemoBox) -> None:
    lost = "No connection to the box"
    with owner_at(browser, box, 360, 740) as page:
        page.route("**/api/v1/events", lambda route: route.abort())
        page.goto(f"{box.address}owner")
        expect(page.get_by_text(lost)).to_be_visible()
        assert violations(page) == []
        page.unroute("**/api/v1/events")
        expect(page.get_by_text(lost)).to_be_hidden()
        expect(page.locator("#age")).to_have_text("Updated now")


def test_a_box_that_can_write_again_is_not_said_to_be_broken(browser: Browser, box: DemoBox) -> None:
    notices = '<div class="live" data-live="notices">'

    def broken(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(notices, f'{notices}<p class="trouble">The box can\'t write</p>'))

    with owner_at(browser, box, 360, 740) as page:
        page.route("**/owner", broken, times=1)
        page.goto(f"{box.address}owner")
        expect(page.get_by_text("The box can't write")).to_be_visible()
        expect(page.get_by_text("The box can't write")).to_be_hidden()


def test_alerts_say_how_old_they_are_and_come_by_themselves(browser: Browser, box: DemoBox) -> None:
    sku = box.get("/items?most=1")["items"][0]["sku"]
    box.post("/purchase-orders", {"number": "PO-77", "supplier": "Bolts & Sons", "lines": [f"{sku}×1"]})
    with owner_at(browser, box, 360, 740) as page:
        page.goto(f"{box.address}owner/alerts")
        expect(page.locator("#age")).to_have_text("Updated now")
        bin = box.get(f"/items/{sku}")["stock"][0]["place"]
        box.post("/stock/receipts", {"sku": sku, "bin": bin, "quantity": 4, "purchase_order": "PO-77"})
        expect(page.get_by_text("More came than was ordered")).to_be_visible()
        expect(page.locator(".tabs .count")).to_have_text("1")


def test_what_somebody_types_is_kept_while_the_page_around_it_is_read_anew(browser: Browser, box: DemoBox) -> None:
    with owner_at(browser, box, 360, 740) as page:
        page.goto(f"{box.address}owner/people")
        page.locator("[data-live=people] summary").first.click()
        page.get_by_label("New PIN").fill("4711")
        page.get_by_label("Name", exact=True).fill("Xaver")
        box.post("/operators", {"operator": "Yuri", "role": "picker"})
        devices = page.locator("[data-live=devices] details")
        before = devices.count()
        with closing(browser.new_context()) as another:
            let_in(another, box, "handheld")
        expect(devices).to_have_count(before + 1)
        expect(page.get_by_label("New PIN")).to_have_value("4711")
        expect(page.get_by_label("Name", exact=True)).to_have_value("Xaver")
        page.get_by_label("New PIN").fill("")
        page.get_by_label("Name", exact=True).focus()
        expect(page.locator("[data-live=people]")).to_contain_text("Yuri", timeout=PATIENCE_MS)


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
