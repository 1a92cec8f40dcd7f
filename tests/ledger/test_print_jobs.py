"""Print jobs: known by their fate, never printed twice by themselves, a wanted second print marked as a copy."""

from itertools import product
from typing import Any

import pytest

from ledger.errors import Refused
from ledger.packing.batches import PrintSlips
from ledger.packing.reopening import Reopen
from ledger.printing.device_pages import PrintTestPage
from ledger.printing.label_prints import PrintLabels
from ledger.printing.print_jobs import LIVES_MS, CancelPrint, ExpirePrints, NotePrint, next_expiry_ms
from ledger.printing.print_views import PrintFilters, jobs_for, jobs_in, print_jobs
from ledger.printing.printing_again import PrintAgain
from ledger.printing.slips import Reprint, slip_content
from ledger.stockwork.alerts import alerts
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse

STATES = ("queued", "sending", "sent", "confirmed", "failed", "unconfirmed", "expired")
# How a job gets into a state, and where it may go from there.
WAYS: dict[str, tuple[str, ...]] = {
    "queued": (),
    "sending": ("sending",),
    "sent": ("sending", "sent"),
    "confirmed": ("sending", "sent", "confirmed"),
    "failed": ("failed",),
    "unconfirmed": ("sending", "unconfirmed"),
    "expired": ("expired",),
}
ALLOWED = {
    ("queued", "sending"),
    ("queued", "failed"),
    ("sending", "queued"),
    ("sending", "sent"),
    ("sending", "confirmed"),
    ("sending", "failed"),
    ("sending", "unconfirmed"),
    ("sent", "confirmed"),
    ("sent", "unconfirmed"),
    ("unconfirmed", "confirmed"),
}


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """A packed order with its slip queued."""
    warehouse.item("LAMP", "A-01", 5)
    order = warehouse.sell("7", line("LAMP", 2), note="Leave with the neighbour")
    warehouse.pick(order)
    warehouse.pack(order)
    return order


def note(warehouse: Warehouse, number: str, *states: str) -> int:
    """Lead the order's newest print job through states; answers the job."""
    job = int(warehouse.prints(number)[0]["print_job"])
    for state in states:
        if state == "expired":
            warehouse.clock.now += LIVES_MS["slip"]
            warehouse.do(ExpirePrints())
        else:
            warehouse.do(NotePrint(job, state))
    return job


@pytest.mark.parametrize(("before", "after"), sorted(set(product(STATES, STATES)) - ALLOWED))
def test_a_print_job_never_takes_a_step_that_could_print_it_twice(warehouse: Warehouse, number: str, before: str, after: str) -> None:
    job = note(warehouse, number, *WAYS[before])
    assert warehouse.refusal(NotePrint(job, after)) == "bad_print_state"


@pytest.mark.parametrize(("before", "after"), sorted(ALLOWED))
def test_a_print_job_says_what_became_of_it(warehouse: Warehouse, number: str, before: str, after: str) -> None:
    job = note(warehouse, number, *WAYS[before])
    assert warehouse.do(NotePrint(job, after, "told by the printer")) == {"print_job": job, "state": after}
    assert warehouse.prints(number)[0]["state"] == after


def test_a_second_print_is_a_new_job_marked_as_a_copy(warehouse: Warehouse, number: str) -> None:
    first = note(warehouse, number, "sending", "sent")
    second = warehouse.do(Reprint(number, STATION))["print_job"]
    assert second != first
    assert [slip_content(warehouse.engine.reader, job)["copy"] for job in (first, second)] == [False, True]


def test_a_slip_that_never_came_out_has_no_copy(warehouse: Warehouse, number: str) -> None:
    note(warehouse, number, "failed")
    job = warehouse.do(Reprint(number, STATION))["print_job"]
    assert slip_content(warehouse.engine.reader, job)["copy"] is False


def test_an_order_that_is_not_packed_has_no_slip(warehouse: Warehouse, number: str) -> None:
    assert warehouse.refusal(Reprint(warehouse.sell("8", line("LAMP")), STATION)) == "not_packed"


