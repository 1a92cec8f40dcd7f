"""The alarm at the packing bench: it stands on every screen until the right scan, or until somebody has seen to it, once and for all."""

import pytest
from playwright.sync_api import Browser, expect

from ledger.equipment.control_codes import station_code
from tests.browser.accessible import violations
from tests.browser.geometry import faults
from tests.browser.pack_bench import line, scan
from tests.browser.packing_screenshots import check_of
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor, visiting
from tests.pmpd.small_shop import BARCODES, FUSE, LAMP

pytestmark = pytest.mark.browser

SEEN = "I have seen to it"
TAPPED_TWICE_MS = 200


def scan_wrongly(packer: Visitor, sku: str = FUSE) -> None:
    """Scan what is not in the order, and wait for the alarm."""
    packer.type_scan(BARCODES[sku])
    expect(packer.alarm).to_contain_text("Take it out of the box")


def tap_twice(packer: Visitor, name: str) -> None:
    """A finger that taps once too often, on whatever is there by then."""
    button = packer.button(name)
    expect(button).to_be_enabled()
    place = button.bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    packer.page.mouse.click(x, y)
    packer.page.wait_for_timeout(TAPPED_TWICE_MS)
    packer.page.mouse.click(x, y)


def test_nothing_is_sealed_under_an_alarm_until_somebody_has_seen_to_it(stage: Rehearsal, packer: Visitor) -> None:
    check_of(stage, {LAMP: 1})
    packer.go("/pack")
    packer.prompt.wait_for()
    scan(packer, LAMP, "1/1")
    packer.page.get_by_label("Weight").fill("640")
    packer.page.get_by_label("Weight").blur()
    for _ in range(2):
        scan_wrongly(packer)
        expect(packer.button("Seal and print")).to_have_count(0)
        packer.page.get_by_label("Weight").press("Enter")
        packer.button(SEEN).click()
        expect(packer.alarm).to_have_count(0)
    packer.button("Seal and print").click()
    packer.page.locator(".print.good").wait_for()
    order = stage.get("/orders?state=packed")["orders"][0]["order"]
    assert stage.get(f"/orders/{order}")["shipments"][0]["weight_g"] == 640


def test_a_unit_that_is_missing_can_be_reported_after_a_wrong_scan(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 1})
    packer.go("/pack")
    packer.prompt.wait_for()
    scan_wrongly(packer)
    assert (faults(packer.page, (".alarm h2", ".seal .main")), violations(packer.page)) == ([], [])
    packer.button(SEEN).click()
    line(packer, LAMP).get_by_role("button").click()
    packer.button("Book 1 missing").click()
    expect(packer.page.locator(".ending")).to_contain_text(f"{check['order']} is not complete")


def test_a_scan_that_is_typed_into_the_weight_closes_nothing_and_the_next_one_counts(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 1})["pack_check"]
    packer.go("/pack")
    packer.prompt.wait_for()
    scan(packer, LAMP, "1/1")
    packer.page.get_by_label("Weight").click()
    packer.type_scan("123")
    scan_wrongly(packer)
    assert stage.get(f"/pack-checks/{check}")["state"] == "open"


def test_what_was_seen_to_is_over_on_every_screen_and_stands_in_the_story(browser: Browser, stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 2})
    with visiting(browser, stage, 360, 740) as other:
        for screen in (packer, other):
            screen.go("/pack")
            screen.prompt.wait_for()
        scan(packer, LAMP, "1/2")
        scan_wrongly(packer)
        other.alarm.wait_for()
        packer.button(SEEN).click()
        expect(other.alarm).to_have_count(0)
        expect(other.prompt).to_be_visible()
    packer.page.reload()
    packer.button("More").click()
    packer.button("Next parcel").click()
    packer.button("Next parcel").click()
    expect(packer.prompt).to_contain_text("Parcel 2")
    expect(packer.alarm).to_have_count(0)
    story = stage.get(f"/orders/{check['order']}/timeline")["entries"]
    assert [entry["text"] for entry in story if entry["kind"] == "seen_to"] == [f"seen to at packing (wrong item): {BARCODES[FUSE]}"]


def test_a_finger_that_taps_twice_seals_nothing(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 1})
    packer.go("/pack")
    packer.prompt.wait_for()
    scan(packer, LAMP, "1/1")
    scan_wrongly(packer)
    tap_twice(packer, SEEN)
    expect(packer.button("Seal and print")).to_be_enabled()
    assert stage.get(f"/pack-checks/{check['pack_check']}")["state"] == "open"


def test_under_an_alarm_no_line_asks_whether_it_is_missing_and_none_is_written_off(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 2, FUSE: 1})
    packer.go("/pack")
    line(packer, LAMP).get_by_role("button").click()
    packer.button("Book 2 missing").wait_for()
    packer.type_scan("9999999999994")
    packer.alarm.wait_for()
    expect(packer.page.locator(".lines button")).to_have_count(0)
    tap_twice(packer, SEEN)
    expect(packer.page.locator(".lines button")).to_have_count(2)
    scan(packer, FUSE, "1/1")
    assert stage.get(f"/pack-checks/{check['pack_check']}")["missing"] == 2


def test_what_a_scan_says_goes_before_the_trouble_of_one_before(stage: Rehearsal, kiosk: Visitor) -> None:
    check = check_of(stage, {LAMP: 2})["pack_check"]
    kiosk.go("/pack")
    kiosk.prompt.wait_for()
    kiosk.type_scan(station_code("PACK-9"))
    kiosk.alarm.wait_for()
    stage.post(f"/pack-checks/{check}/scans", {"code": LAMP})
    expect(line(kiosk, LAMP).locator(".figure")).to_have_text("1/2")
    expect(kiosk.alarm).to_have_count(0)
    kiosk.type_scan(station_code("PACK-9"))
    kiosk.alarm.wait_for()
    stage.post(f"/pack-checks/{check}/scans", {"code": FUSE})
    expect(kiosk.alarm).to_contain_text("Take it out of the box")


def test_a_code_that_is_no_tote_can_be_put_away(kiosk: Visitor) -> None:
    kiosk.go("/pack")
    kiosk.page.get_by_text("Scan a tote").wait_for()
    kiosk.type_scan("9999999999994")
    kiosk.alarm.wait_for()
    kiosk.button(SEEN).click()
    expect(kiosk.alarm).to_have_count(0)
