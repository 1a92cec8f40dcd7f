"""A walk with all that is left of it: what a screen needs to go on while it can't hear the box."""

from ledger.errors import Refused
from ledger.picking.pick_stops import Stop, stops_left
from ledger.picking.pick_views import pick_session_view, stop_view
from ledger.transaction import Answer, Reader


def pick_plan(reader: Reader, session_id: int) -> Answer:
    """A session's view (see pick_views.py), `at`, `plan` and `seq`.

    `at` is the bin that the walk stands at, empty before the first one; `plan` every stop that is not done, in walk order, each as
    the view shows the current one, with the item's `tracking` and `on_hand`, the units of it in that bin by the books; `seq` the number of
    the newest journal row that this knows of. Raises Refused `session_not_found`.
    """
    session = reader.one(
        "SELECT s.id, s.mode, p.code AS at FROM pick_session s LEFT JOIN place p ON p.id = s.place_id WHERE s.id = :id", {"id": session_id}
    )
    if session is None:
        raise Refused("session_not_found", f"there is no pick session {session_id}")
    return {
        **pick_session_view(reader, session_id),
        "at": session["at"] or "",
        "plan": [_planned(reader, stop) for stop in stops_left(reader, session)],
        "seq": reader.number("SELECT MAX(seq) FROM journal"),
    }


def _planned(reader: Reader, stop: Stop) -> Answer:
    by_bin = {"item_id": stop.line["item_id"], "place_id": stop.line["place_id"]}
    on_hand = reader.number("SELECT SUM(on_hand) FROM balance WHERE item_id = :item_id AND place_id = :place_id", by_bin)
    return {**stop_view(reader, stop), "tracking": stop.line["tracking"], "on_hand": on_hand}
