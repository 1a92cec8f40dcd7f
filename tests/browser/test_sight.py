"""What can be seen: everything in view at every size, large enough from two metres, bars that a scanner reads."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from pmpd.config import Config
from tests.browser.demo_box import DemoBox
from tests.browser.geometry import faults
from tests.browser.rehearsal import rehearsal
from tests.browser.visitor import visiting
from tests.pmpd.small_shop import BARCODES, BINS, FUSE, LAMP, UNITS

pytestmark = pytest.mark.browser

SIZES = [(320, 640), (360, 740), (800, 480), (1280, 800)]
PHONES = SIZES[:2]
# Cap height of 22 arc minutes at two metres: 7 inches with 800 pixels, 10 inches with 1280.
KIOSKS = [(800, 480), (1280, 800)]
BIN_SIZE_MIN = {800: 93, 1280: 104}
TOUCH_MIN = 64
LONG_CODE = "A-01-02-03"
# No code to tap stands below the prompt.
REAL_SCANNER = Config.model_validate(
    {"scanner": [{"name": "scanner-1", "driver": "evdev", "address": "bt:00:1a:7d:da:71:13"}]}, strict=False
)


WHOLE = """
    (part) => {
        const box = part.getBoundingClientRect();
        const across = [box.left + 2, (box.left + box.right) / 2, box.right - 2];
        const down = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2];
        const uncovered = across.every((x, place) => {
            const top = document.elementFromPoint(x, down[place]);
            return top && (part.contains(top) || top.contains(part));
        });
        let inside = box.width > 0 && box.left >= 0 && box.right <= innerWidth;
        for (let around = part.parentElement; around; around = around.parentElement) {
            const edge = around.getBoundingClientRect();
            const cuts = getComputedStyle(around).overflowY !== "visible" || around === document.documentElement;
            if (cuts && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1)) inside = false;
        }
        return inside && uncovered && box.bottom <= innerHeight;
    }
