"""What every printer does, whatever it is made of. A rig makes one, breaks it and looks at what lies on the table."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

import pytest

from devices.driver import DeviceGone, Printer
from devices.printer.escpos import encode_slip
from devices.printer.simulated import SimulatedPrinter
from tests.devices.sample_slip import SLIP

JOB = encode_slip(SLIP)


class Rig(Protocol):
    printer: Printer

    def finished_papers(self) -> int: ...
    def take_the_paper_out(self) -> None: ...
    def end_the_paper_in_the_middle(self) -> None: ...
    def load_paper(self) -> None: ...
    def pull_the_cable(self) -> None: ...
    def pull_the_cable_in_the_middle(self) -> None: ...
    def put_the_cable_back(self) -> None: ...


class SimulatedRig:
    def __init__(self) -> None:
        self._simulated = SimulatedPrinter("slips-1", answer_timeout_s=0.05, write_timeout_s=0.05, confirm_timeout_s=0.05)
        self.printer: Printer = self._simulated

    def finished_papers(self) -> int:
        return sum(paper.complete for paper in self._simulated.papers)

    def take_the_paper_out(self) -> None:
        self._simulated.machine.run_out_of_paper()

    def end_the_paper_in_the_middle(self) -> None:
        self._simulated.machine.run_out_of_paper(after_bytes=len(JOB) // 2)

    def load_paper(self) -> None:
        self._simulated.machine.load_paper()

    def pull_the_cable(self) -> None:
        self._simulated.link.cut()

    def pull_the_cable_in_the_middle(self) -> None:
        self._simulated.link.cut_after(len(JOB) // 2)

    def put_the_cable_back(self) -> None:
        self._simulated.link.mend()


@pytest.fixture(params=[SimulatedRig])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    made: Rig = request.param()
    await made.printer.open()
    yield made
    await made.printer.close()


async def test_a_job_that_is_confirmed_lies_on_the_table_once(rig: Rig) -> None:
    evidence = await rig.printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent) == ("confirmed", len(JOB))
    assert rig.finished_papers() == 1


async def test_jobs_asked_for_at_once_all_come_out(rig: Rig) -> None:
    evidences = await asyncio.gather(*(rig.printer.print(JOB) for _ in range(3)))
    assert {evidence.grade for evidence in evidences} == {"confirmed"}
    assert rig.finished_papers() == 3


async def test_without_paper_nothing_is_sent_and_the_job_may_be_tried_again(rig: Rig) -> None:
    rig.take_the_paper_out()
    evidence = await rig.printer.print(JOB)
    assert (evidence.grade, evidence.bytes_sent) == ("failed", 0)
    assert (await rig.printer.health()).status == "bad"
    rig.load_paper()
    assert (await rig.printer.print(JOB)).grade == "confirmed"
    assert rig.finished_papers() == 1


async def test_a_job_the_paper_ended_in_is_unconfirmed_and_the_next_comes_out_whole(rig: Rig) -> None:
    rig.end_the_paper_in_the_middle()
    assert (await rig.printer.print(JOB)).grade == "unconfirmed"
    rig.load_paper()
    assert (await rig.printer.print(JOB)).grade == "confirmed"


async def test_a_cable_pulled_in_the_middle_leaves_the_job_unconfirmed(rig: Rig) -> None:
    rig.pull_the_cable_in_the_middle()
    evidence = await rig.printer.print(JOB)
    assert evidence.grade == "unconfirmed"
    assert 0 < evidence.bytes_sent < len(JOB)
    assert rig.finished_papers() == 0


async def test_a_pulled_cable_fails_jobs_and_a_cable_put_back_needs_nobodys_help(rig: Rig) -> None:
    rig.pull_the_cable()
    assert (await rig.printer.print(JOB)).grade == "failed"
    assert (await rig.printer.health()).status == "bad"
    rig.put_the_cable_back()
    assert (await rig.printer.print(JOB)).grade == "confirmed"


async def test_a_printer_without_cable_cannot_be_opened(rig: Rig) -> None:
    await rig.printer.close()
    rig.pull_the_cable()
    with pytest.raises(DeviceGone, match=rig.printer.name):
        await rig.printer.open()


async def test_a_closed_printer_prints_nothing_and_its_health_is_unknown(rig: Rig) -> None:
    await rig.printer.close()
    assert (await rig.printer.print(JOB)).grade == "failed"
    assert (await rig.printer.health()).status == "unknown"
    assert rig.finished_papers() == 0
