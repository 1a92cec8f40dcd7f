"""Who is it: people sign in with badge or PIN, and everybody sees and does what is theirs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from pmpd.identity.attempts import FREE
from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor, sign_in, visiting

pytestmark = pytest.mark.browser

PICKER, PACKER, SUPERVISOR = "Ana López", "Ben", "Sue"
OTHER_PIN = "394857"


@pytest.fixture
def stage(stage: Rehearsal) -> Rehearsal:
    """A small shop's box where four people work."""
    stage.have_owner()
    for name, role, pin in ((PICKER, "picker", ""), (PACKER, "packer", OTHER_PIN), (SUPERVISOR, "supervisor", OTHER_PIN)):
        stage.post("/operators", {"operator": name, "role": role, "pin": pin})
    return stage


@pytest.fixture
def handheld(browser: Browser, stage: Rehearsal) -> Iterator[Visitor]:
    """Somebody with a handheld at which nobody is signed in."""
    with visiting(browser, stage, 360, 740, kind="handheld") as visitor:
        visitor.go("/")
        visitor.page.get_by_text("Scan your badge").wait_for()
        yield visitor


def scan_badge(visitor: Visitor, badge: str) -> None:
    """Scan a badge once the screen hears badges."""
    while not visitor.page.evaluate("performance.getEntriesByType('resource').some(one => one.name.endsWith('/badge_scans.js'))"):
        visitor.page.wait_for_timeout(50)
    visitor.page.wait_for_load_state("networkidle")
    visitor.type_scan(badge)


def sign_in_by_name(visitor: Visitor, name: str, pin: str) -> None:
    """Tap a name, then its PIN."""
    visitor.page.locator(".names").get_by_text(name).click()
    visitor.enter_digits(pin)


def test_a_handheld_at_which_nobody_is_signed_in_shows_nothing_of_the_shop(stage: Rehearsal, handheld: Visitor) -> None:
    order = stage.order()
    handheld.go(f"/orders/{order}")
    handheld.page.get_by_text("Scan your badge").wait_for()
    expect(handheld.page.locator("body")).not_to_contain_text(order)
    assert handheld.page.locator(".frame").count() == 0


def test_a_badge_signs_its_owner_in_wherever_it_is_scanned(stage: Rehearsal, handheld: Visitor, kiosk: Visitor) -> None:
    badge = stage.new_badge(PICKER)
    handheld.type_scan(badge)
    expect(handheld.page.locator(".who")).to_have_accessible_name(f"{PICKER} is signed in")
    kiosk.go("/labels")
    field = kiosk.page.get_by_label("SKU")
    field.fill("LAMP")
    field.focus()
    kiosk.type_scan(badge)
    expect(kiosk.page.locator(".who")).to_contain_text(PICKER)
    expect(field).to_have_value("LAMP")


def test_a_badge_that_is_worth_nothing_any_more_says_so(stage: Rehearsal, kiosk: Visitor) -> None:
    old = stage.new_badge(PICKER)
    stage.new_badge(PICKER)
    kiosk.go("/")
    scan_badge(kiosk, old)
    expect(kiosk.page.locator("dialog").get_by_role("alert")).to_contain_text("worth nothing any more")


def test_a_name_and_its_pin_sign_in_and_out(handheld: Visitor) -> None:
    sign_in_by_name(handheld, PACKER, OTHER_PIN)
    handheld.page.locator(".who").click()
    expect(handheld.page.locator(".account")).to_contain_text("Your PIN counts for")
    handheld.button("Sign out").click()
    handheld.page.get_by_text("Scan your badge").wait_for()


def test_a_pin_is_never_shown_and_wrong_ones_end_in_a_wait(handheld: Visitor) -> None:
    page = handheld.page
    page.locator(".names").get_by_text(PACKER).click()
    page.keyboard.type("7419")
    expect(page.locator(".dots")).to_have_accessible_name("4 digits typed")
    expect(page.locator(".dots")).to_have_text("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not the PIN of this person")
    for _ in range(FREE):
        page.keyboard.type("7419")
        page.keyboard.press("Enter")
        expect(page.locator(".dots .full")).to_have_count(0)
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Too many wrong PINs. Wait")
    expect(page.locator(".digit").first).to_be_disabled()


