"""Pictures of every screen at the sizes people use: `python -m tests.browser.screenshots DIR`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from pmpd.config import Config
from tests.browser.demo_box import DemoBox, demo_box
from tests.browser.every_screen import busy_shop
from tests.browser.identity_screenshots import coming_in, have_people, looking_after
from tests.browser.language_screenshots import every_language
from tests.browser.packing_screenshots import packing_troubles
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.stock_screenshots import furnish, stock_screens
from tests.browser.visitor import Visitor, chromium_browser, visiting
from tests.required_parts import required_program

LIGHT = (((800, 480), False), ((1280, 800), False), ((360, 740), False), ((320, 640), False))
DARK = (((800, 480), True), ((360, 740), True))
TROUBLES = Config.model_validate(
    {
        "scanner": [
            {"name": "scanner-1"},
            {"name": "scanner-2", "station": "PACK-1"},
            {"name": "scanner-blue", "driver": "evdev", "address": "bt:00:1a:7d:da:71:13"},
        ],
        "printer": [
            {"name": "printer-1", "station": "PACK-1"},
            {"name": "labels-1", "driver": "zpl", "address": "tcp://127.0.0.1:9", "station": "PACK-2", "width_mm": 60, "height_mm": 40},
        ],
        "scale": [
            {"name": "scale-1", "station": "PACK-1"},
            {"name": "scale-2", "driver": "serial", "address": "serial:///dev/ttyUSB7", "protocol": "sics", "station": "PACK-2"},
        ],
    },
    strict=False,
)


def picture(visitor: Visitor, directory: Path, name: str) -> None:
    """Write what the screen shows, once it has settled."""
    visitor.page.wait_for_timeout(350)
    visitor.page.screenshot(path=directory / f"{name}.png")


def walk(visitor: Visitor, shot: Callable[[str], None]) -> None:
    """A walk of one order with its alarms, to its end."""
    visitor.go("/")
    visitor.page.locator(".tile").first.wait_for()
    shot("home")
    visitor.go("/pick")
    visitor.button("Start walk").wait_for()
    shot("pick-start")
    number = visitor.start_walk_by_touch()
    shot("pick-bin")
    visitor.tap("Bin")
    visitor.awaits("item")
    shot("pick-item")
    visitor.tap("Wrong item")
    visitor.alarm.wait_for()
    shot("pick-alarm")
    visitor.button("Not here").click()
    shot("pick-not-here")
    visitor.button("Back").click()
    session = visitor.box.walk(number)
    while session["stop"] is not None:
        session = one_unit(visitor, session, shot)
    shot("pick-stops-done")
    visitor.button("Finish walk").click()
    visitor.page.get_by_text("Walk finished").wait_for()
    shot("pick-finished")


def one_unit(visitor: Visitor, session: dict[str, dict[str, int | str]], shot: Callable[[str], None]) -> dict[str, dict[str, int | str]]:
    """Scan the bin and one unit of a stop, count the rest by hand."""
    stop = session["stop"]
    path = f"/pick-sessions/{session['session']}/scans"
    visitor.box.post(path, {"code": stop["bin"]})
    after: dict[str, dict[str, int | str]] = visitor.box.post(path, {"code": stop["sku"]})
    if after["stop"] and int(after["stop"]["picked"]) == 1 and int(after["stop"]["quantity"]) > 2:
        visitor.page.locator(".count-more").wait_for()
        shot("pick-count-more")
    return after


def pack(visitor: Visitor, shot: Callable[[str], None]) -> str:
    """The pack check of a tote, with a mismatch; answers the order."""
    order, tote = visitor.box.picked_tote()
    visitor.go("/pack")
    visitor.page.locator(".totes button").first.wait_for()
    shot("pack-waiting")
    visitor.type_scan(tote)
    visitor.page.locator(".counter").wait_for()
    shot("pack-check")
    visitor.tap("Wrong item")
    visitor.alarm.wait_for()
    shot("pack-alarm")
    visitor.tap("Right item")
    seal = visitor.button("Seal and print")
    seal.wait_for()
    while not seal.is_enabled():
        visitor.tap("Right item")
        visitor.page.wait_for_timeout(150)
    shot("pack-complete")
    seal.click()
    visitor.page.locator(".print.good").wait_for()
    shot("pack-sealed")
    return order


def office(visitor: Visitor, order: str, shot: Callable[[str], None]) -> None:
    """Shipping, the console and orders' stories."""
    visitor.go("/ship")
    visitor.button("Sample label").first.click()
    visitor.button("Save").first.click()
    visitor.page.locator("form.saved").first.wait_for()
    shot("ship")
    visitor.button("Close batch").click()
    visitor.page.locator(".closed").wait_for()
    shot("ship-closed")
    visitor.go("/orders")
    visitor.page.locator(".orders a").first.wait_for()
    shot("console")
    visitor.go(f"/orders/{order}")
    visitor.page.locator(".timeline li").first.wait_for()
    shot("order")
    held = visitor.box.get("/orders?state=held")["orders"]
    visitor.go(f"/orders/{held[-1]['order']}")
    visitor.page.locator(".timeline li").first.wait_for()
    shot("order-held")


