"""A scanner of the box scans at the screens of stock work, on a kiosk as large as a hand: nothing is typed, nothing is tapped."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from ledger.equipment.control_codes import station_code
from tests.browser.rehearsal import Rehearsal
from tests.browser.stock_floor import asked, expect_deliveries, on_hand, say_number, told
from tests.browser.visitor import Visitor, visiting
from tests.pmpd.small_shop import BARCODES, BOLT, LAMP

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("stock_floor")]

SCANNER = "scanner-1"


@pytest.fixture
def anna(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody at a kiosk, with the scanner of the box in hand."""
    with visiting(browser, stage, 800, 480) as visitor:
        yield visitor
        assert visitor.complaints == []


def scans_at(visitor: Visitor, title: str) -> None:
    """Wait until a screen is there and the scanner scans there."""
    expect(visitor.page.locator("h1")).to_have_text(title)
    expect(visitor.page.locator(".borrowed")).to_have_text(f"{SCANNER} scans here")


def open_with_scanner(visitor: Visitor, route: str) -> None:
    """Open a screen first of all, and wait until the scanner scans there."""
    visitor.go(route)
    expect(visitor.page.locator(".borrowed")).to_have_text(f"{SCANNER} scans here")


def scan(stage: Rehearsal, visitor: Visitor, code: str, then: str) -> None:
    """Scan with the scanner of the box, and wait for what the screen asks next."""
    assert stage.scan(SCANNER, code)["outcome"] == "lent"
    asked(visitor, then)


def test_a_delivery_is_received_with_the_scanner_of_the_box(stage: Rehearsal, anna: Visitor) -> None:
    expect_deliveries(stage)
    open_with_scanner(anna, "/receive/order/PO-7")
    asked(anna, "Scan an item of the delivery")
    scan(stage, anna, BARCODES[LAMP], "How many")
    say_number(anna, 5)
    anna.page.locator(".pad .main").click()
    asked(anna, "dock")
    scan(stage, anna, "DOCK-1", "Scan an item of the delivery")
    told(anna, LAMP)
    assert on_hand(stage, "DOCK-1", LAMP) == 5


