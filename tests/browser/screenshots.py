"""Pictures of every screen at the sizes people use: `python -m tests.browser.screenshots DIR`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.demo_box import DemoBox, demo_box
from tests.browser.visitor import Visitor, chromium_browser, visiting
from tests.required_parts import required_program

LIGHT = ((800, 480), (1280, 800), (360, 740), (320, 640))
DARK = ((800, 480), (360, 740))


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
    seal = visitor.button("Seal and print")
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


def series(browser: Browser, box: DemoBox, directory: Path, size: tuple[int, int], dark: bool) -> None:
    """Every screen at one size."""
    with visiting(browser, box, *size, dark=dark) as visitor:
        prefix = f"{size[0]}x{size[1]}{'-dark' if dark else ''}"

        def shot(name: str) -> None:
            picture(visitor, directory, f"{prefix}-{name}")

        walk(visitor, shot)
        office(visitor, pack(visitor, shot), shot)


def main(directory: Path) -> None:
    """Write all pictures."""
    directory.mkdir(parents=True, exist_ok=True)
    program = required_program("chromium", "chromium-browser", "google-chrome")
    with tempfile.TemporaryDirectory() as place, demo_box(Path(place)) as box, chromium_browser(program) as browser:
        for sizes, dark in ((LIGHT, False), (DARK, True)):
            for size in sizes:
                series(browser, box, directory, size, dark)
    print(f"{len(list(directory.glob('*.png')))} pictures are in {directory}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
