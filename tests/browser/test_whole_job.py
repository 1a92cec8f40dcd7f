"""From a waiting order to its story, by touch alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo_box import OWNER, PIN
from tests.browser.visitor import Visitor, sign_in

pytestmark = pytest.mark.browser


def pick(visitor: Visitor) -> str:
    """Walk for one order, tapping barcodes; answers the order."""
    number = visitor.start_walk_by_touch()
    while (view := visitor.box.walk(number))["stop"]:
        visitor.awaits(view["await"])
        visitor.tap("Bin" if view["await"] == "bin" else "Right item")
        while visitor.box.walk(number) == view:
            visitor.page.wait_for_timeout(10)
    visitor.button("Finish walk").click()
    visitor.page.get_by_text("Walk finished").wait_for()
    order: str = view["totes"][0]["order"]
    return order


def pack(visitor: Visitor, order: str) -> None:
    """Verify every unit of the order and close the box."""
    visitor.go("/pack")
    visitor.page.locator(".totes button", has_text=order).click()
    scanned = visitor.page.locator(".counter strong")
    while not visitor.button("Seal and print").is_enabled():
        count = scanned.inner_text()
        visitor.tap("Right item")
        expect(scanned).not_to_have_text(count)
    visitor.page.get_by_label("Weight").fill("1250")
    visitor.button("Seal and print").click()
    visitor.page.locator(".print.good").wait_for()


def ship(visitor: Visitor, order: str) -> str:
    """Put a label on the parcel and close the batch; answers the tracking number."""
    visitor.go("/ship")
    parcel = visitor.page.locator(".parcels li", has_text=order)
    parcel.get_by_role("button", name="Sample label").click()
    tracking = parcel.get_by_label("Tracking number").input_value()
    parcel.get_by_role("button", name="Save").click()
    expect(parcel).to_contain_text("Saved")
    visitor.button("Close batch").click()
    expect(visitor.page.locator(".closed")).to_contain_text(order)
    return tracking


def test_an_order_is_picked_packed_shipped_and_told_without_leaving_the_screen(anna: Visitor) -> None:
    order = pick(anna)
    pack(anna, order)
    tracking = ship(anna, order)
    anna.go(f"/orders/{order}")
    timeline = anna.page.locator(".timeline")
    expect(timeline).to_contain_text(tracking)
    story = timeline.inner_text()
    wanted = [
        "received from",
        "picking began",
        "picked",
        "pack check began",
        "verified",
        "packed at PACK-1, 1250 g",
        "shipped in batch",
        "Anna",
    ]
    assert [words for words in wanted if words not in story] == []


def test_an_unmapped_line_is_mapped_on_the_order_and_lets_it_go(anna: Visitor) -> None:
    sign_in(anna.page.context, anna.box, OWNER, PIN)
    held = anna.box.get("/unmapped")["offers"][0]
    orders = anna.box.get("/orders?state=held")["orders"]
    number = next(row["order"] for row in orders if "unmapped" in str(anna.box.get(f"/orders/{row['order']}")["holds"]))
    anna.go(f"/orders/{number}")
    anna.page.get_by_text(held["title"]).wait_for()
    anna.page.get_by_label("SKU of the item").fill("FUSE-5A")
    anna.button("Map for all orders").click()
    expect(anna.page.locator(".standing .state-of")).to_have_text("ready")


def test_an_order_is_held_with_a_reason_and_released_again(anna: Visitor) -> None:
    sign_in(anna.page.context, anna.box, OWNER, PIN)
    order = anna.box.get("/orders?state=allocated&most=1")["orders"][0]["order"]
    anna.go(f"/orders/{order}")
    anna.button("Hold").click()
    anna.page.get_by_label("Reason").fill("the buyer called")
    anna.button("Hold now").click()
    expect(anna.page.locator(".warning")).to_contain_text("the buyer called")
    anna.button("Release").click()
    expect(anna.page.locator(".standing .state-of")).to_have_text("ready")


def test_a_refusal_is_told_in_the_words_of_the_box(anna: Visitor) -> None:
    anna.go("/orders/SO-999999")
    expect(anna.page.get_by_role("alert")).to_contain_text("there is no order SO-999999")


def test_a_cancelled_picked_order_asks_for_its_units_back(anna: Visitor) -> None:
    sign_in(anna.page.context, anna.box, OWNER, PIN)
    order, _ = anna.box.picked_tote()
    anna.go(f"/orders/{order}")
    anna.button("Cancel order").click()
    anna.page.get_by_label("Reason").fill("the buyer changed their mind")
    anna.button("Cancel now").click()
    anna.page.get_by_label("Into bin").first.fill("F-20")
    left = anna.button("It is there").count()
    anna.button("It is there").first.click()
    expect(anna.button("It is there")).to_have_count(left - 1)


def test_the_console_finds_an_order_by_state_and_by_text(anna: Visitor) -> None:
    anna.go("/orders")
    anna.button("More filters").click()
    anna.page.get_by_label("Any state").select_option("held")
    expect(anna.page.locator(".orders .state-of").first).to_have_text("held")
    anna.button("All").click()
    anna.page.get_by_role("searchbox").fill("SO-100003")
    expect(anna.page.locator(".orders .number")).to_have_text(["SO-100003"])


def test_the_console_shows_the_next_page_when_asked(anna: Visitor) -> None:
    anna.go("/orders")
    expect(anna.page.locator(".orders .number")).to_have_count(50)
    anna.page.get_by_role("button", name="More", exact=True).click()
    expect(anna.page.locator(".orders .number", has_text="SO-100001")).to_be_visible()
