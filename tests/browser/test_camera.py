"""The camera as a scanner: real pictures of barcodes, read by the reader that the box brings along."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.demo_box import RunningBox
from tests.browser.rehearsal import rehearsal
from tests.browser.visitor import Visitor, chromium_browser, visiting
from tests.pmpd.small_shop import BARCODES, LAMP

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 640, 480
LOOK = "Scan with the camera"


def film(path: Path, symbology: zxingcpp.BarcodeFormat, code: str) -> Path:
    """Film a barcode for two frames, as YUV4MPEG2: a camera that sees nothing else."""
    drawn = zxingcpp.create_barcode(code, symbology).to_image(scale=3)
    label = Image.fromarray(drawn)
    frame = Image.new("L", (WIDTH, HEIGHT), 200)
    label.thumbnail((WIDTH - 80, HEIGHT - 80))
    frame.paste(label, ((WIDTH - label.width) // 2, (HEIGHT - label.height) // 2))
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\n".encode() + (b"FRAME\n" + frame.tobytes() + grey) * 2)
    return path


@contextmanager
def seeing(program: Path, box: RunningBox, seen: Path, *, allowed: bool = True) -> Iterator[Visitor]:
    """A picker with a phone whose camera sees a film."""
    fake = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={seen}")
    with chromium_browser(program, *fake) as browser, visiting(browser, box, 360, 740) as visitor:
        if allowed:
            visitor.page.context.grant_permissions(["camera"])
        yield visitor


def test_the_camera_scans_the_bin_and_the_walk_goes_on(chromium: Path, tmp_path: Path) -> None:
    with (
        rehearsal(tmp_path / "data") as box,
        seeing(chromium, box, film(tmp_path / "bin.y4m", zxingcpp.BarcodeFormat.Code128, "A-01")) as anna,
    ):
        box.order({LAMP: 2})
        anna.start_walk()
        anna.button(LOOK).click()
        anna.awaits("item")
        expect(anna.page.locator(".finder")).to_have_count(0)
        assert anna.complaints == []


def test_the_camera_reads_a_number_on_goods_and_counts_one_for_each_press(chromium: Path, tmp_path: Path) -> None:
    seen = film(tmp_path / "lamp.y4m", zxingcpp.BarcodeFormat.EAN13, BARCODES[LAMP])
    with rehearsal(tmp_path / "data") as box, seeing(chromium, box, seen) as anna:
        box.order({LAMP: 2})
        number = anna.start_walk()
        anna.type_scan("A-01")
        anna.awaits("item")
        anna.button(LOOK).click()
        expect(anna.page.locator(".left strong")).to_have_text("1")
        assert box.walk(number)["stop"]["picked"] == 1


def test_a_camera_that_is_not_allowed_says_where_to_allow_it(chromium: Path, tmp_path: Path) -> None:
    seen = film(tmp_path / "bin.y4m", zxingcpp.BarcodeFormat.Code128, "A-01")
    with rehearsal(tmp_path / "data") as box, seeing(chromium, box, seen, allowed=False) as anna:
        box.order({LAMP: 1})
        anna.start_walk()
        anna.button(LOOK).click()
        expect(anna.page.locator(".finder")).to_contain_text("Allow it in the browser's settings")
        anna.button("Close").click()
        expect(anna.page.locator(".finder")).to_have_count(0)


def test_a_device_without_a_camera_shows_no_button_for_it(anna: Visitor) -> None:
    anna.start_walk()
    anna.page.wait_for_load_state("networkidle")
    expect(anna.button(LOOK)).to_have_count(0)
