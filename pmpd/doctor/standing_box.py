"""What the doctor finds where no box runs: the machine, and each configured device, which is tried once and let go again."""

import asyncio
import time
from pathlib import Path

from devices.registry import attached
from devices.supervision import taken_hold
from pmpd.config import Config
from pmpd.doctor.device_findings import device_finding, unused_findings
from pmpd.doctor.finding import Finding
from pmpd.doctor.machine import machine_findings
from pmpd.hardware import LAYOUTS, Hardware


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _nobody_listens(*_: object) -> None:
    """The supervisors' reports are read at the end."""


async def standing_findings(data: Path, config: Config) -> list[Finding]:
    """Everything that was looked at. Takes hold of every device for a moment; raises `BadConfig`."""
    hardware = Hardware(config, layouts=data / LAYOUTS, now_ms=_now_ms, on_change=_nobody_listens, on_scanner=_nobody_listens)
    try:
        health = await asyncio.gather(*(taken_hold(fitted.device) for fitted in hardware.fitted.values()))
    finally:
        await asyncio.gather(*(fitted.device.close() for fitted in hardware.fitted.values()))
    hardware.attached = await asyncio.to_thread(attached)
    return [
        *await asyncio.to_thread(machine_findings, data, config),
        *[device_finding(fitted.said.name, fitted.kind, one) for fitted, one in zip(hardware.fitted.values(), health, strict=True)],
        *unused_findings(hardware.unused),
    ]
