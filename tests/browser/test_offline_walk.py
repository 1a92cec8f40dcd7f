"""The handheld without its network: the walk goes on, says what waits, and everything counts once when the box is back."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_box import DemoBox
from tests.browser.visitor import Visitor, visiting

pytestmark = pytest.mark.browser

PHONE = (360, 740)
CATCHING_UP_MS = 60_000
SHOWN = "[...document.querySelectorAll('.kept, main')].map((part) => part.innerText).join()"


@pytest.fixture
def phone(browser: Browser, box: DemoBox) -> Iterator[Visitor]:
    """A picker with a phone."""
    with visiting(browser, box, *PHONE, keeps=True) as visitor:
        yield visitor


def start(visitor: Visitor, orders: int = 2) -> Any:
    """Be at the first stop of a walk; answers its plan."""
    session = visitor.box.post("/pick-sessions", {"most": orders}, X_Device="scanner-1", X_Operator="Anna")
    visitor.go(f"/pick/{session['session']}")
    visitor.prompt.wait_for()
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return visitor.box.get(f"/pick-sessions/{session['session']}/plan")


def scan(visitor: Visitor, code: str) -> None:
    """Scan with a scanner that types, and wait until the scan is kept."""
    before = visitor.page.evaluate(SHOWN)
    visitor.type_scan(code)
    visitor.page.wait_for_function(f"text => {SHOWN} !== text", arg=before)


def pick_stop(visitor: Visitor, stop: Any) -> None:
    """Take all that a stop asks for, unit by unit."""
    if visitor.page.locator(".stop.await-bin").count():
        scan(visitor, stop["bin"])
    for _ in range(stop["quantity"] - stop["picked"]):
        scan(visitor, stop["sku"])


def heard(box: DemoBox, session: int, turn: int, taken: int, wanted: int) -> Any:
    """Wait until the box has so many units of a walk's stop; answers the walk."""
    while True:
        view = box.walk(session)
        done, picked = (turn + 1, 0) if taken == wanted else (turn, taken)
        if view["done"] == done and (taken == wanted or (view["await"], view["stop"]["picked"]) == ("item", picked)):
            return view
        time.sleep(0.02)


def caught_up(visitor: Visitor) -> None:
    """Wait until nothing waits on the device."""
    expect(visitor.page.locator(".kept")).to_have_count(0, timeout=CATCHING_UP_MS)
    expect(visitor.page.locator(".lost")).to_have_count(0)


def test_a_phone_whose_network_is_cut_keeps_picking_to_the_end_and_catches_up(phone: Visitor) -> None:
    plan = start(phone)
    pick_stop(phone, plan["plan"][0])
    phone.page.context.set_offline(True)
    for stop in plan["plan"][1:]:
        expect(phone.page.locator(".bin")).to_have_text(stop["bin"])
        pick_stop(phone, stop)
    expect(phone.page.locator(".ending")).to_contain_text("Finish the walk when the box is back")
    assert phone.box.walk(plan["session"])["done"] == 1
    phone.page.context.set_offline(False)
    caught_up(phone)
    phone.button("Finish walk").click()
    phone.page.get_by_text("Walk finished").wait_for()
    walk = phone.box.walk(plan["session"])
    assert (walk["state"], walk["done"]) == ("done", len(plan["plan"]))


def test_a_phone_reloaded_without_its_network_comes_up_with_the_walk_and_all_that_waits(phone: Visitor) -> None:
    plan = start(phone)
    phone.page.context.set_offline(True)
    pick_stop(phone, plan["plan"][0])
    waits = phone.page.locator(".kept")
    told = waits.inner_text()
    phone.page.reload()
    expect(phone.page.locator(".bin")).to_have_text(plan["plan"][1]["bin"])
    expect(waits).to_have_text(told)
    expect(phone.page.locator(".lost")).to_contain_text("No connection to the box")
    expect(phone.page.locator(".age")).to_contain_text("Updated")
    for stop in plan["plan"][1:]:
        pick_stop(phone, stop)
    assert phone.box.walk(plan["session"])["done"] == 0
    phone.page.context.set_offline(False)
    caught_up(phone)
    phone.button("Finish walk").wait_for()
    assert phone.box.walk(plan["session"])["done"] == len(plan["plan"])


