"""What a job of labels is worth as evidence, whatever happens at the printer."""

import asyncio

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printer.simulated_zpl import SimulatedZplPrinter
from devices.printer.zpl_printer import Timeouts, labels_in
from devices.settings import PrinterSettings
from tests.devices.sample_labels import ONE_LABEL, THREE_LABELS, label

LABELS = PrinterSettings(width_mm=100, height_mm=150)
QUICK = Timeouts(answer_s=0.05, write_s=0.05, progress_s=0.2, poll_s=0.005)


async def opened(timeouts: Timeouts = QUICK) -> SimulatedZplPrinter:
    printer = SimulatedZplPrinter("labels", LABELS, timeouts)
    await printer.open()
    return printer


async def no_late_result(printer: SimulatedZplPrinter) -> bool:
    """Whether nothing comes late, though somebody asks for its health."""
    late = printer.late_results()
    await printer.health()
    await printer.close()
    return [result async for result in late] == []


async def test_every_label_of_a_confirmed_job_came_out_and_can_be_scanned() -> None:
    printer = await opened()
    assert (await printer.print(THREE_LABELS, 1)).grade == "confirmed"
    codes = [sorted(code.text for code in zxingcpp.read_barcodes(paper.image())) for paper in printer.papers]
    parcels = ["PARCEL-0001", "PARCEL-0002", "PARCEL-0003"]
    assert codes == [["420627019400111899223197428490", parcel, f"https://example.com/track/{parcel}"] for parcel in parcels]


async def test_copies_that_the_format_asks_for_are_waited_for() -> None:
    printer = await opened()
    job = ONE_LABEL.replace(b"^XZ", b"^PQ5^XZ")
    assert (await printer.print(job, 1)).grade == "confirmed"
    assert len(printer.papers) == labels_in(job) == 5


@pytest.mark.parametrize(
    ("fault", "detail"),
    [
        ("run_out_of_paper", "paper out"),
        ("open_head", "the print head is open"),
        ("run_out_of_ribbon", "ribbon out"),
        ("pause", "the printer is paused"),
    ],
)
async def test_a_printer_that_cannot_print_gets_nothing_and_says_why(fault: str, detail: str) -> None:
    printer = await opened()
    getattr(printer.machine, fault)()
    evidence = await printer.print(ONE_LABEL, 1)
    assert (evidence.grade, evidence.bytes_sent, evidence.detail) == ("failed", 0, detail)
    assert printer.papers == []


async def test_the_label_the_paper_ended_in_comes_out_whole_and_confirms_the_job_late() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_labels=1)
    assert (await printer.print(THREE_LABELS, 9)).detail == "paper out"
    assert [paper.complete for paper in printer.papers] == [True, False]
    printer.machine.load_paper()
    await printer.health()
    late = await anext(printer.late_results())
    assert (late.number, late.evidence.grade) == (9, "confirmed")
    assert [paper.complete for paper in printer.papers] == [True, False, True, True]


async def test_a_job_of_which_the_printer_counted_too_few_labels_is_not_confirmed() -> None:
    printer = await opened()
    evidence = await printer.print(ONE_LABEL + b"^XA^FO10,10^FDtaken back^FS~JX^XZ", 9)
    assert (evidence.grade, evidence.detail) == ("unconfirmed", "the printer has nothing left to print, and counted 1 of 2 labels")
    assert len(printer.papers) == 1


async def test_a_job_somebody_cancelled_at_the_printer_is_never_confirmed_late() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_labels=1)
    await printer.print(THREE_LABELS, 9)
    printer.machine.cancel_all()
    printer.machine.load_paper()
    assert await no_late_result(printer)


async def test_a_printer_switched_off_and_on_confirms_nothing_of_what_it_lost() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_labels=2)
    await printer.print(THREE_LABELS, 9)
    printer.link.cut()
    printer.machine.power_cycle()
    printer.machine.load_paper()
    printer.link.mend()
    assert await no_late_result(printer)


async def test_labels_that_were_fed_by_hand_leave_the_job_to_a_person() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_labels=1)
    await printer.print(THREE_LABELS, 9)
    printer.machine.load_paper()
    printer.machine.receive(ONE_LABEL)
    assert await no_late_result(printer)


async def test_a_job_whose_printer_falls_silent_in_the_middle_is_sent_and_not_confirmed() -> None:
    printer = await opened()
    printer.machine.fall_silent(after_labels=1)
    assert (await printer.print(THREE_LABELS, 9)).grade == "sent"


async def test_a_job_whose_printer_fell_silent_is_not_confirmed_by_a_later_connection() -> None:
    printer = await opened()
    printer.machine.fall_silent(after_labels=1)
    await printer.print(THREE_LABELS, 9)
    printer.machine.speak_up()
    assert await no_late_result(printer)


async def test_a_printer_that_answered_before_and_does_not_now_gets_nothing_and_is_gone_after_three_questions() -> None:
    printer = await opened()
    await printer.health()
    printer.machine.fall_silent()
    assert (await printer.print(ONE_LABEL, 1)).grade == "failed"
    assert [(await printer.health()).status for _ in range(2)] == ["unknown", "bad"]
    assert printer.papers == []


async def test_late_answers_from_before_a_job_confirm_nothing_of_it() -> None:
    printer = await opened()
    printer.machine.fall_silent()
    await printer.health()
    printer.machine.run_out_of_paper(after_labels=1)
    asyncio.get_running_loop().call_later(0.12, printer.machine.speak_up)
    evidence = await printer.print(THREE_LABELS, 9)
    assert evidence.grade in ("sent", "unconfirmed")


async def test_a_printer_that_answers_again_is_known_again() -> None:
    printer = await opened()
    printer.machine.fall_silent()
    assert (await printer.health()).status == "unknown"
    printer.machine.speak_up()
    assert (await printer.health()).status == "good"


async def test_half_a_label_left_by_a_broken_wire_is_cleared_away_before_the_next_job() -> None:
    printer = await opened()
    printer.link.cut_after(len(ONE_LABEL) - 10)
    await printer.print(ONE_LABEL, 1)
    printer.link.mend()
    assert (await printer.print(label(2).encode(), 2)).grade == "confirmed"
    assert [paper.stream.count(b"^XA") for paper in printer.papers] == [1]


@settings(max_examples=30)
@given(st.integers(0, len(THREE_LABELS) - 1))
def test_a_wire_cut_anywhere_is_failed_only_when_not_one_byte_went_out(cut_after_bytes: int) -> None:
    async def run() -> None:
        printer = await opened()
        printer.link.cut_after(cut_after_bytes)
        evidence = await printer.print(THREE_LABELS, 1)
        assert (evidence.grade, evidence.bytes_sent) == ("unconfirmed" if cut_after_bytes else "failed", cut_after_bytes)

    asyncio.run(run())


async def test_a_printer_tells_what_it_is() -> None:
    printer = await opened()
    assert printer.about == "a label printer that keeps its labels to be looked at"


@pytest.mark.parametrize(
    ("job", "labels"),
    [
        (b"", 0),
        (ONE_LABEL, 1),
        (THREE_LABELS, 3),
        (b"^XA^FDx^FS^PQ4^XZ^XA^GB9,9,9^FS^XZ", 5),
        (b"^XA^MMT^JUS^XZ^XA^FDx^FS^XZ", 1),
        (b"^XA^DFR:A.ZPL^FDx^FS^XZ", 0),
    ],
)
def test_labels_of_a_job_are_counted_with_their_copies_and_without_settings(job: bytes, labels: int) -> None:
    assert labels_in(job) == labels
