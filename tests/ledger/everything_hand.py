"""Any command with plausible arguments: what a hand that knows the warehouse, and not what it does, might send."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from ledger.engine import Engine
from ledger.sales.orders import order_number

Thing = TypeVar("Thing")
Row = tuple[Any, ...]
Sender = Callable[["Hand"], object | None]

SENDERS: dict[type, Sender] = {}
"""For every command, how one is made up; None where there is nothing it could be about."""


def sends(command: type) -> Callable[[Sender], Sender]:
    """Enter the function below as the one that makes up this command."""

    def enter(sender: Sender) -> Sender:
        assert command not in SENDERS
        SENDERS[command] = sender
        return sender

    return enter


class Hand:
    """Draws arguments from what is in the ledger, and now and then something that is not."""

    def __init__(self, engine: Engine, data: st.DataObject) -> None:
        self.engine = engine
        self.data = data

    @property
    def now_ms(self) -> int:
        """The time on the wall."""
        return self.engine.clock.now_ms()

    def one(self, *things: Thing) -> Thing:
        """One of these."""
        return self.data.draw(st.sampled_from(things))

    def number(self, least: int, most: int) -> int:
        """A number from `least` to `most`."""
        return self.data.draw(st.integers(least, most))

    def rows(self, sql: str) -> list[Row]:
        """What a statement finds, in its order."""
        return [tuple(row) for row in self.engine.reader.all(sql)]

    def row(self, sql: str) -> Row | None:
        """One of the rows that a statement finds; None when there are none."""
        found = self.rows(sql)
        return self.one(*found) if found else None

    def value(self, sql: str) -> Any:
        """The first column of one of the rows that a statement finds; None when there are none."""
        found = self.row(sql)
        return found[0] if found else None

    def sku(self, *among: str) -> str:
        """An item's SKU."""
        return self.one(*among) if among else str(self.value("SELECT sku FROM item ORDER BY id"))

    def bin(self) -> str:
        """A bin's code."""
        return str(self.value("SELECT code FROM place WHERE kind = 'bin' ORDER BY id"))

    def order(self, *states: str) -> str | None:
        """An order's number, in one of these states; now and then, where there is none, in any."""
        among = ", ".join(f"'{state}'" for state in states)
        found = states and self.value(f"SELECT id FROM orders WHERE state IN ({among}) ORDER BY id")
        if not found and (not states or self.number(0, 3) == 0):
            found = self.value("SELECT id FROM orders ORDER BY id")
        return order_number(found) if found else None

    def orders(self, most: int, *states: str) -> tuple[str, ...]:
        """Some orders' numbers, in one of these states."""
        among = ", ".join(f"'{state}'" for state in states)
        found = [order_number(row[0]) for row in self.rows(f"SELECT id FROM orders WHERE state IN ({among}) ORDER BY id")]
        return self.some(found, most)

    def some(self, things: Sequence[Thing], most: int) -> tuple[Thing, ...]:
        """Some of these things, each once; as few as none."""
        if not things:
            return ()
        return tuple(self.data.draw(st.lists(st.sampled_from(things), max_size=most, unique=True)))

    def shelved(self) -> tuple[str, str, str, int] | None:
        """Units that lie in a bin: SKU, bin, lot or serial number, how many."""
        found = self.row(
            "SELECT i.sku, p.code, b.unit, b.on_hand FROM balance b JOIN item i ON i.id = b.item_id"
            " JOIN place p ON p.id = b.place_id AND p.kind = 'bin' WHERE b.on_hand > 0 ORDER BY b.item_id, b.place_id, b.unit"
        )
        return found and (found[0], found[1], found[2], found[3])

    def unit_for(self, sku: str) -> str:
        """A lot or serial number, for an item that has them."""
        tracking = self.engine.reader.one("SELECT tracking FROM item WHERE sku = :sku", {"sku": sku})
        return "" if tracking is None or tracking[0] == "none" else f"{tracking[0]}-{self.number(1, 9)}"
