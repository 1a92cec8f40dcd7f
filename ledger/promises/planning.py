"""Plans: what of an order can be promised from which bins, under the rule that fits it, and why. A plan changes nothing."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ledger.promises.allocation import Allotment, Demand, Stock, Terms, Warehouse, keep_floor
from ledger.promises.rule_choice import Choice, Facts, Rule, choose_rule, rules_in_force
from ledger.promises.strategies import DEFAULT, STRATEGIES, nearest
from ledger.transaction import Reader

MOST_SEEN = 20
"""Bins that a plan remembers to have looked at: those it chose, then the first on the walk."""

_NO_TERMS = Terms()


class Plan(NamedTuple):
    """What can be promised now, what to do about the rest (`backorder`, `block`, `split`; empty when nothing is missing), and why.

    `why` is what `explaining` turns into words: `seen` is (item id, place id, free, walk, pickable 0 or 1) for each bin, and since when
    its units lie there where that was looked at; the rest stands there only when there were rules.
    """

    allotments: list[Allotment]
    shortage: str
    why: dict[str, Any]


NOTHING = Plan([], "", {})
"""What is planned when nothing is wanted."""


def overstocked(allotments: Iterable[Allotment]) -> int:
    """The allotted units that must be brought to where pickers come first."""
    return sum([allotment.quantity for allotment in allotments if not allotment.pickable])


def free_stock(reader: Reader, item_ids: Iterable[int]) -> tuple[list[Stock], bool]:
    """What is free to promise in the bins whose units may be sold, and whether any rule of allocation is in force.

    Both in the same statement: an order pays nothing for rules that nobody made.
    """
    stock: list[Stock] = []
    ruled = False
    rows = reader.all_for(
        "item_id",
        sorted(set(item_ids)),
        "SELECT b.item_id, b.place_id, b.unit, b.on_hand - b.reserved, p.walk, p.pickable, p.warehouse_id, b.since_ms,"
        " (SELECT MAX(active) FROM allocation_rule) FROM balance b JOIN place p ON p.id = b.place_id"
        " WHERE b.item_id = :item_id AND p.sellable = 1 AND b.on_hand > b.reserved",
    )
    for item_id, place_id, unit, free, walk, pickable, warehouse_id, since_ms, active in rows:
        stock.append(Stock(item_id, place_id, unit, free, walk, pickable == 1, warehouse_id, since_ms))
        ruled = active == 1
    return stock, ruled


def plan(reader: Reader, demands: Sequence[Demand], facts: Facts) -> Plan:
    """Choose bins for what is wanted, by the first rule that fits. A short order that is to be blocked is promised nothing."""
    stock, ruled = free_stock(reader, [demand.item_id for demand in demands])
    # Without a free unit the statement above had no row to say it in.
    if not ruled and (stock or not reader.number("SELECT MAX(active) FROM allocation_rule")):
        allotments = STRATEGIES[DEFAULT](demands, stock, _NO_TERMS)
        return Plan(allotments, "backorder" if _missing(demands, allotments) else "", {"seen": _seen(stock, allotments)})
    facts = facts._replace(items=facts.items | {demand.item_id for demand in demands})
    choice = choose_rule(rules_in_force(reader), facts)
    return _ruled(reader, demands, stock, facts, choice)


def _ruled(reader: Reader, demands: Sequence[Demand], stock: list[Stock], facts: Facts, choice: Choice) -> Plan:
    rule = choice.rule or Rule("", "", "", "", None, 0, DEFAULT, None, "backorder", 0)
    terms = Terms(facts.country, facts.postcode, _warehouses(reader), rule.warehouse_id)
    allowed = keep_floor(demands, stock, rule.floor) if rule.floor else demands
    allotments = STRATEGIES[rule.strategy](allowed, stock, terms)
    shortage = ""
    if _missing(demands, allotments):
        shortage = "backorder" if facts.answered else rule.shortage
    if shortage == "block":
        allotments = []
    why: dict[str, Any] = {
        "rule": rule.name,
        "passed": choice.passed,
        "strategy": rule.strategy,
        "floor": rule.floor,
        "shortage": shortage,
        "seen": _seen(stock, allotments),
    }
    if rule.strategy == "oldest_cost_first":
        since = {(bin.item_id, bin.place_id): bin.since_ms for bin in stock}
        why["seen"] = [(*seen, since[seen[0], seen[1]]) for seen in why["seen"]]
    if rule.strategy in ("nearest_warehouse", "single_warehouse"):
        why["near"] = [tuple(near) for near in nearest(terms)]
    if rule.warehouse_id is not None:
        why["preferred"] = rule.warehouse_id
    return Plan(allotments, shortage, why)


def _missing(demands: Sequence[Demand], allotments: Sequence[Allotment]) -> int:
    return sum([demand.quantity for demand in demands]) - sum([allotment.quantity for allotment in allotments])


def _warehouses(reader: Reader) -> tuple[Warehouse, ...]:
    rows = reader.all("SELECT id, code, country, postcode, serves FROM warehouse ORDER BY code")
    return tuple([Warehouse(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))) for row in rows])


def _seen(stock: Sequence[Stock], allotments: Sequence[Allotment]) -> list[tuple[int, ...]]:
    if len(stock) > MOST_SEEN:
        chosen = {(allotment.item_id, allotment.place_id) for allotment in allotments}
        stock = sorted(stock, key=lambda bin: ((bin.item_id, bin.place_id) not in chosen, bin.walk, bin.place_id, bin.unit))[:MOST_SEEN]
    return [(bin.item_id, bin.place_id, bin.free, bin.walk, int(bin.pickable)) for bin in stock]
