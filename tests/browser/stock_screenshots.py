"""Pictures of stock work: every step once, its alarms, and what is shown when nothing is to be done."""

from collections.abc import Callable

from tests.browser.rehearsal import Rehearsal
from tests.browser.stock_floor import DISC, expect_deliveries, furnish_floor, lay_on_dock, want_from_overstock
from tests.browser.visitor import Visitor
from tests.pmpd.small_shop import BOLT, FUSE, LAMP

Shot = Callable[[str], None]


def furnish(stage: Rehearsal) -> None:
    """A floor on which every queue has something to do."""
    furnish_floor(stage)
    expect_deliveries(stage)
    lay_on_dock(stage)
    want_from_overstock(stage)
    number = stage.order({LAMP: 2})
    stage.finish_walk(stage.post("/pick-sessions", {"orders": [number]}, X_Device="shelf", X_Operator="Tom"))
    stage.post(f"/orders/{number}/cancel", {"reason": "the buyer changed their mind"})
    for bin in ("A-01", "A-03", "B-01"):
        stage.post("/counts", {"bin": bin})


def stock_screens(visitor: Visitor, stage: Rehearsal, shot: Shot) -> None:
    """Every screen of stock work."""
    visitor.go("/")
    visitor.page.locator(".tile").first.wait_for()
    shot("home-stock")
    moving(visitor, shot)
    receiving(visitor, shot)
    putting_away(visitor, shot)
    tasks(visitor, shot)
    counting(visitor, stage, shot)
    looking(visitor, shot)


def at_step(visitor: Visitor, step: str) -> None:
    """Wait until a flow is at a step."""
    visitor.page.locator(".stop.counting" if step == "quantity" else f".stop.step-{step}").wait_for()


def scan(visitor: Visitor, code: str, step: str) -> None:
    """Scan, and wait for the step that follows."""
    visitor.type_scan(code)
    at_step(visitor, step)


def wrong(visitor: Visitor, code: str) -> None:
    """Scan something wrong."""
    visitor.type_scan(code)
    visitor.alarm.wait_for()


def moving(visitor: Visitor, shot: Shot) -> None:
    """A move with its mistakes."""
    visitor.go("/move")
    at_step(visitor, "from")
    shot("move-from")
    scan(visitor, "A-03", "item")
    wrong(visitor, BOLT)
    shot("move-alarm")
    scan(visitor, DISC, "unit")
    shot("move-lot")
    scan(visitor, "LOT-7", "quantity")
    shot("move-quantity")
    wrong(visitor, BOLT)
    shot("move-quantity-alarm")
    visitor.type_scan(DISC)
    visitor.alarm.wait_for(state="detached")
    visitor.page.locator(".confirm .main").click()
    at_step(visitor, "to")
    shot("move-to")


def receiving(visitor: Visitor, shot: Shot) -> None:
    """A delivery, more of it than was ordered."""
    visitor.go("/receive")
    visitor.page.locator(".choices a").first.wait_for()
    shot("receive")
    visitor.page.locator(".choices a").first.click()
    at_step(visitor, "item")
    shot("receive-item")
    wrong(visitor, FUSE)
    shot("receive-alarm")
    scan(visitor, BOLT, "quantity")
    visitor.page.get_by_role("button", name="9", exact=True).click()
    shot("receive-quantity")
    visitor.page.locator(".confirm .main").click()
    at_step(visitor, "to")
    shot("receive-dock")
    scan(visitor, "DOCK-1", "item")
    shot("receive-next")
    visitor.page.locator(".thumb .actions button").last.click()
    visitor.page.locator(".ending").wait_for()
    shot("receive-finished")


def putting_away(visitor: Visitor, shot: Shot) -> None:
    """From the dock to a bin."""
    visitor.go("/put-away")
    at_step(visitor, "item")
    shot("put-away")
    scan(visitor, LAMP, "to")
    shot("put-away-bin")
    scan(visitor, "A-01", "quantity")
    shot("put-away-quantity")


def tasks(visitor: Visitor, shot: Shot) -> None:
    """Replenishing and putting back."""
    visitor.go("/replenish")
    at_step(visitor, "from")
    shot("replenish")
    scan(visitor, "OVER-1", "item")
    scan(visitor, "WIPER-60", "quantity")
    shot("replenish-quantity")
    visitor.page.locator(".confirm .main").click()
    at_step(visitor, "to")
    shot("replenish-to")
    visitor.go("/put-back")
    at_step(visitor, "place")
    shot("put-back")
    scan(visitor, visitor.page.locator(".bin").inner_text(), "item")
    scan(visitor, LAMP, "to")
    shot("put-back-bin")


def counting(visitor: Visitor, stage: Rehearsal, shot: Shot) -> None:
    """A count, blind, with its result."""
    visitor.go("/counts")
    visitor.page.locator(".choices a").first.wait_for()
    shot("counts")
    scan(visitor, "A-02", "from")
    visitor.page.locator(".bin").wait_for()
    shot("count-bin")
    scan(visitor, "A-02", "item")
    shot("count-item")
    scan(visitor, FUSE, "quantity")
    shot("count-figure")
    visitor.page.get_by_role("button", name="9", exact=True).click()
    stage.post("/stock/moves", {"sku": FUSE, "from_bin": "A-02", "to_bin": "A-04", "quantity": 1})
    visitor.page.locator(".confirm .main").click()
    visitor.page.locator(".ending").wait_for()
    shot("count-meanwhile")
    visitor.page.locator(".ending .main").click()
    visitor.page.locator(".result").wait_for()
    shot("count-result")
    stage.post("/stock/receipts", {"sku": FUSE, "bin": "A-02", "quantity": 91, "document": "a forgotten delivery"})
    visitor.go("/counts")
    visitor.page.locator(".choices a").first.wait_for()
    scan(visitor, "QUAR-1", "item")
    shot("counts-empty-bin")


def looking(visitor: Visitor, shot: Shot) -> None:
    """Whatever is looked up, and the books of a bin set right."""
    for route, part, name in (
        ("/look", ".aim-block", "look"),
        ("/look/a", ".choices a", "look-several"),
        ("/look/9999999999994", ".nothing", "look-nothing"),
        (f"/items/{DISC}", ".figures", "item"),
        (f"/items/{LAMP}/story", ".timeline li", "item-story"),
        ("/bins/A-03", ".stock-rows li", "bin"),
        ("/bins/A-04", ".sheet", "bin-few"),
        ("/bins/T-5", ".nothing", "tote-empty"),
        (f"/set-right/A-01/{LAMP}", ".reason-grid", "set-right"),
        ("/returns", ".steps-list", "returns"),
    ):
        visitor.go(route)
        visitor.page.locator(part).first.wait_for()
        shot(name)
    visitor.go(f"/set-right/A-01/{LAMP}")
    visitor.page.locator(".reason-grid button").first.click()
    visitor.page.get_by_role("button", name="4", exact=True).click()
    shot("set-right-number")
