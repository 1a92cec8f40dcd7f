"""Counting without being told, looking things up, and setting the books right."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.stock_floor import DISC, asked, cancel_a_picked_order, on_hand, say_number, scan, scan_wrongly, told
from tests.browser.visitor import Visitor, sign_in, visiting
from tests.pmpd.small_shop import BARCODES, BOLT, LAMP

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("stock_floor")]

PICKERS_PIN = "735202"


@pytest.fixture(params=[pytest.param((360, 740), id="handheld"), pytest.param((800, 480), id="kiosk", marks=pytest.mark.slow)])
def anna(request: pytest.FixtureRequest, browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody who counts and looks, at each size of screen."""
    with visiting(browser, stage, *request.param) as visitor:
        yield visitor
        assert [words for words in visitor.complaints if "Failed to load resource" not in words] == []  # the box may say no


def begin_count(visitor: Visitor, bin: str) -> None:
    """Have a bin counted by its scan, and scan it again when standing before it."""
    visitor.go("/counts")
    asked(visitor, "Scan a bin")
    scan(visitor, bin, "Go to the bin and scan it")
    scan(visitor, bin, "Find this item and scan it")


def test_a_bin_is_counted_without_being_told_what_the_books_expect(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/counts")
    asked(anna, "Scan a bin")
    scan(anna, "A-01", "Go to the bin and scan it")
    scan_wrongly(anna, "A-02", "Go to A-01")
    scan(anna, "A-01", "Find this item and scan it")
    scan_wrongly(anna, BOLT, "Wrong item")
    scan(anna, BARCODES[LAMP], "How many lie in A-01?")
    expect(anna.page.locator(".amount-said")).to_have_text("–")
    expect(anna.page.locator("main")).not_to_contain_text("100")
    say_number(anna, 97)
    anna.button("It is 97").click()
    expect(anna.page.locator(".result")).to_contain_text("3 fewer than the books said")
    assert on_hand(stage, "A-01", LAMP) == 97


def test_a_count_that_finds_the_books_right_says_so_and_leads_to_the_next(stage: Rehearsal, anna: Visitor) -> None:
    stage.post("/counts", {"bin": "B-01"})
    begin_count(anna, "A-01")
    scan(anna, LAMP, "How many lie in A-01?")
    say_number(anna, 100)
    anna.button("It is 100").click()
    expect(anna.page.locator(".result")).to_contain_text("The books were right")
    anna.page.get_by_role("link", name="Next: B-01").click()
    asked(anna, "Go to the bin and scan it")
    expect(anna.page.locator(".bin")).to_have_text("B-01")


def test_a_bin_that_is_empty_though_the_books_say_otherwise_is_said_to_be(stage: Rehearsal, anna: Visitor) -> None:
    begin_count(anna, "A-02")
    anna.button("None of it is here").click()
    anna.button("It is 0").click()
    expect(anna.page.locator(".result")).to_contain_text("100 fewer than the books said")
    assert stage.get("/bins/A-02")["content"] == []


def test_a_bin_that_is_empty_by_the_books_is_counted_by_what_lies_there(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/counts")
    asked(anna, "Scan a bin")
    scan(anna, "A-04", "A-04 is empty by the books")
    scan(anna, BOLT, "Go to the bin and scan it")
    scan(anna, "A-04", "Find this item and scan it")
    scan(anna, BOLT, "How many lie in A-04?")
    say_number(anna, 5)
    anna.button("It is 5").click()
    expect(anna.page.locator(".result")).to_contain_text("5 more than the books said")
    assert on_hand(stage, "A-04", BOLT) == 5


def test_a_counter_is_asked_when_they_counted_if_units_moved_meanwhile(stage: Rehearsal, anna: Visitor) -> None:
    begin_count(anna, "A-01")
    scan(anna, LAMP, "How many lie in A-01?")
    stage.post("/stock/moves", {"sku": LAMP, "from_bin": "A-01", "to_bin": "A-04", "quantity": 10})
    say_number(anna, 100)
    anna.button("It is 100").click()
    expect(anna.page.locator(".ending")).to_contain_text("Units moved while you counted")
    anna.button("Before it").click()
    expect(anna.page.locator(".result")).to_contain_text("The books were right")
    assert on_hand(stage, "A-01", LAMP) == 90


def test_a_count_is_given_up_and_the_bin_is_off_the_list(stage: Rehearsal, anna: Visitor) -> None:
    stage.post("/counts", {"bin": "A-01"})
    anna.go("/counts")
    anna.page.locator(".choices a", has_text="A-01").click()
    anna.button("Give this count up").click()
    expect(anna.page.locator(".nothing")).to_contain_text("Nothing waits to be counted.")
    assert stage.get("/counts")["counts"] == []


def test_whatever_is_scanned_is_looked_up(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/look")
    anna.page.get_by_text("Scan anything").wait_for()
    anna.type_scan(BARCODES[LAMP])
    expect(anna.page.locator(".figures")).to_contain_text("100")
    expect(anna.page.locator(".codes-line")).to_contain_text(BARCODES[LAMP])
    anna.type_scan("A-03")
    expect(anna.page.locator(".stock-rows li")).to_have_count(2)
    expect(anna.page.locator(".stock-rows")).to_contain_text("LOT-7")
    anna.page.get_by_role("link", name="Story").click()
    expect(anna.page.locator(".timeline")).to_contain_text(f"6 × {DISC} LOT-8")


def test_a_tote_says_whose_order_lies_in_it_and_an_order_says_where_it_is(stage: Rehearsal, anna: Visitor) -> None:
    number = stage.order({LAMP: 1})
    _, tote = stage.picked_tote()
    anna.go("/look")
    anna.page.get_by_text("Scan anything").wait_for()
    anna.type_scan(tote)
    expect(anna.page.locator(".choices")).to_contain_text(number)
    anna.go("/look")
    anna.page.get_by_text("Scan anything").wait_for()
    anna.type_scan(number)
    expect(anna.page.locator(".choices")).to_contain_text(f"in tote {tote}")


def test_a_picker_who_looks_an_order_up_is_told_where_it_lies_and_led_nowhere(browser: Browser, stage: Rehearsal) -> None:
    with visiting(browser, stage, 360, 740, kind="handheld") as visitor:
        stage.post("/operators", {"operator": "Paula", "role": "picker", "pin": PICKERS_PIN})
        sign_in(visitor.page.context, stage, "Paula", PICKERS_PIN)
        number = stage.order({LAMP: 1})
        _, tote = stage.picked_tote()
        for code in (number, tote):
            visitor.go("/look")
            visitor.page.get_by_text("Scan anything").wait_for()
            visitor.type_scan(code)
            expect(visitor.page.locator(".choices")).to_contain_text(f"{number}in tote {tote}")
            expect(visitor.page.locator(".choices a")).to_have_count(0)


def test_a_word_of_an_item_is_typed_where_nothing_can_be_scanned(anna: Visitor) -> None:
    anna.go("/look")
    anna.button("Type").click()
    anna.page.get_by_role("searchbox").fill("a")
    anna.button("Find").click()
    expect(anna.page.locator(".choices a")).to_have_count(3)
    anna.page.locator(".choices a", has_text=BOLT).click()
    expect(anna.page.locator(".goods")).to_contain_text(BOLT)


def test_what_nobody_knows_is_said_to_be_unknown(anna: Visitor) -> None:
    anna.go("/look")
    anna.page.get_by_text("Scan anything").wait_for()
    anna.type_scan("9999999999994")
    expect(anna.page.locator(".nothing")).to_contain_text("Nothing here is called 9999999999994")


def test_from_a_bin_its_units_are_moved_its_label_printed_and_its_books_set_right(stage: Rehearsal, anna: Visitor) -> None:
    sign_in(anna.page.context, stage, OWNER, PIN)
    anna.go("/bins/A-01")
    anna.page.get_by_role("link", name="Move").click()
    asked(anna, "Scan the item")
    anna.go("/bins/A-01")
    anna.page.get_by_role("link", name="Print label").click()
    expect(anna.page.get_by_label("Bin: scan or type")).to_have_value("A-01")
    anna.go("/bins/A-01")
    anna.page.get_by_role("link", name="Set right").click()
    anna.button("Damaged").click()
    say_number(anna, 4)
    anna.button("Write −4").click()
    told(anna, f"−4 × {LAMP} in A-01")
    assert on_hand(stage, "A-01", LAMP) == 96


def test_more_than_the_books_have_can_not_be_taken_off_them(stage: Rehearsal, anna: Visitor) -> None:
    sign_in(anna.page.context, stage, OWNER, PIN)
    anna.go(f"/set-right/A-01/{LAMP}")
    anna.button("Lost").click()
    say_number(anna, 101)
    expect(anna.button("Write −101")).to_be_disabled()
    anna.button("Another reason").click()
    anna.button("Found").click()
    say_number(anna, 101)
    anna.button("Write +101").click()
    told(anna, f"+101 × {LAMP} in A-01")
    assert on_hand(stage, "A-01", LAMP) == 201


def test_the_returns_desk_says_that_it_comes_later_and_what_to_do_until_then(anna: Visitor) -> None:
    anna.go("/")
    anna.page.get_by_role("link", name="Returns").click()
    expect(anna.page.locator("main")).to_contain_text("comes with a later version")
    anna.page.get_by_role("link", name="QUAR-1").click()
    expect(anna.page.locator("main")).to_contain_text("Quarantine")


def test_the_first_screen_says_what_waits_and_since_when(stage: Rehearsal, anna: Visitor) -> None:
    cancel_a_picked_order(stage)
    stage.post("/counts", {"bin": "A-03"})
    anna.go("/")
    counts = anna.page.locator(".tile", has=anna.page.get_by_text("Count", exact=True))
    expect(counts.locator(".count")).to_have_text("2")
    expect(counts).to_contain_text("oldest")
    put_back = anna.page.locator(".tile", has=anna.page.get_by_text("Put back", exact=True))
    expect(put_back.locator(".count")).to_have_text("1")
    stage.post("/counts", {"bin": "A-01"})
    expect(counts.locator(".count")).to_have_text("3")
