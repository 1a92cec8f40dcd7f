"""The pages in front of pages, which nobody sees twice a day: whoever stands before them can use them, whatever they see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kiosk.owner.page import render
from kiosk.owner.words import words_of
from tests.browser.accessible import violations
from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor, let_in, sign_in, visiting

pytestmark = pytest.mark.browser


@pytest.fixture
def stage(stage: Rehearsal) -> Rehearsal:
    """A small shop's box that has an owner."""
    stage.have_owner()
    return stage


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def stranger(browser: Browser, stage: Rehearsal, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody with a phone that the box does not know."""
    with visiting(browser, stage, 360, 740, dark=request.param, kind=None) as visitor:
        yield visitor


def at_heading(page: Page, name: str) -> list[str]:
    """Wait for a page; answers what axe finds wrong with it."""
    page.get_by_role("heading", name=name).wait_for()
    return violations(page)


def test_the_doors_of_the_owners_pages_are_good_for_everybody(stage: Rehearsal, stranger: Visitor) -> None:
    page, owner = stranger.page, f"{stage.address}owner"
    page.goto(owner)
    assert at_heading(page, "Pair this device") == []
    let_in(page.context, stage, "phone")
    page.goto(owner)
    assert at_heading(page, "Sign in") == []
    sign_in(page.context, stage, OWNER, PIN)
    page.goto(f"{owner}/people")
    page.get_by_text("Make an API token").click()
    page.get_by_label("Name of the program").fill("bridge")
    page.get_by_label("take in orders and sheets").check()
    assert violations(page) == []
    page.get_by_role("button", name="Make the token").click()
    assert at_heading(page, "The token") == []
    stage.forget_pins()
    page.goto(f"{owner}/settings")
    assert at_heading(page, "Your PIN") == []


def test_what_is_shown_when_something_fails_or_starts_anew_is_good_for_everybody(stage: Rehearsal, stranger: Visitor) -> None:
    page = stranger.page
    let_in(page.context, stage, "phone")
    sign_in(page.context, stage, OWNER, PIN)
    page.goto(f"{stage.address}setup/shop")
    page.evaluate("""() => {
      const form = document.querySelector("form");
      form.action = "/setup/language";
      form.elements.language.replaceChildren(new Option("Klingon", "tlh", true, true));
      form.submit();
    }""")
    assert at_heading(page, "That did not work") == []
    waiting = render("starting_anew", words_of("en"), shell={"shop_name": "Parts & more"}, next="/owner", run="")
    page.route("**/owner/demo", lambda route: route.fulfill(body=waiting, content_type="text/html"))
    page.route("**/owner/run", lambda route: route.abort())
    page.goto(f"{stage.address}owner/demo")
    assert at_heading(page, "One moment") == []


def test_the_doors_of_the_screens_are_good_for_everybody(stage: Rehearsal, stranger: Visitor) -> None:
    stranger.go("/")
    assert at_heading(stranger.page, "Pair this device") == []
    let_in(stranger.page.context, stage, "handheld")
    stranger.page.reload()
    stranger.page.get_by_text("Scan your badge").wait_for()
    assert violations(stranger.page) == []
    stranger.page.locator(".names").get_by_text(OWNER).click()
    stranger.page.locator(".digit.enter").wait_for()
    assert violations(stranger.page) == []
