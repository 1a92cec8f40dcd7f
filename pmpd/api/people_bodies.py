"""What requests about people, devices and programs say."""

from typing import Annotated

from pydantic import Field

from ledger.people.operators import Role
from ledger.people.paired_devices import DeviceKind
from pmpd.api.call import Body

Name = Annotated[str, Field(min_length=1, max_length=80, description="A person's name")]
Pin = Annotated[str, Field(max_length=12, description="4 to 12 digits")]


class SignInBody(Body):
    """A badge, or a name and a PIN."""

    badge: Annotated[str, Field(max_length=1_000, description="What the badge holds")] = ""
    operator: Annotated[str, Field(max_length=80, description="Without a badge: who")] = ""
    pin: Pin = ""


class UnlockBody(Body):
    """The PIN of whoever is signed in."""

    pin: Pin


class AddOperatorBody(Body):
    """Who works here."""

    operator: Name
    role: Annotated[Role, Field(description="What the person does here")]
    pin: Pin = ""


class OwnerBody(Body):
    """Whose box this is."""

    operator: Name
    pin: Pin


class ChangeOperatorBody(Body):
    """What changes about a person."""

    role: Annotated[Role | None, Field(description="What the person does here from now on")] = None
    active: Annotated[bool | None, Field(description="Whether the person works here")] = None


class PinBody(Body):
    """A new PIN; empty takes it away."""

    pin: Pin = ""


class BadgeBody(Body):
    """Where the new badge comes out."""

    station: Annotated[str, Field(min_length=1, max_length=200, description="The station whose printer prints it")]


class PairingBody(Body):
    """What is to be let in."""

    kind: Annotated[DeviceKind, Field(description="What it is: a fixed screen, a handheld, the owner's phone")] = "handheld"


class ClaimBody(Body):
    """The token of the QR code or the eight digits, and what the device calls itself."""

    code: Annotated[str, Field(min_length=1, max_length=64, description="Token or digits")]
    name: Annotated[str, Field(max_length=80, description="What the device is to be called")] = ""


class ClaimedBody(Body):
    """The claim that the box gave."""

    claim: Annotated[str, Field(min_length=1, max_length=64)]


class ConfirmBody(Body):
    """What the device is to be called, if anything else than it says."""

    name: Annotated[str, Field(max_length=80, description="The device's name from now on")] = ""


class TokenBody(Body):
    """A program, and what it may do."""

    name: Annotated[str, Field(min_length=1, max_length=80, description="The program's name")]
    rights: Annotated[
        tuple[Annotated[str, Field(max_length=20)], ...],
        Field(min_length=1, max_length=20, description="What it may do: a right; several times for several"),
    ]
    days: Annotated[int, Field(ge=0, le=3_660, description="After how many days the token ends; 0: never")] = 0
    per_s: Annotated[int, Field(ge=1, le=10_000, description="How many requests a second it may send")] = 20