def test_a_wrong_scan_without_the_network_alarms_and_a_code_only_the_box_can_read_is_not_guessed(phone: Visitor) -> None:
    plan = start(phone)
    stop = plan["plan"][0]
    phone.page.context.set_offline(True)
    scan(phone, stop["bin"])
    scan(phone, "nobody-knows-this")
    expect(phone.alarm).to_contain_text(f"Put it back and take {stop['sku']}")
    scan(phone, "]C10104006381333931")
    expect(phone.alarm).to_contain_text("Can't tell without the box")
    expect(phone.page.locator(".kept")).to_contain_text("2 scans wait")
    scan(phone, stop["sku"])
    expect(phone.alarm).to_have_count(0)
    phone.page.context.set_offline(False)
    caught_up(phone)
    kinds = [entry["kind"] for entry in phone.box.get(f"/orders/{stop['order']}/timeline")["entries"]]
    assert (kinds.count("wrong_scan"), kinds.count("picked")) == (1, 1)


def test_what_is_missing_can_be_reported_without_the_network_and_the_walk_waits_where_only_the_box_knows(phone: Visitor) -> None:
    plan = start(phone, orders=1)
    stop = plan["plan"][0]
    phone.page.context.set_offline(True)
    phone.button("Not here").click()
    phone.button("Bin is empty").click()
    expect(phone.page.locator(".ending")).to_contain_text("only the box knows")
    phone.page.context.set_offline(False)
    caught_up(phone)
    expect(phone.page.locator(".ending", has_text="only the box knows")).to_have_count(0)
    story = phone.box.get(f"/orders/{stop['order']}/timeline")["entries"]
    assert [entry["kind"] for entry in story].count("short") == 1


def test_scans_for_a_walk_that_somebody_ended_meanwhile_are_shown_until_they_are_seen_to(phone: Visitor) -> None:
    plan = start(phone)
    phone.page.context.set_offline(True)
    pick_stop(phone, plan["plan"][0])
    phone.box.post(f"/pick-sessions/{plan['session']}/abandon")
    phone.page.context.set_offline(False)
    differing = phone.page.locator(".differing")
    differing.click()
    expect(differing).to_contain_text("Not counted")
    expect(differing).to_contain_text(plan["plan"][0]["sku"])
    phone.page.reload()
    differing.click()
    phone.button("I have seen to it").click()
    expect(differing).to_have_count(0)
    phone.page.reload()
    phone.page.locator(".ending").wait_for()
    expect(differing).to_have_count(0)


def test_two_tabs_of_a_device_count_nothing_twice_and_keep_the_order(phone: Visitor) -> None:
    plan = start(phone)
    other = phone.page.context.new_page()
    other.goto(phone.page.url)
    other.locator(".prompt").wait_for()
    phone.page.context.set_offline(True)
    for stop in plan["plan"]:
        pick_stop(phone, stop)
    expect(other.locator(".ending")).to_contain_text("Finish the walk when the box is back")
    phone.page.context.set_offline(False)
    caught_up(phone)
    phone.button("Finish walk").wait_for()
    expect(other.get_by_role("button", name="Finish walk")).to_be_visible()
    story = [entry for stop in plan["plan"] for entry in phone.box.get(f"/orders/{stop['order']}/timeline")["entries"]]
    assert [entry["kind"] for entry in story if entry["kind"] in ("wrong_scan", "held")] == []
    assert phone.box.walk(plan["session"])["done"] == len(plan["plan"])


def test_two_phones_and_a_kiosk_on_one_walk_show_the_same_after_every_scan(browser: Browser, box: DemoBox, phone: Visitor) -> None:
    plan = start(phone)
    with visiting(browser, box, *PHONE) as second, visiting(browser, box, 1280, 800) as kiosk:
        screens = [phone, second, kiosk]
        for screen in screens[1:]:
            screen.go(f"/pick/{plan['session']}")
            screen.prompt.wait_for()
        for turn, stop in enumerate(plan["plan"]):
            for place, code in enumerate([stop["bin"], *[stop["sku"]] * stop["quantity"]]):
                screens[(turn + place) % 3].type_scan(code)
                view = heard(box, plan["session"], turn, place, stop["quantity"])
                for screen in screens:
                    if view["stop"] is None:
                        expect(screen.button("Finish walk")).to_be_visible()
                    else:
                        expect(screen.page.locator(".bin")).to_have_text(view["stop"]["bin"])
                        expect(screen.page.locator(".left strong")).to_have_text(str(view["stop"]["quantity"] - view["stop"]["picked"]))
        assert box.walk(plan["session"])["done"] == len(plan["plan"])
