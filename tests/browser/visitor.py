"""A person at a screen: a page in Chromium, what they tap and scan, and what they read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.demo_box import RunningBox

PATIENCE_MS = 8_000
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Visitor:
    """One person at one screen of a box; `complaints` are the errors that the browser wrote into its console."""

    def __init__(self, page: Page, box: RunningBox) -> None:
        self.page = page
        self.box = box
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, route: str) -> None:
        """Open a screen."""
        self.page.goto(f"{self.box.address}#{route}")

    def start_walk(self) -> int:
        """Be at the first stop of a walk of one order; answers the session's number."""
        number: int = self.box.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")["session"]
        self.go(f"/pick/{number}")
        self.prompt.wait_for()
        return number

    def start_walk_by_touch(self, orders: int = 1, name: str = "Anna") -> int:
        """Start a walk as a picker does; answers the session's number."""
        self.go("/pick")
        self.page.get_by_label("Your name").fill(name)
        amount = self.page.locator(".stepper output")
        amount.wait_for()
        while int(amount.inner_text()) != orders:
            self.button("One order fewer" if int(amount.inner_text()) > orders else "One order more").click()
        self.button("Start walk").click()
        self.page.wait_for_url("**/#/pick/*")
        self.prompt.wait_for()
        return int(self.page.url.rsplit("/", 1)[1])

    def button(self, name: str) -> Locator:
        """A button by the words on it."""
        return self.page.get_by_role("button", name=name)

    def tap(self, label: Literal["Bin", "Right item", "Wrong item", "Tote"]) -> None:
        """Tap a barcode that stands in for the scanner."""
        self.page.locator(".barcode", has=self.page.get_by_text(label, exact=True)).click()

    def type_scan(self, code: str) -> None:
        """Scan with a scanner that types."""
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")

    @property
    def prompt(self) -> Locator:
        """What the screen tells to do."""
        return self.page.locator(".prompt")

    @property
    def alarm(self) -> Locator:
        """The alarm, when there is one."""
        return self.page.locator(".alarm")

    def awaits(self, what: Literal["bin", "item"]) -> None:
        """Wait until the walk asks for a bin or an item."""
        self.page.locator(f".stop.await-{what}").wait_for()


@contextmanager
def chromium_browser(program: Path) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, box: RunningBox, width: int, height: int, dark: bool = False, scale: float = 1) -> Iterator[Visitor]:
    """A person at a screen of this size in CSS pixels, with nothing remembered from before."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
        has_touch=True,
        locale="en-GB",
    )
    yield Visitor(context.new_page(), box)
    context.close()
