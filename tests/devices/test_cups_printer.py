"""Jobs in the hands of CUPS: given to it once, followed, and found again."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from devices.driver import DeviceGone, LateResult
from devices.printer.cups_printer import CupsPrinter, Timeouts, title_of
from devices.printer.cups_queue import cups_address
from devices.printer.document import TestPage
from devices.settings import PrinterSettings
from tests.devices.cups_server import QUEUE, CupsServer

JOB = b"%PDF-1.4\n% a page\n%%EOF\n"
QUICK = Timeouts(answer_s=20.0, poll_s=0.05)


@pytest.fixture
def cups(tmp_path: Path) -> Iterator[CupsServer]:
    server = CupsServer(tmp_path)
    server.start()
    yield server
    server.stop()


def made(cups: CupsServer, timeouts: Timeouts = QUICK) -> CupsPrinter:
    return CupsPrinter("desk", PrinterSettings(cups.address, width_mm=210, height_mm=297), timeouts)


@pytest.fixture
async def printer(cups: CupsServer) -> AsyncIterator[CupsPrinter]:
    opened = made(cups)
    await opened.open()
    yield opened
    await opened.close()


async def late(printer: CupsPrinter) -> LateResult:
    return await asyncio.wait_for(anext(printer.late_results()), 60)


async def until_health(printer: CupsPrinter, detail: str) -> str:
    """Wait for a state of the printer, and return what to do about it."""
    async with asyncio.timeout(60):
        while (health := await printer.health()).detail != detail:
            pass  # asking takes its time
    assert health.status == "bad"
    return health.remedy


async def test_a_job_is_spooled_first_and_sent_once_cups_has_sent_it(printer: CupsPrinter, cups: CupsServer) -> None:
    evidence = await printer.print(JOB, 7)
    assert (evidence.grade, evidence.bytes_sent) == ("spooled", len(JOB))
    result = await late(printer)
    assert (result.number, result.evidence.grade, result.evidence.bytes_sent) == (7, "sent", len(JOB))
    assert cups.pages == [JOB]


async def test_a_job_asked_for_again_under_its_number_is_not_printed_twice(printer: CupsPrinter, cups: CupsServer) -> None:
    await printer.print(JOB, 7)
    await late(printer)
    assert (await printer.print(JOB, 7)).grade == "sent"
    assert cups.pages == [JOB]


async def test_a_box_killed_after_handing_a_job_over_finds_it_in_cups_and_hears_its_end(cups: CupsServer) -> None:
    cups.get_stuck()
    before = made(cups)
    await before.open()
    await before.print(JOB, 7)
    await before.close()
    after = made(cups)
    await after.open()
    assert (await after.print(JOB, 7)).grade == "spooled"
    cups.get_unstuck()
    assert (await late(after)).evidence.grade == "sent"
    assert cups.pages == [JOB]
    await after.close()


async def test_a_number_of_an_older_ledger_hides_no_job_of_the_new_one(printer: CupsPrinter, cups: CupsServer) -> None:
    await printer.print(JOB, 7)
    await late(printer)
    assert (await printer.print(JOB + b"% another page\n", 7)).grade == "spooled"
    await late(printer)
    assert len(cups.pages) == 2


async def test_paper_out_while_printing_is_told_with_its_remedy_and_the_job_is_sent_when_there_is_paper(
    printer: CupsPrinter, cups: CupsServer
) -> None:
    cups.take_paper_out()
    assert (await printer.print(JOB, 7)).grade == "spooled"
    assert await until_health(printer, "paper out") == "put paper in"
    assert (await printer.print(JOB, 8)).grade == "failed"
    cups.put_paper_in()
    assert (await late(printer)).number == 7
    assert cups.pages == [JOB]


async def test_a_job_cancelled_while_it_waits_has_failed_and_may_be_tried_again(printer: CupsPrinter, cups: CupsServer) -> None:
    cups.get_stuck()
    await printer.print(b"%PDF-1.4 the one before", 6)
    await printer.print(JOB, 7)
    cups.do("cancel", f"{QUEUE}-2")
    result = await late(printer)
    assert (result.number, result.evidence.grade, result.evidence.bytes_sent) == (7, "failed", 0)
    cups.get_unstuck()


async def test_a_job_that_somebody_removed_from_cups_is_unconfirmed(printer: CupsPrinter, cups: CupsServer) -> None:
    cups.get_stuck()
    await printer.print(JOB, 8)
    cups.do("cancel", "-a", "-x", QUEUE)
    assert (await late(printer)).evidence.grade == "unconfirmed"
    cups.get_unstuck()


async def test_a_job_cancelled_while_it_prints_is_unconfirmed(printer: CupsPrinter, cups: CupsServer) -> None:
    cups.take_paper_out()
    await printer.print(JOB, 7)
    await until_health(printer, "paper out")
    cups.do("cancel", f"{QUEUE}-1")
    result = await late(printer)
    assert (result.number, result.evidence.grade) == (7, "unconfirmed")


async def test_a_job_cups_gave_up_while_printing_is_unconfirmed(printer: CupsPrinter, cups: CupsServer) -> None:
    (cups.folder / "broken").touch()
    await printer.print(JOB, 7)
    assert (await late(printer)).evidence.grade == "unconfirmed"


async def test_a_stopped_queue_gets_nothing_and_names_the_command_that_starts_it(printer: CupsPrinter, cups: CupsServer) -> None:
    cups.do("cupsdisable", QUEUE)
    assert (await printer.print(JOB, 7)).grade == "failed"
    assert "cupsenable" in (await printer.health()).remedy


async def test_a_queue_that_takes_no_jobs_gets_none(printer: CupsPrinter, cups: CupsServer) -> None:
    cups.do("cupsreject", QUEUE)
    assert (await printer.print(JOB, 7)).grade == "failed"
    assert "cupsaccept" in (await printer.health()).remedy


async def test_a_queue_that_does_not_exist_is_named_at_opening(cups: CupsServer) -> None:
    settings = PrinterSettings(f"cups://127.0.0.1:{cups.port}/nowhere", width_mm=210, height_mm=297)
    with pytest.raises(DeviceGone, match="no queue called nowhere") as gone:
        await CupsPrinter("desk", settings, QUICK).open()
    assert gone.value.remedy


async def test_cups_that_is_not_running_is_bad_health_with_a_remedy(printer: CupsPrinter, cups: CupsServer) -> None:
    cups.stop()
    health = await printer.health()
    assert (health.status, "restart cups" in health.remedy) == ("bad", True)
    assert (await printer.print(JOB, 7)).grade == "failed"


async def test_missing_clients_are_named_with_the_packages_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceGone, match="not installed") as gone:
        await CupsPrinter("desk", PrinterSettings("cups://office", width_mm=210, height_mm=297)).open()
    assert "cups-client" in gone.value.remedy


async def test_a_client_killed_by_its_time_out_leaves_a_job_unconfirmed(
    printer: CupsPrinter, cups: CupsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "lp").write_text("#!/bin/sh\nexec sleep 600\n")
    (programs / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    hasty = made(cups, Timeouts(answer_s=3.0, poll_s=0.05))
    await hasty.open()
    assert (await hasty.print(JOB, 7)).grade == "unconfirmed"
    await hasty.close()


async def test_a_test_page_of_ours_reaches_the_tray_byte_for_byte(printer: CupsPrinter, cups: CupsServer) -> None:
    job = printer.codec.encode(TestPage(printer="desk", printed_at="2026-11-22 14:14 UTC"))
    await printer.print(job, 7)
    await late(printer)
    assert cups.pages == [job]


@pytest.mark.parametrize(
    "address", ["cups://", "cups:///", "cups://a/b/c", "cups://-d", "cups://host/-o", "tcp://office", "cups://of fice"]
)
def test_an_address_that_names_no_queue_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(ValueError, match="write cups://QUEUE"):
        cups_address(address)


def test_an_address_names_a_queue_here_or_on_another_computer() -> None:
    assert cups_address("cups://office").uri == "ipp://localhost/printers/office"
    assert cups_address("cups://10.0.0.7:631/office").uri == "ipp://10.0.0.7:631/printers/office"


def test_the_title_of_a_job_tells_its_number_and_its_content() -> None:
    assert title_of(7, JOB).startswith("pmpd-job-7-")
    assert title_of(7, JOB) != title_of(7, JOB + b" ")
