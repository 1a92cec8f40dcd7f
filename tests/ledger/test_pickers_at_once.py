"""Several pickers in one warehouse, each with a way of walking of their own: no unit is handed out twice and none gets lost."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.audit.check import check_file
from ledger.errors import Refused
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, StartPickSession
from ledger.picking.pick_views import pick_session_view
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute
from ledger.picking.waves import ReleaseWave
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse

SKUS = ("LAMP", "BOLT", "DOOR")
PICKERS = ("ana", "ben", "eva")
baskets = st.lists(st.dictionaries(st.sampled_from(SKUS), st.integers(1, 3), min_size=1), min_size=1, max_size=6)
acts = st.lists(
    st.tuples(
        st.sampled_from(PICKERS),
        st.sampled_from(("start", "start", "scan", "scan", "scan", "scan", "scan", "short", "abandon", "release", "substitute")),
        st.sampled_from(("single", "cluster", "batch")),
        st.integers(0, 3),
    ),
    max_size=60,
)


class Floor:
    """A warehouse with a yard, and what its pickers do with it."""

    def __init__(self, directory: Path) -> None:
        self.warehouse = Warehouse(directory)
        self.warehouse.do(AddPlace("Y-01", zone="yard", walk=9))
        for sku, bin, quantity in (("LAMP", "A-01", 6), ("BOLT", "A-02", 5), ("DOOR", "Y-01", 4)):
            self.warehouse.do(AddItem(sku, f"A {sku}", interchange="" if sku == "DOOR" else "114-60"))
            self.warehouse.receive(sku, quantity, bin)
        self.warehouse.receive("LAMP", 3, "Y-01")
        self.walks: dict[str, int] = {}
        self.numbers: list[str] = []
        self.waves = 0

    def act(self, picker: str, what: str, mode: str, number: int) -> None:
        """One act of one picker; what the ledger refuses is refused."""
        try:
            getattr(self, what)(picker, mode, number)
        except Refused:
            return

    def do(self, command: object, picker: str) -> dict[str, Any]:
        """A command of a picker."""
        return self.warehouse.do(command, actor=picker, device=picker)

    def start(self, picker: str, mode: str, number: int) -> None:
        """A walk of any kind: over the next orders, over a wave, or in the yard only."""
        wave = self.waves if number == 3 and self.waves else None
        command = StartPickSession(most=number + 1, mode=mode, wave=wave, zone="yard" if number == 2 else "")
        self.walks[picker] = self.do(command, picker)["session"]

    def scan(self, picker: str, mode: str, number: int) -> None:
        """The right scan, of one or more units."""
        session = self.walks.get(picker, 0)
        view = pick_session_view(self.warehouse.engine.reader, session)
        stop = view["stop"]
        if stop is not None:
            left = stop["quantity"] - stop["picked"]
            code, quantity = (stop["bin"], 1) if view["await"] == "bin" else (stop["sku"], min(number + 1, left))
            self.do(ScanPick(session, code, quantity), picker)

    def short(self, picker: str, mode: str, number: int) -> None:
        """The rest of the stop is not there."""
        self.do(ShortPick(self.walks.get(picker, 0), ("out_of_stock", "damaged", "wrong_bin")[number % 3]), picker)

    def abandon(self, picker: str, mode: str, number: int) -> None:
        """The walk is given up."""
        self.do(AbandonPick(self.walks.get(picker, 0)), picker)

    def release(self, picker: str, mode: str, number: int) -> None:
        """A wave is released."""
        self.waves = self.do(ReleaseWave(most=number + 1), picker)["wave"]

    def substitute(self, picker: str, mode: str, number: int) -> None:
        """A lamp is sent instead of a bolt, or the other way round."""
        one, other = SKUS[:2] if mode == "batch" else SKUS[1::-1]
        self.do(Substitute(self.numbers[number % len(self.numbers)], one, other), picker)


def handed_out_twice(floor: Floor) -> list[tuple[Any, ...]]:
    """Reservations that stand on two lists, on one as another quantity, or on one though they are not there to be picked."""
    return [
        tuple(row)
        for row in floor.warehouse.engine.reader.all(
            "SELECT r.id, r.state, r.quantity, SUM(l.quantity - l.picked), COUNT(*) FROM pick_line l JOIN reservation r"
            " ON r.id = l.reservation_id WHERE l.state = 'open' GROUP BY r.id, r.state, r.quantity"
            " HAVING COUNT(*) > 1 OR r.state <> 'active' OR SUM(l.quantity - l.picked) <> r.quantity"
        )
    ]


def in_no_tote_of_theirs(floor: Floor) -> list[tuple[Any, ...]]:
    """Picked units that lie elsewhere than in the tote their order is collected in."""
    return [
        tuple(row)
        for row in floor.warehouse.engine.reader.all(
            "SELECT r.id, r.place_id, t.tote_id FROM reservation r JOIN order_line l ON l.id = r.order_line_id"
            " LEFT JOIN tote_assignment t ON t.order_id = l.order_id WHERE r.state = 'picked'"
            " AND (t.tote_id IS NULL OR t.tote_id <> r.place_id)"
        )
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(baskets=baskets, acts=acts)
def test_pickers_who_walk_at_once_are_never_given_the_same_unit(
    baskets: list[dict[str, int]], acts: list[tuple[str, str, str, int]]
) -> None:
    directory = Path(tempfile.mkdtemp(prefix="floor-"))
    try:
        floor = Floor(directory)
        for buyer, basket in enumerate(baskets):
            floor.numbers.append(floor.warehouse.sell(str(buyer), *[line(sku, quantity) for sku, quantity in basket.items()]))
        for act in acts:
            floor.act(*act)
            assert handed_out_twice(floor) == []
            assert in_no_tote_of_theirs(floor) == []
        assert [str(finding) for finding in check_file(floor.warehouse.engine.path)] == []
        floor.warehouse.engine.close()
    finally:
        shutil.rmtree(directory)
