"""Scans that were set aside and that a person took up are carried out in order, each once, also after a crash in the middle."""

import asyncio
import logging

from ledger.equipment.set_aside import DoneSetAside, scan_command_id, taken_up
from ledger.errors import Refused, Unavailable
from pmpd.event_feed import LOOK_ANEW
from pmpd.floor import Floor
from pmpd.store import Ledger

_log = logging.getLogger(__name__)


AGAIN_S = 5.0
"""How long to wait with what the ledger can't write just now."""


async def follow_set_aside(ledger: Ledger, floor: Floor, again_s: float = AGAIN_S) -> None:
    """Carry out what was taken up, now and whenever somebody takes up more, until the feed closes."""
    listener = ledger.events.listen()
    try:
        await _carry_out(ledger, floor, again_s)
        async for event in listener:
            if event == LOOK_ANEW or event.topic == "set_aside":
                await _carry_out(ledger, floor, again_s)
    finally:
        listener.close()


async def _carry_out(ledger: Ledger, floor: Floor, again_s: float) -> None:
    waits = ""
    while True:
        try:
            return await _carry_out_now(ledger, floor)
        except Unavailable as error:
            if error.message != waits:
                _log.warning("scans that were taken up wait: %s", error.message)
            waits = error.message
        await asyncio.sleep(again_s)


async def _carry_out_now(ledger: Ledger, floor: Floor) -> None:
    for scan in await ledger.ask(taken_up):
        device, number = scan["device"], scan["set_aside"]
        try:
            await floor.scan(device, scan["code"], command_id=scan_command_id(number))
        except Refused as refusal:  # it stands in the journal under the scan's id; the next scan goes on
            _log.info("scan %s of %s that was set aside: %s", scan["code"], device, refusal.message)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - as on the floor: one scan must not keep all others waiting
            _log.exception("scan %s of %s that was set aside failed", scan["code"], device)
        await ledger.submit(DoneSetAside(number), actor=device, device=device)
