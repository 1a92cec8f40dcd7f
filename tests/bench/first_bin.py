"""`ui.first_bin`: from the navigation to a walk until its first bin is painted, on a slow phone at the edge of a slow network."""

import asyncio
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.bench.figure import Figure, compared
from tests.bench.served import served
from tests.bench.shop import open_shop, order
from tests.browser.demo_box import OWNER, PIN, RunningBox
from tests.browser.visitor import chromium_browser, let_in, sign_in
from tests.required_parts import required_program

STOPWATCH = Path(__file__).with_name("stopwatch.js")
_SLOWER_CPU = 6
_LATENCY_MS = 150
_BYTES_PER_S = 2_000_000 / 8
_PATIENCE_MS = 60_000
# All that came over the network until the first bin was seen.
_SENT = """
    (untilMs) => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
        .filter((entry) => entry.responseEnd && entry.responseEnd <= untilMs)
        .reduce((sum, entry) => sum + entry.transferSize, 0)
"""


class _NetworkBox(RunningBox):
    """A running box as the network finds it."""

    def __init__(self, said: dict[str, Any], directory: Path) -> None:
        super().__init__(said["address"], directory)
        self.address = f"https://127.0.0.1:{said['https']}/"


async def first_bin(directory: Path, *, quick: bool) -> list[Figure]:
    """The median of loads with nothing kept; the reference is a page of nothing but as many bytes, its text behind them."""
    data = directory / "box"
    open_shop(data, [order(number) for number in range(4)])
    async with served("box", data) as box, served("bare", data) as bare:
        at_network = _NetworkBox(box, data)
        loads = await asyncio.to_thread(_loads, at_network, f"https://127.0.0.1:{bare['https']}", 1 if quick else 9)
        at_network.close()
    waited_ms, bare_ms, _ = zip(*loads, strict=True)
    return [compared("ui.first_bin", "ms", waited_ms, bare_ms)]


def _loads(box: RunningBox, bare: str, rounds: int) -> list[tuple[float, float, int]]:
    """For each load but the first: the ms to the bin, those to the text of a bare page of the same size, and that size in bytes."""
    number = box.post("/pick-sessions", {"most": 4}, X_Device="scanner-1", X_Operator="Anna")["session"]
    loads = []
    with chromium_browser(required_program("chromium", "chromium-browser", "google-chrome")) as browser:
        kept = _paired(browser, box)
        for _ in range(rounds + 1):
            waited_ms, sent = _load(browser, f"{box.address}#/pick/{number}", kept)
            bare_ms, _ = _load(browser, f"{bare}/page/{sent}", None)
            loads.append((waited_ms, bare_ms, sent))
    return loads[1:]


def _handheld(browser: Browser, kept: Any = None) -> BrowserContext:
    return browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, locale="en-GB", ignore_https_errors=True, service_workers="block",
        storage_state=kept,
    )  # fmt: skip


def _paired(browser: Browser, box: RunningBox) -> Any:
    """What a browser keeps that is paired, and somebody signed in at it."""
    context = _handheld(browser)
    box.have_owner()
    let_in(context, box, "handheld")
    sign_in(context, box, OWNER, PIN)
    kept = context.storage_state()
    context.close()
    return kept


def _load(browser: Browser, address: str, kept: Any) -> tuple[float, int]:
    """Open a page in a browser that has nothing of it; answers the ms till its bin was painted, and the bytes that came till then."""
    context = _handheld(browser, kept)
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    page.add_init_script(path=STOPWATCH)
    _slow_down(page)
    page.goto(address, wait_until="commit")
    waited_ms = page.evaluate("stopwatch.firstBin")
    sent = page.evaluate(_SENT, waited_ms)
    context.close()
    return waited_ms, sent


def _slow_down(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    speed = {"offline": False, "latency": _LATENCY_MS, "downloadThroughput": _BYTES_PER_S, "uploadThroughput": _BYTES_PER_S}
    devtools.send("Network.emulateNetworkConditions", speed)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER_CPU})
