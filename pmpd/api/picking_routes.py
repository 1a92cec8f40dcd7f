"""Picking: waves, walks, short picks and what is sent instead."""

from ledger.picking.pick_plans import pick_plan
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.picking.pick_views import pick_session_view, running_sessions
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute, substitutes
from ledger.picking.waves import DissolveWave, ReleaseWave, wave, waves
from ledger.picking.zero_check import ConfirmEmpty
from pmpd.api import picking_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, path_number
from pmpd.api.paging import BackwardQuery, before_number, paged
from pmpd.gs1 import read_code


def _id(said: Said, what: str = "session") -> int:
    return path_number(said, what)


def _scan(said: Said) -> ScanPick:
    code, unit = read_code(said.body.code)
    return ScanPick(_id(said), code, said.body.quantity, said.body.unit or unit, said.body.bin, said.body.tote)


_WAVES: tuple[Route, ...] = (
    CommandRoute(
        "/waves",
        "Release orders to be picked together; only paid ones that are not held and lie in pick bins",
        lambda said: ReleaseWave(**said.body.__dict__),
        bodies.WaveBody,
        verb="release-wave",
        right="desk",
    ),
    QueryRoute(
        "/waves",
        "The last waves and how far they are",
        lambda reader, said: paged("waves", "wave", said, lambda most: waves(reader, before_number(said), most)),
        BackwardQuery,
        verb="waves",
        right="look",
    ),
    QueryRoute(
        "/waves/{wave}",
        "A wave, its zones and its orders",
        lambda reader, said: wave(reader, _id(said, "wave")),
        verb="wave",
        right="orders",
    ),
    CommandRoute(
        "/waves/{wave}/dissolve",
        "Take the orders that nobody has begun to pick out of a wave",
        lambda said: DissolveWave(_id(said, "wave")),
        verb="dissolve-wave",
        right="desk",
    ),
)

_WALKS: tuple[Route, ...] = (
    CommandRoute(
        "/pick-sessions",
        "Start a pick session",
        lambda said: StartPickSession(**said.body.__dict__),
        bodies.PickSessionBody,
        verb="start-pick",
        right="pick",
    ),
    QueryRoute(
        "/pick-sessions",
        "The pick sessions under way, forgotten ones marked as stale",
        lambda reader, said: {"sessions": running_sessions(reader)},
        verb="pick-sessions",
        right="look",
    ),
    QueryRoute(
        "/pick-sessions/{session}",
        "A pick session as a screen shows it",
        lambda reader, said: pick_session_view(reader, _id(said)),
        verb="pick-session",
        right="look",
    ),
    QueryRoute(
        "/pick-sessions/{session}/plan",
        "A pick session with every stop that is left, for a screen that may lose the box",
        lambda reader, said: pick_plan(reader, _id(said)),
        verb="pick-plan",
        right="look",
    ),
    CommandRoute(
        "/pick-sessions/{session}/scans",
        "Scan a bin or an item on a walk; a wrong scan raises the alarm and counts nothing",
        _scan,
        bodies.PickScanBody,
        verb="scan-pick",
        scan=True,
        right="pick",
    ),
    CommandRoute(
        "/pick-sessions/{session}/short",
        "The rest of the current stop is not there",
        lambda said: ShortPick(_id(said), said.body.reason, said.body.bin, said.body.tote),
        bodies.ShortBody,
        verb="short-pick",
        right="pick",
    ),
    CommandRoute(
        "/pick-sessions/{session}/empty",
        "Say whether the bin just picked from is empty; if not, a count is queued",
        lambda said: ConfirmEmpty(_id(said), said.body.empty, said.body.bin),
        bodies.EmptyBody,
        verb="confirm-empty",
        right="pick",
    ),
    CommandRoute("/pick-sessions/{session}/pause", "Put a walk aside", lambda said: PausePick(_id(said)), verb="pause-pick", right="pick"),
    CommandRoute(
        "/pick-sessions/{session}/resume",
        "Go on with a walk, on this device",
        lambda said: ResumePick(_id(said)),
        verb="resume-pick",
        right="pick",
    ),
    CommandRoute(
        "/pick-sessions/{session}/finish",
        "End a walk whose stops are all done",
        lambda said: FinishPick(_id(said)),
        verb="finish-pick",
        right="pick",
    ),
    CommandRoute(
        "/pick-sessions/{session}/abandon",
        "Give a walk up; others may pick what is left",
        lambda said: AbandonPick(_id(said)),
        verb="abandon-pick",
        right="pick",
    ),
)

_INSTEAD: tuple[Route, ...] = (
    QueryRoute(
        "/orders/{number}/substitutes",
        "What an order lacks, and what could be sent instead",
        lambda reader, said: substitutes(reader, said.path["number"]),
        verb="substitutes",
        right="orders",
    ),
    CommandRoute(
        "/orders/{number}/substitute",
        "Send an interchangeable item instead of units that were not found",
        lambda said: Substitute(said.path["number"], said.body.sku, said.body.with_sku, said.body.quantity),
        bodies.SubstituteBody,
        verb="substitute",
        right="desk",
    ),
)

ROUTES: tuple[Route, ...] = (*_WAVES, *_WALKS, *_INSTEAD)
