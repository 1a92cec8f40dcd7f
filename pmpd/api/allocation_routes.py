"""Allocation: rules, explanations, replenishment from overstock."""

from ledger.errors import Refused
from ledger.promises.allocation_rules import AddAllocationRule, ChangeAllocationRule, RemoveAllocationRule, rules
from ledger.promises.explaining import explain
from ledger.stockwork.replenishment import DoReplenishment, replenishments
from pmpd.api import allocation_bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.api.paging import ForwardQuery, after_number, paged


def _do_replenishment(said: Said) -> DoReplenishment:
    task = row_id(said.path["task"])
    if task is None:
        raise Refused("no_replenishment", "a replenishment is named by its number")
    return DoReplenishment(task, said.body.to, said.body.quantity)


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/rules",
        "Add a rule of allocation",
        lambda said: AddAllocationRule(**dict(said.body)),
        allocation_bodies.RuleBody,
        verb="add-rule",
        right="settings",
    ),
    QueryRoute(
        "/rules",
        "The rules of allocation, the first to be looked at first",
        lambda reader, said: {"rules": rules(reader)},
        verb="rules",
        right="look",
    ),
    CommandRoute(
        "/rules/{name}",
        "Change a rule of allocation",
        lambda said: ChangeAllocationRule(said.path["name"], **dict(said.body)),
        allocation_bodies.RuleChangeBody,
        verb="change-rule",
        right="settings",
    ),
    CommandRoute(
        "/rules/{name}/remove",
        "Remove a rule of allocation",
        lambda said: RemoveAllocationRule(said.path["name"]),
        verb="remove-rule",
        right="settings",
    ),
    QueryRoute(
        "/orders/{number}/explanation",
        "Why an order was allocated as it was",
        lambda reader, said: explain(reader, said.path["number"]),
        verb="explain",
        right="orders",
    ),
    QueryRoute(
        "/replenishments",
        "What is to be brought from overstock, along the walk",
        lambda reader, said: paged("replenishments", "task", said, lambda most: replenishments(reader, after_number(said), most)),
        ForwardQuery,
        verb="replenishments",
        right="stock",
    ),
    CommandRoute(
        "/replenishments/{task}",
        "Units were brought from overstock to a bin for picking",
        _do_replenishment,
        allocation_bodies.BroughtBody,
        verb="replenish",
        right="stock",
    ),
)
