"""The box carries something out and its answer is lost for long: whatever is done then, it counts once; and no alarm can be tapped away."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.stock_floor import (
    RED,
    asked,
    expect_deliveries,
    lay_on_dock,
    on_hand,
    say_number,
    scan,
    scan_wrongly,
    told,
)
from tests.browser.visitor import Visitor, sign_in, visiting
from tests.pmpd.small_shop import BOLT, FUSE, LAMP

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("stock_floor")]

# A screen sends a command again for some ten seconds before it says that there is no answer.
GIVEN_UP_MS = 60_000


@pytest.fixture
def anna(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody with a handheld whose network is bad."""
    with visiting(browser, stage, 360, 740) as visitor:
        yield visitor
        assert [words for words in visitor.complaints if "Failed to load resource" not in words] == []


def lose_answers(visitor: Visitor, path: str) -> list[str]:
    """The box hears what is told at a path, and no answer comes back; answers the ids that it was told under."""
    ids: list[str] = []

    def lose(route: Route) -> None:
        ids.append(route.request.headers["idempotency-key"])
        route.fetch()
        route.abort()

    visitor.page.route(f"**/api/v1{path}", lose)
    return ids


def is_asking_again(visitor: Visitor) -> None:
    """Wait until the screen says that the answer is missing and asks for it no more: asking for it is all there is to do."""
    expect(visitor.button("Ask again")).to_be_enabled(timeout=GIVEN_UP_MS)
    expect(visitor.page.locator("main .trouble")).to_contain_text("Whether it is done is not known")
    expect(visitor.page.locator(".frame")).not_to_contain_text("Nothing was counted")
    assert [button.inner_text() for button in visitor.page.locator("main").get_by_role("button").all()] == ["Ask again"]


def receive_lamps(visitor: Visitor) -> None:
    """Be asked for the dock, with 18 lamps in hand."""
    visitor.go("/receive/loose")
    asked(visitor, "Scan an item of the delivery")
    scan(visitor, LAMP, "How many came?")
    say_number(visitor, 18)
    visitor.button("18 units here").click()
    asked(visitor, "Put it on the dock")


def test_a_receipt_whose_answer_is_lost_is_booked_once_though_the_dock_is_scanned_again(stage: Rehearsal, anna: Visitor) -> None:
    receive_lamps(anna)
    ids = lose_answers(anna, "/stock/receipts")
    anna.type_scan("DOCK-1")
    is_asking_again(anna)
    with anna.page.expect_request("**/api/v1/stock/receipts"):
        anna.type_scan("DOCK-1")
    is_asking_again(anna)
    anna.page.unroute("**/api/v1/stock/receipts")
    anna.type_scan("DOCK-1")
    told(anna, f"18 × {LAMP} on DOCK-1")
    asked(anna, "Scan an item of the delivery")
    expect(anna.alarm).to_have_count(0)
    assert (len(set(ids)), on_hand(stage, "DOCK-1", LAMP)) == (1, 18)


