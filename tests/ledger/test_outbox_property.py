"""Whatever happens, in whatever order: a channel that shows something else than it should is going to be told."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.errors import Refused
from ledger.goods.kit_building import DefineKit
from ledger.publishing.outbox_leases import OUTCOMES, LeaseOutbox, NoteOutbox, Unpark
from ledger.publishing.published import published_listings
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import AdjustStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse

SKUS = ("BOLT", "NUT", "SET")
skus = st.sampled_from(SKUS)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), skus, st.integers(1, 3)),
        st.tuples(st.just("receive"), st.sampled_from(SKUS[:2]), st.integers(1, 4)),
        st.tuples(st.just("lose"), st.sampled_from(SKUS[:2]), st.integers(1, 3)),
        st.tuples(st.just("map"), skus, st.integers(1, 3)),
        st.tuples(st.just("kit"), st.just("SET"), st.integers(1, 3)),
        st.tuples(st.just("lease"), st.just(""), st.integers(1, 4)),
        st.tuples(st.sampled_from(OUTCOMES), st.just(""), st.integers(0, 3)),
        st.tuples(st.just("unpark"), st.just(""), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.just(""), st.integers(0, 3)),
        st.tuples(st.just("pick"), st.just(""), st.integers(0, 3)),
        st.tuples(st.just("wait"), st.just(""), st.integers(1, 4)),
    ),
    max_size=25,
)


class Sync:
    """A warehouse, its channel workers, and what they have in hand."""

    def __init__(self, directory: Path) -> None:
        self.warehouse = Warehouse(directory)
        self.leased: list[Answer] = []
        self.orders: list[str] = []
        for sku, bin in (("BOLT", "A-01"), ("NUT", "A-02")):
            self.warehouse.item(sku, bin, 6)
        self.warehouse.item("SET")
        self.warehouse.do(DefineKit("SET", "virtual", ("BOLT×2", "NUT")))
        self.versions: dict[int, tuple[int, int, int]] = {}

    def carry_out(self, what: str, sku: str, number: int) -> None:
        """One step; what a rule refuses changes nothing."""
        try:
            getattr(self, what, lambda _, number: self.note(what, number))(sku, number)
        except Refused:
            return

    def sell(self, sku: str, number: int) -> None:
        self.orders.append(self.warehouse.sell(f"o{len(self.orders)}", line(sku, number)))

    def receive(self, sku: str, number: int) -> None:
        self.warehouse.receive(sku, number)

    def lose(self, sku: str, number: int) -> None:
        self.warehouse.do(AdjustStock(sku, "A-01", -number, "lost"))

    def map(self, sku: str, number: int) -> None:
        self.warehouse.do(MapListing("ebay", "parts-uk", f"extra:{number}", sku, multiplier=number, buffer=number - 1))

    def kit(self, sku: str, number: int) -> None:
        self.warehouse.do(DefineKit(sku, "virtual", (f"BOLT×{number}",)))

    def lease(self, _: str, number: int) -> None:
        self.leased += self.warehouse.do(LeaseOutbox("w", most=number, lease_ms=1_000))["leased"]

    def note(self, outcome: str, number: int) -> None:
        if self.leased:
            message = self.leased.pop(number % len(self.leased))
            self.warehouse.do(NoteOutbox(message["id"], message["version"], outcome))

    def unpark(self, _: str, number: int) -> None:
        self.warehouse.do(Unpark(number))

    def cancel(self, _: str, number: int) -> None:
        if self.orders:
            self.warehouse.cancel(self.orders[number % len(self.orders)])

    def pick(self, _: str, number: int) -> None:
        if self.orders:
            self.warehouse.pick(self.orders[number % len(self.orders)])

    def wait(self, _: str, number: int) -> None:
        self.warehouse.clock.now += 10**number

    def look(self) -> None:
        """Fail on a listing that is behind and forgotten, and on a version that went back."""
        for row in published_listings(self.warehouse.engine.reader)["listings"]:
            assert not row["behind"] or row["state"] in ("due", "leased", "parked"), row
        for row in self.warehouse.engine.reader.all("SELECT * FROM outbox"):
            now = (row["version"], row["submitted_version"], row["applied_version"])
            before = self.versions.get(row["id"], (0, 0, 0))
            assert all(new >= old for new, old in zip(now, before, strict=True)), (before, now)
            self.versions[row["id"]] = now


@given(steps)
@settings(max_examples=40, deadline=None)
def test_no_listing_that_is_behind_is_forgotten_and_no_version_goes_back(todo: list[tuple[str, str, int]]) -> None:
    with TemporaryDirectory() as directory:
        sync = Sync(Path(directory))
        for step in todo:
            sync.carry_out(*step)
            sync.look()
        assert sync.warehouse.faults() == []
        sync.warehouse.engine.close()
