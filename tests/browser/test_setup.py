"""From the first page to the picture of a printed slip, by what stands on the screens alone; then the sample shop is left."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from pmpd.spreadsheets.examples import example
from tests.browser.accessible import violations
from tests.browser.demo_box import OWNER, PIN, DemoBox, RunningBox, demo_box
from tests.browser.visitor import PATIENCE_MS, let_in, sign_in
from tests.pmpd.served_box import served_box

MOST_TAPS = 60


@pytest.fixture
def fresh_box(tmp_path: Path) -> Iterator[DemoBox]:
    """A demonstration that nobody has set up."""
    with demo_box(tmp_path) as box:
        yield box


@contextmanager
def empty_box(directory: Path) -> Iterator[RunningBox]:
    """A box that holds nothing, as the sample shop leaves it."""
    with served_box(directory, furnished=False) as served, closing(RunningBox(served.address, served.box.directory)) as box:
        yield box


@pytest.fixture(params=[(800, 480), (360, 740)], ids=["cart", "phone"])
def newcomer(browser: Browser, fresh_box: DemoBox, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Somebody who opens the box's own screen for the first time, by the link that `pmpd demo` says."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, locale="en-GB", timezone_id="Europe/Madrid", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{fresh_box.address}#pair={fresh_box.pairing_token()}")
    yield page
    context.close()


def next_page(page: Page, press: str, path: str) -> None:
    """Press what leads on, and be at the page with this path, which is good for everybody."""
    page.get_by_role("button", name=press, exact=True).or_(page.get_by_role("link", name=press, exact=True)).click()
    page.wait_for_url(re.compile(rf"{path}(\?.*)?$"))
    assert violations(page) == []


def follow_the_guide(page: Page) -> None:
    """Do what the bar above the screens says, tap by tap, until it leads to the slip."""
    said = page.locator(".guide [role=status]")
    taps = {
        "barcode of the bin": page.locator(".barcode", has=page.get_by_text("Bin", exact=True)),
        "“Right item”": page.locator(".barcode", has=page.get_by_text("Right item", exact=True)),
        "“Empty”": page.get_by_role("button", name="Empty", exact=True),
        "“Finish walk”": page.get_by_role("button", name="Finish walk"),
        "Tap the tote": page.locator(".totes button").first,
        "“Seal and print”": page.get_by_role("button", name="Seal and print"),
    }
    for _ in range(MOST_TAPS):
        words = said.inner_text()
        if "This is the slip" in words:
            page.locator(".guide").get_by_role("link", name="Go on").click()
            return
        if "“To packing”" in words:
            page.get_by_role("link", name="To packing").click()
            said.get_by_text("Tap the tote").or_(said.get_by_text("until every line")).wait_for()
            continue
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            next(tap for pattern, tap in taps.items() if pattern in words).click()
        page.wait_for_timeout(250)  # a person reads before the next tap
    pytest.fail(f"the guide led nowhere; it last said: {said.inner_text()}")


def test_a_newcomer_gets_from_the_first_page_to_a_printed_slip_and_leaves_the_sample_shop(newcomer: Page, fresh_box: DemoBox) -> None:
    page = newcomer
    page.wait_for_url("**/setup")
    assert violations(page) == []
    expect(page.get_by_text("Restore a backup")).to_be_visible()
    next_page(page, "Set up here", "/setup/owner")
    page.get_by_label("Your name").fill("Olga")
    page.get_by_label("A PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill("280912")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("two PINs are not the same")
    assert page.get_by_label("Your name").input_value() == "Olga"
    assert violations(page) == []
    page.get_by_label("A PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill(PIN)
    next_page(page, "Go on", "/setup/shop")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Madrid")
    page.get_by_label("Name of the shop").fill("Piezas Olga")
    page.get_by_label("Cut-off").fill("16:30")
    next_page(page, "Go on", "/setup/order")
    page.get_by_role("button", name="Start").click()
    follow_the_guide(page)
    page.wait_for_url("**/setup/slip")
    assert violations(page) == []
    slip = page.get_by_role("img", name="Packing slip")
    expect(slip).to_be_visible()
    page.wait_for_function("() => document.querySelector('img.slip').naturalWidth > 300")
    next_page(page, "Go on", "/setup/channel")
    next_page(page, "Go on", "/setup/handheld")
    next_page(page, "Later", "/setup/done")
    now = fresh_box.get("/settings")
    assert (now["shop_name"], now["time_zone"], now["cut_off"]) == ("Piezas Olga", "Europe/Madrid", "16:30")

    page.get_by_role("link", name="Leave the sample shop").click()
    assert violations(page) == []
    page.get_by_role("button", name="Leave the sample shop").click()
    page.wait_for_url("**/owner", timeout=30_000)
    expect(page.locator(".figure dd").first).to_have_text("0")
    assert page.get_by_text("This is the sample shop").count() == 0
    assert fresh_box.get("/health")["backlog"] == {}
    assert fresh_box.get("/bins")["bins"] == []
    assert fresh_box.get("/settings")["shop_name"] == "Piezas Olga"
    assert [one["operator"] for one in fresh_box.get("/operators")["operators"]] == ["Olga"]
    assert fresh_box.get("/check")["clean"]


def test_an_empty_box_is_filled_from_what_its_screens_say(browser: Browser, tmp_path: Path) -> None:
    with empty_box(tmp_path) as box:
        context = browser.new_context(viewport={"width": 800, "height": 480}, locale="en-GB", reduced_motion="reduce")
        box.have_owner()
        let_in(context, box)
        sign_in(context, box, OWNER, PIN)
        page = context.new_page()
        page.goto(f"{box.address}owner")
        expect(page.get_by_text("This box is still empty: it has no packing station yet.")).to_be_visible()
        assert violations(page) == []
        for screen in ("pack", "pick"):
            page.goto(f"{box.address}#/{screen}")
            expect(page.locator(".nothing")).to_contain_text("no packing station")
        page.locator(".nothing").get_by_role("link", name="Places, items and stock").click()
        page.wait_for_url("**/owner/stock")
        page.get_by_role("button", name="Make places").click()
        expect(page.get_by_text("27 places made.")).to_be_visible()
        sheet: FilePayload = {"name": "items.csv", "mimeType": "text/csv", "buffer": example("items").encode()}
        page.get_by_label("File").set_input_files(sheet)
        page.get_by_role("button", name="Bring in").click()
        expect(page.get_by_text("4 new, 0 changed, 0 as they were, 0 not taken.")).to_be_visible()
        assert violations(page) == []
        assert [one["station"] for one in box.get("/stations")["stations"]] == ["PACK-1"]
        assert [one["code"] for one in box.get("/bins")["bins"]] == [f"A-{number:02}" for number in range(1, 21)]
        page.goto(f"{box.address}owner")
        expect(page.locator(".figures")).to_be_visible()
        assert page.get_by_text("This box is still empty").count() == 0
        context.close()


def test_the_screen_of_the_box_goes_on_by_itself_once_the_setup_was_done_elsewhere(browser: Browser, fresh_box: DemoBox) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 480}, locale="en-GB")
    let_in(context, fresh_box)
    page = context.new_page()
    page.goto(f"{fresh_box.address}setup")
    expect(page.get_by_role("link", name="Set up here")).to_be_visible()
    fresh_box.have_owner()
    page.locator(".tiles").wait_for(timeout=PATIENCE_MS)
    context.close()


def test_a_phone_that_is_let_in_before_there_is_an_owner_goes_on_with_the_setup(browser: Browser, fresh_box: DemoBox) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, locale="en-GB")
    let_in(context, fresh_box, "phone")
    page = context.new_page()
    page.goto(fresh_box.address)
    page.wait_for_url("**/setup")
    expect(page.get_by_role("link", name="Set up here")).to_be_visible()
    context.close()


def test_a_first_walk_that_was_given_back_is_not_called_picked(browser: Browser, fresh_box: DemoBox) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, locale="en-GB")
    fresh_box.have_owner()
    let_in(context, fresh_box)
    walk = fresh_box.post("/pick-sessions", {"most": 1})["session"]
    page = context.new_page()
    page.goto(f"{fresh_box.address}?guide=setup#/pick/{walk}")
    page.locator(".guide").get_by_text("Tap the barcode of the bin").wait_for()
    fresh_box.post(f"/pick-sessions/{walk}/abandon")
    expect(page.locator(".guide")).to_contain_text("This walk was given back. Start another one.")
    expect(page.locator(".guide").get_by_role("link", name="Start another walk")).to_have_attribute("href", "/setup/order")
    context.close()
