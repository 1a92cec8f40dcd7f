"""`python -m tests.bench [NAME…] [--quick]`: measure, print one line a figure, write build/bench.json."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from tests.bench.figure import Figure, write_report
from tests.bench.grown import GROWN
from tests.bench.measure import MEASUREMENTS
from tests.bench.slow_disk import slow_disk_environment
from tests.required_parts import REPOSITORY

SLOW = ".fsync5ms"
SLOWED = ("ledger.reserve.64", "ledger.reserve.1", "http.reserve", "scan.to.light")
NAMES = [*MEASUREMENTS, *[f"{name}{SLOW}" for name in SLOWED]]
BUILD = REPOSITORY / "build"


def measure(name: str, directory: Path, *, quick: bool) -> list[Figure]:
    """Take one measurement in a process of its own, with every fsync slowed down where the name says so."""
    environment = dict(os.environ)
    if name.endswith(SLOW):
        environment |= slow_disk_environment(directory)
    command = [sys.executable, "-m", "tests.bench.measure", name.removesuffix(SLOW), str(directory), *["--quick"] * quick]
    said = subprocess.run(command, env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, check=True).stdout
    figures = [Figure(**fields) for fields in json.loads(said)]
    if name.endswith(SLOW):  # the targets are those of a quick disk
        figures = [replace(figure, name=figure.name + SLOW, target=None, ok=None) for figure in figures]
    return figures


def main() -> None:
    """Take the measurements that were named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure (default: all): {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="few rounds: whether it runs, not how fast it is")
    parser.add_argument("--out", type=Path, default=BUILD / "bench.json", metavar="FILE", help="the report (default: build/bench.json)")
    said = parser.parse_args()
    unknown = sorted(set(said.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no measurement {', '.join(unknown)}; there are {', '.join(NAMES)}")
    try:
        figures = take(said.names or NAMES, quick=said.quick)
    finally:
        shutil.rmtree(BUILD / "bench" / GROWN, ignore_errors=True)
    write_report(said.out, figures)


def take(names: list[str], *, quick: bool) -> list[Figure]:
    """Take measurements one after the other, each in a directory of its own beside the ledger that some of them share."""
    figures = []
    for name in names:
        # Not the system's temporary directory: that one may be memory, and memory has no fsync.
        (BUILD / "bench").mkdir(parents=True, exist_ok=True)
        directory = Path(mkdtemp(dir=BUILD / "bench"))
        try:
            measured = measure(name, directory, quick=quick)
        finally:
            shutil.rmtree(directory)
        figures += measured
        for figure in measured:
            print(figure.in_words(), flush=True)
    return figures


if __name__ == "__main__":
    main()
