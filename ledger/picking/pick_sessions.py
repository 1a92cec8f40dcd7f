"""Pick sessions: one walk by one picker, open → paused ↔ open → done or abandoned, saved at every scan, resumable on any device.

A device is on one open walk at a time, so that a scan can only mean one stop: while a walk has stops left, its device starts no other one
before it is paused, finished or given up. A screen without a device is not bound by it.
"""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import abandon_pack_check, free_tote, withdraw
from ledger.picking.pick_stops import add_stops
from ledger.picking.pick_views import pick_session_view, session_on_device
from ledger.picking.release_rules import next_to_pick
from ledger.picking.totes import a_tote_each, one_tote_for_all, same_tote_again
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.transaction import Answer, Row, Transaction

MODES = ("single", "cluster", "batch")

MOST_ORDERS = 40
"""Orders on one walk; more totes do not fit on any cart."""


@dataclass(frozen=True, slots=True)
class StartPickSession:
    """Start a walk over the orders named, or the next `most` ready ones of a wave, or of those in none: by priority, ship-by date, age.

    `mode`: `single` is one order; `cluster` collects each order in a tote of its own, the ones named, in the orders' order, else free ones;
    `batch` collects all of them in one shared tote, to be sorted at packing. With a `zone` only its stops are walked to; what an order
    wants from elsewhere is picked on another walk, into the same tote.
    """

    orders: tuple[str, ...] = ()
    totes: tuple[str, ...] = ()
    most: int = 1
    mode: str = "cluster"
    wave: int | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class PausePick:
    """Put a walk aside; it is kept as it stands."""

    session: int


@dataclass(frozen=True, slots=True)
class ResumePick:
    """Go on with a walk, on whatever device this comes from."""

    session: int


@dataclass(frozen=True, slots=True)
class FinishPick:
    """End a walk whose stops are all done."""

    session: int


@dataclass(frozen=True, slots=True)
class AbandonPick:
    """Give a walk up: stops not done go back to be picked by others, what is in the totes stays there."""

    session: int


@handles("start_pick_session", StartPickSession)
def start_pick_session(tx: Transaction, command: StartPickSession) -> Answer:
    """Answers the session's view; refused `nothing_to_pick`, `not_ready`, `no_free_tote`, or `device_busy` while it is on another walk."""
    if command.mode not in MODES:
        raise Refused("bad_mode", f"a walk is {', '.join(MODES)}")
    _one_walk_at_a_time(tx, None)
    orders = _named_orders(tx, command) if command.orders else _next_orders(tx, command)
    if len(orders) > MOST_ORDERS or (command.mode == "single" and len(orders) > 1):
        raise Refused("too_many_orders", f"one walk takes at most {MOST_ORDERS} orders, a single one only one")
    totes = (one_tote_for_all if command.mode == "batch" else a_tote_each)(tx, orders, command.totes)
    session_id = tx.insert(
        "INSERT INTO pick_session (state, operator, device, started_ms, touched_ms, mode, wave_id, zone)"
        " VALUES ('open', :actor, :device, :now_ms, :now_ms, :mode, :wave, :zone) RETURNING id",
        {
            "actor": tx.actor,
            "device": tx.device,
            "now_ms": tx.now_ms,
            "mode": command.mode,
            "wave": command.wave,
            "zone": command.zone,
        },
    )
    if not add_stops(tx, session_id, [(order["id"], tote_id) for order, tote_id in zip(orders, totes, strict=True)]):
        raise Refused("nothing_to_pick", f"nothing of these orders lies in zone {command.zone}; start a walk in another zone")
    for order, tote_id in zip(orders, totes, strict=True):
        abandon_pack_check(tx, order["id"])
        tx.tell(order["id"], "picking", session=session_id, tote=tote_id)
    tx.emit("pick_session", session_id)
    return pick_session_view(tx, session_id)


def _one_walk_at_a_time(tx: Transaction, session_id: int | None) -> None:
    """Refuse `device_busy` when this device is on an open walk other than the one given; a walk without stops left ends by itself."""
    there = session_on_device(tx, tx.device) if tx.device else None
    if there is None or there[0] == session_id:
        return
    if _stops_left(tx, there[0]):
        raise Refused(
            "device_busy",
            f"{tx.device} is on walk {there[0]} of {there[1]}; finish, pause or abandon it first",
            {"session": there[0]},
        )
    _set_state(tx, there[0], "done")


def _stops_left(tx: Transaction, session_id: int) -> int:
    return tx.number("SELECT COUNT(*) FROM pick_line WHERE session_id = :id AND state = 'open'", {"id": session_id})


