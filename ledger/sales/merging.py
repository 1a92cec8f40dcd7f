"""Merged orders: what one buyer ordered in several goes are walked for, packed and shipped as one.

The lines of the others are served by the first, the lead; each stays its buyer's order for the channel, with its own tracking at the end.
"""

import json
from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import withdraw
from ledger.picking.short_decisions import missing_units
from ledger.promises.shortages import serve_order
from ledger.sales.holds import (
    KINDS,
    PLACED_BY_HAND,
    hand_on_holds,
    hold_while_unmapped,
    hold_while_unpaid,
    place_hold,
    release_hold,
    standing,
)
from ledger.sales.order_parts import units_in_hand
from ledger.sales.orders import order_by_number, order_number, state_in_words
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_MERGED = 20
"""Orders in one parcel."""

MOST_LOOKED_AT = 5_000
"""Waiting orders among which suggestions are looked for, the newest first."""

_MERGEABLE = ("allocated", "replenishing", "partly_allocated", "backordered")
_SAME = ("name", "company", "line1", "line2", "city", "region", "postcode", "country")


@dataclass(frozen=True, slots=True)
class MergeOrders:
    """Serve `orders` together with `order`, in one parcel."""

    order: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnmergeOrder:
    """Serve a merged order by itself again; of the lead, all that were merged into it."""

    order: str


@handles("merge_orders", MergeOrders)
def merge_orders(tx: Transaction, command: MergeOrders) -> Answer:
    """Answers `{order, merged, ship_by_ms}`; refused `not_mergeable`, with the reason, when one of them does not go with the lead."""
    lead = order_by_number(tx, command.order)
    followers = {row["id"]: row for row in (order_by_number(tx, number) for number in command.orders)}
    if not followers or len(followers) > MOST_MERGED:
        raise Refused("not_mergeable", f"name the orders to be merged into the first, at most {MOST_MERGED}")
    for follower in followers.values():
        why = "it is the same order" if follower["id"] == lead["id"] else _why_not(tx, lead, follower)
        if why:
            raise Refused("not_mergeable", f"{order_number(follower['id'])} can't go with {order_number(lead['id'])}: {why}")
        _merge(tx, lead["id"], follower["id"])
    keep_earliest_ship_by(tx, lead["id"])
    numbers = [order_number(row) for row in followers]
    tx.tell(lead["id"], "merged", orders=numbers)
    tx.touched_orders.add(lead["id"])
    now = order_by_number(tx, order_number(lead["id"]))
    return {"order": order_number(lead["id"]), "merged": numbers, "ship_by_ms": now["ship_by_ms"]}


def _merge(tx: Transaction, lead_id: int, follower_id: int) -> None:
    by_ids = {"lead": lead_id, "follower": follower_id}
    tx.run("UPDATE order_line SET order_id = :lead WHERE order_id = :follower", by_ids)
    tx.run("UPDATE orders SET merged_into = :lead WHERE id = :follower", by_ids)
    tx.run(
        "UPDATE orders SET priority = (SELECT MAX(priority) FROM orders WHERE id IN (:lead, :follower)) WHERE id = :lead",
        by_ids,
    )
    tx.tell(follower_id, "merged_into", order=order_number(lead_id))
    tx.touched_orders.add(follower_id)


def _why_not(reader: Reader, lead: Row, follower: Row) -> str:
    """Why two orders can't go in one parcel; empty when they can."""
    for order in (lead, follower):
        why = _not_alone(reader, order)
        if why:
            return f"{order_number(order['id'])} {why}"
    if reader.number("SELECT COUNT(*) FROM orders WHERE merged_into = :id", {"id": follower["id"]}):
        return "others are merged into it; unmerge them first"
    if _key(lead) != _key(follower):
        same = ("the channel account", "the currency", "the shipping service", "name or address")
        pairs = zip(same, (_key(lead)[:2], *_key(lead)[2:]), (_key(follower)[:2], *_key(follower)[2:]), strict=True)
        return " and ".join(word for word, one, other in pairs if one != other) + " differ"
    return ""


def _not_alone(reader: Reader, order: Row) -> str:
    if order["state"] not in _MERGEABLE:
        return f"is {state_in_words(order)}; only paid orders go that are not held and not begun"
    if order["split_from"] is not None or reader.number("SELECT COUNT(*) FROM orders WHERE split_from = :id", {"id": order["id"]}):
        return "is split"
    if not any(_key(order)[-1]):
        return "has no address"
    begun = units_in_hand(reader, order["id"]) or reader.number("SELECT COUNT(*) FROM print_job WHERE order_id = :id", {"id": order["id"]})
    return "is picked or printed in part" if begun else ""


def _key(order: Row) -> tuple[str, str, str, str, tuple[str, ...]]:
    ship_to = json.loads(order["ship_to"])
    address = tuple(" ".join(ship_to[part].casefold().split()) for part in _SAME)
    return order["channel"], order["account"], order["currency"], order["service"].strip().casefold(), address


