"""The warehouse as it really is, beside what the books say: units on shelves, in totes, gone without anybody noticing."""

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from ledger.command import Envelope
from ledger.database import open_reader
from ledger.engine import Engine
from ledger.transaction import Row
from tests.ledger.fake_time import CountedIds, FakeClock

Answer = dict[str, Any]
Where = tuple[str, str]
"""A place and an item, by their codes."""

_LIVE = {"active": "reserved", "picked": "picked", "packed": "packed", "consumed": "shipped"}
"""Which unit counter of a line adds up the reservations in a state."""

FINAL = "('shipped', 'cancelled')"


def add(units: dict[Where, int], where: Where, quantity: int) -> None:
    """Count units in or out of a place; nothing is kept where none are."""
    units[where] = units.get(where, 0) + quantity
    if not units[where]:
        del units[where]


class World:
    """One engine, the people's shared sight of the shelves, and the recount after every step."""

    def __init__(self, directory: Path, seed: int) -> None:
        self.directory = directory
        self.rng = random.Random(seed)
        self.clock, self.ids = FakeClock(), CountedIds()
        self.engine = self._open()
        self.shelf: Counter[Where] = Counter()
        """What really lies where, by the eyes of the people; nothing where nothing lies."""
        self.steps = 0
        self._moved: dict[Where, int] = {}
        self._carried: dict[Where, int] = {}
        self._last_movement = 0

    def _open(self) -> Engine:
        return Engine(self.directory, program="crowd", clock=self.clock, ids=self.ids)

    def restart(self) -> None:
        """The program ends in the middle of everything and starts again."""
        self.engine.close()
        self.engine = self._open()

    def crash(self) -> None:
        """The power fails: what was committed is all that is left. The file is copied as it lies there, its log beside it."""
        left = self.directory.with_name(f"{self.directory.name}-left")
        shutil.copytree(self.directory, left, dirs_exist_ok=True)
        self.engine.close()
        shutil.rmtree(self.directory)
        left.rename(self.directory)
        self.engine = self._open()

    def steal(self) -> None:
        """A unit leaves a shelf and nobody says so."""
        there = sorted(where for where, units in self.shelf.items() if units and where[0].startswith("B-"))
        if there:
            where = self.rng.choice(there)
            add(self.shelf, where, -1)
            add(self._carried, where, -1)  # by a thief

    def carry(self, sku: str, quantity: int, from_place: str, to_place: str) -> None:
        """Somebody carries units."""
        add(self.shelf, (from_place, sku), -quantity)
        add(self.shelf, (to_place, sku), quantity)

    def submit(self, command: object, actor: str) -> Answer | str:
        """Send a command; the answer, or the code of the refusal. Now and then the answer is lost and the same message is sent again."""
        envelope = Envelope(self.ids.command_id(), command, actor, actor)
        (outcome,) = self.engine.carry_out([envelope])
        if self.rng.random() < 0.03:
            (again,) = self.engine.carry_out([envelope])
            said = again.refusal.code if again.refusal else again.answer
            assert said == (outcome.refusal.code if outcome.refusal else outcome.answer)
        if outcome.fault is not None:
            raise outcome.fault
        return outcome.refusal.code if outcome.refusal else outcome.unwrap()

    def rows(self, sql: str) -> list[Row]:
        """Rows of the ledger."""
        return list(self.engine.reader.all(sql))

    def recount(self) -> None:
        """Add up what moved since the last step, and hold the books, the promises and the real shelves against it."""
        self.steps += 1
        for row in self.rows(
            "SELECT m.id, i.sku, f.code AS source, t.code AS target, m.quantity FROM movement m JOIN item i ON i.id = m.item_id"
            f" JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id WHERE m.id > {self._last_movement} ORDER BY m.id"
        ):
            self._last_movement = row["id"]
            for place, quantity, other in (
                (row["source"], -row["quantity"], row["target"]),
                (row["target"], row["quantity"], row["source"]),
            ):
                add(self._moved, (place, row["sku"]), quantity)
                if other != "@adjustment":  # what is adjusted is paper: nobody carried it
                    add(self._carried, (place, row["sku"]), quantity)
        self._books()
        self._promises()
        self._stops()

    def _books(self) -> None:
        books = {
            (row["code"], row["sku"]): row["on_hand"]
            for row in self.rows(
                "SELECT p.code, i.sku, b.on_hand FROM balance b JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id"
                " WHERE b.on_hand <> 0"
            )
        }
        # Every movement takes from one place what it gives another, so books that are its sum add up to nothing.
        assert books == self._moved, "the books are not what moved"
        real = {where: units for where, units in self.shelf.items() if not where[0].startswith("@")}
        assert real == {where: units for where, units in self._carried.items() if not where[0].startswith("@")}, "not what people carried"

    def _promises(self) -> None:
        self._none("SELECT place_id FROM balance WHERE place_id > 3 AND NOT (0 <= reserved AND reserved <= on_hand)", "promised too much")
        self._none(
            "SELECT item_id, place_id, unit FROM ("
            " SELECT r.item_id, r.place_id, r.unit, r.quantity AS promised, 0 AS reserved FROM orders o"
            " JOIN order_line l ON l.order_id = o.id JOIN reservation r ON r.order_line_id = l.id"
            f" WHERE o.state NOT IN {FINAL} AND r.state IN ('active', 'picked', 'packed')"
            " UNION ALL SELECT item_id, place_id, unit, 0, reserved FROM balance WHERE reserved <> 0"
            ") GROUP BY item_id, place_id, unit HAVING SUM(promised) <> SUM(reserved)",
            "not what the orders under way were promised",
        )
        differences = " OR ".join(
            f"l.{column} <> COALESCE(SUM(CASE WHEN r.state = '{state}' THEN r.quantity END), 0)" for state, column in _LIVE.items()
        )
        self._none(  # what is shipped or cancelled changes no more, and is looked at by the check now and then
            f"SELECT l.id FROM orders o JOIN order_line l ON l.order_id = o.id LEFT JOIN reservation r ON r.order_line_id = l.id"
            f" WHERE o.state NOT IN {FINAL} GROUP BY l.id HAVING {differences}",
            "lines that are not their reservations",
        )

    def _none(self, sql: str, wrong: str) -> None:
        """Fail when a statement that looks for faults finds one."""
        assert [tuple(row) for row in self.rows(sql)] == [], wrong

    def _stops(self) -> None:
        asked = self.rows(
            "SELECT r.id, r.quantity, r.state, COUNT(*) AS stops, SUM(p.quantity - p.picked) AS units FROM pick_line p"
            " JOIN reservation r ON r.id = p.reservation_id WHERE p.state = 'open' GROUP BY r.id"
        )
        for row in asked:
            assert (row["stops"], row["state"]) == (1, "active"), f"reservation {row['id']} was handed out {row['stops']} times"
            assert row["units"] <= row["quantity"]

    def snapshot(self) -> dict[str, int]:
        """How many orders are in each state, read by a connection of its own."""
        with closing(open_reader(self.engine.path)) as connection:
            return {row["state"]: row["n"] for row in connection.execute("SELECT state, COUNT(*) AS n FROM orders GROUP BY state")}
