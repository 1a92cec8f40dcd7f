"""Whatever packers do at the bench, in whatever order: the books, the parcels and the orders agree."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.audit.check import check_file
from tests.ledger.model import ITEMS
from tests.ledger.parcel_rules import STEPS, ParcelRules
from tests.ledger.pick_rules import PickRules

OFFERS = (("offer:1", "BOLT"), ("offer:2", "LAMP"))

deeds = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(ITEMS), st.integers(1, 2)), min_size=4, max_size=16)


class Bench(PickRules, ParcelRules):
    """The simulation, played by hand."""


@given(bolts=st.integers(1, 3), lamps=st.integers(1, 3), first=deeds, second=deeds)
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_order_of_a_packers_deeds_loses_or_doubles_a_unit(
    bolts: int, lamps: int, first: list[tuple[str, str, int]], second: list[tuple[str, str, int]]
) -> None:
    bench = Bench()
    try:
        bench.import_new([(OFFERS[0], bolts), (OFFERS[1], lamps)], True, False)
        for steps in (first, second):
            bench.pick_whole(0, 1)
            bench.at_the_bench(0, steps)
            bench.the_ledger_agrees_with_the_model()
        assert [str(finding) for finding in check_file(bench.engine.path)] == []
    finally:
        bench.teardown()
