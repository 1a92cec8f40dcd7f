"""A small shop's floor with everything that stock work needs: docks, overstock, a delivery, a lot, a cancelled order."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor
from tests.pmpd.small_shop import BOLT, FUSE, LAMP

DISC = "DISC-280"
LONG_AGO_MS = 1_700_000_000_000
RED = "rgb(176, 0, 15)"


def furnish_floor(stage: Rehearsal) -> None:
    """A dock, overstock, quarantine and an empty bin; an item kept by lot, of which two lots lie in A-03."""
    for code, purpose in (("DOCK-1", "dock"), ("OVER-1", "overstock"), ("QUAR-1", "quarantine"), ("A-03", "pick"), ("A-04", "pick")):
        stage.post("/places", {"code": code, "purpose": purpose, "zone": "A", "walk": 20})
    stage.post("/items", {"sku": DISC, "description": "Brake disc 280 mm, ventilated", "tracking": "lot"})
    for lot in ("LOT-7", "LOT-8"):
        stage.post("/stock/receipts", {"sku": DISC, "bin": "A-03", "quantity": 6, "unit": lot})


def expect_deliveries(stage: Rehearsal) -> None:
    """One delivery that is overdue, and one without a day."""
    late = {"number": "PO-7", "supplier": "Hella", "lines": [f"{LAMP}×20", f"{BOLT}×8"], "expected_ms": LONG_AGO_MS}
    stage.post("/purchase-orders", late)
    stage.post("/purchase-orders", {"number": "PO-8", "supplier": "Brembo", "lines": [f"{DISC}×4"]})


def lay_on_dock(stage: Rehearsal) -> None:
    """12 lamps, then 5 fuses lie on the dock."""
    stage.post("/stock/receipts", {"sku": LAMP, "bin": "DOCK-1", "quantity": 12})
    stage.post("/stock/receipts", {"sku": FUSE, "bin": "DOCK-1", "quantity": 5})


def want_from_overstock(stage: Rehearsal) -> None:
    """An order that is promised units which lie in overstock alone."""
    stage.post("/items", {"sku": "WIPER-60", "description": "Wiper blade 600 mm"})
    stage.post("/stock/receipts", {"sku": "WIPER-60", "bin": "OVER-1", "quantity": 40})
    stage.order({"WIPER-60": 3})


def cancel_a_picked_order(stage: Rehearsal) -> str:
    """Units lie in a tote whose order is wanted no more; answers the tote."""
    number = stage.order({LAMP: 2})
    _, tote = stage.picked_tote()
    stage.post(f"/orders/{number}/cancel", {"reason": "the buyer changed their mind"})
    return tote


def on_hand(stage: Rehearsal, bin: str, sku: str) -> int:
    """How many units of an item lie in a bin, by the books."""
    content: list[dict[str, Any]] = stage.get(f"/bins/{bin}")["content"]
    return sum(row["on_hand"] for row in content if row["sku"] == sku)


def say_number(visitor: Visitor, number: int) -> None:
    """Tap a number on the pad."""
    for digit in str(number):
        visitor.page.get_by_role("group", name="Number").get_by_role("button", name=digit, exact=True).click()


def asked(visitor: Visitor, words: str) -> None:
    """Wait until the screen asks for something."""
    expect(visitor.prompt).to_contain_text(words)


def scan(visitor: Visitor, code: str, then: str) -> None:
    """Scan, and wait for what the screen asks next."""
    visitor.type_scan(code)
    asked(visitor, then)


def scan_wrongly(visitor: Visitor, code: str, heading: str) -> None:
    """Scan something wrong: the whole screen is red and says why, and stays so."""
    visitor.type_scan(code)
    expect(visitor.alarm).to_contain_text(heading)
    expect(visitor.alarm.locator("svg")).to_be_visible()
    for part in (".frame", ".bar", ".thumb"):
        expect(visitor.page.locator(part)).to_have_css("background-color", RED)


def told(visitor: Visitor, words: str) -> None:
    """Wait until the screen says what was done."""
    expect(visitor.page.locator(".notice.done")).to_contain_text(words)