def devices(visitor: Visitor, rehearsed: Rehearsal, shot: Callable[[str], None]) -> None:
    """The devices in good and in bad days, a trial, a printer's papers, labels."""
    visitor.go("/devices")
    visitor.page.locator(".equipment a").first.wait_for()
    shot("devices")
    visitor.go("/devices/scanner-1")
    visitor.button("Try it").click()
    visitor.page.locator(".trial progress").wait_for()
    shot("device-trial")
    rehearsed.play(lambda: rehearsed.scanner.play("4006381333931"))
    visitor.page.locator(".outcome").wait_for()
    shot("device-scanner")
    rehearsed.play(lambda: rehearsed.printer.link.cut_after(60))
    visitor.go("/devices/printer-1")
    visitor.button("Print a test page").click()
    visitor.page.locator(".question").wait_for()
    rehearsed.mend_printer()
    visitor.page.get_by_role("button", name="Look").last.click()
    visitor.page.locator("img.picture").wait_for()
    shot("device-printer")
    visitor.button("Yes, it is here").click()
    visitor.page.locator(".question").wait_for(state="detached")
    visitor.go("/devices/scanner-blue")
    visitor.page.locator(".health").wait_for()
    shot("device-in-trouble")
    visitor.go("/labels")
    visitor.page.get_by_label("SKU").fill("LAMP-H7")
    visitor.page.get_by_label("How many").fill("4")
    visitor.page.locator("img.picture").wait_for()
    visitor.button("Print 4 labels").click()
    visitor.page.locator(".run").wait_for()
    shot("labels")
    visitor.button("Bin").click()
    visitor.page.get_by_label("One bin, or").select_option("A")
    visitor.page.locator("img.picture").wait_for()
    shot("labels-zone")


def floor_troubles(visitor: Visitor, rehearsed: Rehearsal, shot: Callable[[str], None]) -> None:
    """Late scans on a walk, a light that does not answer, and a parcel on the scale."""
    rehearsed.order()
    session = rehearsed.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")
    rehearsed.play(rehearsed.rail.lose_contact)
    rehearsed.play(lambda: rehearsed.scanner.play_stored("4006381333931", "4006381333948"))
    visitor.go("/devices")
    visitor.page.locator(".late").wait_for()
    shot("devices-late")
    visitor.go("/")
    visitor.page.locator(".devices .bad").first.wait_for()
    shot("home-trouble")
    visitor.go(f"/pick/{session['session']}")
    visitor.page.locator(".late-notice").wait_for()
    visitor.type_scan(session["stop"]["bin"])
    visitor.awaits("item")
    visitor.page.locator(".light.out").wait_for()
    shot("pick-late")
    visitor.page.locator(".late-notice summary").click()
    shot("pick-late-open")
    visitor.button("Throw them away").click()
    visitor.page.locator(".late-notice").wait_for(state="detached")
    shot("pick-light-out")
    rehearsed.play(rehearsed.rail.regain_contact)
    rehearsed.leave_nothing_open()
    rehearsed.verified_check()
    visitor.go("/pack")
    rehearsed.play(lambda: rehearsed.scale.put_on(1230, moving_readings=1_000))
    visitor.page.locator(".weight.moving").wait_for()
    shot("pack-scale-moving")
    rehearsed.play(lambda: rehearsed.scale.put_on(1234))
    visitor.page.locator(".weight.taken").wait_for()
    shot("pack-scale")
    rehearsed.play(lambda: rehearsed.printer.link.cut_after(60))
    visitor.button("Seal and print").click()
    visitor.page.get_by_role("button", name="Yes, it is here").wait_for()
    rehearsed.mend_printer()
    shot("pack-slip-doubtful")
    visitor.button("Yes, it is here").click()
    visitor.page.locator(".print.good").wait_for()


