"""The scale at a packing station fills the weight of the parcel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from pmpd.config import Config
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import Visitor, visiting

pytestmark = pytest.mark.browser

FOREVER = 1_000_000


@pytest.fixture
def anna(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """A packer with a box to close."""
    stage.verified_check()
    with visiting(browser, stage, 800, 480) as visitor:
        visitor.go("/pack")
        visitor.page.locator(".counter.complete").wait_for()
        yield visitor


def weight(visitor: Visitor) -> Locator:
    """Return the field with the weight."""
    return visitor.page.get_by_label("Weight")


def sealed_weight(stage: Rehearsal) -> int:
    """Return the weight of the only parcel that was sealed."""
    order = stage.get("/orders?state=packed")["orders"][0]["order"]
    grams: int = stage.get(f"/orders/{order}")["shipments"][0]["weight_g"]
    return grams


def test_the_weight_on_the_scale_is_that_of_the_parcel(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(lambda: stage.scale.put_on(1234))
    expect(weight(anna)).to_have_value("1234")
    anna.button("Seal and print").click()
    anna.page.locator(".print.good").wait_for()
    assert sealed_weight(stage) == 1234


def test_a_weight_that_still_moves_is_shown_and_not_taken(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(lambda: stage.scale.put_on(1230, moving_readings=FOREVER))
    expect(anna.page.locator(".weight.moving")).to_contain_text("still moving")
    expect(weight(anna)).to_have_value("")
    expect(weight(anna)).to_have_attribute("placeholder", "… 1230")
    expect(anna.button("Seal and print")).to_be_disabled()


def test_what_a_packer_types_goes_before_what_the_scale_says(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(lambda: stage.scale.put_on(1230, moving_readings=FOREVER))
    anna.page.locator(".weight.moving").wait_for()
    weight(anna).fill("1500")
    anna.button("Seal and print").click()
    anna.page.locator(".print.good").wait_for()
    assert sealed_weight(stage) == 1500


def test_a_scale_that_can_not_weigh_says_why_and_stops_nobody(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(lambda: stage.scale.put_on(90_000))
    expect(anna.page.locator(".weight")).to_contain_text("too much on the scale")
    expect(anna.button("Seal and print")).to_be_enabled()


def test_a_station_without_a_scale_is_asked_once_and_the_weight_is_typed(browser: Browser, tmp_path: Path) -> None:
    config = Config(scale=[])
    with rehearsal(tmp_path, config) as stage, visiting(browser, stage, 800, 480) as visitor:
        stage.verified_check()
        asked: list[str] = []
        visitor.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/scale") else None)
        visitor.go("/pack")
        expect(visitor.page.get_by_label("Weight in g, if weighed")).to_be_visible()
        visitor.page.wait_for_timeout(1_500)
        assert len(asked) == 1


def test_a_scale_is_left_alone_until_every_unit_is_verified(browser: Browser, stage: Rehearsal) -> None:
    stage.order()
    _, tote = stage.picked_tote()
    stage.post("/pack-checks", {"code": tote, "station": "PACK-1"})
    with visiting(browser, stage, 800, 480) as visitor:
        asked: list[str] = []
        visitor.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/scale") else None)
        visitor.go("/pack")
        visitor.page.locator(".counter").wait_for()
        visitor.page.wait_for_timeout(1_000)
        assert asked == []