def test_a_bin_is_counted_with_the_scanner_of_the_box_from_its_first_scan(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/counts")
    scan(stage, anna, "A-01", "Go to the bin and scan it")
    expect(anna.page.locator(".borrowed")).to_have_text(f"{SCANNER} scans here")
    scan(stage, anna, "A-01", "Find this item and scan it")
    stage.scan(SCANNER, BOLT)
    expect(anna.alarm).to_contain_text("Wrong item")
    scan(stage, anna, BARCODES[LAMP], "How many lie in A-01?")
    say_number(anna, 97)
    anna.button("It is 97").click()
    expect(anna.page.locator(".result")).to_contain_text("3 fewer than the books said")
    assert on_hand(stage, "A-01", LAMP) == 97


def test_what_is_looked_up_and_what_a_label_is_for_is_scanned_with_it_too(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/look")
    stage.scan(SCANNER, "A-01")
    anna.page.wait_for_url("**/#/bins/A-01")
    scans_at(anna, "A-01")
    stage.scan(SCANNER, BARCODES[LAMP])
    anna.page.wait_for_url(f"**/#/items/{LAMP}")
    anna.go("/labels")
    scans_at(anna, "Print labels")
    stage.scan(SCANNER, "B-01")
    expect(anna.page.locator("input[name=subject]")).to_have_value("B-01")


def test_a_badge_scanned_with_a_borrowed_scanner_signs_in_at_its_screen(stage: Rehearsal, anna: Visitor) -> None:
    badge = stage.new_badge("Olga")
    open_with_scanner(anna, "/move")
    stage.scan(SCANNER, badge)
    expect(anna.page.locator(".who")).to_contain_text("Olga")
    scan(stage, anna, "A-01", "Scan the item")


def test_another_kiosk_takes_the_scanner_over_by_one_tap_and_the_first_says_so(browser: Browser, stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/move")
    with visiting(browser, stage, 800, 480) as ben:
        ben.go("/move")
        choice = ben.page.get_by_role("combobox", name="Scanner for this screen")
        expect(choice).to_contain_text(f"{SCANNER} scans at kiosk now")
        choice.select_option(SCANNER)
        expect(ben.page.locator(".borrowed")).to_have_text(f"{SCANNER} scans here")
        expect(anna.page.locator(".borrowed")).to_contain_text(f"{SCANNER} scans at kiosk")
        scan(stage, ben, "A-01", "Scan the item")
        asked(anna, "Scan the bin you take from")
        ben.go("/")
        expect(anna.page.locator(".borrowed")).to_have_text(f"{SCANNER} scans here")
        assert ben.complaints == []


def test_a_scanner_in_somebodys_hand_scans_at_a_screen_only_once_that_is_chosen(stage: Rehearsal, anna: Visitor) -> None:
    assert stage.scan(SCANNER, stage.new_badge("Olga"))["outcome"] == "bound"
    anna.go("/move")
    choice = anna.page.get_by_role("combobox", name="Scanner for this screen")
    expect(choice).to_contain_text(f"{SCANNER} is with Olga now")
    assert stage.scan(SCANNER, "A-01")["outcome"] == "no_session"
    choice.select_option(SCANNER)
    expect(anna.page.locator(".borrowed")).to_have_text(f"{SCANNER} scans here")
    scan(stage, anna, "A-01", "Scan the item")


def test_a_screen_that_is_left_gives_the_scanner_back(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/move")
    anna.go("/")
    anna.page.locator(".tile").first.wait_for()
    while stage.get("/scanners")["scanners"][0]["lent_to"]:
        anna.page.wait_for_timeout(20)
    assert stage.scan(SCANNER, "A-01")["outcome"] == "no_session"


def test_what_the_box_says_of_a_borrowed_scanner_stands_on_its_screen(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/move")
    stage.play(lambda: stage.scanner.drop_events(4, 4))
    assert stage.scan(SCANNER, "A-01")["outcome"] == "rejected"
    said = anna.page.locator(".scanner-said")
    expect(said).to_contain_text("Scan again")
    scan(stage, anna, "A-01", "Scan the item")
    expect(said).to_have_count(0)
    assert stage.scan(SCANNER, station_code("PACK-1"))["outcome"] == "bound"
    expect(anna.page.locator(".borrowed")).to_have_count(0)


def test_what_is_rejected_twice_is_told_twice(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/move")
    for _ in range(2):
        stage.play(lambda: stage.scanner.drop_events(4, 4))
        assert stage.scan(SCANNER, "A-01")["outcome"] == "rejected"
        said = anna.page.locator(".scanner-said")
        expect(said).to_contain_text("Scan again")
        said.get_by_role("button").click()
        expect(said).to_have_count(0)


def test_a_scan_between_two_screens_is_told_on_the_second(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/look")
    anna.page.route("**/scanners", lambda held: None)
    with anna.page.expect_response("**/give-back"):  # the first screen's; the second one has not borrowed yet
        stage.scan(SCANNER, "A-01")
    anna.page.wait_for_url("**/#/bins/A-01")
    stage.scan(SCANNER, BARCODES[LAMP])
    anna.page.unroute("**/scanners")  # what was held goes on
    expect(anna.page.locator(".scanner-said")).to_contain_text("nobody picks with")


def test_a_scan_of_which_the_answer_was_lost_comes_with_the_next_and_once(stage: Rehearsal, anna: Visitor) -> None:
    open_with_scanner(anna, "/move")
    answered: list[Any] = []

    def lose_the_first(route: Route) -> None:
        if answered:
            route.continue_()
        else:
            answered.append(route.fetch().json())
            route.abort()

    anna.page.route("**/borrow", lose_the_first)
    stage.scan(SCANNER, "A-01")  # the poll that is under way is not touched
    asked(anna, "Scan the item")
    stage.scan(SCANNER, BARCODES[LAMP])
    asked(anna, "How many do you take?")
    assert [scan["code"] for scan in answered[0]["scans"]] == [BARCODES[LAMP]]
    anna.complaints.clear()
