"""A person at a screen: a page in Chromium, what they tap and scan, and what they read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

from tests.browser.demo_box import RunningBox

StandIn = Literal["Bin", "Right item", "Wrong item", "Tote"]

PATIENCE_MS = 8_000
_BLOCKED = "Service Worker registration blocked by Playwright"
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
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != _BLOCKED:
            self.complaints.append(message.text)

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

    def barcode(self, label: StandIn) -> Locator:
        """A barcode that stands in for the scanner."""
        return self.page.locator(".barcode", has=self.page.get_by_text(label, exact=True))

    def tap(self, label: StandIn) -> None:
        """Scan a barcode that stands in for the scanner, with a finger."""
        self.barcode(label).click()

    def type_scan(self, code: str) -> None:
        """Scan with a scanner that types."""
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")

    def enter_digits(self, digits: str) -> None:
        """Tap a PIN or a pairing code, and confirm it."""
        for digit in digits:
            self.page.locator(f".d{digit}").click()
        self.page.locator(".digit.enter").click()

    def lose_box(self) -> None:
        """Be out of reach of the box, and have the screen say so."""
        self.page.context.set_offline(True)
        for hidden in ("true", "false"):  # a stream that is open outlives the network; one that is opened anew does not
            self.page.evaluate(f"Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }})")
            self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        self.page.locator(".lost").wait_for()

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


Kind = Literal["kiosk", "handheld", "phone"]


def let_in(context: BrowserContext, box: RunningBox, kind: Kind = "kiosk") -> None:
    """Pair a browser with a box as one of its devices."""
    api, headers = f"{box.address}api/v1", {"Origin": box.address.rstrip("/")}
    offer = None if kind == "kiosk" else box.post("/pairings", {"kind": kind})
    code = offer["token"] if offer else box.pairing_token()
    claim = context.request.post(f"{api}/pair", data={"code": code, "name": kind}, headers=headers).json()["claim"]
    if offer:
        box.post(f"/pairings/{offer['pairing']}/confirm")
    assert context.request.post(f"{api}/pair/claim", data={"claim": claim}, headers=headers).json()["state"] == "paired"


def sign_in(context: BrowserContext, box: RunningBox, operator: str, pin: str) -> None:
    """Say who works at a device."""
    said = {"operator": operator, "pin": pin}
    answer = context.request.post(f"{box.address}api/v1/sign-in", data=said, headers={"Origin": box.address.rstrip("/")})
    assert answer.ok, answer.text()


@contextmanager
def chromium_browser(program: Path, *arguments: str) -> Iterator[Browser]:
    """A browser without a window."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=str(program), args=[*_ARGUMENTS, *arguments]) as browser,
    ):
        yield browser


@contextmanager
def visiting(
    browser: Browser,
    box: RunningBox,
    width: int,
    height: int,
    dark: bool = False,
    scale: float = 1,
    keeps: bool = False,
    kind: Kind | None = "kiosk",
) -> Iterator[Visitor]:
    """A person at a screen of this size in CSS pixels, with nothing remembered from before; `keeps` lets it keep the screens' files.

    `kind` is what the screen was paired as; None: the box does not know it.
    """
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
        has_touch=True,
        locale="en-GB",
        service_workers="allow" if keeps else "block",
    ) as context:
        box.have_owner()
        if kind is not None:
            let_in(context, box, kind)
        yield Visitor(context.new_page(), box)
