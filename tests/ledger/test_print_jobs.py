"""Print jobs: known by their fate, never printed twice by themselves, a wanted second print marked as a copy."""

from itertools import product

import pytest

from ledger.packing.print_jobs import NotePrint, Reprint, jobs_in, print_jobs, slip_content
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse

STATES = ("queued", "sending", "sent", "confirmed", "failed", "unconfirmed")
# How a job gets into a state, and where it may go from there.
WAYS: dict[str, tuple[str, ...]] = {
    "queued": (),
    "sending": ("sending",),
    "sent": ("sending", "sent"),
    "confirmed": ("sending", "sent", "confirmed"),
    "failed": ("failed",),
    "unconfirmed": ("sending", "unconfirmed"),
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
    job = int(print_jobs(warehouse.engine.reader, order=number)[0]["print_job"])
    for state in states:
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
    assert print_jobs(warehouse.engine.reader, order=number)[0]["state"] == after


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
    (job,) = print_jobs(warehouse.engine.reader, number)
    warehouse.do(NotePrint(job["print_job"], "sending"))
    warehouse.cancel(number)
    assert warehouse.do(NotePrint(job["print_job"], "queued", "no paper"))["state"] == "failed"
    assert jobs_in(warehouse.engine.reader, "queued") == []
