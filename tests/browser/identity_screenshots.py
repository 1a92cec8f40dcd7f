"""Pictures of pairing, signing in, people and paired devices."""

from collections.abc import Callable

from tests.browser.demo_box import OWNER, PIN
from tests.browser.rehearsal import Rehearsal
from tests.browser.visitor import Visitor

Shot = Callable[[str], None]


def have_people(stage: Rehearsal) -> None:
    """Let people of three more roles work here, one of them with a long name and a badge alone."""
    stage.have_owner()
    for name, role, pin in (("Ana López de la Torre", "picker", ""), ("Ben", "packer", "394857"), ("Sue", "supervisor", "394857")):
        stage.post("/operators", {"operator": name, "role": role, "pin": pin})


def coming_in(visitor: Visitor, stage: Rehearsal, shot: Shot) -> None:
    """A handheld that nobody knows is let in, and somebody signs in there."""
    page = visitor.page
    visitor.go("/")
    page.locator(".digit-keys").wait_for()
    shot("pairing")
    offer = stage.post("/pairings", {"kind": "handheld"})
    page.keyboard.type(offer["code"])
    page.keyboard.press("Enter")
    page.locator(".awaiting-yes").wait_for()
    shot("pairing-waits")
    stage.post(f"/pairings/{offer['pairing']}/confirm")
    page.locator(".names button").first.wait_for()
    shot("sign-in")
    page.locator(".names").get_by_text("Ben").click()
    page.keyboard.type("3948")
    shot("sign-in-pin")
    page.keyboard.type("57")
    page.keyboard.press("Enter")
    page.locator(".tile").first.wait_for()
    page.locator(".who").click()
    page.locator(".account").wait_for()
    shot("signed-in")


def looking_after(visitor: Visitor, shot: Shot) -> None:
    """The owner looks after people and devices at a kiosk."""
    page = visitor.page
    visitor.go("/people")
    page.locator(".names").get_by_text(OWNER).click()
    shot("people-pin")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    page.locator(".person").first.click()
    page.locator(".changes").wait_for()
    shot("people")
    visitor.button("Add a person").click()
    page.get_by_label("Name").fill("Zoe")
    shot("people-new")
    visitor.button("Next").click()
    page.locator(".pin-pad").wait_for()
    shot("people-new-pin")
    for route, part in (("settings", ".about"), ("paired-devices", ".paired"), ("pair-device", ".kinds")):
        visitor.go(f"/{route}")
        page.locator(part).first.wait_for()
        shot(route)
    visitor.button("Handheld").click()
    page.locator(".qr").wait_for()
    shot("pair-device-code")
