"""A handheld in the compatibility mode, whose connection others can read: it says so on every screen."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pmpd.config import Compatibility, Config
from tests.browser.accessible import violations
from tests.browser.geometry import faults
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import sign_in, visiting
from tests.pmpd.served_box import served_box

pytestmark = pytest.mark.browser

PIN = "280911"


def test_a_handheld_without_encryption_shows_an_open_lock_on_every_screen_and_a_tap_tells_what_that_means(
    browser: Browser, tmp_path: Path
) -> None:
    config = Config(compatibility=Compatibility(host="127.0.0.1", port=0))
    with served_box(tmp_path, config) as served, closing(Rehearsal(served)) as stage:
        stage.have_owner()
        stage.order()
        stage.post("/operators", {"operator": "Anna", "role": "picker", "pin": PIN})
        stage.address = f"http://127.0.0.1:{served.box.whereabouts.ports['plain']}/"
        with visiting(browser, stage, 360, 740, kind="handheld") as handheld:
            sign_in(handheld.page.context, stage, "Anna", PIN)
            for route in ("/", "/pick"):
                handheld.go(route)
                expect(handheld.page.locator(".bar .who .open-lock")).to_be_visible()
            who = handheld.page.locator(".who")
            expect(who).to_have_attribute("title", "Connection without encryption: picking only")
            assert (violations(handheld.page), faults(handheld.page, (".who",))) == ([], [])
            who.click()
            expect(handheld.page.locator(".door > .notice")).to_contain_text("Whoever is in this network can read along")


def test_a_screen_whose_connection_nobody_can_read_has_no_open_lock(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path) as stage, visiting(browser, stage, 360, 740) as kiosk:
        kiosk.go("/")
        who = kiosk.page.locator(".who")
        who.click()
        kiosk.page.locator(".door h2").first.wait_for()
        assert (who.locator(".open-lock").count(), kiosk.page.locator(".door > .notice").count()) == (0, 0)
