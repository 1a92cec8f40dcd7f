"""The box itself: its health, its check, its printers' work, and the simulated devices of a box without hardware."""

import asyncio
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from devices.driver import DeviceGone
from ledger.audit.check import check_file
from ledger.errors import Refused, Unavailable
from ledger.packing.print_jobs import print_jobs
from pmpd.api import bodies
from pmpd.api.call import BoxRoute, QueryRoute, Route, Said, row_id

if TYPE_CHECKING:
    from pmpd.box import Box

_SCAN_PATIENCE_S = 10


async def _health(box: "Box", _: Said) -> dict[str, Any]:
    return await box.health()


async def _check(box: "Box", _: Said) -> dict[str, Any]:
    findings = await asyncio.to_thread(check_file, box.ledger.engine.path)
    return {"clean": not findings, "findings": [finding._asdict() for finding in findings]}


async def _picture(box: "Box", said: Said) -> bytes:
    from devices.printer.render import render

    slip = await box.slip_printing.slip(row_id(said.path["job"]) or 0)

    def drawn() -> bytes:
        picture = BytesIO()
        render(box.slip_printing.encoded(slip, "")).save(picture, format="PNG")
        return picture.getvalue()

    return await asyncio.to_thread(drawn)


async def _play(box: "Box", said: Said) -> dict[str, Any]:
    from devices.registry import is_simulated_scanner

    scanner = box.scanners.get(said.body.scanner)
    if scanner is None:
        raise Refused("scanner_not_found", f"there is no scanner {said.body.scanner}; there is {', '.join(box.scanners) or 'none'}")
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

    stations = {scanner.name: scanner.station for scanner in box.config.scanner}
    return {
        "scanners": [
            {"name": name, "station": stations[name], "simulated": is_simulated_scanner(scanner), "last": box.floor.last.get(name)}
            for name, scanner in box.scanners.items()
        ]
    }


async def _lights(box: "Box", _: Said) -> dict[str, Any]:
    from devices.registry import is_simulated_lights

    showing = [state for rail in box.lights.values() if is_simulated_lights(rail) for state in rail.showing.values() if state.on]
    return {"on": [asdict(state) for state in showing], "not_answering": dict(box.light_guide.trouble)}


ROUTES: tuple[Route, ...] = (
    BoxRoute("GET", "/health", "How the box is", _health, verb="health"),
    BoxRoute("GET", "/check", "Recompute everything from the rows and name what disagrees", _check),
    QueryRoute(
        "/print-jobs",
        "Print jobs and what is known of their fate",
        lambda reader, said: {"print_jobs": print_jobs(reader, order=said.body.order)},
        bodies.PrintJobsQuery,
        verb="print-jobs",
    ),
    BoxRoute("GET", "/print-jobs/{job}/picture", "What a print job looks like, as PNG", _picture, content="image/png"),
    BoxRoute("GET", "/lights", "Which simulated lights shine", _lights, verb="lights"),
    BoxRoute("GET", "/scanners", "The scanners, where they stand, and what came of their last scans", _scanners, verb="scanners"),
    BoxRoute("POST", "/scans", "Play a code through a simulated scanner, key event by key event", _play, bodies.PlayBody),
)
