"""How much a handheld fetches before a picker can read where to go."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo_box import DemoBox
from tests.browser.visitor import visiting

pytestmark = pytest.mark.browser

SCRIPT_BYTES_MAX = 20_000
# Remembers when the first sight was there: what is fetched later is no part of the first load.
FIRST_SIGHT = """
    new MutationObserver((_, observer) => {
        if (!document.querySelector(".bin, .tile")) return;
        window.firstSightMs = performance.now();
        observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
"""
SCRIPTS = """
    () => performance.getEntriesByType("resource")
        .filter((entry) => new URL(entry.name).pathname.endsWith(".js") && entry.startTime < window.firstSightMs)
        .map((entry) => ({ name: new URL(entry.name).pathname, sent: entry.encodedBodySize, unpacked: entry.decodedBodySize }))
"""


# A part that comes right after a screen was rendered without it: what the alarm says, once, on a quick machine.
COMES_AT_ONCE = """
    async () => {
        const base = new URL(document.querySelector("script[type=module]").src);
        const { later, fetchMissing } = await import(new URL("later.js", base).href);
        const { h, render } = await import(new URL("vendor/preact.js", base).href);
        let come;
        const Part = later(() => new Promise((found) => (come = found)));
        fetchMissing();
        render(h(Part, {}), document.body.appendChild(Object.assign(document.createElement("div"), { id: "late" })));
        come(() => "here");
    }
"""


def fetched(page: Page, address: str) -> list[dict[str, Any]]:
    """Open a screen in a browser that has nothing yet; answers the scripts that came before the first sight, with their bytes."""
    page.add_init_script(FIRST_SIGHT)
    page.goto(address)
    page.locator(".bin, .tile").first.wait_for()
    scripts: list[dict[str, Any]] = page.evaluate(SCRIPTS)
    return scripts


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_handheld_reads_the_first_bin_after_twenty_kilobytes_of_script(browser: Browser, box: DemoBox, language: str) -> None:
    with visiting(browser, box, 360, 740) as visitor:
        number = box.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")["session"]
        scripts = fetched(visitor.page, f"{box.address}?language={language}#/pick/{number}")
        assert all(script["sent"] < script["unpacked"] for script in scripts)
        assert 0 < sum(script["sent"] for script in scripts) <= SCRIPT_BYTES_MAX, scripts


def test_the_first_screen_is_there_after_twenty_kilobytes_of_script(browser: Browser, box: DemoBox) -> None:
    with visiting(browser, box, 360, 740) as visitor:
        scripts = fetched(visitor.page, f"{box.address}#/")
        assert 0 < sum(script["sent"] for script in scripts) <= SCRIPT_BYTES_MAX, scripts


def test_what_is_fetched_later_is_shown_even_when_it_comes_at_once(browser: Browser, box: DemoBox) -> None:
    with visiting(browser, box, 360, 740) as visitor:
        visitor.go("/")
        visitor.page.locator(".tile").first.wait_for()
        visitor.page.evaluate(COMES_AT_ONCE)
        expect(visitor.page.locator("#late")).to_have_text("here")


def test_a_screen_that_can_not_be_fetched_says_so_and_is_fetched_again(browser: Browser, box: DemoBox) -> None:
    with visiting(browser, box, 360, 740) as visitor:
        visitor.go("/")
        visitor.page.locator(".tile").first.wait_for()
        visitor.page.route("**/screens/orders.js", lambda route: route.abort())
        visitor.go("/orders")
        visitor.page.locator(".failed").wait_for()
        visitor.page.unroute("**/screens/orders.js")
        visitor.button("Try again").click()
        expect(visitor.page.locator(".orders a").first).to_be_visible()