def test_a_slip_says_what_is_in_the_box_and_for_whom(warehouse: Warehouse, number: str) -> None:
    slip = slip_content(warehouse.engine.reader, note(warehouse, number))
    assert slip["lines"] == [{"sku": "LAMP", "description": "A LAMP", "quantity": 2, "units": []}]
    assert (slip["order"], slip["external_number"], slip["note"], slip["weight_g"]) == (number, "#7", "Leave with the neighbour", 700)
    assert slip["ship_to"]["name"] == "Rosa Blum"


def test_jobs_that_wait_are_listed_oldest_first(warehouse: Warehouse, number: str) -> None:
    first = note(warehouse, number)
    second = warehouse.do(Reprint(number, STATION))["print_job"]
    third = warehouse.do(Reprint(number, STATION))["print_job"]
    warehouse.do(NotePrint(second, "failed"))
    assert [job["print_job"] for job in jobs_in(warehouse.engine.reader, "queued")] == [first, third]


def test_the_slip_of_an_order_cancelled_while_its_printer_was_asked_is_never_tried_again(warehouse: Warehouse, number: str) -> None:
    (job,) = warehouse.prints(number)
    warehouse.do(NotePrint(job["print_job"], "sending"))
    warehouse.cancel(number)
    assert warehouse.do(NotePrint(job["print_job"], "queued", "no paper"))["state"] == "failed"
    assert jobs_in(warehouse.engine.reader, "queued") == []


def test_what_a_spooler_has_is_sent_and_the_spooler_may_still_say_that_it_never_printed_it(warehouse: Warehouse, number: str) -> None:
    job = note(warehouse, number, "sending")
    warehouse.do(NotePrint(job, "sent", "CUPS has it", "spooled", 900))
    assert [warehouse.prints(number)[0][name] for name in ("state", "evidence", "bytes_sent")] == ["sent", "spooled", 900]
    assert warehouse.do(NotePrint(job, "failed", "cancelled at the spooler"))["state"] == "failed"


def test_the_story_of_an_order_tells_that_its_slip_was_confirmed_late(warehouse: Warehouse, number: str) -> None:
    note(warehouse, number, "sending", "unconfirmed", "confirmed")
    told = [entry["text"] for entry in warehouse.story(number) if entry["kind"] == "slip"]
    assert told == ["slip unconfirmed at PACK-1", "slip confirmed at PACK-1"]


def test_a_slip_that_nothing_printed_for_half_a_day_is_given_up_and_a_person_is_told(warehouse: Warehouse, number: str) -> None:
    note(warehouse, number, "expired")
    (alert,) = alerts(warehouse.engine.reader)
    assert (alert["kind"], alert["subject"]) == ("not_printed", number)
    assert (
        alert["cause"] == f"the slip of {number} was not printed: no printer printed it while it was wanted; see to it and print it again"
    )


def test_a_slip_that_was_given_up_is_not_printed_when_paper_comes_back(warehouse: Warehouse, number: str) -> None:
    expires_ms = next_expiry_ms(warehouse.engine.reader) or 0
    assert len(jobs_for(warehouse.engine.reader, "printer-1", STATION, ("slip",), expires_ms - 1)) == 1
    assert jobs_for(warehouse.engine.reader, "printer-1", STATION, ("slip",), expires_ms) == []


def test_a_slip_that_cannot_be_printed_at_all_is_told_to_a_person_with_the_reason(warehouse: Warehouse, number: str) -> None:
    job = note(warehouse, number)
    warehouse.do(NotePrint(job, "failed", "slip.toml, part 3: there is no size 9"))
    (alert,) = alerts(warehouse.engine.reader)
    assert (alert["kind"], "there is no size 9" in alert["cause"]) == ("not_printed", True)


def test_a_slip_that_a_person_took_back_needs_nobody_to_look(warehouse: Warehouse, number: str) -> None:
    warehouse.do(CancelPrint(note(warehouse, number)))
    assert alerts(warehouse.engine.reader) == []