def rehearsed_series(browser: Browser, rehearsed: Rehearsal, directory: Path, size: tuple[int, int], dark: bool) -> None:
    """Devices and their troubles at one size."""
    with visiting(browser, rehearsed, *size, dark=dark) as visitor:
        prefix = f"{size[0]}x{size[1]}{'-dark' if dark else ''}"

        def shot(name: str) -> None:
            picture(visitor, directory, f"{prefix}-{name}")

        devices(visitor, rehearsed, shot)
        floor_troubles(visitor, rehearsed, shot)


def stock_series(browser: Browser, directory: Path, size: tuple[int, int], dark: bool) -> None:
    """Stock work at one size, on a floor of its own."""
    with tempfile.TemporaryDirectory() as place, rehearsal(Path(place)) as stage, visiting(browser, stage, *size, dark=dark) as visitor:
        prefix = f"{size[0]}x{size[1]}{'-dark' if dark else ''}"
        furnish(stage)
        stock_screens(visitor, stage, lambda name: picture(visitor, directory, f"{prefix}-{name}"))


def packing_series(browser: Browser, directory: Path, size: tuple[int, int], dark: bool) -> None:
    """A pack check that is not straightforward at one size, at a box that knows boxes."""
    with tempfile.TemporaryDirectory() as place, rehearsal(Path(place)) as stage, visiting(browser, stage, *size, dark=dark) as visitor:
        prefix = f"{size[0]}x{size[1]}{'-dark' if dark else ''}"
        packing_troubles(visitor, stage, lambda name: picture(visitor, directory, f"{prefix}-{name}"))


def identity_series(browser: Browser, directory: Path, size: tuple[int, int], dark: bool) -> None:
    """Pairing, signing in and people at one size, at a box of its own."""
    prefix = f"{size[0]}x{size[1]}{'-dark' if dark else ''}"
    with tempfile.TemporaryDirectory() as place, rehearsal(Path(place)) as stage:
        have_people(stage)
        with visiting(browser, stage, *size, dark=dark, kind=None) as stranger:
            coming_in(stranger, stage, lambda name: picture(stranger, directory, f"{prefix}-{name}"))
        with visiting(browser, stage, *size, dark=dark) as owner:
            looking_after(owner, lambda name: picture(owner, directory, f"{prefix}-{name}"))


def series(browser: Browser, box: DemoBox, directory: Path, size: tuple[int, int], dark: bool) -> None:
    """Every screen at one size."""
    with visiting(browser, box, *size, dark=dark) as visitor:
        prefix = f"{size[0]}x{size[1]}{'-dark' if dark else ''}"

        def shot(name: str) -> None:
            picture(visitor, directory, f"{prefix}-{name}")

        walk(visitor, shot)
        office(visitor, pack(visitor, shot), shot)


def write(directory: Path, looks: tuple[tuple[tuple[int, int], bool], ...]) -> None:
    """Write the pictures of some sizes, each light or dark, and those of the languages."""
    directory.mkdir(parents=True, exist_ok=True)
    program = required_program("chromium", "chromium-browser", "google-chrome")
    with (
        tempfile.TemporaryDirectory() as place,
        tempfile.TemporaryDirectory() as stage,
        demo_box(Path(place)) as box,
        rehearsal(Path(stage), TROUBLES) as rehearsed,
        chromium_browser(program) as browser,
    ):
        for size, dark in looks:
            series(browser, box, directory, size, dark)
            rehearsed_series(browser, rehearsed, directory, size, dark)
            stock_series(browser, directory, size, dark)
            packing_series(browser, directory, size, dark)
            identity_series(browser, directory, size, dark)
        with tempfile.TemporaryDirectory() as busy, busy_shop(Path(busy)) as shop:
            every_language(browser, shop, lambda visitor, name: picture(visitor, directory, name))
    print(f"{len(list(directory.glob('*.png')))} pictures are in {directory}")


if __name__ == "__main__":
    write(Path(sys.argv[1]), LIGHT + DARK)