@handles("unmerge_order", UnmergeOrder)
def unmerge_order(tx: Transaction, command: UnmergeOrder) -> Answer:
    """Answers `{order, unmerged}`; refused `not_merged`, or `too_late` once picking has begun or units have left."""
    order = order_by_number(tx, command.order)
    lead_id = order["merged_into"] or order["id"]
    followers = [order["id"]] if order["merged_into"] else _followers(tx, lead_id)
    if not followers:
        raise Refused("not_merged", f"{order_number(order['id'])} is merged with no other order")
    if units_in_hand(tx, lead_id) or tx.number("SELECT COUNT(*) FROM pick_line WHERE order_id = :id AND state = 'open'", {"id": lead_id}):
        raise Refused("too_late", f"{order_number(lead_id)} is being picked; its orders go out together now")
    if _left_together(tx, lead_id):
        raise Refused("too_late", f"units of both left with {order_number(lead_id)} already; what is still to come goes with it too")
    _unmerge(tx, lead_id, followers)
    return {"order": order_number(lead_id), "unmerged": [order_number(row) for row in followers]}


def _left_together(reader: Reader, lead_id: int) -> bool:
    """Whether units that others wanted have left in a parcel of the order they were merged into: that parcel stays its own."""
    by_id = {"id": lead_id}
    return reader.number("SELECT COUNT(*) FROM order_line WHERE order_id = :id AND source_order_id <> :id AND shipped > 0", by_id) > 0


def _followers(reader: Reader, lead_id: int) -> list[int]:
    rows = reader.all("SELECT id FROM orders WHERE merged_into = :id AND cancelled = 0 ORDER BY id", {"id": lead_id})
    return [row["id"] for row in rows]


def _unmerge(tx: Transaction, lead_id: int, followers: list[int]) -> None:
    before = standing(tx, lead_id)
    for follower_id in followers:
        by_ids = {"lead": lead_id, "follower": follower_id}
        tx.run("UPDATE order_line SET order_id = :follower WHERE order_id = :lead AND source_order_id = :follower", by_ids)
        tx.run("UPDATE orders SET merged_into = NULL WHERE id = :follower", by_ids)
        tx.tell(follower_id, "unmerged", order=order_number(lead_id))
        tx.tell(lead_id, "unmerged", order=order_number(follower_id))
        tx.touched_orders |= {lead_id, follower_id}
        hand_on_holds(tx, lead_id, follower_id, PLACED_BY_HAND)
    for order_id in (lead_id, *followers):
        _hold_anew(tx, order_id, before)


def _hold_anew(tx: Transaction, order_id: int, before: list[str]) -> None:
    """Hold an order that goes by itself again for what is true of it alone; `before` held it and those that it went with."""
    hold_while_unmapped(tx, order_id)
    hold_while_unpaid(tx, order_id)
    if "shortage" in before:
        serve_order(tx, order_id)
    if "short" in before and missing_units(tx, order_id):
        place_hold(tx, order_id, "short", KINDS["short"])
    else:
        release_hold(tx, order_id, "short")


def part_where_possible(tx: Transaction, order_id: int) -> None:
    """Part an order from those it was merged with, unless units are in hand: they no longer go in one parcel. Pickers lose its stops."""
    order = tx.one("SELECT id, merged_into FROM orders WHERE id = :id", {"id": order_id})
    assert order is not None
    lead_id = order["merged_into"] or order_id
    followers = [order_id] if order["merged_into"] else _followers(tx, lead_id)
    if followers and not units_in_hand(tx, lead_id) and not _left_together(tx, lead_id):
        withdraw(tx, lead_id)
        _unmerge(tx, lead_id, followers)


def keep_earliest_ship_by(tx: Transaction, lead_id: int) -> None:
    """Let the lead of merged orders leave by the earliest of their dates; an order by itself keeps its own."""
    tx.run(
        "UPDATE orders SET ship_by_ms = (SELECT MIN(m.ship_by_ms) FROM orders m WHERE m.id = :id OR m.merged_into = :id)"
        " WHERE id = :id AND EXISTS (SELECT 1 FROM orders f WHERE f.merged_into = :id)",
        {"id": lead_id},
    )


def merge_suggestions(reader: Reader) -> list[Answer]:
    """Orders that could go in one parcel: `{orders, buyer, channel, account}` each, the oldest order of each first."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for state in _MERGEABLE:
        for order in reader.all(
            "SELECT * FROM orders WHERE state = :state ORDER BY placed_ms DESC, id DESC LIMIT :most",
            {"state": state, "most": MOST_LOOKED_AT},
        ):
            found.setdefault(_key(order), []).append(order)
    groups = []
    for together in found.values():
        alone = [order for order in together if len(together) > 1 and not _not_alone(reader, order)]
        if len(alone) > 1:
            alone.sort(key=lambda order: (order["placed_ms"], order["id"]))
            first = alone[0]
            groups.append(
                {
                    "orders": [order_number(order["id"]) for order in alone],
                    "buyer": first["buyer"],
                    "channel": first["channel"],
                    "account": first["account"],
                }
            )
    return groups


words("merged", lambda d: f"{', '.join(d['orders'])} merged into this order: one parcel")
words("merged_into", lambda d: f"merged into {d['order']}: one parcel")
words("unmerged", lambda d: f"no longer merged with {d['order']}")
