"""The labels screen: what is wanted, how it looks, and how far the printing is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from pmpd.config import Config
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import Visitor, visiting
from tests.pmpd.small_shop import BARCODES, LAMP

pytestmark = pytest.mark.browser


@pytest.fixture
def anna(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody who needs labels."""
    with visiting(browser, stage, 800, 480, scale=2) as visitor:
        visitor.go("/")
        visitor.page.get_by_role("link", name="Print labels").click()
        visitor.page.get_by_label("SKU").wait_for()
        yield visitor


def printed(stage: Rehearsal) -> list[tuple[str, str]]:
    """Return kind and subject of every print job, oldest first."""
    return [(job["document"], job["subject"]) for job in reversed(stage.get("/print-jobs")["print_jobs"])]


def test_an_item_is_scanned_and_its_labels_are_printed_and_counted(stage: Rehearsal, anna: Visitor) -> None:
    anna.page.locator("h1").click()
    anna.type_scan(BARCODES[LAMP])
    anna.page.get_by_label("How many").fill("3")
    anna.button("Print 3 labels").click()
    expect(anna.page.locator(".run")).to_contain_text("3 of 3 labels printed")
    assert printed(stage) == [("item_label", LAMP)] * 3


def test_the_preview_holds_the_code_that_the_label_will_have(anna: Visitor, tmp_path: Path) -> None:
    anna.page.get_by_label("SKU").fill(LAMP)
    picture = anna.page.locator("img.picture")
    picture.evaluate("image => image.decode()")
    picture.screenshot(path=tmp_path / "label.png")
    codes = zxingcpp.read_barcodes(Image.open(tmp_path / "label.png"))
    assert LAMP in {found.text for found in codes}


def test_what_is_not_there_is_said_instead_of_a_preview(anna: Visitor) -> None:
    anna.page.get_by_label("SKU").fill("NOBODY-KNOWS")
    expect(anna.page.locator(".preview .trouble")).to_contain_text("there is no item NOBODY-KNOWS")


def test_all_bins_of_a_zone_are_printed_at_once(stage: Rehearsal, anna: Visitor) -> None:
    anna.button("Bin").click()
    anna.page.get_by_label("One bin, or all of a zone").select_option("A")
    anna.button("Print 2 labels").click()
    expect(anna.page.locator(".run")).to_contain_text("2 of 2 labels printed")
    assert printed(stage) == [("bin_label", "A-01"), ("bin_label", "A-02")]


def test_a_badge_is_printed_for_a_name_in_any_letters(stage: Rehearsal, anna: Visitor) -> None:
    anna.button("Badge").click()
    anna.page.get_by_label("Name on the badge").fill("Łucja Ωmega")
    anna.button("Print 1 label").click()
    expect(anna.page.locator(".run")).to_contain_text("1 of 1 label printed")
    assert printed(stage) == [("badge", "Łucja Ωmega")]


def test_labels_that_wait_say_why_and_can_be_stopped(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(stage.printer.machine.run_out_of_paper)
    stage.look_after_devices()
    anna.page.get_by_label("SKU").fill(LAMP)
    anna.page.get_by_label("How many").fill("5")
    anna.button("Print 5 labels").click()
    anna.button("Stop: do not print the last 5").click()
    expect(anna.page.locator(".run")).to_contain_text("4 not printed")
    assert [job["state"] for job in stage.get("/print-jobs")["print_jobs"]] == ["failed"] * 4 + ["queued"]


def test_a_station_that_prints_no_labels_says_so(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path, Config(printer=[])) as stage, visiting(browser, stage, 800, 480) as visitor:
        visitor.go("/labels")
        visitor.page.get_by_label("SKU").fill(LAMP)
        visitor.button("Print 1 label").click()
        expect(visitor.page.locator(".run .notice")).to_contain_text("no printer at this station prints a item label")
