"""Letting devices and programs in: pairing, paired devices, API tokens."""

from typing import TYPE_CHECKING, Any

from ledger.errors import Refused
from ledger.people.api_tokens import MakeApiToken, RevokeApiToken, api_tokens
from ledger.people.paired_devices import RevokeDevice, paired_devices
from ledger.people.sign_ins import SignOut
from pmpd.api import people_bodies as bodies
from pmpd.api.call import BoxRoute, CommandRoute, QueryRoute, Route, Said, path_number
from pmpd.identity.rights import OF_PROGRAMS

if TYPE_CHECKING:
    from pmpd.box import Box


async def _offer(box: "Box", said: Said) -> dict[str, Any]:
    from kiosk.owner.code_picture import qr_rows

    offered = box.identity.pairings.offer(said.body.kind)
    where = box.whereabouts
    addresses = where.links() or [where.kiosk_address]
    link = f"{addresses[0]}#pair={offered['token']}"
    trust = {"https": where.serves("https"), "help": where.help_link(), "fingerprint": where.fingerprint}
    return {**offered, "addresses": addresses, "link": link, "qr": qr_rows(link), **trust}


async def _kiosk_link(box: "Box", _: Said) -> dict[str, Any]:
    return {"link": box.kiosk_link()}


async def _offers(box: "Box", _: Said) -> dict[str, Any]:
    return {"pairings": box.identity.pairings.views()}


async def _confirm(box: "Box", said: Said) -> dict[str, Any]:
    return box.identity.pairings.answer(path_number(said, "pairing"), let_in=True, name=said.body.name)


async def _refuse(box: "Box", said: Said) -> dict[str, Any]:
    return box.identity.pairings.answer(path_number(said, "pairing"), let_in=False)


async def _make_token(box: "Box", said: Said) -> dict[str, Any]:
    """The same request again, of whoever lost the answer, gets the same token."""
    unknown = sorted(set(said.body.rights) - OF_PROGRAMS)
    if unknown:
        raise Refused("bad_token", f"a program may be given {', '.join(sorted(OF_PROGRAMS))}, not {', '.join(unknown)}")
    token, digest = box.identity.token_of(said.command_id)
    command = MakeApiToken(said.body.name, said.body.rights, digest, said.body.days, said.body.per_s)
    made = await box.ledger.submit(command, actor=said.actor, device=said.device, command_id=said.command_id)
    return {**made, "token": token}


ROUTES: tuple[Route, ...] = (
    BoxRoute(
        "POST",
        "/pairings",
        "Offer to let a device in, for five minutes, by QR code or eight digits",
        _offer,
        bodies.PairingBody,
        right="people",
    ),
    BoxRoute("POST", "/kiosk-links", "A link that lets in the screen that opens it first", _kiosk_link, verb="kiosk-link"),
    BoxRoute("GET", "/pairings", "Which devices ask to be let in", _offers, right="people"),
    BoxRoute("POST", "/pairings/{pairing}/confirm", "Let the device in that showed the code", _confirm, bodies.ConfirmBody, right="people"),
    BoxRoute("POST", "/pairings/{pairing}/refuse", "Do not let it in", _refuse, right="people"),
    QueryRoute(
        "/paired-devices",
        "Which devices may come in, and who is signed in there",
        lambda reader, said: {"devices": paired_devices(reader)},
        verb="paired-devices",
        right="people",
    ),
    CommandRoute(
        "/paired-devices/{device}/revoke",
        "Shut a device out",
        lambda said: RevokeDevice(said.path["device"]),
        verb="revoke-device",
        right="people",
    ),
    CommandRoute(
        "/paired-devices/{device}/sign-out",
        "Sign out whoever is signed in at a device",
        lambda said: SignOut(said.path["device"]),
        verb="sign-out",
        right="people",
    ),
    QueryRoute(
        "/api-tokens",
        "Which programs may ask, and what",
        lambda reader, said: {"tokens": api_tokens(reader)},
        verb="api-tokens",
        right="people",
    ),
    BoxRoute(
        "POST", "/api-tokens", "Let a program in; its token is shown once", _make_token, bodies.TokenBody, verb="make-token", right="people"
    ),
    CommandRoute(
        "/api-tokens/{name}/revoke",
        "Shut a program out",
        lambda said: RevokeApiToken(said.path["name"]),
        verb="revoke-token",
        right="people",
    ),
)
