"""Trying a device: a test page, all lights of a rail, a weight, one scan, a tone; says what happened in words for a person."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from devices.driver import DeviceGone, Lights, LightState, NoWeight, RejectedScan, Scale
from devices.scanner.check_code import check_text
from ledger.errors import Refused
from ledger.printing.device_pages import PrintTestPage
from ledger.printing.print_views import print_view

if TYPE_CHECKING:
    from pmpd.box import Box

SCAN_PATIENCE_S = 20.0
"""How long somebody may take to fetch the scanner and a label."""

PRINT_PATIENCE_S = 30.0
SHINE_S = 2.0
TONE_S = 1.0

_WAITS = ("queued", "sending")
Tried = dict[str, Any]
"""`{device, outcome, message}`; `outcome` is `good`, `bad`, or `unknown` where a person must look."""


async def try_device(box: "Box", name: str, *, command_id: bytes | None = None) -> Tried:
    """Try a device of the box, or its `sound`. Raises Refused `device_not_found`. The same `command_id` again prints no other page."""
    if name == "sound":
        return await _try_sound(box)
    fitted = box.hardware.fitted.get(name)
    if fitted is None:
        raise Refused("device_not_found", f"there is no device {name}; there are {', '.join([*box.hardware.fitted, 'sound'])}")
    match fitted.kind:
        case "scanner":
            return await _try_scanner(box, name)
        case "printer":
            return await _try_printer(box, name, command_id)
        case "lights":
            return await _try_lights(box, name, box.hardware.lights[name])
        case "scale":
            return await _try_scale(name, box.hardware.scales[name])


def _tried(name: str, outcome: str, message: str) -> Tried:
    return {"device": name, "outcome": outcome, "message": message}


async def _try_sound(box: "Box") -> Tried:
    if not box.config.sound.enabled:
        return _tried("sound", "unknown", "the sound is switched off; set enabled = true under [sound] in the configuration")
    for tone in ("right", "wrong", "attention"):
        box.sound.play(tone)
        await asyncio.sleep(TONE_S)
    health = await box.sound.health()
    message = "one high tone, two low buzzes, three tones: if you heard nothing, see the loudspeaker and its volume"
    return _tried("sound", health.status, f"{health.detail}; {message}" if health.status == "bad" else message)


async def _try_scanner(box: "Box", name: str) -> Tried:
    """The next scan counts nothing; it is only told."""
    held = box.floor.hold_next(name)
    try:
        await asyncio.wait([held], timeout=SCAN_PATIENCE_S)
        if held.cancelled():
            return _tried(name, "unknown", f"somebody else tries {name} now, and the next scan is theirs")
        if not held.done():
            return _tried(name, "bad", f"nothing was scanned with {name} in {SCAN_PATIENCE_S:.0f} s; see its health with: pmpd devices")
        scan = held.result()
    finally:
        held.cancel()
    if isinstance(scan, RejectedScan):
        return _tried(name, "bad", f"the scan was rejected: {scan.reason}")
    check = check_text(scan.code)
    if check is not None:
        return _tried(name, "good" if check.right else "bad", "; ".join(part for part in (check.detail, check.remedy) if part))
    return _tried(name, "good", f"read {scan.code!r}")


async def _try_printer(box: "Box", name: str, command_id: bytes | None) -> Tried:
    job = (await box.ledger.submit(PrintTestPage(name), actor="pmpd", device=name, command_id=command_id))["print_job"]
    deadline_s = asyncio.get_running_loop().time() + PRINT_PATIENCE_S
    while (view := await box.ledger.ask(print_view, job))["state"] in _WAITS:
        if asyncio.get_running_loop().time() > deadline_s:
            return _tried(name, "bad", f"test page {job} waits: {view['detail'] or 'the printer is busy'}")
        await asyncio.sleep(0.1)
    outcome = {"confirmed": "good", "sent": "unknown", "unconfirmed": "unknown"}.get(view["state"], "bad")
    return _tried(name, outcome, f"test page {job} is {view['state']}: {view['detail']}")


async def _try_lights(box: "Box", name: str, rail: Lights) -> Tried:
    """Every light of the rail shines for a moment with its place in the row; then each shows again what the walks want."""
    bins = box.rails.bins_of(name)
    if not bins:
        return _tried(name, "bad", f"{name} has no lights: no bin lies in its zones; see zones in the configuration")
    epoch = box.ledger.engine.head.seq
    lit = [LightState(bin, epoch, f"trial-{epoch}", "white", number % 100, on=True) for number, bin in enumerate(bins, 1)]
    try:
        outcomes = await asyncio.gather(*(rail.show(state) for state in lit))
        await asyncio.sleep(SHINE_S)
    finally:
        await asyncio.gather(*(rail.show(replace(state, quantity=0, on=False)) for state in lit))
        box.light_guide.look_anew()
    dumb = [f"{state.light} ({outcome.detail})" for state, outcome in zip(lit, outcomes, strict=True) if outcome.kind != "acknowledged"]
    if dumb:
        return _tried(name, "bad", f"{len(dumb)} of {len(lit)} lights did not answer: {', '.join(dumb[:10])}")
    return _tried(name, "good", f"all {len(lit)} lights answered")


async def _try_scale(name: str, scale: Scale) -> Tried:
    try:
        weight = await scale.weight()
    except (DeviceGone, NoWeight) as error:
        return _tried(name, "bad", str(error))
    return _tried(name, "good", f"{weight.grams} g, {'stable' if weight.stable else 'still moving'}")
