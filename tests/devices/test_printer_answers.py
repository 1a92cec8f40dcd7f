"""What an ESC/POS printer's bytes mean, and how a job's number travels through it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import answers as said
from devices.printer.answers import Answers, drawer_kick, health_of, process_answer
from devices.printer.process_id import PROBE, number_of, passing_id, process_id

FIXED = said.STATUS_FIXED


@pytest.mark.parametrize(
    ("printer", "paper", "cause", "error", "told"),
    [
        (0x12, 0x12, 0, 0, ("good", "ready")),
        (0x16, 0x12, 0, 0, ("good", "ready")),  # the drawer is closed
        (0x12, 0x1E, 0, 0, ("good", "ready; the roll is nearly used up")),
        (0x1A, 0x12, 0x16, 0, ("bad", "cover open")),
        (0x1A, 0x7E, 0x32, 0, ("bad", "paper out")),
        (0x12, 0x72, 0, 0, ("bad", "paper out")),
        (0x1A, 0x12, 0x1A, 0, ("bad", "the feed button is pressed")),
        (0x1A, 0x12, 0x52, 0x1A, ("bad", "the cutter is jammed")),
        (0x1A, 0x12, 0x52, 0x32, ("bad", "the printer is defective")),
        (0x1A, 0x12, 0x52, 0x52, ("bad", "the print head is too hot")),
        (0x1A, 0x12, 0x52, 0x12, ("bad", "the printer reports an error")),
        (0x1A, 0x12, 0x12, 0, ("bad", "offline")),
        (0x1A, 0, 0, 0, ("bad", "offline")),
    ],
)
def test_the_status_bytes_of_the_epson_reference_name_the_cause(
    printer: int, paper: int, cause: int, error: int, told: tuple[str, str]
) -> None:
    health = health_of(printer, paper, cause, error)
    assert (health.status, health.detail) == told


@given(*[st.integers(0, 255)] * 4)
def test_whatever_is_wrong_comes_with_something_to_do(printer: int, paper: int, cause: int, error: int) -> None:
    health = health_of(printer, paper, cause, error)
    assert health.status == "good" or health.remedy


@given(st.integers(1, 81_449_623))
def test_a_job_number_comes_back_from_the_printer(number: int) -> None:
    identity = process_id(number)
    assert number_of(identity) == number
    assert len(identity) == 4
    assert all(0x20 <= digit <= 0x7E for digit in identity)


def test_job_numbers_next_to_each_other_have_different_ids_for_millions_of_jobs() -> None:
    assert len({process_id(number) for number in range(100_000)}) == 100_000


@given(st.integers(0, 1 << 40))
def test_a_job_without_a_number_is_never_taken_for_one_with_a_number(count: int) -> None:
    assert number_of(passing_id(count)) is None
    assert number_of(PROBE) is None


@given(st.lists(st.integers(1, 81_449_623).map(process_id) | st.sampled_from([0x12, 0x16, 0x1A, 0x1E, 0x32, 0x72, 0x7E])), st.data())
def test_answers_are_told_apart_in_whatever_pieces_they_arrive(answers: list[bytes | int], data: st.DataObject) -> None:
    stream = b"".join(process_answer(answer) if isinstance(answer, bytes) else bytes([answer]) for answer in answers)
    heard = Answers()
    while stream:
        length = data.draw(st.integers(1, len(stream)))
        heard.add(stream[:length])
        stream = stream[length:]
    assert heard.take_processes() == [answer for answer in answers if isinstance(answer, bytes)]
    assert [status for _ in answers if (status := heard.take_status()) is not None] == [a for a in answers if isinstance(a, int)]


@given(st.binary(max_size=200).filter(lambda noise: b"\x37" not in noise))
def test_noise_before_an_answer_does_not_hide_it(noise: bytes) -> None:
    heard = Answers()
    heard.add(noise + process_answer(b"0001"))
    assert heard.take_processes() == [b"0001"]


def test_an_answer_that_broke_off_does_not_hide_the_next_one() -> None:
    heard = Answers()
    heard.add(process_answer(b"0001")[:5] + process_answer(b"0002") + b"\x12")
    assert heard.take_processes() == [b"0002"]
    assert heard.take_status() == 0x12


def test_the_kick_of_a_cash_drawer_is_the_pulse_of_the_epson_reference() -> None:
    assert drawer_kick() == b"\x1bp\x00\x3c\x3c"
    assert drawer_kick(5, 500) == b"\x1bp\x01\xfa\xfa"


def test_a_drawer_that_no_printer_has_is_refused() -> None:
    with pytest.raises(ValueError, match="pin 2 or 5"):
        drawer_kick(3)
