"""A press on a pick light becomes the pick of its stop, once, however often it is told and whenever the box is restarted."""

import asyncio
import logging
from hashlib import sha256
from typing import TYPE_CHECKING

from devices.driver import Lights, Press
from ledger.errors import Refused, Unavailable
from ledger.picking.light_presses import PressLight

if TYPE_CHECKING:
    from pmpd.light_guide import LightGuide, Walk

_CLOSED_PAUSE_S = 0.5
_COUNTED = ("item", "other_bin", "later", "short")

_log = logging.getLogger(__name__)


async def take_presses(guide: "LightGuide", rail: Lights) -> None:
    """Carry out a rail's presses, in order, until cancelled. A rail that was closed may be opened again."""
    while True:
        async for press in rail.presses():
            try:
                await _take(guide, rail, press)
            except Exception:  # noqa: BLE001 - one press must not end the lights
                _log.exception("the press %s of %s failed", press, rail.name)
        await asyncio.sleep(_CLOSED_PAUSE_S)


async def _take(guide: "LightGuide", rail: Lights, press: Press) -> None:
    walk = guide.walk_at(press.light, press.command_id)
    if walk is None:  # the walk went on meanwhile, or the finger came down twice
        guide.show_again(press.light, rail)
        return
    try:
        outcome = await _submit(guide, rail, press, walk)
    except Refused as refusal:
        guide.refuse(walk.session, refusal.message)
        guide.show_again(press.light, rail)
        return
    guide.refuse(walk.session, "")
    # The light's next command is known before its next press is taken, so that a press counts for what was shown when it was made.
    await guide.catch_up(walk.session)
    if outcome not in _COUNTED:  # the ledger told the screen why
        guide.show_again(press.light, rail)


async def _submit(guide: "LightGuide", rail: Lights, press: Press, walk: "Walk") -> str:
    command = PressLight(walk.session, press.light, press.quantity, press.outcome == "short", press.command_id)
    identity = "\n".join(("press", rail.name, press.light, press.boot, str(press.sequence)))
    command_id = sha256(identity.encode()).digest()[:16]
    while True:
        try:
            answer = await guide.ledger.submit(command, actor=walk.operator, device=rail.name, command_id=command_id)
        except Unavailable as error:  # the rail keeps the press as long as nobody asks for the next one
            guide.refuse(walk.session, error.message)
            await asyncio.sleep(error.retry_after_s)
        else:
            return str(answer["outcome"])
