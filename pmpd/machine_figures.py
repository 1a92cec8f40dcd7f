"""The box itself in four figures: room on its disk, temperature, power, and the age of the last copy."""

from pathlib import Path
from typing import Any

from pmpd.doctor.data_directory import FREE_BYTES_MIN, free_bytes
from pmpd.doctor.machine import THIS_MACHINE
from pmpd.doctor.power import HOT_MILLIDEGREES, hottest_millidegrees, voltage_too_low
from pmpd.ledger_copy import last_taken_ms

OLD_COPY_MS = 7 * 86_400_000
"""From here on a copy is no backup any more, for a shop that works every day."""


def machine_figures(data: Path, now_ms: int, root: Path = THIS_MACHINE.root) -> dict[str, Any]:
    """`{disk: {free}, heat: {degrees}, power: {low}, backup: {age_ms}}`, each with a `status`, None where nothing is known. Reads files."""
    try:
        free: int | None = free_bytes(data)
    except OSError:
        free = None
    hottest, low, taken_ms = hottest_millidegrees(root), voltage_too_low(root), last_taken_ms(data)
    age_ms = None if taken_ms is None else max(0, now_ms - taken_ms)
    return {
        "disk": {"free": free, "status": _status(None if free is None else free >= FREE_BYTES_MIN)},
        "heat": {
            "degrees": None if hottest is None else hottest // 1_000,
            "status": _status(None if hottest is None else hottest < HOT_MILLIDEGREES),
        },
        "power": {"low": low, "status": _status(None if low is None else not low)},
        "backup": {"age_ms": age_ms, "status": _status(age_ms is not None and age_ms < OLD_COPY_MS)},
    }


def _status(good: bool | None) -> str:
    return "unknown" if good is None else "good" if good else "bad"
