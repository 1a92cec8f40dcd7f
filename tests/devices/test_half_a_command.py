"""A job that another box, killed in its middle, left unfinished swallows nothing of the next one, wherever it broke off."""

import pytest

from devices.printer.escpos import encode_slip
from devices.printer.escpos_commands import commands_in
from devices.printer.escpos_printer import EscposPrinter, Timeouts
from devices.printer.paper_machine import PaperMachine
from devices.printer.simulated_link import SimulatedLink
from devices.settings import PrinterSettings
from tests.devices.sample_slip import COPY, SLIP

JOB, BROKEN = encode_slip(SLIP), encode_slip(COPY)
FAST = Timeouts(answer_s=0.05, write_s=2.0, confirm_s=2.0)
_HEAD_BYTES = 9


def heads() -> list[int]:
    """Every place in or just behind the head of one of the broken job's pictures."""
    pictures = [command for command in commands_in(BROKEN) if command.name == "GS v"]
    return sorted({pictures[number].offset + byte for number in (0, len(pictures) // 2, -1) for byte in range(_HEAD_BYTES + 1)})


@pytest.mark.parametrize("broken_off_at", heads())
async def test_a_job_broken_off_in_the_head_of_a_picture_swallows_nothing_of_the_next(broken_off_at: int) -> None:
    machine = PaperMachine(80)
    machine.receive(BROKEN[:broken_off_at])
    printer = EscposPrinter("after the restart", PrinterSettings(), SimulatedLink(machine), FAST)
    await printer.open()
    await printer.health()
    evidence = await printer.print(JOB, 7)
    await printer.close()
    assert (evidence.grade, [JOB in paper.stream for paper in machine.papers].count(True)) == ("confirmed", 1)
