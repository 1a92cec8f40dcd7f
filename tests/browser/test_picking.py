"""The pick screen: what it asks for, how it alarms, and that nothing is counted that was not scanned."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

RED = "rgb(176, 0, 15)"


def at_the_bin(visitor: Visitor) -> int:
    """Start a walk and scan its first bin; answers the session's number."""
    number = visitor.start_walk()
    visitor.tap("Bin")
    visitor.awaits("item")
    return number


def test_the_screen_asks_for_the_bin_then_for_the_item(anna: Visitor) -> None:
    number = anna.start_walk()
    expect(anna.prompt).to_contain_text("Go to bin")
    expect(anna.page.locator(".bin")).to_have_text(anna.box.walk(number)["stop"]["bin"])
    anna.tap("Bin")
    expect(anna.prompt).to_contain_text("Take and scan")


def test_a_wrong_item_turns_the_whole_screen_red_and_counts_nothing(anna: Visitor) -> None:
    number = at_the_bin(anna)
    before = anna.box.walk(number)["stop"]
    anna.tap("Wrong item")
    expect(anna.alarm).to_contain_text("Wrong item")
    expect(anna.alarm.locator("svg")).to_be_visible()
    for part in (".frame", ".bar", ".thumb"):
        expect(anna.page.locator(part)).to_have_css("background-color", RED)
    assert anna.box.walk(number)["stop"] == before


def test_the_right_item_ends_the_alarm_and_the_walk_goes_on(anna: Visitor) -> None:
    number = at_the_bin(anna)
    anna.tap("Wrong item")
    anna.alarm.wait_for()
    before = anna.box.walk(number)
    anna.tap("Right item")
    expect(anna.alarm).to_have_count(0)
    after = anna.box.walk(number)
    assert (after["alarm"], after["done"] > before["done"] or after["stop"]["picked"] == 1) == (None, True)


def test_an_alarm_is_still_there_after_a_reload(anna: Visitor) -> None:
    at_the_bin(anna)
    anna.tap("Wrong item")
    anna.alarm.wait_for()
    anna.page.reload()
    expect(anna.alarm).to_contain_text("Wrong item")


def test_the_wrong_bin_alarms_and_the_right_one_is_named(anna: Visitor) -> None:
    number = anna.start_walk()
    right = anna.box.walk(number)["stop"]["bin"]
    anna.type_scan("F-20" if right != "F-20" else "F-19")
    expect(anna.alarm).to_contain_text(f"Go to {right}")


def test_a_scan_of_the_hardware_scanner_moves_the_screen_without_a_touch(anna: Visitor) -> None:
    number = anna.start_walk()
    anna.box.scan("scanner-1", anna.box.walk(number)["stop"]["bin"])
    anna.awaits("item")
    anna.box.scan("scanner-1", "nobody-knows-this")
    expect(anna.alarm).to_contain_text("Unknown code")


def test_the_enter_of_a_scanner_that_types_presses_no_button(anna: Visitor) -> None:
    number = anna.start_walk()
    anna.button("Pause").focus()
    anna.type_scan(anna.box.walk(number)["stop"]["bin"])
    anna.awaits("item")
    assert anna.box.walk(number)["state"] == "open"


def test_a_picker_counts_identical_units_after_one_was_scanned(anna: Visitor) -> None:
    nuts = {"external_id": "1", "sku": "NUT-M14X2", "quantity": 6}
    order = anna.box.post("/orders", {"external_id": "counted by hand", "lines": [nuts]})
    session = anna.box.post("/pick-sessions", {"orders": [order["order"]]}, X_Device="scanner-1", X_Operator="Anna")
    anna.go(f"/pick/{session['session']}")
    anna.tap("Bin")
    anna.awaits("item")
    expect(anna.button("Count")).to_have_count(0)
    anna.tap("Right item")
    anna.button("One fewer").click()
    anna.button("Count 4 more").click()
    expect(anna.page.locator(".left strong")).to_have_text("1")
    assert anna.box.walk(session["session"])["stop"]["picked"] == 5


def test_a_paused_walk_is_resumed_from_the_list(anna: Visitor) -> None:
    number = anna.start_walk()
    anna.button("Pause").click()
    anna.page.get_by_text("This walk is paused").wait_for()
    anna.go("/pick")
    anna.page.locator(".running li", has_text=f"Walk {number} ").get_by_role("button", name="Resume").click()
    expect(anna.prompt).to_contain_text("Go to bin")


def test_what_is_not_in_its_bin_is_reported_with_a_reason(anna: Visitor) -> None:
    number = at_the_bin(anna)
    order = anna.box.walk(number)["totes"][0]["order"]
    anna.button("Not here").click()
    anna.button("Damaged").click()
    expect(anna.button("Damaged")).to_have_count(0)
    story = anna.box.get(f"/orders/{order}/timeline")["entries"]
    assert any(entry["kind"] == "short" and "damaged" in entry["text"] for entry in story)


def test_a_finished_walk_says_which_tote_goes_to_packing(anna: Visitor) -> None:
    number = anna.start_walk()
    session = anna.box.walk(number)
    tote = session["totes"][0]["tote"]
    while session["stop"]:
        anna.box.scan("scanner-1", session["stop"]["bin"])
        session = anna.box.scan("scanner-1", session["stop"]["sku"])
    anna.button("Finish walk").click()
    anna.page.get_by_text("Walk finished").wait_for()
    expect(anna.page.locator(".totes li")).to_contain_text([tote])


def test_a_name_in_any_letters_stands_in_the_story_as_it_was_typed(anna: Visitor) -> None:
    number = anna.start_walk_by_touch(name="Łucja Ωmega")
    assert anna.box.walk(number)["operator"] == "Łucja Ωmega"
