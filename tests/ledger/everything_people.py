"""What may be sent about people, the devices they hold, and programs."""

import hashlib

from ledger.people.api_tokens import MakeApiToken, RevokeApiToken
from ledger.people.carrying_over import CarriedOperator, CarryOver, ShutOut
from ledger.people.operators import ROLES, AddOperator, ChangeOperator, RenewBadge, SetPin
from ledger.people.paired_devices import KINDS, PairDevice, RevokeDevice
from ledger.people.sign_ins import SignIn, SignOut
from tests.ledger.everything_hand import Hand, sends

NAMES = ("Olga", "Ana López", "Ben", "nobody")


def digest(hand: Hand) -> str:
    """That of a token which nobody had before."""
    return hashlib.sha256(str(hand.value("SELECT MAX(seq) FROM journal")).encode()).hexdigest()


def device(hand: Hand) -> str:
    """A device that was paired, or one that never was."""
    return hand.value("SELECT name FROM paired_device ORDER BY id") or "handheld"


@sends(AddOperator)
def add_operator(hand: Hand) -> object:
    return AddOperator(hand.one(*NAMES), hand.one(*ROLES, "king"), hand.one("", "a hash"), first=hand.one(True, False))


@sends(ChangeOperator)
def change_operator(hand: Hand) -> object:
    return ChangeOperator(hand.one(*NAMES), hand.one(None, *ROLES), hand.one(None, True, False))


@sends(SetPin)
def set_pin(hand: Hand) -> object:
    return SetPin(hand.one(*NAMES), hand.one("", "a hash", "another hash"))


@sends(RenewBadge)
def renew_badge(hand: Hand) -> object:
    return RenewBadge(hand.one(*NAMES))


@sends(PairDevice)
def pair_device(hand: Hand) -> object:
    return PairDevice(
        hand.one("handheld", "kiosk", ""), hand.one(*KINDS), hand.one("https", "loopback", "plain"), digest(hand), hand.one(0, 12)
    )


@sends(RevokeDevice)
def revoke_device(hand: Hand) -> object:
    return RevokeDevice(device(hand))


@sends(SignIn)
def sign_in(hand: Hand) -> object:
    return SignIn(device(hand), hand.one(*NAMES), hand.one("badge", "pin"), hand.number(0, 2))


@sends(SignOut)
def sign_out(hand: Hand) -> object:
    return SignOut(device(hand))


@sends(MakeApiToken)
def make_api_token(hand: Hand) -> object:
    return MakeApiToken(hand.one("shop", "robot", ""), hand.one((), ("look",), ("intake", "orders")), digest(hand), hand.one(0, 30))


@sends(RevokeApiToken)
def revoke_api_token(hand: Hand) -> object:
    return RevokeApiToken(hand.one("shop", "robot"))


@sends(CarryOver)
def carry_over(hand: Hand) -> object | None:
    """What it brings into a new ledger: here, into one that knows nobody of that name."""
    if hand.value("SELECT id FROM operator WHERE name = 'Carla'"):
        return None
    return CarryOver((CarriedOperator("Carla", "picker", 1, "", 3),), settings=(("language", hand.one("de", "es")),))


@sends(ShutOut)
def shut_out(hand: Hand) -> object:
    return ShutOut((digest(hand),), ((hand.one("Olga", "nobody"), hand.one(1, 2)),), (hand.one("Ana", "nobody"),))