@pytest.mark.slow
def test_a_move_whose_answer_is_lost_is_booked_once_by_asking_again(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/move/A-01")
    asked(anna, "Scan the item")
    scan(anna, LAMP, "How many do you take?")
    say_number(anna, 7)
    anna.button("Take 7").click()
    asked(anna, "Scan the bin you put it into")
    lose_answers(anna, "/stock/moves")
    anna.type_scan("A-04")
    is_asking_again(anna)
    anna.page.unroute("**/api/v1/stock/moves")
    anna.button("Ask again").click()
    told(anna, f"7 × {LAMP}: A-01 → A-04")
    assert (on_hand(stage, "A-01", LAMP), on_hand(stage, "A-04", LAMP)) == (93, 7)


def test_a_button_whose_answer_is_lost_books_once_though_what_it_booked_is_off_the_dock(stage: Rehearsal, anna: Visitor) -> None:
    lay_on_dock(stage)
    anna.go("/put-away")
    asked(anna, "Scan an item on the dock")
    scan(anna, FUSE, "Carry it to this bin, scan it")
    scan(anna, "A-02", "How many are in A-02 now?")
    lose_answers(anna, "/stock/put-aways")
    anna.button("Put away 5").click()
    is_asking_again(anna)
    anna.page.unroute("**/api/v1/stock/put-aways")
    anna.button("Ask again").click()
    told(anna, f"5 × {FUSE} in A-02")
    assert (on_hand(stage, "A-02", FUSE), on_hand(stage, "DOCK-1", FUSE)) == (105, 0)


def test_a_page_that_was_left_or_loaded_again_still_asks_for_the_answer(stage: Rehearsal, anna: Visitor) -> None:
    receive_lamps(anna)
    ids = lose_answers(anna, "/stock/receipts")
    anna.type_scan("DOCK-1")
    is_asking_again(anna)
    anna.page.reload()
    expect(anna.page.locator("main .trouble")).to_contain_text(f"{LAMP} · DOCK-1 · 18")
    anna.go("/move")
    expect(anna.page.locator("main .trouble")).to_contain_text(f"{LAMP} · DOCK-1 · 18")
    anna.page.unroute("**/api/v1/stock/receipts")
    anna.button("Ask again").click()
    told(anna, f"{LAMP} · DOCK-1 · 18: it is booked, once.")
    asked(anna, "Scan the bin you take from")
    anna.go("/receive/loose")
    asked(anna, "Scan an item of the delivery")
    assert (len(set(ids)), on_hand(stage, "DOCK-1", LAMP)) == (1, 18)


@pytest.mark.slow
def test_who_has_looked_need_not_ask_for_what_a_page_before_left_open(stage: Rehearsal, anna: Visitor) -> None:
    receive_lamps(anna)
    anna.page.route("**/api/v1/stock/receipts", lambda route: route.abort())
    anna.type_scan("DOCK-1")
    is_asking_again(anna)
    anna.page.reload()
    anna.button("I have looked: don't ask").click()
    asked(anna, "Scan an item of the delivery")
    anna.page.reload()
    asked(anna, "Scan an item of the delivery")
    assert on_hand(stage, "DOCK-1", LAMP) == 0


@pytest.mark.slow
def test_an_adjustment_whose_answer_is_lost_is_written_once(stage: Rehearsal, kiosk: Visitor) -> None:
    sign_in(kiosk.page.context, stage, OWNER, PIN)
    kiosk.go(f"/set-right/A-01/{LAMP}")
    kiosk.button("Damaged").click()
    say_number(kiosk, 3)
    lose_answers(kiosk, "/stock/adjustments")
    kiosk.page.locator(".confirm button").click()
    is_asking_again(kiosk)
    kiosk.page.unroute("**/api/v1/stock/adjustments")
    kiosk.button("Ask again").click()
    expect(kiosk.page.locator(".notice.done")).to_be_visible()
    assert on_hand(stage, "A-01", LAMP) == 97


def test_a_pack_scan_whose_answer_is_lost_verifies_one_unit_and_the_next_waits_for_it(stage: Rehearsal, kiosk: Visitor) -> None:
    stage.order({FUSE: 3})
    _, tote = stage.picked_tote()
    check = stage.post("/pack-checks", {"code": tote, "station": "PACK-1"})["pack_check"]
    kiosk.go("/pack")
    kiosk.page.locator(".counter").wait_for()
    ids = lose_answers(kiosk, f"/pack-checks/{check}/scans")
    kiosk.type_scan(FUSE)
    expect(kiosk.button("Ask again")).to_be_visible(timeout=GIVEN_UP_MS)
    expect(kiosk.alarm).to_have_count(0)
    kiosk.page.unroute(f"**/api/v1/pack-checks/{check}/scans")
    kiosk.type_scan(FUSE)
    expect(kiosk.button("Ask again")).to_have_count(0)
    assert (len(set(ids)), stage.get(f"/pack-checks/{check}")["missing"]) == (1, 2)
    kiosk.type_scan(FUSE)
    expect(kiosk.page.locator(".counter strong")).to_have_text("2")


@pytest.mark.slow
def test_what_the_box_refuses_after_all_is_said_and_can_be_put_right(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/move/A-01")
    asked(anna, "Scan the item")
    scan(anna, LAMP, "How many do you take?")
    anna.button("Take 100").click()
    asked(anna, "Scan the bin you put it into")
    anna.page.route("**/api/v1/stock/moves", lambda route: route.abort())
    anna.type_scan("A-04")
    is_asking_again(anna)
    stage.order({LAMP: 60})
    anna.page.unroute("**/api/v1/stock/moves")
    anna.button("Ask again").click()
    expect(anna.alarm).to_contain_text("only 40 in A-01 are free")
    assert on_hand(stage, "A-01", LAMP) == 100


def test_no_number_is_booked_under_an_alarm(stage: Rehearsal, anna: Visitor) -> None:
    lay_on_dock(stage)
    anna.go("/put-away")
    asked(anna, "Scan an item on the dock")
    scan(anna, FUSE, "Carry it to this bin, scan it")
    scan(anna, "A-02", "How many are in A-02 now?")
    scan_wrongly(anna, BOLT, f"This is {BOLT}. Scan {FUSE}.")
    expect(anna.button("Put away 5")).to_be_disabled()
    anna.button("Put away 5").click(force=True)
    expect(anna.page.locator(".frame")).to_have_css("background-color", RED)
    anna.type_scan(FUSE)
    expect(anna.alarm).to_have_count(0)
    anna.button("Put away 5").click()
    told(anna, f"5 × {FUSE} in A-02")
    assert on_hand(stage, "A-02", FUSE) == 105


def test_the_dock_of_before_is_not_taken_under_an_alarm(stage: Rehearsal, anna: Visitor) -> None:
    expect_deliveries(stage)
    anna.go("/receive/order/PO-7")
    asked(anna, "Scan an item of the delivery")
    scan(anna, LAMP, "How many came?")
    anna.button("20 units here").click()
    scan(anna, "DOCK-1", "Scan an item of the delivery")
    scan(anna, BOLT, "How many came?")
    anna.button("8 units here").click()
    asked(anna, "Put it on the dock")
    scan_wrongly(anna, LAMP, "Bin first")
    expect(anna.button("On DOCK-1, as before")).to_be_disabled()
    scan(anna, "DOCK-1", "Scan an item of the delivery")
    assert on_hand(stage, "DOCK-1", BOLT) == 8


def test_a_wrong_item_in_a_bin_without_the_right_one_is_seen_before_the_count_goes_on(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/counts")
    asked(anna, "Scan a bin")
    scan(anna, "A-01", "Go to the bin and scan it")
    scan(anna, "A-01", "Find this item and scan it")
    scan_wrongly(anna, BOLT, "Wrong item")
    expect(anna.button("None of it is here")).to_have_count(0)
    anna.button("I have seen it").click()
    expect(anna.alarm).to_have_count(0)
    anna.button("None of it is here").click()
    asked(anna, "How many lie in A-01?")