def test_a_decision_asks_for_the_pin_and_is_carried_out_once(stage: Rehearsal, kiosk: Visitor) -> None:
    order = stage.order()
    kiosk.go(f"/orders/{order}")
    kiosk.button("Cancel order").click()
    kiosk.page.get_by_label("Reason").fill("the buyer asked for it")
    sent: list[str] = []
    kiosk.page.on("request", lambda request: sent.append(request.headers["idempotency-key"]) if request.url.endswith("/cancel") else None)
    kiosk.button("Cancel now").click()
    scan_badge(kiosk, stage.new_badge(SUPERVISOR))  # nobody was signed in
    expect(kiosk.page.locator("dialog h2")).to_contain_text(f"PIN of {SUPERVISOR}")
    kiosk.enter_digits(OTHER_PIN)
    expect(kiosk.page.locator(".state-of.cancelled")).to_be_visible()
    assert len(sent) == 3 and len(set(sent)) == 1
    assert [entry["kind"] for entry in stage.get(f"/orders/{order}/timeline")["entries"]].count("cancelled") == 1


def test_a_decision_is_left_with_the_words_of_the_refusal_when_no_pin_is_entered(stage: Rehearsal, kiosk: Visitor) -> None:
    order = stage.order()
    kiosk.go(f"/orders/{order}")
    scan_badge(kiosk, stage.new_badge(SUPERVISOR))
    expect(kiosk.page.locator(".who")).to_contain_text(SUPERVISOR)
    kiosk.button("Cancel order").click()
    kiosk.page.get_by_label("Reason").fill("none")
    kiosk.button("Cancel now").click()
    kiosk.page.locator("dialog").wait_for()
    kiosk.page.keyboard.press("Escape")
    expect(kiosk.page.locator(".decisions .trouble")).to_contain_text("enter your PIN")
    assert stage.get(f"/orders/{order}")["state"] == "allocated"


def test_what_a_person_may_not_do_says_whom_to_ask(stage: Rehearsal, kiosk: Visitor) -> None:
    order = stage.order()
    kiosk.go(f"/orders/{order}")
    scan_badge(kiosk, stage.new_badge(PICKER))
    expect(kiosk.page.locator(".who")).to_contain_text(PICKER)
    kiosk.button("Cancel order").click()
    kiosk.page.get_by_label("Reason").fill("none")
    kiosk.button("Cancel now").click()
    expect(kiosk.page.locator(".decisions .trouble")).to_contain_text("ask a supervisor or the owner")


@pytest.mark.parametrize(("name", "hidden"), [(PICKER, ["/pack", "/ship", "/orders"]), (PACKER, [])])
def test_the_first_screen_of_a_handheld_shows_what_the_person_may_do(
    stage: Rehearsal, handheld: Visitor, name: str, hidden: list[str]
) -> None:
    scan_badge(handheld, stage.new_badge(name))
    handheld.page.locator(".tile").first.wait_for()
    links = handheld.page.locator(".tile").evaluate_all("tiles => tiles.map(tile => tile.getAttribute('href').slice(1))")
    assert [route for route in ("/pack", "/ship", "/orders") if route not in links] == hidden
    assert {"/pick", "/receive", "/counts"} <= set(links)


def test_a_device_that_is_shut_out_is_back_at_the_pairing_screen_at_once(stage: Rehearsal, kiosk: Visitor, handheld: Visitor) -> None:
    scan_badge(handheld, stage.new_badge(PICKER))
    handheld.page.locator(".tile").first.wait_for()
    sign_in(kiosk.page.context, stage, OWNER, PIN)
    kiosk.go("/paired-devices")
    card = kiosk.page.locator(".paired", has_text=PICKER)
    card.get_by_role("button", name="Shut out").click()
    expect(card).to_contain_text("locked at once")
    card.get_by_role("button", name="Shut out").click()
    handheld.page.get_by_role("heading", name="Pair this device").wait_for()
    expect(kiosk.page.locator(".paired")).to_have_count(1)


