"""What a print job is worth as evidence, whatever breaks on the way."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.driver import DeviceGone
from devices.printer.escpos_commands import UnknownCommand
from devices.printer.escpos_printer import EscposPrinter, Timeouts
from devices.printer.paper_machine import Trouble
from devices.printer.simulated import SimulatedPrinter
from devices.printer.simulated_link import SimulatedLink
from devices.settings import PrinterSettings
from tests.devices.read_paper import qr_texts
from tests.devices.sample_slip import GOLDEN, SLIP

JOB = (GOLDEN / "slip-80mm.bin").read_bytes()


async def opened(*, silent: bool = False) -> SimulatedPrinter:
    """A printer that was asked for its health once, as every printer is before it gets its first job."""
    printer = SimulatedPrinter("slips", timeouts=Timeouts(0.05, 0.05, 0.05))
    if silent:
        printer.machine.fall_silent()
    await printer.open()
    await printer.health()
    return printer


async def test_a_confirmed_job_is_on_paper_byte_for_byte() -> None:
    printer = await opened()
    evidence = await printer.print(JOB)
    [paper] = printer.papers
    assert (evidence.grade, paper.stream, paper.complete) == ("confirmed", JOB, True)


async def test_the_paper_of_a_printed_slip_can_be_scanned() -> None:
    printer = await opened()
    await printer.print(JOB)
    assert qr_texts(printer.papers[0].image()) == [SLIP.qr]


async def test_a_printer_that_never_answers_leaves_a_job_sent_and_not_confirmed() -> None:
    printer = await opened(silent=True)
    evidence = await printer.print(JOB)
    assert (evidence.grade, len(printer.papers)) == ("sent", 1)


async def test_a_printer_that_answered_before_and_does_not_now_gets_nothing() -> None:
    printer = await opened()
    printer.machine.fall_silent()
    evidence = await printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent, printer.papers) == ("failed", 0, [])
    printer.machine.speak_up()
    assert (await printer.print(JOB)).grade == "confirmed"


async def test_a_printer_that_answered_before_is_gone_after_three_questions_without_an_answer() -> None:
    printer = await opened()
    printer.machine.fall_silent()
    told = [(await printer.health()).status for _ in range(4)]
    assert told == ["unknown", "unknown", "bad", "bad"]
    printer.machine.speak_up()
    assert (await printer.health()).status == "good"


async def test_a_printer_that_confirms_nothing_is_not_asked_to_and_its_jobs_are_sent() -> None:
    printer = SimulatedPrinter("slips", timeouts=Timeouts(0.05, 0.05, 0.05))
    printer.machine.forget_process_ids()
    await printer.open()
    evidence = await printer.print(JOB)
    assert (evidence.grade, printer.papers[0].stream) == ("sent", JOB)
    assert (await printer.health()).status == "good"


async def test_a_confirmation_of_a_job_without_a_number_is_told_to_nobody_when_it_comes_late() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_bytes=len(JOB) - 100)
    await printer.print(JOB)
    printer.machine.load_paper()
    await printer.health()
    late = printer.late_results()
    await printer.close()
    assert [result async for result in late] == []


async def test_a_late_confirmation_never_confirms_a_later_job() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_bytes=len(JOB) - 100)
    await printer.print(JOB, 1)
    printer.machine.load_paper()
    printer.link.cut_after(100)
    assert (await printer.print(JOB, 2)).grade == "unconfirmed"


async def test_no_paper_before_the_job_fails_it_with_nothing_sent() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper()
    evidence = await printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent, evidence.detail) == ("failed", 0, "paper out")
    assert printer.papers == []


@pytest.mark.parametrize(
    ("trouble", "detail"),
    [
        ("cover open", "cover open"),
        ("cutter jammed", "the cutter is jammed"),
        ("defective", "the printer is defective"),
        ("off line", "offline"),
    ],
)
async def test_a_printer_that_stands_still_fails_the_job_with_nothing_sent_and_says_why(trouble: Trouble, detail: str) -> None:
    printer = await opened()
    printer.machine.go_offline(trouble)
    evidence = await printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent, evidence.detail) == ("failed", 0, detail)
    assert (await printer.health()).remedy
    printer.machine.go_online()
    assert (await printer.print(JOB)).grade == "confirmed"


async def test_a_roll_that_is_nearly_used_up_prints_on_and_is_remarked() -> None:
    printer = await opened()
    printer.machine.come_near_the_end()
    health = await printer.health()
    assert (health.status, health.detail, health.remedy) == ("good", "ready; the roll is nearly used up", "have a new roll at hand")
    assert (await printer.print(JOB)).grade == "confirmed"


async def test_a_health_asked_for_during_a_job_waits_for_nothing_and_asks_the_printer_nothing() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_bytes=len(JOB) - 100)
    printing = asyncio.create_task(printer.print(JOB))
    await asyncio.sleep(0)
    health = await printer.health()
    assert (health.status, printing.done()) == ("good", False)
    assert (await printing).grade == "unconfirmed"


async def test_garbage_from_the_printer_confirms_nothing_and_harms_nothing() -> None:
    printer = await opened()
    printer.machine.babble(b"\x37\x22\xff\x00\x37\x37\x22ab\x0c\x0c\x80\xff")
    assert (await printer.health()).status == "good"
    assert (await printer.print(JOB)).grade == "confirmed"
    assert len(printer.papers) == 1


async def test_paper_that_ends_in_the_middle_leaves_the_job_unconfirmed() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_bytes=1000)
    evidence = await printer.print(JOB)
    assert (evidence.grade, evidence.detail) == ("unconfirmed", "paper out")
    assert not printer.papers[0].complete


async def test_paper_that_ends_while_the_whole_job_is_buffered_is_not_called_sent() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_bytes=len(JOB) - 500)
    evidence = await printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent, evidence.detail) == ("unconfirmed", len(JOB), "paper out")


async def test_a_half_printed_slip_falls_off_and_does_not_swallow_the_next_one() -> None:
    printer = await opened()
    printer.machine.run_out_of_paper(after_bytes=1000)
    await printer.print(JOB)
    printer.machine.load_paper()
    evidence = await printer.print(JOB)
    assert evidence.grade == "confirmed"
    assert [paper.complete for paper in printer.papers] == [False, True]
    assert printer.papers[-1].stream == JOB


async def test_half_a_slip_left_by_a_box_that_was_killed_never_hangs_on_the_next_one() -> None:
    killed = await opened()
    killed.link.cut_after(300)  # in the middle of the address
    assert (await killed.print(JOB, 1)).grade == "unconfirmed"
    started_again = EscposPrinter("slips", PrinterSettings(), SimulatedLink(killed.machine))
    await started_again.open()
    started_again.job_broke_off()
    assert (await started_again.print(JOB, 2)).grade == "confirmed"
    assert [paper.stream for paper in killed.papers if paper.complete][-1] == JOB


async def test_a_printer_switched_off_and_on_after_half_a_job_prints_the_next_one_whole() -> None:
    printer = await opened()
    printer.link.cut_after(len(JOB) // 2)
    assert (await printer.print(JOB)).grade == "unconfirmed"
    printer.machine.power_cycle()
    printer.link.mend()
    assert (await printer.print(JOB)).grade == "confirmed"
    assert printer.papers[-1].stream == JOB


async def test_a_wire_that_is_down_fails_the_job_until_it_is_mended() -> None:
    printer = await opened()
    printer.link.cut()
    assert (await printer.print(JOB)).grade == "failed"
    printer.link.mend()
    assert (await printer.print(JOB)).grade == "confirmed"


@settings(max_examples=40)
@given(st.integers(0, len(JOB) - 1))
def test_a_wire_cut_anywhere_in_the_job_is_failed_only_when_not_one_byte_went_out(cut_after_bytes: int) -> None:
    async def run() -> None:
        printer = await opened()
        printer.link.cut_after(cut_after_bytes)
        evidence = await printer.print(JOB)
        assert evidence.grade == ("unconfirmed" if cut_after_bytes else "failed")
        assert evidence.bytes_sent == cut_after_bytes
        assert not any(paper.complete for paper in printer.papers)

    asyncio.run(run())


@settings(max_examples=40)
@given(st.integers(1, len(JOB) - 1))
def test_whatever_a_cut_wire_left_half_printed_the_next_job_comes_out_whole(cut_after_bytes: int) -> None:
    async def run() -> None:
        printer = await opened()
        printer.link.cut_after(cut_after_bytes)
        await printer.print(JOB)
        printer.link.mend()
        assert (await printer.print(JOB)).grade == "confirmed"
        assert printer.papers[-1].stream == JOB

    asyncio.run(run())


async def test_a_wire_cut_after_the_last_byte_leaves_the_job_unconfirmed_though_it_is_printed() -> None:
    printer = await opened()
    printer.link.cut_after(len(JOB))
    evidence = await printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent) == ("unconfirmed", len(JOB))
    assert printer.papers[0].complete


async def test_two_jobs_at_once_come_out_one_after_the_other() -> None:
    printer = await opened()
    grades = [evidence.grade for evidence in await asyncio.gather(printer.print(JOB), printer.print(JOB))]
    assert grades == ["confirmed", "confirmed"]
    assert [paper.stream for paper in printer.papers] == [JOB, JOB]


async def test_the_health_of_a_printer_has_three_values() -> None:
    printer = await opened()
    good = await printer.health()
    printer.machine.run_out_of_paper()
    bad = await printer.health()
    printer.machine.load_paper()
    printer.machine.fall_silent()
    unknown = await printer.health()
    assert (good.status, bad.status, unknown.status) == ("good", "bad", "unknown")
    assert bad.detail == "paper out"


async def test_a_status_that_comes_late_is_not_taken_for_the_state_of_now() -> None:
    printer = await opened()
    printer.machine.fall_silent()
    await printer.health()
    printer.machine.run_out_of_paper()
    printer.machine.speak_up()
    assert (await printer.health()).detail == "paper out"


async def test_opening_a_printer_that_is_not_there_names_it() -> None:
    printer = SimulatedPrinter("slips")
    printer.link.cut()
    with pytest.raises(DeviceGone, match="slips"):
        await printer.open()


async def test_the_cash_drawer_opens_and_nothing_comes_out() -> None:
    printer = await opened()
    await printer.open_drawer()
    assert (printer.machine.drawer_openings, printer.papers) == (1, [])
    printer.link.cut()
    with pytest.raises(DeviceGone, match="slips"):
        await printer.open_drawer()


async def test_bytes_no_printer_understands_give_no_picture() -> None:
    printer = await opened()
    await printer.print(b"\x1bz nonsense\n\x1dV\x00")
    with pytest.raises(UnknownCommand, match="1b 7a"):
        printer.papers[0].image()
