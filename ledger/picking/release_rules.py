"""Release rules: which orders may be picked now. One that is unpaid, held, short of stock or partly in overstock is never `allocated`."""

from typing import NamedTuple

from ledger.sales.orders import state_in_words
from ledger.transaction import Params, Reader, Row

# Orders without a ship-by date come after those that have one.
_FIRST = " ORDER BY priority DESC, CASE WHEN ship_by_ms IS NULL THEN 1 ELSE 0 END, ship_by_ms, id LIMIT :most"

_RESERVED_THERE = (
    "SELECT 1 FROM order_line l JOIN reservation r ON r.order_line_id = l.id AND r.state = 'active'"
    " JOIN place p ON p.id = r.place_id WHERE l.order_id = orders.id AND p.zone"
)


class Rules(NamedTuple):
    """What an order must be to be released; an empty rule fits every order.

    `zone`: all of its units that are still on the shelves lie there. `ship_before_ms`: it must leave before that time.
    """

    channel: str = ""
    service: str = ""
    zone: str = ""
    ship_before_ms: int | None = None


def releasable(reader: Reader, rules: Rules, most: int) -> list[Row]:
    """The ready orders that no wave has and that fit: by priority, ship-by date, then age."""
    conditions, params = _spelled(rules)
    return list(
        reader.all(
            # The conditions are our own words; every value is a parameter.
            f"SELECT * FROM orders WHERE state = 'allocated' AND wave_id IS NULL{conditions}{_FIRST}",  # noqa: S608
            {**params, "most": most},
        )
    )


def misfit(order: Row, fitting: set[int]) -> str:
    """Why an order that was named is not among the ids of the fitting ones, in words; empty when it is."""
    if order["id"] in fitting:
        return ""
    if order["state"] != "allocated":
        return f"it is {state_in_words(order)}"
    if order["wave_id"] is not None:
        return f"it is in wave {order['wave_id']}"
    return "it does not fit the rules of the wave"


def fitting_of(reader: Reader, order_ids: list[int], rules: Rules) -> set[int]:
    """Those of some orders that are ready, that no wave has, and that fit."""
    conditions, params = _spelled(rules)
    fits = f"SELECT id FROM orders WHERE id = :id AND state = 'allocated' AND wave_id IS NULL{conditions}"  # noqa: S608 - our own words
    return {order_id for order_id in order_ids if reader.one(fits, {**params, "id": order_id}) is not None}


def next_to_pick(reader: Reader, wave: int | None, zone: str, most: int) -> list[Row]:
    """The ready orders of a wave, or without one those that no wave has; with a zone those that have something to be picked there."""
    of_wave = "wave_id IS NULL" if wave is None else "wave_id = :wave"
    in_zone = f" AND EXISTS ({_RESERVED_THERE} = :zone)" if zone else ""
    return list(
        reader.all(
            f"SELECT * FROM orders WHERE state = 'allocated' AND {of_wave}{in_zone}{_FIRST}",  # noqa: S608 - words of our own
            {"wave": wave, "zone": zone, "most": most},
        )
    )


def _spelled(rules: Rules) -> tuple[str, Params]:
    conditions = ""
    if rules.channel:
        conditions += " AND channel = :channel"
    if rules.service:
        conditions += " AND service = :service"
    if rules.ship_before_ms is not None:
        conditions += " AND ship_by_ms < :ship_before_ms"
    if rules.zone:
        conditions += f" AND EXISTS ({_RESERVED_THERE} = :zone) AND NOT EXISTS ({_RESERVED_THERE} <> :zone)"
    return conditions, rules._asdict()