@pytest.mark.parametrize("fate", ["expired", "failed"])
@pytest.mark.parametrize("way", ["the job", "the order", "what never came out"])
def test_a_slip_that_was_given_up_prints_again_without_copy_and_nobody_needs_to_look_any_more(
    warehouse: Warehouse, number: str, way: str, fate: str
) -> None:
    job = note(warehouse, number, fate)
    warehouse.do({"the job": PrintAgain(job), "the order": Reprint(number, STATION), "what never came out": PrintSlips()}[way])
    again, _ = warehouse.prints(number)
    assert (again["state"], again["copy"], alerts(warehouse.engine.reader)) == ("queued", False, [])


def test_nobody_needs_to_look_after_the_slip_of_an_order_that_is_cancelled(warehouse: Warehouse, number: str) -> None:
    note(warehouse, number, "expired")
    warehouse.cancel(number)
    assert alerts(warehouse.engine.reader) == []


@pytest.mark.parametrize("fate", ["sent", "confirmed", "unconfirmed"])
def test_what_came_out_or_may_have_prints_again_as_a_copy(warehouse: Warehouse, number: str, fate: str) -> None:
    job = note(warehouse, number, *WAYS[fate])
    assert warehouse.do(PrintAgain(job))["copy"] is True


def test_a_test_page_is_never_sent_to_a_station_where_nothing_would_print_it(warehouse: Warehouse) -> None:
    job = warehouse.do(PrintTestPage("slips"))["print_job"]
    warehouse.do(CancelPrint(job))
    assert warehouse.refusal(PrintAgain(job, "PACK-1")) == "bad_station"
    assert warehouse.do(PrintAgain(job))["copy"] is False


@pytest.mark.parametrize("fate", ["queued", "sending"])
def test_what_may_yet_print_is_not_printed_again(warehouse: Warehouse, number: str, fate: str) -> None:
    assert warehouse.refusal(PrintAgain(note(warehouse, number, *WAYS[fate]))) == "still_waiting"


def test_the_slip_of_a_parcel_that_was_opened_is_not_printed_again(warehouse: Warehouse, number: str) -> None:
    job = note(warehouse, number, "sending", "sent")
    warehouse.do(Reopen(number, "wrong box"))
    assert warehouse.refusal(PrintAgain(job)) == "parcel_opened"


def test_a_job_that_waits_can_be_taken_back_and_no_other(warehouse: Warehouse, number: str) -> None:
    job = note(warehouse, number)
    assert warehouse.do(CancelPrint(job))["state"] == "failed"
    assert (jobs_in(warehouse.engine.reader, "queued"), warehouse.refusal(CancelPrint(job))) == ([], "not_waiting")


def test_print_jobs_are_found_by_order_state_station_document_and_run_a_page_at_a_time(warehouse: Warehouse, number: str) -> None:
    labels = warehouse.do(PrintLabels("bin_label", ("A-01", "A-02"), STATION, 2))
    reader = warehouse.engine.reader
    slip = note(warehouse, number, "sending")

    def found(**wanted: Any) -> list[int]:
        return [job["print_job"] for job in print_jobs(reader, PrintFilters(**wanted))["print_jobs"]]

    newest_first = labels["print_jobs"][::-1]
    assert found(document="bin_label") == found(run=labels["run"]) == found(state="queued") == newest_first
    assert found(order=number) == found(document="slip", station=STATION) == [slip]
    first = print_jobs(reader, most=3)
    rest = print_jobs(reader, most=3, before=first["next"])
    assert ([job["print_job"] for job in (*first["print_jobs"], *rest["print_jobs"])], rest["next"]) == ([*newest_first, slip], "")


@pytest.mark.parametrize("wanted", [{"state": "lost"}, {"document": "novel"}])
def test_a_filter_that_can_fit_nothing_is_refused_with_what_there_is(warehouse: Warehouse, wanted: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="there are"):
        print_jobs(warehouse.engine.reader, PrintFilters(**wanted))
