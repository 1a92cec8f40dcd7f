"""Devices in people's hands: which scanner belongs to whom or where, and scans that wait for an answer."""

from ledger.equipment.bindings import BindDevice, UnbindDevice, bindings
from ledger.equipment.set_aside import DiscardScans, TakeUpScans, set_aside
from pmpd.api import equipment_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route

ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/bindings",
        "Say at which station a device stands, or whose it is",
        lambda said: BindDevice(**dict(said.body)),
        bodies.BindBody,
        verb="bind-device",
        right="devices",
    ),
    CommandRoute(
        "/bindings/{device}/remove",
        "Let a device do what the configuration says",
        lambda said: UnbindDevice(said.path["device"]),
        verb="unbind-device",
        right="devices",
    ),
    QueryRoute(
        "/bindings",
        "Which device stands where, and whose it is",
        lambda reader, said: {"bindings": bindings(reader)},
        verb="bindings",
        right="look",
    ),
    QueryRoute(
        "/set-aside",
        "Scans that came late and wait for a person's answer",
        lambda reader, said: {"scans": set_aside(reader)},
        verb="set-aside-scans",
        right="look",
    ),
    CommandRoute(
        "/set-aside/{device}/take-up",
        "Carry out the scans that a device sent late",
        lambda said: TakeUpScans(said.path["device"]),
        verb="take-up-scans",
        right="devices",
    ),
    CommandRoute(
        "/set-aside/{device}/discard",
        "Forget the scans that a device sent late",
        lambda said: DiscardScans(said.path["device"]),
        verb="discard-scans",
        right="devices",
    ),
)
