"""What the screens say of their own state: age, a lost box, and a console without complaints."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.demo_box import DemoBox, demo_box
from tests.browser.visitor import Visitor, visiting

pytestmark = pytest.mark.browser

ROUTES = ["/", "/pick", "/pack", "/ship", "/orders", "/orders/SO-100001", "/devices", "/devices/printer-1", "/labels", "/nowhere"]


def test_a_lost_box_is_told_at_once_and_an_empty_screen_never_looks_finished(browser: Browser, tmp_path: Path) -> None:
    with demo_box(tmp_path) as box, visiting(browser, box, 800, 480) as visitor:
        visitor.go("/ship")
        expect(visitor.page.locator(".nothing")).to_have_text("No parcel waits.")
        box.stop()
        expect(visitor.page.locator(".lost")).to_contain_text("No connection to the box")
        expect(visitor.page.locator(".nothing")).to_have_text("Not known without the box.")


def test_a_list_that_can_not_be_read_anew_does_not_go_on_saying_that_nothing_waits(anna: Visitor) -> None:
    streams: list[str] = []
    anna.page.on("request", lambda request: streams.append(request.url) if "/events" in request.url else None)
    anna.go("/ship")
    expect(anna.page.locator(".nothing")).to_have_text("No parcel waits.")
    failed = {"error": {"code": "internal", "message": "the box made a mistake", "details": {}}}
    anna.page.route("**/api/v1/to-ship", lambda route: route.fulfill(status=500, json=failed))
    with anna.page.expect_request("**/api/v1/to-ship"):
        anna.box.picked_tote()
    expect(anna.page.locator(".nothing")).to_have_text("Not known without the box.", timeout=30_000)
    assert len(streams) == 1
    anna.page.unroute_all(behavior="wait")


def test_a_scan_at_the_bench_that_the_box_never_heard_is_not_taken_for_counted(browser: Browser, tmp_path: Path) -> None:
    with demo_box(tmp_path) as box, visiting(browser, box, 800, 480) as visitor:
        box.picked_tote()
        visitor.go("/pack")
        visitor.tap("Tote")
        visitor.barcode("Right item").wait_for()
        box.stop()
        visitor.page.locator(".lost").wait_for()
        visitor.tap("Right item")
        visitor.tap("Right item")
        expect(visitor.alarm).to_contain_text("Nothing was counted")
        expect(visitor.page.locator(".counter strong")).to_have_text("0")


def test_a_scan_on_a_walk_that_the_box_never_heard_is_said_to_wait(browser: Browser, tmp_path: Path) -> None:
    with demo_box(tmp_path) as box, visiting(browser, box, 800, 480) as visitor:
        visitor.start_walk_by_touch()
        visitor.barcode("Bin").wait_for()
        box.stop()
        visitor.page.locator(".lost").wait_for()
        visitor.tap("Bin")
        visitor.awaits("item")
        expect(visitor.page.locator(".kept")).to_have_text("1 scan waits on this device for the box.")


def test_a_scan_whose_answer_was_lost_is_sent_again_and_counts_once(anna: Visitor) -> None:
    nuts = {"external_id": "1", "sku": "NUT-M14X2", "quantity": 6}
    order = anna.box.post("/orders", {"external_id": "a lost answer", "lines": [nuts]})
    session = anna.box.post("/pick-sessions", {"orders": [order["order"]]}, X_Device="scanner-1")["session"]
    anna.go(f"/pick/{session}")
    anna.tap("Bin")
    anna.awaits("item")
    sent: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        sent.append(route.request.headers["idempotency-key"])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    anna.page.route("**/scans", lose_the_first_answer)
    anna.tap("Right item")
    expect(anna.page.locator(".left strong")).to_have_text("5")
    while len(sent) < 2:
        anna.page.wait_for_timeout(50)
    assert (sent[0] == sent[1], anna.box.walk(session)["stop"]["picked"]) == (True, 1)


def test_every_screen_tells_the_age_of_what_it_shows(anna: Visitor) -> None:
    ages = []
    for route in ROUTES[:-1]:
        anna.go(route)
        age = anna.page.locator(".age")
        expect(age).to_contain_text("Updated")
        ages.append(age.inner_text())
    assert len(ages) == len(ROUTES) - 1


@pytest.mark.parametrize("dark", [False, True])
def test_no_screen_makes_the_browser_complain(browser: Browser, box: DemoBox, dark: bool) -> None:
    order = box.packed_order()
    with visiting(browser, box, 1280, 800, dark=dark) as visitor:
        for route in (*ROUTES, f"/orders/{order}"):
            visitor.go(route)
            visitor.page.wait_for_timeout(200)
        visitor.start_walk_by_touch()
        visitor.tap("Bin")
        visitor.awaits("item")
        visitor.tap("Wrong item")
        visitor.alarm.wait_for()
        assert visitor.complaints == []


def test_a_screen_that_was_hidden_shows_what_is_true_now(anna: Visitor) -> None:
    number = anna.start_walk()
    anna.page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    anna.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    anna.box.scan("scanner-1", anna.box.walk(number)["stop"]["bin"])
    anna.page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    anna.awaits("item")
    expect(anna.prompt).to_contain_text("Take and scan")


def test_a_box_that_is_slow_to_greet_after_a_long_absence_is_heard_again(anna: Visitor) -> None:
    anna.page.add_init_script("const now = performance.now.bind(performance); performance.now = () => now() + (window.laterMs ?? 0);")
    anna.go("/")
    anna.page.locator(".tile").first.wait_for()
    anna.page.route("**/api/v1/events**", lambda route: route.abort())
    for hidden in ("true", "false"):
        anna.page.evaluate(f"Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }})")
        anna.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    anna.page.locator(".lost").wait_for()
    anna.page.evaluate("laterMs = 60_000")

    def greet_slowly(route: Route) -> None:
        time.sleep(1.8)
        route.continue_()

    anna.page.unroute("**/api/v1/events**")
    anna.page.route("**/api/v1/events**", greet_slowly)
    expect(anna.page.locator(".lost")).to_have_count(0, timeout=30_000)
    anna.page.unroute_all(behavior="wait")
