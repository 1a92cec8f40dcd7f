"""Pick sessions: one walk by one picker, open → paused ↔ open → done or abandoned, saved at every scan, resumable on any device."""

from dataclasses import dataclass
from itertools import count

from ledger.command import handles
from ledger.errors import Refused
from ledger.floor_work import abandon_pack_check, withdraw
from ledger.orders import order_by_number, order_number
from ledger.pick_views import pick_session_view
from ledger.places import place_by_code
from ledger.reservations import reservations_of
from ledger.transaction import Answer, Row, Transaction

MOST_ORDERS = 40
"""Orders on one walk; more totes do not fit on any cart."""


@dataclass(frozen=True, slots=True)
class StartPickSession:
    """Start a walk over the orders named, or over the next `most` ready ones: by priority, ship-by date, then age.

    Each order is collected in a tote of its own: the ones named, in the orders' order, else free ones.
    """

    orders: tuple[str, ...] = ()
    totes: tuple[str, ...] = ()
    most: int = 1


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
    """Answers the session's view; refused `nothing_to_pick`, `not_ready` or `no_free_tote`."""
    orders = _orders_to_pick(tx, command)
    totes = _totes(tx, orders, command.totes)
    session_id = tx.insert(
        "INSERT INTO pick_session (state, operator, device, started_ms) VALUES ('open', :actor, :device, :now_ms) RETURNING id",
        {"actor": tx.actor, "device": tx.device, "now_ms": tx.now_ms},
    )
    add_stops(tx, session_id, [(order["id"], tote_id) for order, tote_id in zip(orders, totes, strict=True)])
    for order, tote_id in zip(orders, totes, strict=True):
        abandon_pack_check(tx, order["id"])
        tx.tell(order["id"], "picking", session=session_id, tote=tote_id)
    tx.emit("pick_session", session_id)
    return pick_session_view(tx, session_id)


def _orders_to_pick(tx: Transaction, command: StartPickSession) -> list[Row]:
    if command.orders:
        # One order may be named twice, by two of its numbers.
        orders = list({row["id"]: row for row in (order_by_number(tx, number) for number in command.orders)}.values())
        for order in orders:
            if order["state"] != "allocated":
                number = order_number(order["id"])
                raise Refused(
                    "not_ready", f"{number} is {order['state']}, not ready to be picked", {"order": number, "state": order["state"]}
                )
    else:
        # Orders without a ship-by date come after those that have one.
        orders = list(
            tx.all(
                "SELECT * FROM orders WHERE state = 'allocated'"
                " ORDER BY priority DESC, CASE WHEN ship_by_ms IS NULL THEN 1 ELSE 0 END, ship_by_ms, id LIMIT :most",
                {"most": min(max(command.most, 1), MOST_ORDERS)},
            )
        )
    if not orders:
        raise Refused("nothing_to_pick", "no order is ready to be picked; look at the console for what is held or waits for stock")
    if len(orders) > MOST_ORDERS:
        raise Refused("too_many_orders", f"one walk takes at most {MOST_ORDERS} orders")
    return orders


def _totes(tx: Transaction, orders: list[Row], codes: tuple[str, ...]) -> list[int]:
    """A tote for each order: the one it has from an earlier walk, the one named, or a free one."""
    if len(codes) > len(orders) or len(set(codes)) != len(codes):
        raise Refused("bad_totes", "name at most one tote for each order, each tote once")
    named = iter([place_by_code(tx, code, "tote") for code in codes])
    totes = []
    for order in orders:
        kept = tx.one("SELECT tote_id FROM tote_assignment WHERE order_id = :id", {"id": order["id"]})
        if kept is not None:
            totes.append(int(kept["tote_id"]))
            continue
        tote = next(named, None) or _free_tote(tx)
        taken = tx.run(
            "INSERT INTO tote_assignment (tote_id, order_id) VALUES (:tote_id, :order_id)"
            " ON CONFLICT (tote_id) WHERE shared = 0 DO NOTHING",
            {"tote_id": tote["id"], "order_id": order["id"]},
        )
        if not taken:
            raise Refused("tote_in_use", f"tote {tote['code']} holds another order; take an empty one", {"tote": tote["code"]})
        totes.append(int(tote["id"]))
    return totes


def _free_tote(tx: Transaction) -> Row:
    tote = tx.one(
        "SELECT p.id, p.code FROM place p WHERE p.kind = 'tote'"
        " AND NOT EXISTS (SELECT 1 FROM tote_assignment t WHERE t.tote_id = p.id) ORDER BY p.walk, p.code LIMIT 1"
    )
    if tote is None:
        raise Refused("no_free_tote", "every tote is in use; pack what is picked, or add totes")
    return tote


def add_stops(tx: Transaction, session_id: int, orders: list[tuple[int, int]]) -> None:
    """Put the active reservations of (order, tote) pairs on a walk, in the order of the bins along the way, after the stops it has.

    A reservation that stands on a list already is left alone.
    """
    stops = []
    for order_id, tote_id in orders:
        tx.touched_orders.add(order_id)
        listed = {
            row["reservation_id"]
            for row in tx.all("SELECT reservation_id FROM pick_line WHERE order_id = :id AND state = 'open'", {"id": order_id})
        }
        for reservation in reservations_of(tx, order_id, "active"):
            if reservation["id"] in listed:
                continue
            place = tx.one("SELECT walk, code FROM place WHERE id = :id", {"id": reservation["place_id"]})
            assert place is not None
            stops.append((place["walk"], place["code"], reservation["item_id"], tote_id, order_id, reservation))
    first = tx.number("SELECT MAX(stop) FROM pick_line WHERE session_id = :id", {"id": session_id}) + 1
    for stop, (_, _, _, tote_id, order_id, reservation) in zip(count(first), sorted(stops, key=lambda stop: stop[:5])):
        tx.run(
            "INSERT INTO pick_line (session_id, stop, order_id, order_line_id, reservation_id, item_id, place_id, tote_id, quantity, state)"
            " VALUES (:session_id, :stop, :order_id, :line, :reservation_id, :item_id, :place_id, :tote_id, :quantity, 'open')",
            {
                "session_id": session_id,
                "stop": stop,
                "order_id": order_id,
                "line": reservation["order_line_id"],
                "reservation_id": reservation["id"],
                "item_id": reservation["item_id"],
                "place_id": reservation["place_id"],
                "tote_id": tote_id,
                "quantity": reservation["quantity"],
            },
        )


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
    tx.run(
        "UPDATE pick_session SET state = :state, ended_ms = :ended_ms WHERE id = :id",
        {"state": state, "ended_ms": tx.now_ms if state in ("done", "abandoned") else None, "id": session_id},
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
    """Answers the session's view; the walk now belongs to whoever resumed it, who scans the bin anew."""
    running_session(tx, command.session, "paused", "open")
    tx.run(
        "UPDATE pick_session SET operator = :actor, device = :device, place_id = NULL WHERE id = :id",
        {"actor": tx.actor, "device": tx.device, "id": command.session},
    )
    return _set_state(tx, command.session, "open")


@handles("finish_pick", FinishPick)
def finish_pick(tx: Transaction, command: FinishPick) -> Answer:
    """Answers the session's view; refused `stops_left` while a stop is open."""
    running_session(tx, command.session, "open")
    left = tx.number("SELECT COUNT(*) FROM pick_line WHERE session_id = :id AND state = 'open'", {"id": command.session})
    if left:
        raise Refused("stops_left", f"{left} stops are not done; pick them, report them short, or abandon the session", {"stops": left})
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
