"""Setting up and beginning anew: the sample shop, a copy of the ledger, and a copy that is restored."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pmpd.api import setup_bodies as bodies
from pmpd.api.call import BoxRoute, Route, Said

if TYPE_CHECKING:
    from pmpd.api.file_answer import FileAnswer
    from pmpd.box import Box


async def _load_demo(box: "Box", _: Said) -> dict[str, Any]:
    from pmpd.demo.first_order import load_sample_shop

    return await load_sample_shop(box.ledger)


async def _leave_demo(box: "Box", said: Said) -> dict[str, Any]:
    return await box.successors.leave_demo(said.actor, said.device)


async def backup(box: "Box", _: Said) -> "FileAnswer":
    """A copy of the ledger, called after the day on which it was made."""
    from pmpd.api.file_answer import FileAnswer

    day = datetime.fromtimestamp(box.ledger.engine.clock.now_ms() / 1000, UTC).date()
    return FileAnswer(await box.successors.copy(), f"pmpd-{day}.sqlite3", "application/vnd.sqlite3", box.successors.taken_away)


async def _restore(box: "Box", said: Said) -> dict[str, Any]:
    assert said.upload is not None, "the route is declared to take a file"
    return await box.successors.examine(said.upload)


async def _accept(box: "Box", said: Said) -> dict[str, Any]:
    pin = await box.identity.pins.hashed(said.body.pin, said.command_id) if said.body.operator else ""
    return await box.successors.restore(said.body.operator, pin, said.actor, said.device)


ROUTES: tuple[Route, ...] = (
    BoxRoute("POST", "/demo/load", "Fill an empty ledger with the sample shop and a day of its orders", _load_demo, right="settings"),
    BoxRoute(
        "POST",
        "/demo/leave",
        "Begin anew, with nothing of the sample shop; who may come in and the settings stay",
        _leave_demo,
        right="settings",
    ),
    BoxRoute("GET", "/backup", "A copy of the ledger as it is now", backup, content="application/vnd.sqlite3", right="settings"),
    BoxRoute("POST", "/restore", "Look at a copy that is to be restored; it is the body itself", _restore, upload=True, right="people"),
    BoxRoute(
        "POST", "/restore/accept", "Let the copy that was looked at take the ledger's place", _accept, bodies.AcceptBody, right="people"
    ),
)
