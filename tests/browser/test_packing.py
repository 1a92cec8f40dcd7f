"""The pack screen: every unit is verified before the box is closed."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def seal(visitor: Visitor) -> None:
    """Verify the rest by tapping and close the box."""
    scanned = visitor.page.locator(".counter strong")
    while not visitor.button("Seal and print").is_enabled():
        count = scanned.inner_text()
        visitor.tap("Right item")
        expect(scanned).not_to_have_text(count)
    visitor.button("Seal and print").click()
    visitor.page.locator(".print.good").wait_for()


def test_a_tote_scanned_at_the_station_opens_its_check_on_the_screen(anna: Visitor) -> None:
    order, tote = anna.box.picked_tote()
    anna.go("/pack")
    anna.page.get_by_text("Scan a tote").wait_for()
    anna.box.scan("scanner-2", tote)
    expect(anna.prompt).to_contain_text(order)


def test_a_unit_that_is_not_in_the_order_alarms_and_the_box_stays_open(anna: Visitor) -> None:
    anna.box.picked_tote()
    anna.go("/pack")
    anna.tap("Tote")
    anna.page.locator(".counter").wait_for()
    anna.tap("Wrong item")
    expect(anna.alarm).to_contain_text("Take it out of the box")
    expect(anna.page.locator(".counter strong")).to_have_text("0")
    expect(anna.button("Seal and print")).to_have_count(0)
    anna.tap("Right item")
    expect(anna.alarm).to_have_count(0)
    expect(anna.button("Seal and print")).to_be_visible()


def test_a_scan_that_opens_no_check_alarms_at_the_station(anna: Visitor) -> None:
    anna.box.picked_tote()
    anna.go("/pack")
    anna.page.get_by_role("button", name="Tote").first.wait_for()  # the screen has heard of the scanners
    anna.box.scan("scanner-2", "T-20")
    expect(anna.alarm).to_contain_text("holds no order")


def test_a_sealed_parcel_shows_its_slip_and_that_it_was_printed(anna: Visitor) -> None:
    order, _ = anna.box.picked_tote()
    anna.go("/pack")
    anna.page.locator(".totes button", has_text=order).click()
    anna.page.locator(".counter").wait_for()
    seal(anna)
    expect(anna.page.locator(".print")).to_contain_text("The slip is printed")
    assert anna.page.locator(".paper img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
