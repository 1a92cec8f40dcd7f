"""People: who works here, badges and PINs, and who is signed in where."""

from typing import TYPE_CHECKING, Any

from ledger.equipment.control_codes import BadgeCode, read_control_code
from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.people.operators import AddOperator, ChangeOperator, RenewBadge, SetPin, operators
from ledger.people.sign_ins import SignOut
from ledger.printing.label_prints import PrintLabels
from pmpd.api import people_bodies as bodies
from pmpd.api.call import BoxRoute, CommandRoute, QueryRoute, Route, Said
from pmpd.gs1 import label_text

if TYPE_CHECKING:
    from pmpd.box import Box


async def _me(box: "Box", said: Said) -> dict[str, Any]:
    from pmpd.identity.me import me

    return await me(box, said.caller)


async def _sign_in(box: "Box", said: Said) -> dict[str, Any]:
    device = _device(said)
    if said.body.badge:
        badge = read_control_code(label_text(said.body.badge))
        if not isinstance(badge, BadgeCode):
            raise Refused("not_a_badge", "this is no badge of this box; ask the owner to print you one")
        return await box.identity.sign_in_by_badge(device, badge, said.command_id)
    return await box.identity.sign_in_by_pin(device, said.body.operator, said.body.pin, said.command_id)


async def _sign_out(box: "Box", said: Said) -> dict[str, Any]:
    device = _device(said)
    box.identity.lock(device)
    return await box.ledger.submit(SignOut(device), actor=said.actor, device=device, command_id=said.command_id)


async def _unlock(box: "Box", said: Said) -> dict[str, Any]:
    operator = said.caller.operator
    if operator is None:
        raise Refused("not_signed_in", "sign in first: scan your badge")
    device = _device(said)
    await box.identity.verify_pin(operator.name, said.body.pin, device)
    box.identity.unlock(device, operator.name)
    return {"unlocked_until_ms": box.identity.unlocked_until_ms(device, operator.name)}


def _device(said: Said) -> str:
    if said.caller.kind not in ("kiosk", "handheld", "phone"):
        raise Refused("no_device", "people sign in at paired devices")
    return said.caller.name


async def _add(box: "Box", said: Said) -> dict[str, Any]:
    pin = await box.identity.pins.hashed(said.body.pin, said.command_id) if said.body.pin else ""
    return await box.ledger.submit(
        AddOperator(said.body.operator, said.body.role, pin), actor=said.actor, device=said.device, command_id=said.command_id
    )


async def _first_owner(box: "Box", said: Said) -> dict[str, Any]:
    pin = await box.identity.pins.hashed(said.body.pin, said.command_id)
    added = await box.ledger.submit(
        AddOperator(said.body.operator, "owner", pin, first=True), actor=said.body.operator, device=said.device, command_id=said.command_id
    )
    if said.caller.kind != "socket":
        await box.identity.sign_in_by_pin(_device(said), added["operator"], said.body.pin, said.part_id("sign-in"))
    return added


async def _set_pin(box: "Box", said: Said) -> dict[str, Any]:
    pin = await box.identity.pins.hashed(said.body.pin, said.command_id) if said.body.pin else ""
    return await box.ledger.submit(SetPin(said.path["operator"], pin), actor=said.actor, device=said.device, command_id=said.command_id)


async def _badge(box: "Box", said: Said) -> dict[str, Any]:
    """The new badge is only made where it can be printed, or the older one would be worth nothing for it."""
    operator = said.path["operator"]
    await box.ledger.ask(place_by_code, said.body.station, "station")
    renewed = await box.ledger.submit(RenewBadge(operator), actor=said.actor, device=said.device, command_id=said.command_id)
    labels = PrintLabels("badge", (renewed["operator"],), said.body.station)
    printed = await box.ledger.submit(labels, actor=said.actor, device=said.device, command_id=said.part_id("print"))
    return {**renewed, "print_jobs": printed["print_jobs"]}


ROUTES: tuple[Route, ...] = (
    BoxRoute("GET", "/me", "Who asks, what that one may do, and which box this is", _me, right="known"),
    BoxRoute("POST", "/sign-in", "Sign in at this device by a badge, or by name and PIN", _sign_in, bodies.SignInBody, right="known"),
    BoxRoute("POST", "/sign-out", "Sign out at this device", _sign_out, right="known"),
    BoxRoute("POST", "/unlock", "Enter the PIN, which counts for five minutes", _unlock, bodies.UnlockBody, right="known"),
    QueryRoute("/operators", "Who works here", lambda reader, said: {"operators": operators(reader)}, verb="operators", right="known"),
    BoxRoute("POST", "/operators", "Somebody works here from now on", _add, bodies.AddOperatorBody, right="people"),
    BoxRoute("POST", "/setup/owner", "Whose box this is, said once", _first_owner, bodies.OwnerBody, right="people"),
    CommandRoute(
        "/operators/{operator}",
        "Give somebody another role, or say that somebody works here no more",
        lambda said: ChangeOperator(said.path["operator"], said.body.role, said.body.active),
        bodies.ChangeOperatorBody,
        verb="change-operator",
        right="people",
    ),
    BoxRoute("POST", "/operators/{operator}/pin", "Set somebody's PIN", _set_pin, bodies.PinBody, right="people"),
    BoxRoute(
        "POST",
        "/operators/{operator}/badge",
        "Print a new badge; older ones are worth nothing",
        _badge,
        bodies.BadgeBody,
        verb="badge",
        right="people",
    ),
)
