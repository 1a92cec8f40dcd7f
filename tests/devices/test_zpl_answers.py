"""What a ZPL printer says is read as Zebra's programming guide has it, in whatever pieces it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.zpl_answers import HostStatus, ZplAnswers, health_of_errors

# Field by field as in the guide's page on ~HS: string 1 (aaa,b,c,dddd,eee,f,g,h,iii,j,k,l), 2 (mmm,n,o,p,q,r,s,t,uuuuuuuu,v,www), 3.
READY = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
IDENTITY = b"\x02ZD421-203dpi ZPL,V93.21.17Z,8,8176KB\x03\r\n"
ERRORS = b"\x02\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 00000005\r\n   WARNINGS:       1 00000000 00000002\r\n\x03"


def with_field(string: int, index: int, value: str) -> bytes:
    """The strings of a ready printer with one field another."""
    strings = READY.split(b"\r\n")
    fields = strings[string - 1][1:-1].split(b",")
    fields[index] = value.encode()
    strings[string - 1] = b"\x02" + b",".join(fields) + b"\x03"
    return b"\r\n".join(strings)


def status(said: bytes) -> HostStatus:
    answers = ZplAnswers()
    answers.add(said)
    found = answers.take_status()
    assert found is not None
    return found


def test_a_ready_printer_is_good_and_idle() -> None:
    ready = status(READY)
    assert (ready.health().status, ready.idle, ready.label_length_dots, ready.print_mode) == ("good", True, 1245, 2)


@pytest.mark.parametrize(
    ("string", "index", "detail"),
    [
        (1, 1, "paper out"),
        (1, 2, "the printer is paused"),
        (1, 5, "the printer's memory is full"),
        (1, 6, "the printer shows what it receives instead of printing it"),
        (1, 9, "the printer lost its settings"),
        (1, 10, "the print head is too cold"),
        (1, 11, "the print head is too hot"),
        (2, 2, "the print head is open"),
        (2, 3, "ribbon out"),
    ],
)
def test_each_flag_that_stops_a_printer_is_named_with_what_to_do(string: int, index: int, detail: str) -> None:
    health = status(with_field(string, index, "1")).health()
    assert (health.status, health.detail) == ("bad", detail)
    assert health.remedy


def test_an_open_printer_without_paper_is_told_to_be_closed_first() -> None:
    both = with_field(2, 2, "1").replace(b"030,0,", b"030,1,")
    assert status(both).health().detail == "the print head is open"


@pytest.mark.parametrize(("string", "index", "value"), [(1, 4, "002"), (1, 7, "1"), (2, 7, "1"), (2, 8, "00000003")])
def test_a_printer_with_anything_left_to_print_is_not_idle(string: int, index: int, value: str) -> None:
    assert not status(with_field(string, index, value)).idle


@given(st.lists(st.integers(1, 40), max_size=40))
def test_answers_in_any_pieces_are_read_once_and_whole(pieces: list[int]) -> None:
    answers = ZplAnswers()
    stream, found = READY + READY, 0
    for size in [*pieces, len(stream)]:
        answers.add(stream[:size])
        stream = stream[size:]
        while answers.take_status() is not None:
            found += 1
    assert found == 2


@given(st.binary(max_size=200))
def test_noise_is_no_status_and_breaks_nothing(noise: bytes) -> None:
    answers = ZplAnswers()
    answers.add(noise)
    assert answers.take_status() is None


def test_model_and_firmware_are_read_from_among_other_answers() -> None:
    answers = ZplAnswers()
    answers.add(READY + IDENTITY)
    assert answers.take_identity() == ("ZD421-203dpi ZPL", "V93.21.17Z")


def test_a_value_is_read_from_outside_the_frames_of_other_answers() -> None:
    answers = ZplAnswers()
    answers.add(b'\x02"no"\x03\r\n"8560"\r\n')
    assert answers.take_variable() == "8560"


def test_error_flags_are_read_as_hexadecimal_numbers() -> None:
    answers = ZplAnswers()
    answers.add(ERRORS)
    assert answers.take_errors() == 5


@pytest.mark.parametrize(
    ("flags", "detail"),
    [
        (0x1, "paper out"),
        (0x2, "ribbon out"),
        (0x4, "the print head is open"),
        (0x5, "the print head is open"),
        (0x8, "the cutter is stuck"),
        (0x10, "the print head is too hot"),
        (0x10000, "the printer is paused"),
        (0x40, "the printer reports error 00000040"),
    ],
)
def test_error_flags_are_named_and_an_unknown_one_is_never_taken_for_good(flags: int, detail: str) -> None:
    health = health_of_errors(flags)
    assert (health.status, health.detail) == ("bad", detail)


def test_no_error_flag_is_good() -> None:
    assert health_of_errors(0).status == "good"
