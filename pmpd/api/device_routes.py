"""Devices: what is attached and how it is, trying one, what is wrong and what to do."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from devices.driver import DeviceGone, NoWeight
from ledger.errors import Refused, Unavailable
from pmpd.api import bodies
from pmpd.api.call import BoxRoute, Route, Said, path_number

if TYPE_CHECKING:
    from pmpd.box import Box


async def _devices(box: "Box", _: Said) -> dict[str, Any]:
    from pmpd.device_views import devices_view

    return {"devices": await devices_view(box), "unused": [asdict(found) for found in box.hardware.unused]}


async def _try(box: "Box", said: Said) -> dict[str, Any]:
    from pmpd.device_trials import try_device

    return await try_device(box, said.path["device"], command_id=said.command_id)


async def _doctor(box: "Box", _: Said) -> dict[str, Any]:
    from pmpd.doctor.running_box import box_findings

    findings = await box_findings(box)
    return {"findings": [asdict(finding) for finding in findings]}


async def _weight(box: "Box", said: Said) -> dict[str, Any]:
    scale = box.scale_at(said.path["station"])
    if scale is None:
        raise Refused("scale_not_found", f"no scale stands at {said.path['station']}; see [[scale]] in the configuration")
    try:
        return asdict(await scale.weight())
    except NoWeight as error:
        raise Refused("no_weight", f"{scale.name}: {error}") from error
    except DeviceGone as error:
        raise Unavailable(_gone(error)) from error


async def _on_scale(box: "Box", said: Said) -> dict[str, Any]:
    """As `_weight`, for a screen that looks again and again: no scale, or no weight, is an answer like any other."""
    scale = box.scale_at(said.path["station"])
    known = {"scale": scale.name if scale else "", "grams": 0, "stable": False, "trouble": ""}
    try:
        return {**known, **(asdict(await scale.weight()) if scale else {})}
    except NoWeight as error:
        return {**known, "trouble": str(error)}
    except DeviceGone as error:
        return {**known, "trouble": _gone(error)}


def _gone(error: DeviceGone) -> str:
    return f"{error}; {error.remedy}".removesuffix("; ")


async def _light(box: "Box", said: Said) -> dict[str, Any]:
    return box.light_guide.light_of(path_number(said, "session"))


async def _scan(box: "Box", said: Said) -> dict[str, Any]:
    return await box.floor.aloud(box.floor.scan(said.path["device"], said.body.code, command_id=said.command_id))


ROUTES: tuple[Route, ...] = (
    BoxRoute("GET", "/devices", "What is attached, what it is and how it is", _devices, right="look"),
    BoxRoute(
        "POST",
        "/devices/{device}/trial",
        "Try a device: a test page, all lights, a weight, the next scan, a tone",
        _try,
        waits=True,
        right="devices",
    ),
    BoxRoute(
        "POST",
        "/devices/{device}/scans",
        "A scan of a handheld or of a keyboard wedge, as if a scanner had sent it",
        _scan,
        bodies.DeviceScanBody,
        right="pick",
    ),
    BoxRoute("GET", "/stations/{station}/weight", "What lies on the scale of a station, in grams", _weight, verb="weight", right="pack"),
    BoxRoute(
        "GET",
        "/stations/{station}/scale",
        "The scale of a station and what lies on it, as a packing screen shows it",
        _on_scale,
        right="pack",
    ),
    BoxRoute(
        "GET", "/pick-sessions/{session}/light", "How the light of a walk's stop is: shining, not answering, or none", _light, right="look"
    ),
    BoxRoute("GET", "/doctor", "What is wrong with the box and its devices, and what to do", _doctor, right="devices"),
)