"""


def hidden(*parts: Locator) -> list[str]:
    """Return what a person does not see whole without scrolling: outside of the screen, cut off, or covered by something else."""
    return [str(part) for part in parts if not part.evaluate(WHOLE)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_prompt_and_actions_of_a_walk_are_in_view(browser: Browser, box: DemoBox, width: int, height: int) -> None:
    with visiting(browser, box, width, height) as visitor:
        visitor.start_walk()
        page = visitor.page
        parts = (page.locator(".bin"), page.locator(".sku"), page.locator(".left strong"), page.locator(".tote"))
        actions = (visitor.button("Not here"), visitor.button("Pause"), page.locator(".scan-box input"))
        unseen = hidden(*parts, *actions)
        visitor.tap("Bin")
        visitor.awaits("item")
        assert unseen + hidden(*parts, *actions) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_an_alarm_and_what_ends_it_are_in_view(browser: Browser, box: DemoBox, width: int, height: int) -> None:
    with visiting(browser, box, width, height) as visitor:
        visitor.start_walk()
        visitor.tap("Bin")
        visitor.awaits("item")
        visitor.tap("Wrong item")
        visitor.alarm.wait_for()
        page = visitor.page
        parts = (
            page.locator(".alarm h2"),
            page.locator(".alarm p"),
            page.locator(".bin"),
            page.locator(".sku"),
            page.locator(".scan-box input"),
        )
        assert hidden(*parts) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_counter_and_seal_of_a_pack_check_are_in_view(browser: Browser, box: DemoBox, width: int, height: int) -> None:
    order = box.get("/to-pack")["orders"]
    number = order[0]["order"] if order else box.picked_tote()[0]
    box.post("/pack-checks", {"code": number, "station": "PACK-1"})
    with visiting(browser, box, width, height) as visitor:
        visitor.go("/pack")
        visitor.page.locator(".counter").wait_for()
        parts = (visitor.page.locator(".counter"), visitor.page.locator(".lines li").first, visitor.page.get_by_label("Weight"))
        assert hidden(*parts, visitor.button("Seal and print")) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_walk_with_a_dead_light_and_late_scans_still_shows_what_to_do(browser: Browser, tmp_path: Path, width: int, height: int) -> None:
    with rehearsal(tmp_path) as stage, visiting(browser, stage, width, height) as visitor:
        stage.order()
        stage.play(stage.rail.lose_contact)
        visitor.start_walk()
        stage.come_late(BARCODES[LAMP])
        page = visitor.page
        page.locator(".late-notice").wait_for()
        page.locator(".light.out").wait_for()
        parts = [page.locator(part) for part in (".bin", ".sku", ".left strong", ".tote", ".light.out")]
        actions = (page.locator(".late-notice summary"), visitor.button("Not here"), visitor.button("Pause"))
        assert hidden(*parts, *actions) == []


@pytest.mark.parametrize("language", ["en", "pseudo-rtl"])
def test_counting_the_rest_and_saying_whether_a_bin_is_empty_take_one_hand_and_cover_nothing(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    with rehearsal(tmp_path) as stage, visiting(browser, stage, 800, 480) as visitor:
        stage.order({LAMP: UNITS, FUSE: 2})
        page, number = visitor.page, visitor.start_walk()
        page.goto(f"{stage.address}?language={language}#/pick/{number}")
        stage.post(f"/pick-sessions/{number}/scans", {"code": BINS[LAMP]})
        stage.post(f"/pick-sessions/{number}/scans", {"code": LAMP})
        page.locator(".count-more").wait_for()
        found = faults(page, (".bin", ".sku", ".left strong", ".add", ".actions button >> nth=1"))
        stage.post(f"/pick-sessions/{number}/scans", {"code": LAMP, "quantity": UNITS - 1})
        page.locator(".zero-check").wait_for()
        answers = (".zero-check button >> nth=0", ".zero-check button >> nth=1")
        assert found + faults(page, (".bin", ".sku", ".left strong", *answers, ".actions button >> nth=1")) == []


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_what_a_walk_asks_without_the_box_covers_nothing_of_what_it_tells(
    browser: Browser, tmp_path: Path, width: int, height: int
) -> None:
    with rehearsal(tmp_path) as stage, visiting(browser, stage, width, height, keeps=True) as visitor:
        stage.order({LAMP: UNITS, FUSE: 2})
        number, page = visitor.start_walk(), visitor.page
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        stage.post(f"/pick-sessions/{number}/scans", {"code": BINS[LAMP]})
        stage.post(f"/pick-sessions/{number}/scans", {"code": LAMP, "quantity": UNITS - 1})
        expect(page.locator(".left strong")).to_have_text("1")
        visitor.lose_box()
        visitor.type_scan(LAMP)
        page.locator(".zero-check").wait_for()
        page.locator(".kept").wait_for()
        parts = [page.locator(part) for part in (".bin", ".sku", ".left strong", ".tote")]
        assert hidden(*parts, visitor.button("Not here"), *page.locator(".zero-check button").all()) == []


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_an_alarm_without_the_box_covers_nothing_of_the_item_that_is_right(
    browser: Browser, tmp_path: Path, width: int, height: int
) -> None:
    with rehearsal(tmp_path) as stage, visiting(browser, stage, width, height, keeps=True) as visitor:
        stage.order()
        number, page = visitor.start_walk(), visitor.page
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        stage.post(f"/pick-sessions/{number}/scans", {"code": BINS[LAMP]})
        visitor.awaits("item")
        visitor.lose_box()
        visitor.type_scan(FUSE)
        visitor.alarm.wait_for()
        page.locator(".kept").wait_for()
        parts = [page.locator(part) for part in (".alarm h2", ".alarm p", ".bin", ".sku", ".left strong", ".scan-box input")]
        assert hidden(*parts) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_weight_of_the_scale_and_seal_are_in_view(browser: Browser, tmp_path: Path, width: int, height: int) -> None:
    with rehearsal(tmp_path) as stage, visiting(browser, stage, width, height) as visitor:
        stage.verified_check()
        stage.play(lambda: stage.scale.put_on(1234, moving_readings=1_000_000))
        visitor.go("/pack")
        visitor.page.locator(".weight.moving").wait_for()
        parts = (visitor.page.locator(".counter"), visitor.page.locator(".weight"), visitor.page.get_by_label("Weight"))
        assert hidden(*parts, visitor.button("Seal and print")) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_labels_are_found_on_the_first_screen_and_ordered_without_scrolling(
    browser: Browser, box: DemoBox, width: int, height: int
) -> None:
    with visiting(browser, box, width, height) as visitor:
        visitor.go("/")
        link = visitor.page.get_by_role("link", name="Print labels")
        link.wait_for()
        visitor.page.locator(".devices .good").wait_for()
        unseen = hidden(link, visitor.page.locator(".devices .good"))
        link.click()
        visitor.page.get_by_label("SKU").wait_for()
        parts = (visitor.button("Badge"), visitor.page.get_by_label("SKU"), visitor.page.get_by_label("How many"))
        assert unseen + hidden(*parts, visitor.button("Print 1 label")) == []


@pytest.mark.parametrize(("width", "height"), KIOSKS)
def test_a_picker_reads_the_bin_from_two_metres(browser: Browser, box: DemoBox, width: int, height: int) -> None:
    with visiting(browser, box, width, height) as visitor:
        visitor.start_walk()
        size = visitor.page.locator(".bin").evaluate("bin => parseFloat(getComputedStyle(bin).fontSize)")
        assert size >= BIN_SIZE_MIN[width]


@pytest.mark.parametrize(("width", "height"), KIOSKS)
def test_a_long_code_of_a_bin_is_read_from_two_metres_too_with_the_whole_prompt_in_view(
    browser: Browser, tmp_path: Path, width: int, height: int
) -> None:
    with rehearsal(tmp_path, REAL_SCANNER) as stage, visiting(browser, stage, width, height) as visitor:
        stage.post("/places", {"code": LONG_CODE, "zone": "A", "walk": 9})
        stage.post("/items", {"sku": "DISC-280-VENTILATED", "description": "Brake disc 280 mm, ventilated, with its two screws"})
        stage.post("/stock/receipts", {"sku": "DISC-280-VENTILATED", "bin": LONG_CODE, "quantity": 5})
        stage.order({"DISC-280-VENTILATED": 2})
        visitor.start_walk()
        page = visitor.page
        found = []
        for scanned in ("", LONG_CODE):
            if scanned:
                visitor.type_scan(scanned)
                visitor.awaits("item")
            expect(page.locator(".bin")).to_have_text(LONG_CODE)
            parts = [page.locator(part) for part in (".ask", ".bin", ".sku", ".description", ".left strong", ".tote")]
            found += hidden(*parts, visitor.button("Not here"), visitor.button("Pause"))
            size, wide = page.locator(".bin").evaluate(
                "bin => [parseFloat(getComputedStyle(bin).fontSize), bin.scrollWidth - bin.clientWidth]"
            )
            assert size >= BIN_SIZE_MIN[width] and wide <= 0
        assert found == []


@pytest.mark.parametrize(("width", "height"), [SIZES[0], SIZES[2]])
def test_every_button_of_a_walk_is_as_large_as_a_finger(browser: Browser, box: DemoBox, width: int, height: int) -> None:
    with visiting(browser, box, width, height) as visitor:
        visitor.start_walk()
        visitor.button("Not here").click()
        buttons = visitor.page.locator("button:visible")
        assert min(buttons.evaluate_all("found => found.map(button => button.getBoundingClientRect().height)")) >= TOUCH_MIN


def test_the_bars_of_a_barcode_say_what_stands_under_them(browser: Browser, box: DemoBox, tmp_path: Path) -> None:
    with visiting(browser, box, 1280, 800, scale=3) as visitor:
        visitor.start_walk()
        visitor.page.locator(".barcode").nth(2).wait_for()
        read = []
        for number, barcode in enumerate(visitor.page.locator(".barcode").all()):
            path = tmp_path / f"{number}.png"
            barcode.screenshot(path=path)
            read += [(found.text, barcode.locator(".code").inner_text()) for found in zxingcpp.read_barcodes(Image.open(path))]
        assert [bars for bars, _ in read] == [words for _, words in read] and len(read) == 3
