"""The health of devices as findings."""

from collections.abc import Iterable

from devices.driver import Attached, Health
from pmpd.doctor.finding import Finding


def device_finding(name: str, kind: str, health: Health) -> Finding:
    """How a device of the box is."""
    return Finding(f"{kind} {name}", health.status, health.detail, health.remedy)


def unused_findings(unused: Iterable[Attached]) -> list[Finding]:
    """What is plugged in and stands in no configuration; no trouble, but perhaps why something does not work."""
    return [
        Finding(
            f"{found.kind} that is not used",
            "unknown" if found.certain else "good",
            f"{found.about} is plugged in",
            f'to use it, enter it in the configuration: driver = "{found.driver}", address = "{found.address}"' if found.certain else "",
        )
        for found in unused
    ]
