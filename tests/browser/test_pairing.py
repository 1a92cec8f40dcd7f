"""Letting a device in: by the link of a code or its digits, once somebody has said yes, and never else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.accessible import violations
from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor, let_in, sign_in, visiting

pytestmark = pytest.mark.browser


@pytest.fixture
def stage(stage: Rehearsal) -> Rehearsal:
    """A small shop's box that has an owner."""
    stage.have_owner()
    return stage


@pytest.fixture
def stranger(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody with a handheld that the box does not know."""
    with visiting(browser, stage, 360, 740, kind=None) as visitor:
        yield visitor


def offer_at(kiosk: Visitor, kind: str = "Handheld") -> str:
    """Let the owner have a pairing code shown at a kiosk; answers its digits."""
    sign_in(kiosk.page.context, kiosk.box, OWNER, PIN)
    kiosk.go("/pair-device")
    kiosk.button(kind).click()
    kiosk.page.locator(".qr").wait_for()
    return kiosk.page.locator(".digits").inner_text().replace(" ", "")


def token_in(kiosk: Visitor) -> str:
    """Return the token that a camera reads in the pairing code."""
    with kiosk.page.expect_response("**/api/v1/pairings") as answered:
        kiosk.button("Handheld").click()
    token: str = answered.value.json()["token"]
    return token


def test_a_handheld_is_let_in_by_the_link_of_the_code_once_somebody_says_yes(kiosk: Visitor, stranger: Visitor) -> None:
    sign_in(kiosk.page.context, kiosk.box, OWNER, PIN)
    kiosk.go("/pair-device")
    token = token_in(kiosk)
    stranger.page.goto(f"{stranger.box.address}#pair={token}")
    expect(stranger.page.locator(".awaiting-yes")).to_contain_text("Waiting until somebody says yes")
    assert token not in stranger.page.url and stranger.page.evaluate("history.length") <= 2
    kiosk.page.get_by_label("It is called").fill("Ana's handheld")
    kiosk.button("Let it in").click()
    expect(kiosk.page.locator(".over")).to_contain_text("It is let in")
    stranger.page.get_by_text("Scan your badge").wait_for()
    assert "Ana's handheld" in [one["device"] for one in kiosk.box.get("/paired-devices")["devices"]]


def test_a_handheld_is_let_in_by_eight_digits(kiosk: Visitor, stranger: Visitor) -> None:
    code = offer_at(kiosk)
    stranger.go("/")
    stranger.enter_digits(code)
    stranger.page.locator(".awaiting-yes").wait_for()
    kiosk.button("Let it in").click()
    expect(stranger.page.get_by_text("Scan your badge")).to_be_visible()


def test_a_handheld_that_nobody_knows_stays_outside_when_somebody_says_no(kiosk: Visitor, stranger: Visitor) -> None:
    code = offer_at(kiosk)
    stranger.go("/")
    stranger.enter_digits(code)
    kiosk.button("No").click()
    expect(stranger.page.get_by_role("alert")).to_contain_text("Somebody said no")
    assert len(kiosk.box.get("/paired-devices")["devices"]) == 1


def test_a_code_that_is_wrong_or_used_lets_nobody_in_and_says_why(kiosk: Visitor, stranger: Visitor) -> None:
    code = offer_at(kiosk)
    stranger.go("/")
    stranger.enter_digits(f"{(int(code) + 1) % 10**8:08}")
    alert = stranger.page.get_by_role("alert")
    expect(alert).to_contain_text("wrong, used up or older than five minutes")
    kiosk.go("/")
    kiosk.page.locator(".tile").first.wait_for()
    stranger.enter_digits(code)  # the code left with the screen that showed it
    expect(alert).to_contain_text("wrong, used up or older than five minutes")


def test_an_old_link_leads_a_known_device_to_its_first_screen(kiosk: Visitor) -> None:
    kiosk.page.goto(f"{kiosk.box.address}#pair={'0' * 32}")
    kiosk.page.locator(".tile").first.wait_for()
    assert kiosk.page.url.endswith("#/")


def test_a_device_that_the_box_does_not_know_is_told_nothing_and_asks_for_no_events(stranger: Visitor) -> None:
    asked: list[str] = []
    stranger.page.on("request", lambda request: asked.append(request.url))
    stranger.go("/orders")
    stranger.page.get_by_role("heading", name="Pair this device").wait_for()
    stranger.page.wait_for_load_state("networkidle")
    before = len(asked)
    stranger.page.wait_for_timeout(2_500)
    assert [url for url in asked[before:] if "/api/" in url] == []


def test_the_screen_of_the_box_itself_is_told_the_command_that_prints_its_link(stranger: Visitor) -> None:
    stranger.go("/")
    expect(stranger.page.get_by_text("pmpd kiosk-link")).to_be_visible()


def test_a_box_that_serves_its_own_screen_alone_says_so_where_a_handheld_is_to_be_let_in(kiosk: Visitor) -> None:
    offer_at(kiosk)
    expect(kiosk.page.locator(".offer .notice")).to_contain_text("other devices can't reach this address")


def test_the_list_of_devices_says_how_old_it_is_and_follows_who_is_let_in(kiosk: Visitor, stranger: Visitor) -> None:
    sign_in(kiosk.page.context, kiosk.box, OWNER, PIN)
    kiosk.go("/paired-devices")
    expect(kiosk.page.locator(".paired")).to_have_count(1)
    expect(kiosk.page.locator(".bar .age")).to_be_visible()
    let_in(stranger.page.context, kiosk.box, "handheld")
    expect(kiosk.page.locator(".paired")).to_have_count(2)


def test_a_kiosk_shows_the_number_of_the_box_for_devices_that_know_no_names(kiosk: Visitor) -> None:
    addresses = ["https://pmp.local:8443/", "https://192.168.1.7:8443/"]

    def on_a_network(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "addresses": addresses} if route.request.method == "POST" else answer.json())

    kiosk.page.route("**/api/v1/pairings", on_a_network)
    offer_at(kiosk)
    expect(kiosk.page.locator(".by-hand")).to_contain_text(f"Type this instead:{addresses[1]}")
    assert violations(kiosk.page) == []
