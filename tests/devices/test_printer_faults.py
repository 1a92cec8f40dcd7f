"""Printers on a real network connection, broken in every way: what each job is told to be worth, and that nothing comes out twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.driver import DeviceGone, Evidence
from devices.printer.escpos import encode_slip
from devices.printer.escpos_printer import EscposPrinter, Timeouts
from devices.printer.paper_machine import PaperMachine
from devices.registry import make_printer
from devices.settings import PrinterSettings
from tests.devices.printer_wires import OtherComputers, TcpMachine
from tests.devices.sample_slip import SLIP

JOB = encode_slip(SLIP)
TIMEOUTS = Timeouts(answer_s=0.5, write_s=0.5, confirm_s=0.5)


@asynccontextmanager
async def on_the_network(
    others: OtherComputers = "kept waiting", timeouts: Timeouts = TIMEOUTS
) -> AsyncIterator[tuple[EscposPrinter, TcpMachine[PaperMachine]]]:
    """A printer on the network that was asked for its health once, as every printer is before its first job."""
    network = TcpMachine(PaperMachine(80), others)
    printer = EscposPrinter("slips", PrinterSettings(network.address), timeouts=timeouts)
    try:
        await printer.open()
        await printer.health()
        yield printer, network
    finally:
        await printer.close()
        network.unplug()


def whole_jobs(network: TcpMachine[PaperMachine]) -> int:
    return sum(paper.stream.count(JOB) for paper in network.machine.papers)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(JOB) + 40), st.sampled_from(["cut", "power cycle"]))
def test_a_connection_cut_anywhere_never_prints_a_job_that_may_be_sent_again(cut_after_bytes: int, fault: str) -> None:
    async def run() -> None:
        async with on_the_network() as (printer, network):
            network.cut_after(cut_after_bytes)
            evidence = await printer.print(JOB, 1)
            assert evidence.grade in ("failed", "unconfirmed", "confirmed")
            if evidence.grade == "failed":
                assert (evidence.bytes_sent, network.machine.papers) == (0, [])
            if evidence.grade == "confirmed":
                assert whole_jobs(network) == 1
            if fault == "power cycle":
                network.power_cycle()
            network.unplug()
            network.plug_in()
            again = await printer.print(JOB, 2)
            # The first job may have lacked nothing but its cut, which comes before the second one.
            assert (again.grade, whole_jobs(network) <= 2) == ("confirmed", True)
            assert network.machine.papers[-1].stream.endswith(JOB)

    asyncio.run(run())


async def test_a_printer_switched_off_and_on_in_the_middle_leaves_the_job_unconfirmed_and_the_next_comes_out_whole() -> None:
    async with on_the_network() as (printer, network):
        network.machine.run_out_of_paper(after_bytes=len(JOB) // 2)
        printing = asyncio.create_task(printer.print(JOB, 1))
        while not network.machine.papers:  # noqa: ASYNC110 (paper makes no noise)
            await asyncio.sleep(0.005)
        network.power_cycle()
        network.machine.load_paper()
        assert (await printing).grade == "unconfirmed"
        assert (await printer.print(JOB, 2)).grade == "confirmed"
        assert whole_jobs(network) == 1


async def test_a_buffer_that_never_drains_leaves_the_job_unconfirmed() -> None:
    async with on_the_network() as (printer, network):
        network.machine.fall_silent()
        network.machine.run_out_of_paper(after_bytes=100)
        # The printer has never been heard of by this box: its silence says nothing, so the job is tried.
        fresh = EscposPrinter("slips", PrinterSettings(network.address), timeouts=TIMEOUTS)
        await printer.close()
        await fresh.open()
        long_job = JOB * 8
        evidence = await fresh.print(long_job, 1)
        assert (evidence.grade, 0 < evidence.bytes_sent < len(long_job)) == ("unconfirmed", True)
        assert "takes no more bytes" in evidence.detail
        await fresh.close()


async def test_a_job_that_waits_on_our_side_of_the_wire_is_not_called_sent() -> None:
    async with on_the_network() as (printer, network):
        await printer.close()
        network.machine.fall_silent()
        silent = EscposPrinter("slips", PrinterSettings(network.address), timeouts=TIMEOUTS)
        await silent.open()
        assert (await silent.print(JOB, 1)).grade == "sent"
        network.machine.run_out_of_paper()
        short_job = JOB[: len(JOB) // 4]  # fits into what is left of the buffers between here and there sooner or later
        while (evidence := await silent.print(short_job, 2)).grade == "sent":
            pass
        assert evidence.grade == "unconfirmed"
        await silent.close()


@pytest.mark.parametrize("others", ["hung up on", "refused"])
async def test_a_printer_that_serves_another_computer_gets_nothing_and_says_so(others: OtherComputers) -> None:
    async with on_the_network(others) as (printer, network):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(network.address.rpartition(":")[2]))
        writer.write(b"\x10\x04\x01")
        await reader.readexactly(1)  # now it serves the other one
        evidence = await printer.print(JOB, 1)
        health = await printer.health()
        assert (evidence.grade, evidence.bytes_sent, network.machine.papers) == ("failed", 0, [])
        assert "busy with another computer" in evidence.detail
        assert (health.status, "other computer" in health.remedy) == ("bad", True)
        writer.close()
        await writer.wait_closed()
        assert (await soon_printed(printer)).grade == "confirmed"
        assert whole_jobs(network) == 1


async def test_a_printer_that_keeps_us_waiting_for_another_computer_gets_nothing_and_says_so() -> None:
    async with on_the_network("kept waiting") as (printer, network):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(network.address.rpartition(":")[2]))
        writer.write(b"\x10\x04\x01")
        await reader.readexactly(1)
        evidence = await printer.print(JOB, 1)
        assert (evidence.grade, evidence.bytes_sent) == ("failed", 0)
        assert "busy with another computer" in evidence.detail
        writer.close()
        await writer.wait_closed()
        assert (await soon_printed(printer)).grade == "confirmed"
        assert whole_jobs(network) == 1


async def soon_printed(printer: EscposPrinter) -> Evidence:
    """Try a job until the printer takes it: only jobs of which nothing was sent are tried again."""
    async with asyncio.timeout(20):
        while (evidence := await printer.print(JOB, 1)).grade == "failed":  # noqa: ASYNC110 (so does the pipeline)
            await asyncio.sleep(0.05)
    return evidence


async def test_the_printer_is_left_to_other_computers_between_two_jobs() -> None:
    async with on_the_network() as (printer, network):
        assert (await printer.print(JOB, 1)).grade == "confirmed"
        reader, writer = await asyncio.open_connection("127.0.0.1", int(network.address.rpartition(":")[2]))
        writer.write(b"\x10\x04\x01")
        assert await asyncio.wait_for(reader.readexactly(1), 10) == b"\x12"
        writer.close()
        await writer.wait_closed()
        assert (await soon_printed(printer)).grade == "confirmed"


async def test_what_the_printer_says_of_a_job_over_a_later_connection_is_told_under_its_number() -> None:
    async with on_the_network() as (printer, network):
        network.machine.run_out_of_paper(after_bytes=len(JOB) - 100)
        assert (await printer.print(JOB, 4711)).grade == "unconfirmed"
        network.unplug()
        network.machine.load_paper()
        network.plug_in()
        await printer.health()
        assert (await printer.print(JOB, 4712)).grade == "confirmed"
        late = await asyncio.wait_for(anext(printer.late_results()), 10)
        assert (late.number, late.evidence.grade) == (4711, "confirmed")


async def test_what_the_printer_says_late_is_told_even_by_a_box_that_was_started_again() -> None:
    async with on_the_network() as (printer, network):
        network.machine.run_out_of_paper(after_bytes=len(JOB) - 100)
        assert (await printer.print(JOB, 4711)).grade == "unconfirmed"
        await printer.close()
        network.unplug()
        network.machine.load_paper()
        network.plug_in()
        started_again = EscposPrinter("slips", PrinterSettings(network.address), timeouts=TIMEOUTS)
        await started_again.open()
        assert (await started_again.print(JOB, 4712)).grade == "confirmed"
        late = await asyncio.wait_for(anext(started_again.late_results()), 10)
        assert (late.number, late.evidence.grade) == (4711, "confirmed")
        await started_again.close()


async def test_a_network_address_where_nothing_answers_is_given_up_soon_with_what_to_do() -> None:
    printer = EscposPrinter("slips", PrinterSettings("tcp://127.0.0.1:1"))
    with pytest.raises(DeviceGone, match=r"127\.0\.0\.1:1") as gone:
        await printer.open()
    assert gone.value.remedy


@pytest.mark.parametrize("kind", ["confirms", "tells its state", "silent"])
async def test_a_box_killed_in_the_middle_of_a_job_spoils_nothing_of_the_first_job_after_its_start(kind: str) -> None:
    network = TcpMachine(PaperMachine(80))
    if kind == "tells its state":
        network.machine.forget_process_ids()
    if kind == "silent":
        network.machine.fall_silent()
    _, killed = await asyncio.open_connection("127.0.0.1", int(network.address.rpartition(":")[2]))
    killed.write(JOB[: len(JOB) // 2])
    killed.close()
    await killed.wait_closed()
    printer = EscposPrinter("slips", PrinterSettings(network.address), timeouts=TIMEOUTS)
    await printer.open()
    evidence = await printer.print(JOB, 2)
    assert (evidence.grade, whole_jobs(network)) == ("confirmed" if kind == "confirms" else "sent", 1)
    await printer.close()
    network.unplug()


def test_a_receipt_printer_is_made_by_its_address_alone() -> None:
    printer = make_printer("escpos", "slips", PrinterSettings("tcp://192.168.1.50", width_mm=58))
    assert "192.168.1.50" in printer.about


@pytest.mark.parametrize("address", ["", "192.168.1.50", "http://192.168.1.50", "serial:ttyS0"])
def test_a_receipt_printer_without_a_usable_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="serial"):
        make_printer("escpos", "slips", PrinterSettings(address))
