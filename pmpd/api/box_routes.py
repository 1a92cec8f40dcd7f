"""The box itself: its health, its check, and the simulated devices of a box without hardware."""

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from devices.driver import DeviceGone
from ledger.audit.check import check_file
from ledger.errors import Refused, Unavailable
from pmpd.api import bodies
from pmpd.api.call import BoxRoute, Route, Said

if TYPE_CHECKING:
    from pmpd.box import Box

_SCAN_PATIENCE_S = 10


async def _health(box: "Box", _: Said) -> dict[str, Any]:
    return await box.health()


async def _machine(box: "Box", _: Said) -> dict[str, Any]:
    from pmpd.machine_figures import machine_figures

    return await asyncio.to_thread(machine_figures, box.directory, box.ledger.engine.clock.now_ms())


async def _check(box: "Box", _: Said) -> dict[str, Any]:
    findings = await asyncio.to_thread(check_file, box.ledger.engine.path)
    return {"clean": not findings, "findings": [finding._asdict() for finding in findings]}


async def _play(box: "Box", said: Said) -> dict[str, Any]:
    from devices.registry import is_simulated_scanner

    scanner = box.hardware.scanner(said.body.scanner)
    if not is_simulated_scanner(scanner):
        raise Refused("not_simulated", f"{said.body.scanner} is a real scanner; scan with it")
    heard = box.floor.next_of(said.body.scanner)
    try:
        scanner.play(said.body.code)
        return await asyncio.wait_for(heard, _SCAN_PATIENCE_S)
    except ValueError as error:
        raise Refused("not_on_a_keyboard", f"a scanner can't send this code: {error}") from error
    except (DeviceGone, TimeoutError) as error:
        raise Unavailable(f"{said.body.scanner} did not scan: {str(error) or 'nothing was heard of it'}") from error
    finally:
        heard.cancel()


async def _scanners(box: "Box", _: Said) -> dict[str, Any]:
    from devices.registry import is_simulated_scanner

    scanners: list[dict[str, Any]] = []
    for name, scanner in box.hardware.scanners.items():
        standing = await box.floor.standing(name)
        scanners.append(
            {
                "name": name,
                "station": standing.station,
                "session": standing.walk[0] if standing.walk else None,
                "simulated": is_simulated_scanner(scanner),
                "last": box.floor.last.get(name),
                "last_ms": box.floor.last_ms.get(name, 0),
                "held_by": standing.operator,
                "lent_to": box.floor.loans.kiosk_with(name),
            }
        )
    sounds = box.config.sound.enabled and (await box.sound.health()).status != "bad"
    return {"scanners": scanners, "sounds": sounds}


async def _lights(box: "Box", _: Said) -> dict[str, Any]:
    showing = [state for rail in box.hardware.lights.values() for state in rail.showing.values() if state.on]
    return {"on": [asdict(state) for state in showing], "not_answering": dict(box.light_guide.trouble)}


ROUTES: tuple[Route, ...] = (
    BoxRoute("GET", "/health", "How the box is", _health, verb="health", right="look"),
    BoxRoute("GET", "/machine", "Room on the disk, heat, power and the age of the last copy", _machine, verb="machine", right="look"),
    BoxRoute("GET", "/check", "Recompute everything from the rows and name what disagrees", _check, right="audit"),
    BoxRoute("GET", "/lights", "Which lights shine, and which do not answer", _lights, verb="lights", right="look"),
    BoxRoute(
        "GET", "/scanners", "The scanners, where they stand, and what came of their last scans", _scanners, verb="scanners", right="look"
    ),
    BoxRoute("POST", "/scans", "Play a code through a simulated scanner, key event by key event", _play, bodies.PlayBody, right="devices"),
)