def _named_orders(tx: Transaction, command: StartPickSession) -> list[Row]:
    if command.wave is not None:
        raise Refused("bad_walk", "name orders or a wave, not both")
    # One order may be named twice, by two of its numbers.
    orders = list({row["id"]: row for row in (order_by_number(tx, number) for number in command.orders)}.values())
    for order in orders:
        if order["state"] != "allocated":
            number = order_number(order["id"])
            raise Refused(
                "not_ready", f"{number} is {state_in_words(order)}, not ready to be picked", {"order": number, "state": order["state"]}
            )
    return orders


def _next_orders(tx: Transaction, command: StartPickSession) -> list[Row]:
    if command.wave is not None and tx.one("SELECT id FROM wave WHERE id = :id", {"id": command.wave}) is None:
        raise Refused("wave_not_found", f"there is no wave {command.wave}; release one first")
    most = 1 if command.mode == "single" else min(max(command.most, 1), MOST_ORDERS)
    orders = next_to_pick(tx, command.wave, command.zone, most)
    if not orders:
        raise Refused(
            "nothing_to_pick",
            "no order is ready to be picked there; look at the console for what is held, waits for stock, or is in a wave",
        )
    return orders


def rejoin(tx: Transaction, order_id: int) -> int | None:
    """Put an order that was taken off a running walk on it again, with all it still wants; answers the walk, None when there is none.

    The order stays ready for another walk when its old tote serves others by now.
    """
    row = tx.one(
        "SELECT s.id, l.tote_id FROM pick_session s JOIN pick_line l ON l.session_id = s.id"
        " WHERE s.state IN ('open', 'paused') AND l.order_id = :id ORDER BY s.id DESC LIMIT 1",
        {"id": order_id},
    )
    if row is None or not same_tote_again(tx, order_id, row["tote_id"], row["id"]):
        return None
    add_stops(tx, row["id"], [(order_id, row["tote_id"])])
    tx.emit("pick_session", row["id"])
    return int(row["id"])


def running_session(tx: Transaction, session_id: int, *states: str) -> Row:
    """The session, if it is in one of the states. Raises Refused `session_not_found` or `session_<state>`."""
    session = tx.one("SELECT * FROM pick_session WHERE id = :id", {"id": session_id})
    if session is None:
        raise Refused("session_not_found", f"there is no pick session {session_id}")
    if session["state"] not in states:
        remedy = "resume it first" if session["state"] == "paused" else "start a new one"
        raise Refused(f"session_{session['state']}", f"pick session {session_id} is {session['state']}; {remedy}")
    return session


def _set_state(tx: Transaction, session_id: int, state: str) -> Answer:
    ended = state in ("done", "abandoned")
    tx.run(
        "UPDATE pick_session SET state = :state, zero_check = '', alarm = CASE WHEN :ended = 1 THEN '' ELSE alarm END,"
        " ended_ms = :ended_ms, touched_ms = :now_ms WHERE id = :id",
        {"state": state, "ended": int(ended), "ended_ms": tx.now_ms if ended else None, "now_ms": tx.now_ms, "id": session_id},
    )
    tx.emit("pick_session", session_id)
    return pick_session_view(tx, session_id)


@handles("pause_pick", PausePick)
def pause_pick(tx: Transaction, command: PausePick) -> Answer:
    """Answers the session's view."""
    running_session(tx, command.session, "open")
    return _set_state(tx, command.session, "paused")


@handles("resume_pick", ResumePick)
def resume_pick(tx: Transaction, command: ResumePick) -> Answer:
    """Answers the session's view; the walk now belongs to whoever resumed it, who scans the bin anew. Refused `device_busy`."""
    running_session(tx, command.session, "paused", "open")
    _one_walk_at_a_time(tx, command.session)
    tx.run(
        "UPDATE pick_session SET operator = :actor, device = :device, place_id = NULL WHERE id = :id",
        {"actor": tx.actor, "device": tx.device, "id": command.session},
    )
    return _set_state(tx, command.session, "open")


@handles("finish_pick", FinishPick)
def finish_pick(tx: Transaction, command: FinishPick) -> Answer:
    """Answers the session's view; refused `stops_left` while a stop is open."""
    running_session(tx, command.session, "open")
    left = _stops_left(tx, command.session)
    if left:
        raise Refused("stops_left", f"{left} stops are not done; pick them, report them short, or abandon the session", {"stops": left})
    for row in tx.all("SELECT DISTINCT order_id FROM pick_line WHERE session_id = :id", {"id": command.session}):
        free_tote(tx, row["order_id"])  # of an order of which nothing was found
    return _set_state(tx, command.session, "done")


@handles("abandon_pick", AbandonPick)
def abandon_pick(tx: Transaction, command: AbandonPick) -> Answer:
    """Answers the session's view."""
    running_session(tx, command.session, "open", "paused")
    orders = tx.all("SELECT DISTINCT order_id FROM pick_line WHERE session_id = :id AND state = 'open'", {"id": command.session})
    for row in orders:
        withdraw(tx, row["order_id"])
        tx.tell(row["order_id"], "given_back", session=command.session)
    return _set_state(tx, command.session, "abandoned")
