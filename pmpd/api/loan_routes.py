"""Scanners of the box that a kiosk borrows, so that its screen takes their scans like those of a scanner that types."""

from typing import TYPE_CHECKING, Any

from ledger.errors import Refused
from pmpd.api import loan_bodies as bodies
from pmpd.api.call import BoxRoute, Route, Said
from pmpd.loans import Screen

if TYPE_CHECKING:
    from pmpd.box import Box


def _scanner(box: "Box", said: Said) -> str:
    """The scanner that a kiosk means. Refused `not_a_kiosk` to everybody else."""
    if said.caller.kind != "kiosk":
        raise Refused("not_a_kiosk", "a kiosk alone borrows a scanner of the box; scan with this device itself")
    return box.hardware.scanner(said.path["scanner"]).name


async def _borrow(box: "Box", said: Said) -> dict[str, Any]:
    scanner, since, loans = _scanner(box, said), said.body.since, box.floor.loans
    screen = Screen(said.caller.name, said.body.page)
    reason = await box.floor.not_lent(scanner)
    if reason is not None:
        loans.end(scanner)
        return {**reason, "scans": [], "next": since}
    holder = (await box.floor.standing(scanner)).operator
    here = said.caller.operator.name if said.caller.operator else ""
    if holder not in ("", here) and not said.body.take_over and not loans.has(scanner, screen):
        message = f"{scanner} is in the hand of {holder}."
        return {"outcome": "in_a_hand", "message": message, "scans": [], "next": since}
    scans = await loans.scans_for(scanner, screen, since, take_over=said.body.take_over)
    if scans is None:
        message = f"{scanner} scans at {loans.kiosk_with(scanner) or 'no screen'} now."
        return {"outcome": "elsewhere", "message": message, "scans": [], "next": since}
    return {"outcome": "lent", "message": "", "scans": [scan._asdict() for scan in scans], "next": scans[-1].number if scans else since}


async def _give_back(box: "Box", said: Said) -> dict[str, Any]:
    scanner = _scanner(box, said)
    box.floor.loans.give_back(scanner, Screen(said.caller.name, said.body.page), said.body.since)
    return {"scanner": scanner}


async def _sound_outcome(box: "Box", said: Said) -> dict[str, Any]:
    scanner = _scanner(box, said)
    box.floor.sound_outcome(right=said.body.right)
    return {"scanner": scanner}


ROUTES: tuple[Route, ...] = (
    BoxRoute(
        "POST",
        "/scanners/{scanner}/borrow",
        "Have the scans of a scanner come to this screen, and wait for the next",
        _borrow,
        bodies.BorrowBody,
        waits=True,
        right="stock",
    ),
    BoxRoute("POST", "/scanners/{scanner}/give-back", "Want a borrowed scanner no more", _give_back, bodies.GiveBackBody, right="stock"),
    BoxRoute(
        "POST",
        "/scanners/{scanner}/outcome",
        "Sound at the box what came of a scan with a borrowed scanner",
        _sound_outcome,
        bodies.OutcomeBody,
        right="stock",
    ),
)
