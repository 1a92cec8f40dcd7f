"""The pack screen when packing is not straightforward: units that are not in the tote, several parcels, another box, another tote first."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessible import violations
from tests.browser.geometry import faults
from tests.browser.pack_bench import line, scan
from tests.browser.packing_screenshots import LARGE, SMALL, check_of, know_boxes
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor, visiting
from tests.pmpd.small_shop import BARCODES, BINS, FUSE, LAMP, UNITS

pytestmark = pytest.mark.browser


def on_hand(stage: Rehearsal, sku: str) -> int:
    """Units of an item in its bin, by the books."""
    rows = stage.get(f"/bins/{BINS[sku]}")["content"]
    return sum(row["on_hand"] for row in rows if row["sku"] == sku)


def test_units_that_are_not_in_the_tote_are_booked_missing_and_the_order_goes_back_to_be_picked(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 1, FUSE: 3})
    packer.go("/pack")
    packer.prompt.wait_for()
    scan(packer, LAMP, "1/1")
    line(packer, FUSE).get_by_text("Not in the tote?").click()
    expect(packer.page.locator(".will")).to_contain_text("3 units will be booked missing")
    packer.button("Another number").click()
    packer.button("2").click()
    packer.button("2 missing").click()
    packer.button("Book 2 missing").click()
    told = packer.page.locator(".ending")
    expect(told).to_contain_text(f"{check['order']} is not complete")
    expect(told).to_contain_text(f"Put everything back into {check['tote']}.")
    expect(told).to_contain_text("other bins have what is missing")
    packer.button("Next tote").click()
    expect(packer.page.get_by_text("Scan a tote")).to_be_visible()
    order = stage.get(f"/orders/{check['order']}")
    assert (order["state"], {one["sku"]: one["picked"] for one in order["lines"]}) == ("allocated", {LAMP: 1, FUSE: 1})
    assert "missing at packing: 2 × FUSE-10A, picked from A-02" in str(stage.get(f"/orders/{check['order']}/timeline"))
    assert [task["sku"] for task in stage.get("/counts")["counts"] if task["bin"] == BINS[FUSE]] == [FUSE]
    assert on_hand(stage, FUSE) == UNITS - 3


def test_a_packer_is_told_when_no_bin_has_what_is_missing(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: UNITS})
    packer.go("/pack")
    line(packer, LAMP).get_by_role("button").click()
    packer.button(f"Book {UNITS} missing").click()
    expect(packer.page.locator(".ending")).to_contain_text("held until somebody decides")
    assert stage.get(f"/orders/{check['order']}")["state"] == "held"


def test_what_turns_up_while_it_is_reported_missing_is_scanned_as_ever(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 2})
    packer.go("/pack")
    line(packer, LAMP).get_by_role("button").click()
    packer.button("Book 2 missing").wait_for()
    packer.type_scan(BARCODES[LAMP])
    packer.button("Book 1 missing").wait_for()
    packer.type_scan(BARCODES[LAMP])
    expect(packer.button("Seal and print")).to_be_enabled()
    assert stage.get(f"/pack-checks/{check['pack_check']}")["missing"] == 0


def test_a_full_parcel_is_closed_and_the_next_one_filled(stage: Rehearsal, packer: Visitor) -> None:
    know_boxes(stage)
    check = check_of(stage, {LAMP: 1, FUSE: 1})
    packer.go("/pack")
    packer.prompt.wait_for()
    packer.button("More").click()
    expect(packer.button("Next parcel")).to_be_disabled()
    expect(packer.button("Next parcel")).to_contain_text("Nothing is in parcel 1 yet")
    packer.button("Back").click()
    scan(packer, LAMP, "1/1")
    packer.button("More").click()
    packer.button("Next parcel").click()
    packer.page.get_by_label("Weight").fill("300")
    packer.page.locator(".box-choice select").select_option(LARGE)
    packer.button("Next parcel").click()
    expect(packer.prompt).to_contain_text("Parcel 2")
    scan(packer, FUSE, "1/1")
    packer.page.get_by_label("Weight").fill("260")
    packer.button("Seal and print").click()
    packer.page.locator(".print.good").wait_for()
    parcels = stage.get(f"/pack-checks/{check['pack_check']}")["parcels"]
    assert [(parcel["box"], parcel["weight_g"], [one["sku"] for one in parcel["lines"]]) for parcel in parcels] == [
        (LARGE, 300, [LAMP]),
        ("", 260, [FUSE]),
    ]
    assert len(stage.get(f"/print-jobs?order={check['order']}")["print_jobs"]) == 2


def test_the_box_that_fits_best_is_taken_unless_the_packer_chooses_another_one(stage: Rehearsal, packer: Visitor) -> None:
    know_boxes(stage)
    taken = []
    for wanted in ("", LARGE):
        check = stage.verified_check()
        packer.go("/pack")
        choice = packer.page.get_by_label(f"{SMALL} fits best")
        expect(choice).to_have_value(SMALL)
        if wanted:
            choice.select_option(wanted)
        packer.button("Seal and print").click()
        packer.page.locator(".print.good").wait_for()
        taken.append(stage.get(f"/pack-checks/{check['pack_check']}")["parcels"][0]["box"])
    assert taken == [SMALL, LARGE]


def test_where_no_box_is_known_nobody_is_asked_for_one(stage: Rehearsal, packer: Visitor) -> None:
    stage.verified_check()
    packer.go("/pack")
    packer.button("Seal and print").wait_for()
    expect(packer.page.locator(".box-choice")).to_have_count(0)


def test_another_tote_may_go_first_and_the_check_waits_as_it_was(stage: Rehearsal, packer: Visitor) -> None:
    urgent = check_of(stage, {FUSE: 1})
    check = check_of(stage, {LAMP: 2})
    packer.go("/pack")
    packer.prompt.get_by_text(check["order"]).wait_for()
    scan(packer, LAMP, "1/2")
    packer.button("More").click()
    packer.button("Another tote first").click()
    packer.page.locator(".totes button", has_text=urgent["order"]).click()
    packer.prompt.get_by_text(urgent["order"]).wait_for()
    scan(packer, FUSE, "1/1")
    packer.button("Seal and print").click()
    packer.page.locator(".print.good").wait_for()
    expect(packer.page.locator(".sealed h2")).to_contain_text(urgent["order"])
    packer.page.get_by_role("link", name="Next tote").click()
    packer.prompt.get_by_text(check["order"]).wait_for()
    expect(line(packer, LAMP).locator(".figure")).to_have_text("1/2")


def test_who_wants_no_other_tote_after_all_goes_back_to_the_check(stage: Rehearsal, packer: Visitor) -> None:
    check = check_of(stage, {LAMP: 1})
    packer.go("/pack")
    packer.button("More").click()
    packer.button("Another tote first").click()
    packer.button(f"Back to {check['order']}").click()
    expect(packer.prompt).to_contain_text(check["order"])


LACKING = (".ask.big", ".will li >> nth=0", ".will li >> nth=2", ".actions .main", ".actions button >> nth=0")
COUNTED = (".amount-said", ".confirm .main")
FULL = (".counter", ".full-parcel", ".weight input", ".box-choice select", ".seal .main", ".rare")


@pytest.mark.parametrize("language", ["en", "de", "pseudo-rtl"])
def test_what_is_asked_at_a_pack_check_is_in_view_at_every_size(browser: Browser, stage: Rehearsal, language: str) -> None:
    know_boxes(stage)
    check = check_of(stage, {LAMP: 2, FUSE: 2})
    stage.post(f"/pack-checks/{check['pack_check']}/scans", {"code": LAMP})
    found: dict[str, list[str]] = {}

    def look(name: str, *parts: str) -> None:
        found[name] = [*faults(visitor.page, parts), *violations(visitor.page)]

    with visiting(browser, stage, 360, 740) as visitor:
        page = visitor.page
        page.goto(f"{stage.address}?language={language}#/pack")
        page.locator(".box-choice").wait_for()
        look("check", ".counter", ".lines li >> nth=0", ".box-choice select", ".rare", ".seal .main")
        page.locator(".rare").click()
        page.locator(".reasons").wait_for()
        look("more", ".counter", ".reasons button >> nth=0", ".reasons button >> nth=2")
        page.locator(".reasons button").first.click()
        page.locator(".full-parcel").wait_for()
        look("full", *FULL)
        page.locator(".rare").click()
        page.locator(".lines button", has_text=FUSE).click()
        page.locator(".will").wait_for()
        look("lacking", *LACKING)
        page.locator(".actions button").nth(1).click()
        page.locator(".pad").wait_for()
        look("counted", *COUNTED)
        page.locator(".confirm .main").click()
        page.locator(".actions .main").click()
        page.locator(".ending").wait_for()
        look("told", ".ending h2", ".ending .lead", ".ending .main")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
