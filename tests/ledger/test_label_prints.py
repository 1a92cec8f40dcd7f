"""Labels, test pages, setup sheets and carriers' labels: queued at a station, each job with all that its printer must know."""

from typing import Any

import pytest

from ledger.equipment.control_codes import BadgeCode, StationCode, read_control_code
from ledger.goods.places import AddPlace
from ledger.printing.carrier_labels import PrintCarrierLabel
from ledger.printing.device_pages import PrintSetupSheet, PrintTestPage
from ledger.printing.label_prints import PrintLabels
from ledger.printing.print_jobs import LIVES_MS, ExpirePrints, NotePrint
from ledger.printing.print_views import document_of, jobs_for, print_view, waiting_at
from ledger.printing.printing_again import PrintAgain
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse

SHA256 = "0f" * 32


@pytest.fixture
def packed(warehouse: Warehouse) -> str:
    """A packed order."""
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("1", line("LAMP"))
    warehouse.packed(number)
    return number


def documents(warehouse: Warehouse, *labels: object) -> list[dict[str, Any]]:
    """What the jobs of a run print."""
    return [document_of(warehouse.engine.reader, job) for each in labels for job in warehouse.do(each)["print_jobs"]]


def test_an_item_label_holds_the_sku_and_says_what_it_is_and_where_it_lies(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 5, "4006381333931")
    (label,) = documents(warehouse, PrintLabels("item_label", ("LAMP",), STATION))
    assert (label["code"], label["fields"]) == ("LAMP", {"sku": "LAMP", "description": "A LAMP", "bin": "A-02", "price": ""})


def test_a_label_says_what_is_true_when_it_prints(warehouse: Warehouse) -> None:
    warehouse.item("LAMP")
    (job,) = warehouse.do(PrintLabels("item_label", ("LAMP",), STATION))["print_jobs"]
    warehouse.receive("LAMP", 1, "A-03")
    assert document_of(warehouse.engine.reader, job)["fields"]["bin"] == "A-03"


def test_a_bin_and_a_tote_are_labelled_with_the_code_that_pickers_scan(warehouse: Warehouse) -> None:
    labels = documents(warehouse, PrintLabels("bin_label", ("A-01",), STATION), PrintLabels("tote_label", ("T-1",), STATION))
    assert [(label["code"], label["fields"]["name"]) for label in labels] == [("A-01", "A-01"), ("T-1", "T-1")]


def test_the_labels_of_a_station_and_of_a_person_are_what_binds_a_scanner_to_them(warehouse: Warehouse) -> None:
    labels = documents(warehouse, PrintLabels("station_label", (STATION,), STATION), PrintLabels("badge", ("Ana López",), STATION))
    assert [read_control_code(label["code"]) for label in labels] == [StationCode(STATION), BadgeCode("Ana López")]


def test_all_bins_of_a_zone_are_labelled_in_walking_order_each_as_often_as_wanted(warehouse: Warehouse) -> None:
    for walk, code in enumerate(("Z-03", "Z-01", "Z-02")):
        warehouse.do(AddPlace(code, zone="attic", walk=walk))
    labels = documents(warehouse, PrintLabels("bin_label", station=STATION, zone="attic", quantity=2))
    assert [label["code"] for label in labels] == ["Z-03", "Z-03", "Z-01", "Z-01", "Z-02", "Z-02"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (PrintLabels("bin_label", ("A-09",), STATION), "place_not_found"),
        (PrintLabels("bin_label", ("T-1",), STATION), "wrong_place_kind"),
        (PrintLabels("item_label", ("GHOST",), STATION), "item_not_found"),
        (PrintLabels("badge", (" ",), STATION), "bad_labels"),
        (PrintLabels("bin_label", (), STATION), "bad_labels"),
        (PrintLabels("bin_label", ("A-01",), STATION, 1_001), "bad_labels"),
        (PrintLabels("novel", ("A-01",), STATION), "bad_labels"),
        (PrintLabels("bin_label", ("A-01",), "A-02"), "wrong_place_kind"),
        (PrintSetupSheet("", "de", STATION), "bad_setup_sheet"),
        (PrintTestPage(" "), "bad_device"),
    ],
)
def test_what_can_not_be_printed_is_refused_before_it_waits(command: object, code: str, warehouse: Warehouse) -> None:
    assert warehouse.refusal(command) == code
    assert waiting_at(warehouse.engine.reader) == []


