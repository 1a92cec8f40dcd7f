"""`ui.scan_to_screen`: from a scan until the next prompt, or the alarm, is painted on the screen of the box."""

import asyncio
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from tests.bench.figure import Figure, compared, percentile
from tests.bench.first_bin import STOPWATCH
from tests.bench.served import served
from tests.bench.shop import bin_code, open_shop, order, sku
from tests.browser.demo_box import RunningBox
from tests.browser.visitor import Visitor, chromium_browser, visiting
from tests.required_parts import required_program

_SCANNER = "scanner-1"
_UNITS = 4
_WALK_ORDERS = 40
# A screen may ask 40 times a second; each scan has it ask three or four times.
_PAUSE_MS = 150
_WARM_UP = 3
_PATIENCE_MS = 30_000
_PERCENT = 95
Way = Literal["typed", "scanner"]


async def scan_to_screen(directory: Path, *, quick: bool) -> list[Figure]:
    """p95 of right and of wrong scans, typed and by a scanner of the box; the reference is an answer of the box that is shown bare."""
    data = directory / "box"
    open_shop(data, [order(number, quantity=_UNITS) for number in range(_WALK_ORDERS)])
    async with served("box", data) as box:
        running = RunningBox(box["address"], data)
        figures = await asyncio.to_thread(_figures, running, 5 if quick else 100)
        running.close()
    return figures


def _figures(box: RunningBox, samples: int) -> list[Figure]:
    figures = []
    session = box.post("/pick-sessions", {"most": _WALK_ORDERS}, X_Device=_SCANNER, X_Operator="Anna")["session"]
    with (
        chromium_browser(required_program("chromium", "chromium-browser", "google-chrome")) as browser,
        visiting(browser, box, 800, 480) as visitor,
    ):
        visitor.page.set_default_timeout(_PATIENCE_MS)
        visitor.page.add_init_script(path=STOPWATCH)
        visitor.go(f"/pick/{session}")
        visitor.prompt.wait_for()
        for way in ("typed", "scanner"):
            _measured(visitor, session, way, _WARM_UP)
            prompts_ms, alarms_ms, bare_ms = _measured(visitor, session, way, samples)
            reference_ms = [percentile(bare_ms, _PERCENT)]
            for name, waited_ms in ((way, prompts_ms), (f"{way}.alarm", alarms_ms)):
                value_ms = [percentile(waited_ms, _PERCENT)]
                figures.append(compared(f"ui.scan_to_screen.{name}.p{_PERCENT}", "ms", value_ms, reference_ms))
    return figures


def _measured(visitor: Visitor, session: int, way: Way, samples: int) -> tuple[list[float], list[float], list[float]]:
    """How long prompts, alarms and bare answers took: before each right scan comes a wrong one, and before that a bare answer."""
    page = visitor.page
    prompts_ms, alarms_ms, bare_ms = [], [], []
    for _ in range(samples):
        stop, wants_bin = _next(visitor.box, session)
        visitor.alarm.wait_for(state="detached")
        page.wait_for_timeout(_PAUSE_MS)
        bare_ms.append(page.evaluate("stopwatch.asked()"))
        page.evaluate("stopwatch.awaitAlarm()")
        alarms_ms.append(_scan(page, way, _another(stop, wants_bin)))
        page.wait_for_timeout(_PAUSE_MS)
        page.evaluate("stopwatch.awaitPrompt()")
        prompts_ms.append(_scan(page, way, stop["bin"] if wants_bin else stop["sku"]))
    return prompts_ms, alarms_ms, bare_ms


def _next(box: RunningBox, session: int) -> tuple[dict[str, str], bool]:
    """The stop that the walk is at, and whether its bin is wanted."""
    view = box.walk(session)
    return view["stop"], view["await"] == "bin"


def _another(stop: dict[str, str], wants_bin: bool) -> str:
    """A bin or an item that is not the one that is wanted."""
    name = bin_code if wants_bin else sku
    wanted = stop["bin" if wants_bin else "sku"]
    return next(code for code in map(name, range(2)) if code != wanted)


def _scan(page: Page, way: Way, code: str) -> float:
    """Scan; answers how many ms it took until what is awaited was painted."""
    if way == "scanner":
        return float(page.evaluate("([scanner, code]) => stopwatch.posted(scanner, code)", [_SCANNER, code]))
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    return float(page.evaluate("stopwatch.typed()"))
