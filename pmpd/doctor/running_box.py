"""What the doctor finds in a box that runs: its ledger, what keeps jobs from printing, and each device as its supervisor knows it."""

import asyncio
from typing import TYPE_CHECKING

from pmpd.doctor.device_findings import device_finding, unused_findings
from pmpd.doctor.finding import Finding
from pmpd.doctor.machine import machine_findings

if TYPE_CHECKING:
    from pmpd.box import Box


async def box_findings(box: "Box") -> list[Finding]:
    """Everything that was looked at. Asks no device anew: who looks after it knows how it is."""
    fitted = box.hardware.fitted.values()
    return [
        *await asyncio.to_thread(machine_findings, box.directory, box.config),
        _ledger(box),
        *[device_finding(one.said.name, one.kind, one.supervisor.condition.health) for one in fitted],
        *[Finding(f"printing at {where}", "bad", f"jobs wait: {why}") for where, why in (await box.printing.not_printing()).items()],
        *[Finding(f"light of {bin}", "bad", f"does not answer: {why}") for bin, why in box.light_guide.trouble.items()],
        *unused_findings(box.hardware.unused),
    ]


def _ledger(box: "Box") -> Finding:
    stopped = box.ledger.engine.stopped
    if stopped:
        return Finding(
            "ledger", "bad", f"nothing can be written: {stopped}", "see that the disk has room and is well, then start the box again"
        )
    return Finding("ledger", "good", f"writes; newest journal row {box.ledger.engine.head.seq}")