def test_a_test_page_waits_for_its_printer_and_no_other(warehouse: Warehouse) -> None:
    job = warehouse.do(PrintTestPage("printer-1"))["print_job"]
    now_ms = warehouse.clock.now_ms()
    found = {name: jobs_for(warehouse.engine.reader, name, STATION, tuple(LIVES_MS), now_ms) for name in ("printer-1", "printer-2")}
    assert {name: [each["print_job"] for each in jobs] for name, jobs in found.items()} == {"printer-1": [job], "printer-2": []}


def test_a_printer_gets_the_documents_it_prints_at_its_station_alone(warehouse: Warehouse, packed: str) -> None:
    warehouse.do(PrintLabels("bin_label", ("A-01",), STATION))
    warehouse.do(PrintSetupSheet("usual", "de", STATION))
    taken = jobs_for(warehouse.engine.reader, "labels", STATION, ("bin_label", "badge"), warehouse.clock.now_ms())
    assert [job["document"] for job in taken] == ["bin_label"]
    assert [row["document"] for row in waiting_at(warehouse.engine.reader)] == ["bin_label", "setup_sheet", "slip"]


@pytest.mark.parametrize("document", ["test_page", "bin_label"])
def test_a_page_that_nobody_wants_any_more_expires_without_an_alarm(document: str, warehouse: Warehouse) -> None:
    pages = {"test_page": PrintTestPage("printer-1"), "bin_label": PrintLabels("bin_label", ("A-01",), STATION)}
    answer = warehouse.do(pages[document])
    job = answer.get("print_job") or answer["print_jobs"][0]
    warehouse.clock.now += LIVES_MS[document]
    assert warehouse.do(ExpirePrints()) == {"expired": [job]}
    assert print_view(warehouse.engine.reader, job)["state"] == "expired"


def test_a_label_can_be_printed_again_at_another_station(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("DESK", kind="station"))
    (job,) = warehouse.do(PrintLabels("bin_label", ("A-01",), STATION))["print_jobs"]
    for state in ("sending", "sent"):
        warehouse.do(NotePrint(job, state))
    again = print_view(warehouse.engine.reader, warehouse.do(PrintAgain(job, "DESK"))["print_job"])
    assert [again[name] for name in ("station", "document", "subject", "copy")] == ["DESK", "bin_label", "A-01", True]


def test_a_carriers_label_is_named_by_its_content_and_never_copied_into_the_journal(warehouse: Warehouse, packed: str) -> None:
    job = warehouse.do(PrintCarrierLabel(packed, "pdf", SHA256, 4_711, STATION))["print_job"]
    content = document_of(warehouse.engine.reader, job)
    assert [content[name] for name in ("format", "sha256", "bytes", "copy")] == ["pdf", SHA256, 4_711, False]


def test_the_same_carriers_label_a_second_time_is_a_copy_and_a_new_one_is_not(warehouse: Warehouse, packed: str) -> None:
    def printed(sha256: str) -> bool:
        job = warehouse.do(PrintCarrierLabel(packed, "zpl", sha256, 9, STATION))["print_job"]
        return bool(document_of(warehouse.engine.reader, job)["copy"])

    assert [printed(sha256) for sha256 in (SHA256, SHA256, "1e" * 32)] == [False, True, False]


def test_a_carriers_label_that_was_printed_is_in_the_story_of_its_order(warehouse: Warehouse, packed: str) -> None:
    job = warehouse.do(PrintCarrierLabel(packed, "zpl", SHA256, 9, STATION))["print_job"]
    for state in ("sending", "confirmed"):
        warehouse.do(NotePrint(job, state))
    assert warehouse.story(packed)[-1]["text"] == "label confirmed at PACK-1"


def test_a_parcel_whose_carriers_label_was_printed_still_needs_its_slip(warehouse: Warehouse, packed: str) -> None:
    (slip,) = warehouse.prints(packed)
    warehouse.do(NotePrint(slip["print_job"], "failed"))
    warehouse.do(PrintCarrierLabel(packed, "zpl", SHA256, 9, STATION))
    again = warehouse.do(PrintAgain(slip["print_job"]))["print_job"]
    assert document_of(warehouse.engine.reader, again)["copy"] is False


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"format": "jpg"}, "bad_label"), ({"sha256": "x"}, "bad_label"), ({"bytes": 0}, "bad_label"), ({"parcel": 2}, "bad_parcel")],
)
def test_a_carriers_label_of_nothing_is_refused(changes: dict[str, Any], code: str, warehouse: Warehouse, packed: str) -> None:
    said = {"order": packed, "format": "zpl", "sha256": SHA256, "bytes": 9, "station": STATION, **changes}
    assert warehouse.refusal(PrintCarrierLabel(**said)) == code
