"""The floor: pick sessions and pack checks."""

from ledger.errors import Refused
from ledger.packing import FinishPackCheck, ScanPack, StartPackCheck, pack_check_view, stations, to_pack
from ledger.pick_scans import ScanPick, ShortPick
from ledger.pick_sessions import AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.pick_views import pick_session_view, running_sessions
from pmpd.api import bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id


def _id(said: Said, what: str = "session") -> int:
    number = row_id(said.path[what])
    if number is None:
        raise Refused(f"{what}_not_found", f"a {what.replace('_', ' ')} is named by its number, not by {said.path[what]}")
    return number


def _start(said: Said) -> StartPickSession:
    return StartPickSession(said.body.orders, said.body.totes, said.body.most)


def _finish_pack(said: Said) -> FinishPackCheck:
    return FinishPackCheck(_id(said, "pack_check"), said.body.weight_g)


ROUTES: tuple[Route, ...] = (
    CommandRoute("/pick-sessions", "Start a pick session", _start, bodies.PickSessionBody),
    QueryRoute("/pick-sessions", "The pick sessions under way", lambda reader, said: {"sessions": running_sessions(reader)}),
    QueryRoute(
        "/pick-sessions/{session}", "A pick session as a screen shows it", lambda reader, said: pick_session_view(reader, _id(said))
    ),
    CommandRoute(
        "/pick-sessions/{session}/scans",
        "Scan a bin or an item on a walk; a wrong scan raises the alarm and counts nothing",
        lambda said: ScanPick(_id(said), said.body.code, said.body.quantity),
        bodies.ScanBody,
    ),
    CommandRoute(
        "/pick-sessions/{session}/short",
        "The rest of the current stop is not there",
        lambda said: ShortPick(_id(said), said.body.reason),
        bodies.ShortBody,
    ),
    CommandRoute("/pick-sessions/{session}/pause", "Put a walk aside", lambda said: PausePick(_id(said))),
    CommandRoute("/pick-sessions/{session}/resume", "Go on with a walk, on this device", lambda said: ResumePick(_id(said))),
    CommandRoute("/pick-sessions/{session}/finish", "End a walk whose stops are all done", lambda said: FinishPick(_id(said))),
    CommandRoute("/pick-sessions/{session}/abandon", "Give a walk up; others may pick what is left", lambda said: AbandonPick(_id(said))),
    QueryRoute("/to-pack", "Picked orders that wait for a packer", lambda reader, said: {"orders": to_pack(reader)}),
    QueryRoute("/stations", "The packing stations, and the check each works on", lambda reader, said: {"stations": stations(reader)}),
    CommandRoute(
        "/pack-checks",
        "Start the pack check of a tote or an order at a station",
        lambda said: StartPackCheck(said.body.code, said.body.station),
        bodies.PackCheckBody,
    ),
    QueryRoute(
        "/pack-checks/{pack_check}",
        "A pack check as a screen shows it",
        lambda reader, said: pack_check_view(reader, _id(said, "pack_check")),
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/scans",
        "Verify a unit against the order; a mismatch raises the alarm and counts nothing",
        lambda said: ScanPack(_id(said, "pack_check"), said.body.code, said.body.quantity),
        bodies.ScanBody,
    ),
    CommandRoute("/pack-checks/{pack_check}/finish", "Seal the parcel; its slip prints by itself", _finish_pack, bodies.WeightBody),
)
