"""Pictures of a pack check that is not straightforward, and the shop that such a check needs."""

from collections.abc import Callable
from typing import Any

from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor
from tests.pmpd.small_shop import FUSE, LAMP

SMALL, LARGE = "S", "L"


def know_boxes(stage: Rehearsal) -> None:
    """Enter two boxes, of which the small one holds a lamp and two fuses."""
    for sku in (LAMP, FUSE):
        stage.post(f"/items/{sku}", {"length_mm": 100, "width_mm": 50, "height_mm": 50})
    for code, side_mm in ((SMALL, 150), (LARGE, 400)):
        stage.post("/boxes", {"code": code, "length_mm": side_mm, "width_mm": side_mm, "height_mm": side_mm})


def check_of(stage: Rehearsal, units: dict[str, int]) -> Any:
    """Begin to pack a new order."""
    number = stage.order(units)
    stage.finish_walk(stage.post("/pick-sessions", {"orders": [number]}, X_Device="shelf", X_Operator="Tom"))
    return stage.post("/pack-checks", {"code": number, "station": "PACK-1"})


def packing_troubles(visitor: Visitor, stage: Rehearsal, shot: Callable[[str], None]) -> None:
    """The box to take, a full parcel, another tote first, units that are not in the tote."""
    know_boxes(stage)
    check_of(stage, {LAMP: 1})
    check = check_of(stage, {LAMP: 2, FUSE: 2})
    visitor.go("/pack")
    visitor.page.locator(".box-choice").wait_for()
    shot("pack-box")
    stage.post(f"/pack-checks/{check['pack_check']}/scans", {"code": LAMP})
    visitor.page.get_by_text("1/2").wait_for()
    visitor.button("More").click()
    shot("pack-more")
    visitor.button("Another tote first").click()
    shot("pack-another-tote")
    visitor.button(f"Back to {check['order']}").click()
    visitor.button("More").click()
    visitor.button("Next parcel").click()
    shot("pack-parcel-full")
    visitor.button("Next parcel").click()
    visitor.prompt.get_by_text("Parcel 2").wait_for()
    shot("pack-parcel-2")
    visitor.page.locator(".lines button", has_text=FUSE).click()
    visitor.button("Another number").wait_for()
    shot("pack-missing")
    visitor.button("Another number").click()
    shot("pack-missing-number")
    visitor.button("2 missing").click()
    visitor.button("Book 2 missing").click()
    visitor.page.locator(".ending").wait_for()
    shot("pack-not-complete")
