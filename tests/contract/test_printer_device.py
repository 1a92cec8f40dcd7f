"""What every printer does, whatever it is made of."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.driver import DeviceGone, LateResult, Printer
from devices.printer.document import TestPage
from tests.contract.printer_rigs import TELLING, AnyRig, CupsRig, Rig


async def ready(made: AnyRig) -> AsyncIterator[AnyRig]:
    await made.printer.open()
    yield made
    await made.printer.close()
    made.clear_away()


@pytest.fixture(params=TELLING)
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    made: Rig = request.param(tmp_path)
    async for _ in ready(made):
        yield made


@pytest.fixture(params=[*TELLING, CupsRig])
async def any_rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AnyRig]:
    made: AnyRig = request.param(tmp_path)
    async for _ in ready(made):
        yield made


async def late_result(printer: Printer) -> LateResult:
    """What the printer says late, heard while somebody asks for its health now and then, as is always done."""
    heard = asyncio.ensure_future(anext(printer.late_results()))
    async with asyncio.timeout(10):
        while not heard.done():
            await printer.health()
            await asyncio.sleep(0.01)
    return heard.result()


async def test_a_job_whose_evidence_is_good_lies_on_the_table_once(any_rig: AnyRig) -> None:
    evidence = await any_rig.printer.print(any_rig.job, 1)
    assert (evidence.grade, evidence.bytes_sent) == (any_rig.done, len(any_rig.job))
    assert any_rig.finished_papers() == 1


async def test_jobs_asked_for_at_once_all_come_out(any_rig: AnyRig) -> None:
    evidences = await asyncio.gather(*(any_rig.printer.print(any_rig.job, number) for number in (1, 2, 3)))
    assert {evidence.grade for evidence in evidences} == {any_rig.done}
    assert any_rig.finished_papers() == 3


async def test_without_paper_nothing_is_sent_and_the_job_may_be_tried_again(rig: Rig) -> None:
    rig.take_the_paper_out()
    evidence = await rig.printer.print(rig.job, 1)
    assert (evidence.grade, evidence.bytes_sent) == ("failed", 0)
    assert (await rig.printer.health()).status == "bad"
    rig.load_paper()
    assert (await rig.printer.print(rig.job, 1)).grade == "confirmed"
    assert rig.finished_papers() == 1


async def test_a_printer_without_paper_says_what_is_to_be_done(rig: Rig) -> None:
    rig.take_the_paper_out()
    health = await rig.printer.health()
    assert (health.status, health.detail) == ("bad", "paper out")
    assert "load" in health.remedy


async def test_a_job_the_paper_ended_in_is_unconfirmed_and_the_next_comes_out_whole(rig: Rig) -> None:
    rig.end_the_paper_in_the_middle()
    assert (await rig.printer.print(rig.job, 1)).grade == "unconfirmed"
    rig.load_paper()
    assert (await rig.printer.print(rig.job, 2)).grade == "confirmed"
    assert rig.finished_papers() in (1, 2)


async def test_a_job_that_comes_out_when_paper_is_loaded_is_confirmed_late_under_its_own_number(rig: Rig) -> None:
    rig.end_the_paper_near_the_end()
    assert (await rig.printer.print(rig.job, 41)).grade == "unconfirmed"
    rig.load_paper()
    late = await late_result(rig.printer)
    assert (late.number, late.evidence.grade, late.evidence.bytes_sent) == (41, "confirmed", len(rig.job))
    assert rig.finished_papers() == 1


async def test_a_late_confirmation_during_the_next_job_belongs_to_the_one_before(rig: Rig) -> None:
    rig.end_the_paper_near_the_end()
    await rig.printer.print(rig.job, 41)
    rig.load_paper()
    assert (await rig.printer.print(rig.job, 42)).grade == "confirmed"
    assert (await late_result(rig.printer)).number == 41
    assert rig.finished_papers() == 2


async def test_a_printer_that_never_said_a_word_prints_and_its_state_stays_unknown(rig: Rig) -> None:
    rig.fall_silent()
    assert (await rig.printer.health()).status == "unknown"
    assert (await rig.printer.print(rig.job, 1)).grade == "sent"
    assert (await rig.printer.health()).status == "unknown"
    assert rig.finished_papers() == 1


async def test_a_cable_pulled_in_the_middle_leaves_the_job_unconfirmed(rig: Rig) -> None:
    rig.pull_the_cable_in_the_middle()
    evidence = await rig.printer.print(rig.job, 1)
    assert evidence.grade == "unconfirmed"
    assert 0 < evidence.bytes_sent <= len(rig.job)
    assert rig.finished_papers() == 0


async def test_what_a_pulled_cable_left_half_printed_swallows_nothing_of_the_next_job(rig: Rig) -> None:
    rig.pull_the_cable_in_the_middle()
    await rig.printer.print(rig.job, 1)
    rig.put_the_cable_back()
    assert (await rig.printer.print(rig.job, 2)).grade == "confirmed"
    assert rig.finished_papers() == 1


async def test_a_pulled_cable_fails_jobs_and_a_cable_put_back_needs_nobodys_help(any_rig: AnyRig) -> None:
    any_rig.pull_the_cable()
    assert (await any_rig.printer.print(any_rig.job, 1)).grade == "failed"
    health = await any_rig.printer.health()
    assert (health.status, health.remedy != "") == ("bad", True)
    any_rig.put_the_cable_back()
    assert (await any_rig.printer.print(any_rig.job, 1)).grade == any_rig.done
    assert any_rig.finished_papers() == 1


async def test_a_printer_without_cable_cannot_be_opened(any_rig: AnyRig) -> None:
    await any_rig.printer.close()
    any_rig.pull_the_cable()
    with pytest.raises(DeviceGone, match=any_rig.printer.name) as gone:
        await any_rig.printer.open()
    assert gone.value.remedy
    any_rig.put_the_cable_back()


async def test_opening_an_open_printer_changes_nothing(any_rig: AnyRig) -> None:
    await any_rig.printer.open()
    assert (await any_rig.printer.print(any_rig.job, 1)).grade == any_rig.done


async def test_a_closed_printer_prints_nothing_and_its_health_is_unknown(any_rig: AnyRig) -> None:
    await any_rig.printer.close()
    assert (await any_rig.printer.print(any_rig.job, 1)).grade == "failed"
    assert (await any_rig.printer.health()).status == "unknown"
    assert any_rig.finished_papers() == 0


async def test_closing_ends_the_late_results(any_rig: AnyRig) -> None:
    late = any_rig.printer.late_results()
    await any_rig.printer.close()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(late), 10)


async def test_a_printer_shows_its_own_jobs_as_pictures(any_rig: AnyRig) -> None:
    job = any_rig.printer.codec.encode(TestPage(printer=any_rig.printer.name, printed_at="2026-11-22 14:14 UTC"))
    assert min(any_rig.printer.codec.picture(job).size) > 100
