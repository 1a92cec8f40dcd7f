"""The order console: what waits, is in progress or left today by one tap, and the way back to the same list."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_box import OWNER, PIN
from tests.browser.geometry import faults
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import Visitor, sign_in, visiting
from tests.pmpd.small_shop import BOLT, LAMP, UNITS

pytestmark = pytest.mark.browser

LINKS = "found => found.map(link => link.getAttribute('href').split('/').at(-1)).sort()"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with rehearsal(tmp_path_factory.mktemp("console")) as served:
        yield served


@pytest.fixture(scope="module")
def orders(stage: Rehearsal) -> dict[str, str]:
    """An order of each kind: one that left today, one in its tote, one that lacks stock, and one that is ready."""
    shipped = stage.order()
    _, tote = stage.picked_tote()
    stage.finish_check(stage.post("/pack-checks", {"code": tote, "station": "PACK-1"}))
    stage.post(f"/orders/{shipped}/tracking", {"carrier": "DHL", "service": "Paket", "tracking": "TEST-1"})
    stage.post("/batches", {})
    picked = stage.order()
    stage.picked_tote()
    lacking = stage.order({BOLT: UNITS * 2})
    return {"shipped": shipped, "picked": picked, "lacking": lacking, "ready": stage.order({LAMP: 1})}


@pytest.fixture
def desk(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """The owner at a kiosk."""
    with visiting(browser, stage, 1280, 800) as visitor:
        sign_in(visitor.page.context, stage, OWNER, PIN)
        yield visitor


def shown(visitor: Visitor, *numbers: str) -> None:
    """Wait until the list has exactly these orders."""
    expect(visitor.page.locator(".orders a")).to_have_count(len(numbers))
    assert visitor.page.locator(".orders a").evaluate_all(LINKS) == sorted(numbers)


def test_what_waits_is_in_progress_and_left_today_is_one_tap_away(desk: Visitor, orders: dict[str, str]) -> None:
    desk.go("/orders")
    shown(desk, *orders.values())
    for words, kinds in (
        ("Need a person 1", ["lacking"]),
        ("Waiting 2", ["lacking", "ready"]),
        ("In progress 1", ["picked"]),
        ("Shipped today 1", ["shipped"]),
    ):
        desk.button(words).click()
        expect(desk.button(words)).to_have_attribute("aria-pressed", "true")
        shown(desk, *[orders[kind] for kind in kinds])
    desk.button("All").click()
    shown(desk, *orders.values())


def test_the_first_screen_leads_to_the_orders_that_need_a_person(desk: Visitor, orders: dict[str, str]) -> None:
    desk.go("/")
    desk.page.get_by_role("link", name="Orders").click()
    expect(desk.button("Need a person")).to_have_attribute("aria-pressed", "true")
    shown(desk, orders["lacking"])
    desk.button("Need a person").click()
    shown(desk, *orders.values())


def test_the_filters_are_still_there_after_looking_into_an_order_and_after_a_reload(desk: Visitor, orders: dict[str, str]) -> None:
    desk.go("/orders")
    desk.button("Waiting").click()
    desk.button("More filters").click()
    desk.page.get_by_label("Any state").select_option("ready")
    desk.page.get_by_label("Placed any day").select_option("Placed in the last 7 days")
    shown(desk, orders["ready"])
    for way_back in (desk.page.go_back, desk.page.get_by_label("Back").click):
        desk.page.locator(".orders a").click()
        desk.page.locator(".timeline li").first.wait_for()
        way_back()
        shown(desk, orders["ready"])
        expect(desk.button("Waiting")).to_have_attribute("aria-pressed", "true")
    desk.page.reload()
    shown(desk, orders["ready"])
    expect(desk.page.get_by_label("Any state")).to_have_value("allocated")
    desk.button("All").click()
    shown(desk, *orders.values())


def test_orders_are_found_by_the_days_on_which_they_were_placed(desk: Visitor, orders: dict[str, str]) -> None:
    desk.go("/orders?placed=days")
    desk.page.get_by_label("Placed from").fill("2020-01-01")
    desk.page.get_by_label("Placed up to").fill("2020-01-31")
    expect(desk.page.locator(".nothing")).to_be_visible()
    desk.page.get_by_label("Placed up to").fill("")
    shown(desk, *orders.values())


@pytest.mark.parametrize("language", ["en", "pseudo-rtl"])
def test_the_further_filters_fit_at_every_size(desk: Visitor, stage: Rehearsal, orders: dict[str, str], language: str) -> None:
    desk.page.goto(f"{stage.address}?language={language}#/orders?placed=days&show=waiting&state=allocated")
    shown(desk, orders["ready"])
    desk.page.get_by_role("combobox").nth(2).wait_for()
    assert faults(desk.page, (".chip >> nth=0", "input[type=search]")) == []


def test_an_order_that_lacks_units_is_sent_another_item_that_fits(desk: Visitor, stage: Rehearsal) -> None:
    for sku, bin in (("TAIL-L-01", "A-01"), ("TAIL-L-02", "B-01")):
        stage.post("/items", {"sku": sku, "description": "Tail light, left", "interchange": "114-60"})
        stage.post("/stock/receipts", {"sku": sku, "bin": bin, "quantity": 1})
    order = stage.order({"TAIL-L-01": 1})
    stage.post(f"/orders/{order}/priority", {"priority": 50})
    session = stage.post("/pick-sessions", {"orders": [order]}, X_Device="shelf", X_Operator="Tom")
    stage.post(f"/pick-sessions/{session['session']}/short", {"reason": "damaged"})
    desk.go(f"/orders/{order}")
    desk.button("Send this instead").click()
    desk.page.get_by_text("Send 1 × TAIL-L-02 instead of TAIL-L-01?").wait_for()
    assert faults(desk.page, ()) == []
    desk.button("Send it instead").click()
    expect(desk.page.locator(".order-lines")).to_contain_text("TAIL-L-02")
    expect(desk.page.get_by_role("button", name="Send this instead")).to_have_count(0)
    assert "substituted" in [entry["kind"] for entry in stage.get(f"/orders/{order}/timeline")["entries"]]


def test_a_person_serves_an_order_first_and_writes_a_note_into_its_story(desk: Visitor, stage: Rehearsal) -> None:
    order = stage.order({LAMP: 1})
    desk.go(f"/orders/{order}")
    desk.button("Serve first").click()
    desk.button("Serve it first").click()
    desk.button("No longer first").wait_for()
    assert stage.get(f"/orders/{order}")["priority"] > 0
    desk.button("No longer first").click()
    desk.button("In its turn").click()
    desk.button("Serve first").wait_for()
    desk.button("Add note").click()
    desk.page.get_by_label("Note for its story").fill("call before delivery")
    desk.button("Save note").click()
    expect(desk.page.locator(".timeline")).to_contain_text("call before delivery")
    assert stage.get(f"/orders/{order}")["priority"] == 0
