"""What is wrong with the machine that the box runs on."""

import shutil
import sqlite3
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from pmpd.config import Config
from pmpd.doctor.certificate import certificate_findings
from pmpd.doctor.clock import clock_finding, kernel_says_synchronized
from pmpd.doctor.data_directory import directory_finding, space_finding
from pmpd.doctor.finding import Finding
from pmpd.doctor.nodes import node_findings
from pmpd.doctor.power import power_findings
from pmpd.doctor.programs import missing_findings, rival_findings
from pmpd.doctor.sqlite_version import sqlite_finding


@dataclass(frozen=True, slots=True)
class Machine:
    """Where and whom to ask; `root` is the directory in which `dev`, `proc` and `sys` are."""

    root: Path = Path("/")
    sqlite: str = sqlite3.sqlite_version
    synchronized: Callable[[], bool | None] = kernel_says_synchronized
    which: Callable[[str], str | None] = shutil.which
    library: Callable[[str], str | None] = find_library


THIS_MACHINE = Machine()


def machine_findings(data: Path, config: Config, machine: Machine = THIS_MACHINE) -> list[Finding]:
    """Return what is well and what is not, of the machine; `data` is the ledger's directory. Reads files and takes a moment."""
    return [
        directory_finding(data),
        space_finding(data),
        sqlite_finding(machine.sqlite),
        clock_finding(machine.synchronized()),
        *certificate_findings(data, config),
        *power_findings(machine.root),
        *node_findings(machine.root),
        *missing_findings(config, machine.which, machine.library),
        *rival_findings(config, machine.root),
    ]
