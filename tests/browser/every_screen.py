"""Every screen of a shop in which work of every kind waits, with what nobody may have to look for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.stock_floor import DISC
from tests.browser.stock_screenshots import furnish
from tests.browser.visitor import Visitor, sign_in, visiting
from tests.pmpd.small_shop import LAMP

SETTLED_MS = 200
PHONE = (360, 740)
WRONG = "9999999999994"
PROMPT = (".prompt .ask", ".scan-box input")


@dataclass(frozen=True)
class Sight:
    """A screen: its route (`{walk}` and the like stand for what the shop has), and what shows that it is there.

    `scan` is scanned there before it is looked at, `tap` is tapped. `parts` have to be in view whole at every size, those of `large` even
    when a person has set words twice as large.
    """

    name: str
    route: str
    ready: str
    scan: str = ""
    tap: str = ""
    parts: tuple[str, ...] = ()
    large: tuple[str, ...] = ()

    def open(self, page: Page, address: str, language: str, facts: dict[str, str]) -> None:
        """Open the screen in a language, and wait until it is settled."""
        page.goto(f"{address}?language={language}#{self.route.format(**facts)}")
        if self.scan:
            page.locator(".scan-box input").wait_for()
            page.keyboard.type(self.scan.format(**facts))
            page.keyboard.press("Enter")
        if self.tap:
            page.locator(self.tap).first.click()
        page.locator(self.ready).first.wait_for()
        page.locator(".who").wait_for()
        page.wait_for_timeout(SETTLED_MS)


WALK = (".bin", ".sku", ".left strong", ".item .tote", ".scan-box input", ".actions button >> nth=0", ".actions button >> nth=1")
FLOOR = (
    Sight("home", "/", ".devices .good", parts=(".tile >> nth=0", ".tile >> nth=3")),
    Sight("start of a walk", "/pick", ".stepper", parts=(".new-walk .main", ".stepper output")),
    Sight("bin", "/pick/{walk}", ".actions", parts=WALK, large=(".bin", ".scan-box input")),
    Sight(
        "wrong bin", "/pick/{walk}", ".alarm", scan=WRONG, parts=(".alarm h2", ".alarm p", ".bin", ".scan-box input"), large=(".alarm h2",)
    ),
    Sight(
        "not here", "/pick/{walk}", ".reasons", tap=".thumb .actions button", parts=(".reasons button >> nth=0", ".reasons button >> nth=3")
    ),
    Sight("totes to pack", "/pack", ".totes button", parts=PROMPT[1:]),
    Sight("packed", "/pack/sealed/{packed}/{slip}", ".print.good", parts=(".print", ".actions .main")),
    Sight(
        "pack check",
        "/pack",
        ".counter",
        scan="{tote}",
        parts=(".counter", ".lines li >> nth=0", ".weight input", ".seal .main"),
        large=(".counter", ".seal .main"),
    ),
    Sight("shipping", "/ship", ".parcels form", parts=(".close-batch .main",)),
)
STOCK = (
    Sight("deliveries", "/receive", ".choices a"),
    Sight("a delivery", "/receive/order/PO-7", ".step-item", parts=PROMPT, large=PROMPT),
    Sight("a figure", "/receive/order/PO-7", ".counting", scan=LAMP, parts=(".amount-said", ".confirm .main")),
    Sight("goods without an order", "/receive/loose", ".stop", parts=PROMPT, large=PROMPT),
    Sight("putting away", "/put-away", ".stop", parts=PROMPT, large=PROMPT),
    Sight("moving", "/move", ".step-from", parts=PROMPT, large=PROMPT),
    Sight("replenishing", "/replenish", ".bin", parts=(".bin", *PROMPT)),
    Sight("putting back", "/put-back", ".stop", parts=PROMPT, large=PROMPT),
    Sight("counts", "/counts", ".choices a"),
    Sight("looking up", "/look", ".aim-block"),
    Sight("several found", "/look/a", ".choices a"),
    Sight("an item", f"/items/{DISC}", ".figures"),
    Sight("an item's story", f"/items/{LAMP}/story", ".timeline li"),
    Sight("a bin", "/bins/A-03", ".stock-rows li"),
    Sight("books to set right", f"/set-right/A-01/{LAMP}", ".reason-grid"),
    Sight("returns", "/returns", ".steps-list"),
)
OFFICE = (
    Sight("orders", "/orders", ".orders a"),
    Sight("orders by day", "/orders?placed=days", "input[type=date]"),
    Sight("an order", "/orders/{packed}", ".timeline li"),
    Sight("labels", "/labels", ".wanted", parts=(".wanted .main",)),
    Sight("devices", "/devices", ".equipment a"),
    Sight("a device", "/devices/printer-1", ".papers"),
    Sight("settings", "/settings", ".ways"),
    Sight("people", "/people", "main .card, main .button, main button"),
    Sight("paired devices", "/paired-devices", ".paired"),
    Sight("pairing a device", "/pair-device", ".kinds"),
    Sight("who is it", "/", ".door h2", tap=".who"),
    Sight("no such screen", "/nowhere", ".nothing"),
)
EVERY = (*FLOOR, *STOCK, *OFFICE)


class Shop:
    """A shop in which work of every kind waits, and what its routes need to know."""

    def __init__(self, stage: Rehearsal) -> None:
        self.stage = stage
        stage.have_owner()
        furnish(stage)
        stage.order()
        packed, tote = stage.picked_tote()
        stage.finish_check(stage.post("/pack-checks", {"code": tote, "station": "PACK-1"}))
        slip = stage.get(f"/print-jobs?order={packed}")["print_jobs"][0]["print_job"]
        self.facts = {"packed": packed, "slip": str(slip)}
        for _ in range(2):
            stage.order()

    def set_out(self) -> None:
        """Have an order in a tote and a walk under way, as if nobody had looked at either yet."""
        self.stage.leave_nothing_open()
        waiting = self.stage.get("/to-pack")["orders"]
        if not waiting:
            self.stage.order()
            self.stage.picked_tote()
            waiting = self.stage.get("/to-pack")["orders"]
        walk = self.stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")["session"]
        self.facts |= {"tote": waiting[0]["tote"], "walk": str(walk)}

    @contextmanager
    def owner(self, browser: Browser, dark: bool = False) -> Iterator[Visitor]:
        """The owner at a phone, who may see all screens."""
        with visiting(browser, self.stage, *PHONE, dark=dark) as visitor:
            sign_in(visitor.page.context, self.stage, OWNER, PIN)
            yield visitor

    def show(self, visitor: Visitor, sight: Sight, language: str) -> None:
        """Open a screen anew."""
        visitor.page.goto("about:blank")
        self.set_out()
        visitor.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        visitor.complaints.clear()
        sight.open(visitor.page, self.stage.address, language, self.facts)


@contextmanager
def busy_shop(directory: Path) -> Iterator[Shop]:
    """Serve such a shop for as long as it is needed."""
    with rehearsal(directory) as stage:
        yield Shop(stage)
