"""What each printer prints: every document one of a station's printers can print has exactly one taker there, the best one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmpd.config import Printer
from pmpd.print_sharing import CARRIER, DOCUMENTS, LABELS, PAGES, share_documents

DRIVERS = st.sampled_from(["escpos", "simulated", "zpl", "simulated-zpl", "cups"])


def shared(*printers: tuple[str, ...], station: str = "PACK-1", **said: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What printers of one station, each named by its driver, share; `said` names the documents of some."""
    return share_documents([Printer(name=driver, driver=driver, station=station, documents=said.get(driver, ())) for (driver,) in printers])


@pytest.mark.parametrize(
    ("drivers", "shares"),
    [
        (["escpos"], {"escpos": {*PAGES, *LABELS}}),
        (["zpl"], {"zpl": {*LABELS, CARRIER}}),
        (["cups"], {"cups": set(DOCUMENTS)}),
        (["escpos", "zpl"], {"escpos": set(PAGES), "zpl": {*LABELS, CARRIER}}),
        (["cups", "escpos"], {"escpos": {*PAGES, *LABELS}, "cups": {CARRIER}}),
        (["cups", "zpl", "escpos"], {"escpos": set(PAGES), "zpl": {*LABELS, CARRIER}, "cups": set()}),
    ],
)
def test_each_document_goes_to_the_printer_that_is_best_at_it(drivers: list[str], shares: dict[str, set[str]]) -> None:
    assert {name: set(documents) for name, documents in shared(*[(driver,) for driver in drivers]).items()} == shares


def test_what_the_configuration_says_goes_first_and_the_rest_is_shared_among_the_others() -> None:
    shares = shared(("escpos",), ("zpl",), zpl=("slip",))
    assert (shares["zpl"], set(shares["escpos"])) == (("slip",), {"setup_sheet", *LABELS})


@given(printers=st.lists(st.tuples(DRIVERS, st.sampled_from(["PACK-1", "PACK-2"])), max_size=5))
def test_no_document_has_two_takers_at_a_station(printers: list[tuple[str, str]]) -> None:
    made = [Printer(name=f"p{number}", driver=driver, station=station) for number, (driver, station) in enumerate(printers)]
    shares = share_documents(made)
    for station in ("PACK-1", "PACK-2"):
        taken = [document for printer in made if printer.station == station for document in shares[printer.name]]
        assert len(taken) == len(set(taken))
