"""An independent recount: adds the rows up anew and lays them beside the model. Shares no code with `ledger.audit.check`."""

import sqlite3
from collections import Counter
from typing import Any

from tests.ledger.model import BACK_ROOM, BINS, ITEMS, Model, Order

VIRTUAL = ("@supplier", "@customer", "@adjustment")


class Recount:
    """Every row of one ledger, read once."""

    def __init__(self, connection: sqlite3.Connection, model: Model) -> None:
        self._connection = connection
        self.model = model
        self.moved: Counter[tuple[str, str]] = Counter()
        for sku, from_place, to_place, quantity in self._rows(
            "SELECT i.sku, f.code, t.code, m.quantity FROM movement m JOIN item i ON i.id = m.item_id"
            " JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id"
        ):
            self.moved[sku, from_place] -= quantity
            self.moved[sku, to_place] += quantity
        self.balances = {
            (sku, place): (on_hand, reserved)
            for sku, place, on_hand, reserved in self._rows(
                "SELECT i.sku, p.code, b.on_hand, b.reserved FROM balance b JOIN item i ON i.id = b.item_id"
                " JOIN place p ON p.id = b.place_id"
            )
        }
        self.reserved: Counter[tuple[str, str, str]] = Counter()
        for state, sku, place, quantity in self._rows(
            "SELECT r.state, i.sku, p.code, r.quantity FROM reservation r JOIN item i ON i.id = r.item_id JOIN place p ON p.id = r.place_id"
        ):
            self.reserved[state, sku, place] += quantity

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._connection.execute(sql)]

    def compare(self) -> None:
        """Fail on the first number that is not as the model says."""
        self._places()
        self._promises()
        self._orders()
        self._stops()
        self._totes()
        self._checks()
        self._journal()

    def _places(self) -> None:
        expected = {key: units for key, units in self.model.on_hand.items() if units}
        assert {key: units for key, units in self.moved.items() if units} == expected
        assert {key: on_hand for key, (on_hand, _) in self.balances.items() if on_hand} == expected
        for sku in ITEMS:
            assert sum(on_hand for (item, _), (on_hand, _) in self.balances.items() if item == sku) == 0
        for (_, place), (on_hand, reserved) in self.balances.items():
            assert 0 <= reserved <= on_hand or (place in VIRTUAL and reserved == 0)

    def _promises(self) -> None:
        for sku in ITEMS:
            on_shelves = sum(self.moved[sku, place] for place in BINS)
            promised = sum(self.reserved["active", sku, place] for place in BINS)
            assert promised == self.model.promised(sku), f"{promised} of {sku} are promised"
            assert sum(quantity for (state, item, _), quantity in self.reserved.items() if state == "active" and item == sku) == promised
            assert sum(self.balances.get((sku, place), (0, 0))[1] for place in BINS) == promised
            in_hand = sum(
                units
                for (item, place), units in self.moved.items()
                if item == sku and place not in VIRTUAL and place not in (*BINS, BACK_ROOM)
            )
            came_in = -self.moved[sku, "@supplier"] - self.moved[sku, "@adjustment"]
            available = on_shelves - promised
            assert available >= 0
            assert available + promised + in_hand + self.moved[sku, BACK_ROOM] + self.moved[sku, "@customer"] == came_in

    def _orders(self) -> None:
        lines: dict[str, dict[str, tuple[Any, ...]]] = {}
        for external_id, line_id, *numbers in self._rows(
            "SELECT o.external_id, l.external_id, i.sku, l.quantity, l.ordered, l.picked, l.packed, l.shipped, l.cancelled, l.reserved"
            " FROM order_line l JOIN orders o ON o.id = l.order_id LEFT JOIN item i ON i.id = l.item_id"
        ):
            lines.setdefault(external_id, {})[line_id] = tuple(numbers)
        holds: dict[str, set[str]] = {}
        for external_id, kind in self._rows(
            "SELECT o.external_id, h.kind FROM hold h JOIN orders o ON o.id = h.order_id WHERE released_seq IS NULL"
        ):
            holds.setdefault(external_id, set()).add(kind)
        walked = {
            row[0] for row in self._rows("SELECT o.external_id FROM pick_line p JOIN orders o ON o.id = p.order_id WHERE p.state = 'open'")
        }
        stored = dict(self._rows("SELECT external_id, state FROM orders"))
        assert stored.keys() == self.model.orders.keys()
        for external_id, order in self.model.orders.items():
            reserved = 0
            for line_id, line in order.lines.items():
                *numbers, promised = lines[external_id][line_id]
                expected = [line.sku, line.quantity, line.ordered, line.picked, line.packed, line.shipped, line.cancelled]
                assert numbers == expected, f"line {line_id} of {order.number}"
                assert 0 <= promised <= (0 if order.cancelled or line.sku is None else line.outstanding)
                reserved += promised
            assert lines.get(external_id, {}).keys() == order.lines.keys()
            if not order.final:
                assert holds.get(external_id, set()) == order.holds, order.number
            assert stored[external_id] == expected_state(order, reserved, external_id in walked), order.number

    def _stops(self) -> None:
        for row in self._connection.execute(
            "SELECT p.quantity - p.picked AS missing, p.place_id, r.state, r.quantity, r.place_id AS reserved_at, o.state AS order_state,"
            " s.state AS session_state, t.tote_id = p.tote_id AS own_tote FROM pick_line p JOIN reservation r ON r.id = p.reservation_id"
            " JOIN orders o ON o.id = p.order_id JOIN pick_session s ON s.id = p.session_id"
            " LEFT JOIN tote_assignment t ON t.order_id = p.order_id WHERE p.state = 'open'"
        ):
            assert (row["state"], row["quantity"], row["reserved_at"]) == ("active", row["missing"], row["place_id"])
            assert row["order_state"] == "picking"
            assert row["session_state"] in ("open", "paused")
            assert row["own_tote"]

    def _totes(self) -> None:
        owned: Counter[tuple[str, str]] = Counter()
        for tote, sku, quantity in self._rows(
            "SELECT p.code, i.sku, u.quantity FROM ("
            " SELECT l.order_id, r.place_id, r.item_id, r.quantity FROM reservation r JOIN order_line l ON l.id = r.order_line_id"
            " WHERE r.state = 'picked' UNION ALL SELECT order_id, place_id, item_id, quantity FROM put_back WHERE state = 'open'"
            ") u JOIN tote_assignment t ON t.order_id = u.order_id AND t.tote_id = u.place_id"
            " JOIN place p ON p.id = u.place_id JOIN item i ON i.id = u.item_id"
        ):
            owned[sku, tote] += quantity
        assert owned == {key: units for key, units in self.moved.items() if units and key[1].startswith("T-")}, (
            "a tote holds units of others"
        )

    def _checks(self) -> None:
        open_checks: dict[str, dict[str, int]] = {}
        for external_id, sku, missing in self._rows(
            "SELECT o.external_id, i.sku, l.expected - l.scanned FROM pack_check c JOIN pack_line l ON l.pack_check_id = c.id"
            " JOIN orders o ON o.id = c.order_id JOIN item i ON i.id = l.item_id WHERE c.state = 'open'"
        ):
            open_checks.setdefault(external_id, {})[sku] = missing
        assert open_checks == {key: order.checking for key, order in self.model.orders.items() if order.checking is not None}

    def _journal(self) -> None:
        rows = self._rows("SELECT seq, previous_hash, hash FROM journal ORDER BY seq")
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        assert [row[1] for row in rows] == [bytes(32), *[row[2] for row in rows[:-1]]]


def expected_state(order: Order, reserved: int, walked: bool) -> str:
    """The state of an order by the words of the product: what happens next with it."""
    wanted, in_hand = order.wanted, order.total("in_hand")
    gone, sealed = order.total("shipped"), order.total("shipped") + order.total("packed")
    answers = (
        (order.cancelled, "cancelled"),
        (wanted > 0 and gone == wanted, "shipped"),
        (bool(order.holds), "held"),
        (wanted == 0, "received"),
        (sealed == wanted, "packed"),
        (walked, "picking"),
        (in_hand == wanted, "picked"),
        (in_hand + reserved == wanted, "allocated"),
        (in_hand + reserved > 0, "partly_allocated"),
    )
    return next((state for applies, state in answers if applies), "backordered")
