"""The devices on the screens: how they are, trying them, where they belong, papers of doubtful fate, scans that came late."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from ledger.equipment.control_codes import badge_code
from pmpd.config import Config
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import Visitor, visiting
from tests.pmpd.patience import expect_soon
from tests.pmpd.small_shop import BARCODES, BINS, LAMP, STATION

pytestmark = pytest.mark.browser

UNPLUGGED = {"name": "scanner-9", "driver": "serial", "address": "serial:///dev/no-such-port"}


@pytest.fixture
def anna(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody at a cart's screen of that box."""
    with visiting(browser, stage, 800, 480) as visitor:
        yield visitor


def row(visitor: Visitor, device: str) -> Locator:
    """Return the row of a device on the list."""
    return visitor.page.locator(".equipment a", has=visitor.page.get_by_text(device, exact=True))


def print_in_vain(stage: Rehearsal, visitor: Visitor) -> None:
    """Print a test page from the printer's screen, whose cable breaks in the middle and is mended."""
    stage.play(lambda: stage.printer.link.cut_after(60))
    visitor.go("/devices/printer-1")
    visitor.button("Print a test page").click()
    visitor.page.locator(".question").wait_for()
    stage.mend_printer()


def test_a_device_in_trouble_stands_first_with_what_to_do(browser: Browser, tmp_path: Path) -> None:
    config = Config.model_validate({"scanner": [{"name": "scanner-1"}, UNPLUGGED]}, strict=False)
    with rehearsal(tmp_path, config) as stage, visiting(browser, stage, 800, 480) as visitor:
        visitor.go("/devices")
        first = visitor.page.locator(".equipment a").first
        expect(first).to_contain_text("scanner-9")
        expect(first.locator(".remedy")).to_contain_text("plug the device in")
        visitor.go("/")
        expect(visitor.page.locator(".devices .bad")).to_contain_text("scanner-9")


