"""Whether everything of a screen can be seen and touched, at every size that people use."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SIZES = [(320, 640), (360, 740), (800, 480), (1280, 800)]
HANDHELD = 480
# A finger on a handheld, and in the office.
TOUCH_MIN, OFFICE_MIN = 64, 48
# 20 mm at a kiosk of 7 inches with 800 pixels and of 10 inches with 1280, for what is tapped while the hands are full.
ACTION_MIN = {800: 105, 1280: 119}
ACTIONS = (
    ".stop:not(.counting) .thumb .actions > *, .station .actions > *, .seal .main, .reasons > button, "
    ".count-more .add, .zero-check button, .pad .confirm > *"
)
_FAULTS = (Path(__file__).parent / "geometry.js").read_text("utf-8")
_LAID_OUT_MS = 100


def faults(page: Page, parts: tuple[str, ...], fingers: bool = True) -> list[str]:
    """Return what a person would trip over at each size: what is cut off or sticks out, a part out of view, and what fingers can't hit."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(_LAID_OUT_MS)
        wanted: dict[str, Any] = {"parts": [_counted(part) for part in parts], "touch": 0, "act": None}
        if fingers:
            wanted["touch"] = TOUCH_MIN if width <= HANDHELD else OFFICE_MIN
            wanted["act"] = {"of": ACTIONS, "least": ACTION_MIN[width]} if width in ACTION_MIN else None
        found += [f"{width}x{height}: {fault}" for fault in page.evaluate(_FAULTS, wanted)]
    return found


def _counted(part: str) -> tuple[str, int]:
    selector, _, nth = part.partition(" >> nth=")
    return selector, int(nth or 0)
