"""The day in a few figures, for the owner: what is still to leave, what is at risk, what left today, and who is picking."""

from ledger.picking.pick_stops import current_stop, stop_counts
from ledger.sales.cut_off import day_start_ms, local_day
from ledger.sales.deadlines import MOST_AT_RISK, at_risk
from ledger.sales.orders import backlog
from ledger.sales.settings import shop_calendar
from ledger.transaction import Answer, Reader

_WAITING = ("held", "allocated", "replenishing", "partly_allocated", "backordered", "picking", "picked", "packed")


def today(reader: Reader, now_ms: int) -> Answer:
    """The figures of the shop's own day.

    `{day, cut_off_ms, waiting, at_risk, late, at_risk_most, shipped, states, pickers}`: `waiting` orders have not left; `at_risk` of
    them have to leave by the end of today and are not packed (at most `at_risk_most` are counted), `late` are past their date; `shipped`
    orders left since midnight; `states` is the backlog. Each of `pickers` is a walk, the one that nobody touched for longest first:
    `{session, operator, device, state, bin, stops, done, touched_ms}`; `bin` is where it is, empty after its last stop.
    """
    states = backlog(reader)
    risk = at_risk(reader, now_ms)
    return {
        "day": risk["day"],
        "cut_off_ms": risk["cut_off_ms"],
        "waiting": sum(states.get(state, 0) for state in _WAITING),
        "at_risk": len(risk["orders"]),
        "at_risk_most": MOST_AT_RISK,
        "late": sum(order["late"] for order in risk["orders"]),
        "shipped": _shipped(reader, now_ms),
        "states": states,
        "pickers": _pickers(reader),
    }


def _shipped(reader: Reader, now_ms: int) -> int:
    zone = shop_calendar(reader).zone
    return reader.number(
        "SELECT COUNT(DISTINCT s.order_id) FROM batch b JOIN shipment s ON s.batch_number = b.number"
        " WHERE b.closed_ms >= :from_ms AND s.state <> 'cancelled'",
        {"from_ms": day_start_ms(local_day(now_ms, zone), zone)},
    )


def _pickers(reader: Reader) -> list[Answer]:
    walks = []
    for row in reader.all("SELECT * FROM pick_session WHERE state IN ('open', 'paused') ORDER BY touched_ms, id"):
        stops, done = stop_counts(reader, row)
        stop = current_stop(reader, row)
        shown = {name: row[name] for name in ("operator", "device", "state", "touched_ms")}
        walks.append({"session": row["id"], **shown, "bin": stop.line["bin"] if stop else "", "stops": stops, "done": done})
    return walks