def test_somebody_who_is_signed_out_elsewhere_is_asked_again_who_it_is(stage: Rehearsal, handheld: Visitor) -> None:
    scan_badge(handheld, stage.new_badge(PICKER))
    handheld.page.locator(".tile").first.wait_for()
    stage.post("/paired-devices/handheld/sign-out")
    expect(handheld.page.get_by_text("Scan your badge")).to_be_visible()


def test_people_are_added_given_other_roles_and_a_badge_at_a_touchscreen(stage: Rehearsal, kiosk: Visitor) -> None:
    sign_in(kiosk.page.context, stage, OWNER, PIN)
    kiosk.go("/people")
    kiosk.button("Add a person").click()
    kiosk.page.get_by_label("Name").fill("Zoe")
    kiosk.page.locator(".new-person").get_by_role("button", name="Supervisor").click()
    kiosk.button("Next").click()
    kiosk.enter_digits("7419")
    kiosk.enter_digits("7418")
    expect(kiosk.page.get_by_role("alert")).to_contain_text("not the same")
    kiosk.enter_digits("7419")
    kiosk.enter_digits("7419")
    zoe = kiosk.page.locator(".person", has_text="Zoe")
    zoe.get_by_role("button", name="Zoe").click()
    zoe.get_by_role("button", name="Packer").click()
    expect(zoe.locator(".what")).to_contain_text("Packer")
    zoe.get_by_role("button", name="Print a badge").click()
    expect(zoe).to_contain_text("The badge comes out at PACK-1")
    zoe.get_by_role("button", name="Works here no more").click()
    zoe.get_by_role("button", name="Works here no more").last.click()
    expect(zoe.locator(".what")).to_contain_text("Works here no more")
    found = next(one for one in stage.get("/operators")["operators"] if one["operator"] == "Zoe")
    assert found == {"operator": "Zoe", "role": "packer", "active": False, "has_pin": True, "badge": 1}


def test_people_and_devices_are_out_of_sight_until_the_pin_is_entered(stage: Rehearsal, kiosk: Visitor) -> None:
    kiosk.go("/paired-devices")
    sign_in_by_name(kiosk, OWNER, PIN)
    kiosk.page.locator(".paired").first.wait_for()
    stage.forget_pins()
    kiosk.go("/people")
    kiosk.page.reload()
    expect(kiosk.page.locator(".pin-pad h2")).to_contain_text(f"PIN of {OWNER}")
    assert kiosk.page.locator(".person").count() == 0
    kiosk.enter_digits(PIN)
    kiosk.page.locator(".person").first.wait_for()


def test_somebody_new_comes_up_on_the_first_screen_of_a_handheld_by_itself(stage: Rehearsal, handheld: Visitor) -> None:
    stage.post("/operators", {"operator": "Zoe", "role": "picker", "pin": OTHER_PIN})
    expect(handheld.page.locator(".names").get_by_text("Zoe")).to_be_visible(timeout=30_000)


def test_a_picker_who_may_not_see_orders_is_told_at_the_end_of_a_walk_where_each_tote_goes(stage: Rehearsal, handheld: Visitor) -> None:
    scan_badge(handheld, stage.new_badge(PICKER))
    handheld.page.locator(".tile").first.wait_for()
    stage.order()
    picked, _ = stage.picked_tote()
    handheld.go("/pick/1")
    tote = handheld.page.locator(".totes li")
    expect(tote).to_contain_text(picked)
    expect(tote).to_contain_text("picked")
    stage.post(f"/orders/{picked}/cancel", {"reason": "the buyer wants it no more"})
    expect(tote).to_contain_text("set it aside")
    assert handheld.page.get_by_role("alert").count() == 0 and tote.get_by_role("link").count() == 0
