"""Stock work at a cart's screen and on a handheld: every job from its first scan to the books, and every mistake on the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.rehearsal import Rehearsal
from tests.browser.stock_floor import (
    DISC,
    asked,
    cancel_a_picked_order,
    expect_deliveries,
    lay_on_dock,
    on_hand,
    say_number,
    scan,
    scan_wrongly,
    told,
    want_from_overstock,
)
from tests.browser.visitor import Visitor, visiting
from tests.pmpd.small_shop import BARCODES, BOLT, FUSE, LAMP

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("stock_floor")]


@pytest.fixture(params=[(360, 740), (800, 480)], ids=["handheld", "kiosk"])
def anna(request: pytest.FixtureRequest, browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody who does stock work, at each size of screen."""
    with visiting(browser, stage, *request.param) as visitor:
        yield visitor
        assert [words for words in visitor.complaints if "Failed to load resource" not in words] == []  # the box may say no


def test_units_are_moved_by_four_scans_and_a_number(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/move")
    asked(anna, "Scan the bin you take from")
    scan(anna, "A-01", "Scan the item")
    scan(anna, BARCODES[LAMP], "How many do you take?")
    say_number(anna, 7)
    anna.button("Take 7").click()
    asked(anna, "Scan the bin you put it into")
    scan(anna, "A-04", "Scan the bin you take from")
    told(anna, f"7 × {LAMP}: A-01 → A-04")
    assert (on_hand(stage, "A-01", LAMP), on_hand(stage, "A-04", LAMP)) == (93, 7)


def test_every_wrong_scan_of_a_move_is_red_until_the_right_one(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/move")
    asked(anna, "Scan the bin you take from")
    scan_wrongly(anna, LAMP, "Bin first")
    scan_wrongly(anna, "nobody-knows-this", "Unknown code")
    scan(anna, "A-01", "Scan the item")
    expect(anna.alarm).to_have_count(0)
    scan_wrongly(anna, "A-02", "Scan the item")
    scan_wrongly(anna, BOLT, f"{BOLT} does not lie in A-01")
    scan(anna, LAMP, "How many do you take?")
    scan_wrongly(anna, FUSE, f"This is {FUSE}. Scan {LAMP}.")
    anna.type_scan(LAMP)
    expect(anna.alarm).to_have_count(0)
    anna.button("Take 100").click()
    asked(anna, "Scan the bin you put it into")
    scan_wrongly(anna, "A-01", "Wrong bin")
    assert on_hand(stage, "A-01", LAMP) == 100


def test_a_step_can_be_undone_and_nothing_is_booked(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/move")
    asked(anna, "Scan the bin you take from")
    scan(anna, "A-01", "Scan the item")
    scan(anna, LAMP, "How many do you take?")
    anna.button("Undo last step").click()
    asked(anna, "Scan the item")
    anna.button("Undo last step").click()
    asked(anna, "Scan the bin you take from")
    assert on_hand(stage, "A-01", LAMP) == 100


def test_the_lot_is_asked_for_where_a_bin_holds_several(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/move")
    asked(anna, "Scan the bin you take from")
    scan(anna, "A-03", "Scan the item")
    scan(anna, DISC, "Scan the lot number")
    scan_wrongly(anna, "LOT-99", "LOT-99 is not here by the books")
    scan(anna, "LOT-8", "How many do you take?")
    anna.button("Take 6").click()
    asked(anna, "Scan the bin you put it into")
    scan(anna, "A-04", "Scan the bin you take from")
    assert [(row["unit"], row["on_hand"]) for row in stage.get("/bins/A-04")["content"]] == [("LOT-8", 6)]


def test_promised_units_go_only_when_a_person_says_so(stage: Rehearsal, anna: Visitor) -> None:
    stage.order({LAMP: 60})
    anna.go("/move/A-01")
    asked(anna, "Scan the item")
    scan(anna, LAMP, "How many do you take?")
    say_number(anna, 50)
    anna.button("Take 50").click()
    asked(anna, "Scan the bin you put it into")
    scan_wrongly(anna, "A-04", "only 40 in A-01 are free")
    anna.button("Take promised ones too").click()
    expect(anna.alarm).to_have_count(0)
    scan(anna, "A-04", "Scan the bin you take from")
    assert on_hand(stage, "A-04", LAMP) == 50


def test_a_delivery_is_taken_in_and_what_is_missing_is_said(stage: Rehearsal, anna: Visitor) -> None:
    expect_deliveries(stage)
    anna.go("/receive")
    late = anna.page.locator(".choices a", has_text="PO-7")
    expect(late).to_contain_text("overdue")
    late.click()
    asked(anna, "Scan an item of the delivery")
    expect(anna.page.locator(".heaps li").first).to_contain_text("0 of")
    scan_wrongly(anna, BARCODES[FUSE], f"{FUSE} is not on PO-7")
    scan(anna, BARCODES[LAMP], "How many came?")
    expect(anna.page.locator(".amount-said")).to_have_text("20")
    say_number(anna, 18)
    anna.button("18 units here").click()
    asked(anna, "Put it on the dock, scan the dock")
    scan(anna, "DOCK-1", "Scan an item of the delivery")
    told(anna, f"18 × {LAMP} on DOCK-1")
    expect(anna.page.locator(".heaps")).to_contain_text("18 of 20")
    scan(anna, BARCODES[BOLT], "How many came?")
    anna.button("8 units here").click()
    anna.button("On DOCK-1, as before").click()
    asked(anna, "Scan an item of the delivery")
    anna.button("Finish").click()
    expect(anna.page.locator(".ending")).to_contain_text("26 units taken in")
    expect(anna.page.locator(".ending")).to_contain_text("2 units of this delivery are still missing")
    assert (on_hand(stage, "DOCK-1", LAMP), on_hand(stage, "DOCK-1", BOLT)) == (18, 8)
    assert stage.get("/purchase-orders/PO-7")["missing"] == 2


def test_more_than_was_ordered_is_said_before_and_after(stage: Rehearsal, anna: Visitor) -> None:
    expect_deliveries(stage)
    anna.go("/receive/order/PO-7")
    asked(anna, "Scan an item of the delivery")
    scan(anna, BOLT, "How many came?")
    say_number(anna, 11)
    expect(anna.page.locator(".notice")).to_contain_text("3 more than ordered")
    anna.button("11 units here").click()
    asked(anna, "Put it on the dock")
    scan(anna, "DOCK-1", "Scan an item of the delivery")
    anna.button("Finish").click()
    expect(anna.page.locator(".ending")).to_contain_text("more than ordered: the office is told")


def test_goods_without_an_order_are_taken_in_with_their_lot(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/receive")
    anna.page.get_by_role("link", name="Without a purchase order").click()
    asked(anna, "Scan an item of the delivery")
    scan(anna, DISC, "Scan the lot number")
    scan_wrongly(anna, LAMP, "Number missing")
    scan(anna, "LOT-9", "How many came?")
    expect(anna.button("0 units here")).to_be_disabled()
    say_number(anna, 4)
    anna.button("4 units here").click()
    asked(anna, "Put it on the dock")
    scan(anna, "A-04", "Scan an item of the delivery")
    assert [(row["unit"], row["on_hand"]) for row in stage.get("/bins/A-04")["content"]] == [("LOT-9", 4)]


def test_what_lies_on_the_dock_is_put_away_where_more_of_it_lies(stage: Rehearsal, anna: Visitor) -> None:
    lay_on_dock(stage)
    anna.go("/put-away")
    asked(anna, "Scan an item on the dock")
    expect(anna.page.locator(".heaps li").first).to_contain_text(LAMP)
    scan_wrongly(anna, BOLT, f"{BOLT} lies on no dock")
    scan(anna, BARCODES[FUSE], "Carry it to this bin, scan it")
    expect(anna.page.locator(".bin")).to_have_text("A-02")
    scan_wrongly(anna, "DOCK-1", "Wrong bin")
    scan(anna, "A-02", "How many are in A-02 now?")
    expect(anna.page.locator(".amount-said")).to_have_text("5")
    say_number(anna, 3)
    anna.button("Put away 3").click()
    told(anna, f"3 × {FUSE} in A-02, 2 still on the dock")
    scan(anna, LAMP, "Carry it to this bin")
    scan(anna, "A-04", "How many are in A-04 now?")
    anna.button("Put away 12").click()
    told(anna, f"12 × {LAMP} in A-04")
    assert (on_hand(stage, "A-02", FUSE), on_hand(stage, "A-04", LAMP), on_hand(stage, "DOCK-1", FUSE)) == (103, 12, 2)


def test_an_empty_dock_says_so_and_leads_to_receiving(anna: Visitor) -> None:
    anna.go("/put-away")
    expect(anna.page.locator(".nothing")).to_contain_text("Nothing lies on a dock.")
    anna.page.get_by_role("link", name="Receive").click()
    expect(anna.page.locator(".nothing")).to_contain_text("No delivery is expected.")


def test_what_orders_wait_for_is_brought_from_overstock(stage: Rehearsal, anna: Visitor) -> None:
    want_from_overstock(stage)
    anna.go("/replenish")
    asked(anna, "Go to overstock, scan the bin")
    expect(anna.page.locator(".bin")).to_have_text("OVER-1")
    scan_wrongly(anna, "A-01", "Go to OVER-1")
    scan(anna, "OVER-1", "Scan the item")
    scan_wrongly(anna, LAMP, "Wrong item")
    scan(anna, "WIPER-60", "How many do you take?")
    say_number(anna, 10)
    anna.button("Take 10").click()
    asked(anna, "Carry it to this bin, scan it")
    target = anna.page.locator(".bin").inner_text()
    scan_wrongly(anna, "QUAR-1", "Pickers do not go to QUAR-1")
    anna.type_scan(target)
    expect(anna.page.locator(".nothing")).to_contain_text("Nothing is wanted from overstock.")
    assert on_hand(stage, target, "WIPER-60") == 10


def test_units_of_a_cancelled_order_go_back_into_a_bin(stage: Rehearsal, anna: Visitor) -> None:
    tote = cancel_a_picked_order(stage)
    anna.go("/put-back")
    asked(anna, "Go to the tote and scan it")
    expect(anna.page.locator(".bin")).to_have_text(tote)
    scan_wrongly(anna, "T-5", "Wrong tote")
    scan(anna, tote, "Scan the item")
    scan_wrongly(anna, FUSE, "Wrong item")
    scan(anna, LAMP, "Carry it to this bin, scan it")
    expect(anna.page.locator(".bin")).to_have_text("A-01")
    anna.type_scan("A-01")
    expect(anna.page.locator(".nothing")).to_contain_text("Nothing waits to be put back.")
    assert (on_hand(stage, "A-01", LAMP), stage.get("/put-backs")["put_backs"]) == (100, [])
