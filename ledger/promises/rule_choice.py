"""Which rule of allocation an order is under: the first that fits, by position. What the rules say is entered in `allocation_rules`."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.transaction import Reader


class Facts(NamedTuple):
    """What rules look at in an order; `country` is ISO 3166-1 alpha-2, `total_minor` in minor units of the order's currency.

    `items` are the ids of the items on its lines. `answered`: its shortage was decided on before, so that it waits for the rest.
    """

    channel: str
    country: str
    postcode: str
    total_minor: int
    items: frozenset[int] = frozenset()
    answered: bool = False


class Rule(NamedTuple):
    """A rule in force: conditions (empty or 0: fits every order), and what follows for an order that fits.

    `item_id` is the item with the rule's SKU, None when there is no such item; `least_minor` in minor units of the order's currency.
    """

    name: str
    channel: str
    country: str
    sku: str
    item_id: int | None
    least_minor: int
    strategy: str
    warehouse_id: int | None
    shortage: str
    floor: int


class Choice(NamedTuple):
    """The rule that fits, None when none does, and those before it, each with why it does not, in words."""

    rule: Rule | None
    passed: list[tuple[str, str]]


def rules_in_force(reader: Reader) -> list[Rule]:
    """The active rules by position."""
    rows = reader.all(
        "SELECT name, channel, country, sku, (SELECT i.id FROM item i WHERE i.sku = allocation_rule.sku) AS item_id, least_minor, strategy,"
        " warehouse_id, shortage, floor FROM allocation_rule WHERE active = 1 ORDER BY position, id"
    )
    return [Rule(*row) for row in rows]


def choose_rule(rules: Sequence[Rule], facts: Facts) -> Choice:
    """The first rule that fits."""
    passed: list[tuple[str, str]] = []
    for rule in rules:
        why = misfit(rule, facts)
        if not why:
            return Choice(rule, passed)
        passed.append((rule.name, why))
    return Choice(None, passed)


def misfit(rule: Rule, facts: Facts) -> str:
    """Why a rule does not fit an order, in words; empty when it does."""
    if rule.channel and rule.channel != facts.channel:
        return f"it is for orders of {rule.channel}"
    if rule.country and rule.country != facts.country:
        return f"it is for parcels to {rule.country}"
    if rule.sku and rule.item_id not in facts.items:
        return f"it is for orders with {rule.sku}"
    if facts.total_minor < rule.least_minor:
        return f"it is for orders of {rule.least_minor} minor units or more"
    return ""
