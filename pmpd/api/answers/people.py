"""What is told of people, devices and programs that are let in."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Moment, Shape, Told
from pmpd.api.answers.devices import DeviceNamed


class MyDevice(Told):
    """The device or program that asks; `kind`: kiosk, handheld, phone, program or socket."""

    name: str
    kind: str


class MyOperator(Told):
    """Who is signed in there."""

    name: str
    role: str


class MyBox(Told):
    """Which box this is and where it is found, the best address first."""

    name: str
    id: str
    addresses: list[str]


class Me(Told):
    """Who asks, what that one may do now, and which box this is."""

    device: MyDevice
    operator: MyOperator | None
    rights: list[str]
    unlocked_until_ms: Annotated[Moment, Field(description="Until when the PIN that was entered counts; 0: none was")]
    now_ms: Annotated[Moment, Field(description="The box's time, by which that is meant")]
    setup: Annotated[bool, Field(description="The box has no owner yet")]
    demo: Annotated[bool, Field(description="It plays with the sample shop")]
    plain: Annotated[bool, Field(description="Others can read this connection")]
    language: str
    box: MyBox


class SignedIn(Told):
    """Who works at a device now."""

    device: str
    operator: str
    role: str


class Unlocked(Told):
    """Until when the PIN counts."""

    unlocked_until_ms: Moment


class OperatorView(Told):
    """Somebody who works here; `badge` is the number of the newest one."""

    operator: str
    role: str
    active: bool
    has_pin: bool
    badge: int


class Operators(Told):
    """Who works here."""

    operators: list[OperatorView]


class BadgePrinted(OperatorView):
    """Somebody's new badge, which prints."""

    print_jobs: list[int]


class PairingOffered(Told):
    """An offer to let a device in: the token goes into a QR code, the code is typed."""

    pairing: int
    token: str
    code: str
    valid_s: int
    addresses: list[str]
    link: Annotated[str, Field(description="Opens the box and pairs; what the QR code says")]
    qr: Annotated[list[str], Field(description="The QR code, row by row: # is dark")]
    https: Annotated[bool, Field(description="Whether the box is configured to serve the network, reached or not")]
    help: Annotated[str, Field(description="Where a device is told how to trust the box; empty where it is not")]
    fingerprint: Annotated[str, Field(description="What the device must show there: of the box's own authority, empty where there is none")]


class PairingView(Told):
    """An offer that stands: open, claimed, confirmed or refused."""

    pairing: int
    kind: str
    state: str
    name: str


class Pairings(Told):
    """The offers that stand."""

    pairings: list[PairingView]


class PairedDeviceView(Told):
    """A device that may come in, and who is signed in there."""

    device: str
    kind: str
    way: str
    paired_ms: Moment
    expires_ms: Annotated[Moment, Field(description="0: never")]
    active: bool
    operator: str
    signed_in_ms: Moment


class PairedDevices(Told):
    """The devices that may come in."""

    devices: list[PairedDeviceView]


class TokenView(Told):
    """A program that may ask, and what; the token itself is not known to the box."""

    name: str
    rights: list[str]
    made_ms: Moment
    expires_ms: Annotated[Moment, Field(description="0: never")]
    per_s: Annotated[int, Field(description="Requests a second")]
    active: bool


class TokenMade(TokenView):
    """A new token; it is shown this once."""

    token: str


class Tokens(Told):
    """The programs that may ask."""

    tokens: list[TokenView]


class KioskLink(Told):
    """A link that lets the screen in which opens it first."""

    link: str


class Claimed(Told):
    """What a device asks with whether it was let in."""

    claim: str


class ClaimState(Told):
    """waiting, paired or refused; with `paired` comes the cookie."""

    state: str
    device: str


ANSWERS: dict[str, Shape] = {
    "GET /me": Me,
    "POST /sign-in": SignedIn,
    "POST /sign-out": DeviceNamed,
    "POST /unlock": Unlocked,
    "GET /operators": Operators,
    "POST /operators": OperatorView,
    "POST /setup/owner": OperatorView,
    "POST /operators/{operator}": OperatorView,
    "POST /operators/{operator}/pin": OperatorView,
    "POST /operators/{operator}/badge": BadgePrinted,
    "POST /pairings": PairingOffered,
    "POST /kiosk-links": KioskLink,
    "GET /pairings": Pairings,
    "POST /pairings/{pairing}/confirm": PairingView,
    "POST /pairings/{pairing}/refuse": PairingView,
    "GET /paired-devices": PairedDevices,
    "POST /paired-devices/{device}/revoke": PairedDeviceView,
    "POST /paired-devices/{device}/sign-out": DeviceNamed,
    "GET /api-tokens": Tokens,
    "POST /api-tokens": TokenMade,
    "POST /api-tokens/{name}/revoke": TokenView,
    "POST /pair": Claimed,
    "POST /pair/claim": ClaimState,
}