def test_a_device_that_is_well_again_shows_so_by_itself(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(stage.scale.unplug)
    stage.look_after_devices()
    anna.go("/devices")
    expect(row(anna, "scale-1")).to_contain_text("plug the scale in")
    stage.play(stage.scale.plug_in)
    stage.look_after_devices()
    expect(row(anna, "scale-1")).to_contain_text("Works")


def test_a_scan_for_a_trial_is_shown_and_counts_nothing(stage: Rehearsal, anna: Visitor) -> None:
    stage.order()
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1")
    anna.go("/devices/scanner-1")
    anna.button("Try it").click()
    anna.page.locator(".trial progress").wait_for()
    expect_soon(stage.is_tried)
    stage.play(lambda: stage.scanner.play(session["stop"]["bin"]))
    expect(anna.page.locator(".outcome.good")).to_contain_text(session["stop"]["bin"])
    assert stage.walk(session["session"])["await"] == "bin"


def test_a_scanner_is_given_to_a_station_by_a_tap_and_back(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/devices/scanner-1")
    anna.button(STATION).click()
    expect(anna.page.locator(".belongs")).to_have_text(f"It packs at {STATION}.")
    anna.button("As configured").click()
    expect(anna.page.locator(".belongs")).to_contain_text("whoever starts a walk")
    assert stage.get("/bindings")["bindings"] == []


def test_a_scanner_is_given_to_a_picker_by_name(stage: Rehearsal, anna: Visitor) -> None:
    anna.go("/devices/scanner-2")
    anna.page.get_by_label("A picker's name").fill("Łucja")
    anna.button("Give to this picker").click()
    expect(anna.page.locator(".belongs")).to_have_text("It walks with Łucja.")


def test_a_scanner_that_was_bound_by_a_label_says_so_on_the_screen_and_raises_no_alarm(stage: Rehearsal, anna: Visitor) -> None:
    stage.order()
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")
    anna.go(f"/pick/{session['session']}")
    anna.prompt.wait_for()
    stage.scan("scanner-1", badge_code("Anna"))
    expect(anna.page.locator(".notice")).to_contain_text("scanner-1 now walks with Anna")
    expect(anna.alarm).to_have_count(0)


def test_a_badge_that_is_typed_into_a_walks_screen_binds_its_scanner_and_raises_no_alarm(stage: Rehearsal, anna: Visitor) -> None:
    stage.order()
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")
    anna.go(f"/pick/{session['session']}")
    anna.prompt.wait_for()
    anna.type_scan(badge_code("Anna"))
    expect(anna.page.locator(".notice")).to_contain_text("scanner-1 now walks with Anna")
    expect(anna.alarm).to_have_count(0)
    expect(anna.prompt).to_be_visible()


def test_a_paper_of_unknown_fate_asks_whether_it_came_out_and_takes_yes_for_an_answer(stage: Rehearsal, anna: Visitor) -> None:
    print_in_vain(stage, anna)
    expect(anna.page.locator(".question")).to_have_text("Did it come out?")
    anna.button("Yes, it is here").click()
    expect(anna.page.locator(".question")).to_have_count(0)
    assert [job["state"] for job in stage.get("/print-jobs")["print_jobs"]] == ["confirmed"]


def test_a_paper_that_did_not_come_out_is_printed_again_marked_as_a_copy_and_asks_no_more(stage: Rehearsal, anna: Visitor) -> None:
    print_in_vain(stage, anna)
    anna.go("/devices")
    anna.button("No, print it again").click()
    expect(anna.page.locator(".question")).to_have_count(0)
    anna.go("/devices/printer-1")
    expect(anna.page.locator(".papers li")).to_have_count(2)
    expect(anna.page.locator(".papers li").first).to_contain_text("COPY")


def test_the_last_papers_of_a_printer_can_be_looked_at(stage: Rehearsal, anna: Visitor) -> None:
    stage.post("/labels", {"kind": "item_label", "station": STATION, "subjects": [LAMP]})
    anna.go("/devices/printer-1")
    anna.button("Look").click()
    picture = anna.page.locator("img.picture")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_a_slip_of_unknown_fate_is_settled_at_the_station(stage: Rehearsal, anna: Visitor) -> None:
    stage.verified_check()
    stage.play(lambda: stage.printer.link.cut_after(60))
    anna.go("/pack")
    anna.button("Seal and print").click()
    anna.button("Yes, it is here").click()
    expect(anna.page.locator(".print.good")).to_contain_text("The slip is printed")


def test_late_scans_wait_on_the_walk_and_count_when_a_person_says_so(stage: Rehearsal, anna: Visitor) -> None:
    stage.order({LAMP: 3})
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")["session"]
    anna.go(f"/pick/{session}")
    anna.prompt.wait_for()
    stage.come_late(BINS[LAMP], BARCODES[LAMP])
    notice = anna.page.locator(".late-notice")
    expect(notice).to_contain_text("2 scans of scanner-1 came late. Do they count?")
    assert (anna.alarm.count(), stage.walk(session)["stop"]["picked"]) == (0, 0)
    notice.locator("summary").click()
    anna.button("Count them now").click()
    expect(anna.page.locator(".left strong")).to_have_text("2")
    expect(notice).to_have_count(0)


def test_late_scans_that_are_thrown_away_count_nothing(stage: Rehearsal, anna: Visitor) -> None:
    stage.order({LAMP: 3})
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")["session"]
    stage.come_late(BINS[LAMP], BARCODES[LAMP])
    anna.go("/")
    anna.page.get_by_text("2 late scans to confirm").click()
    anna.button("Throw them away").click()
    expect(anna.page.locator(".late")).to_have_count(0)
    assert (stage.walk(session)["await"], stage.get("/set-aside")["scans"]) == ("bin", [])


def test_late_scans_of_another_scanner_do_not_stand_in_a_pickers_way(stage: Rehearsal, anna: Visitor) -> None:
    stage.order()
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-2", X_Operator="Anna")["session"]
    stage.come_late(BARCODES[LAMP])
    anna.go("/devices")
    anna.page.locator(".late").wait_for()
    anna.go(f"/pick/{session}")
    anna.prompt.wait_for()
    anna.page.locator(".light").wait_for()
    expect(anna.page.locator(".late-notice")).to_have_count(0)


def test_a_light_that_does_not_answer_shows_within_the_same_pick_and_ends_when_it_does(stage: Rehearsal, anna: Visitor) -> None:
    stage.order({LAMP: 2})
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1", X_Operator="Anna")["session"]
    anna.go(f"/pick/{session}")
    expect(anna.page.locator(".light .lamp")).to_be_visible()
    stage.play(stage.rail.lose_contact)
    anna.type_scan(BINS[LAMP])
    anna.awaits("item")
    anna.type_scan(BARCODES[LAMP])
    expect(anna.page.locator(".light.out")).to_have_text("Its light does not answer")
    stage.play(stage.rail.regain_contact)
    expect(anna.page.locator(".light .lamp")).to_be_visible()


def test_no_screen_of_devices_makes_the_browser_complain(stage: Rehearsal, anna: Visitor) -> None:
    stage.play(lambda: stage.scale.put_on(90_000))
    stage.verified_check()
    for route in ("/", "/devices", "/devices/scanner-1", "/devices/printer-1", "/devices/nobody", "/labels", "/pack"):
        anna.go(route)
        anna.page.wait_for_timeout(300)
    assert anna.complaints == []
