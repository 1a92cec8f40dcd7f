"""The command line as a person meets it: a program with arguments, two streams and an exit code."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROGRAM = (sys.executable, "-c", "import sys; from pmpd.command_line import main; sys.exit(main())")
_PATIENCE_S = 120


class Said(NamedTuple):
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


def pmpd(*arguments: object) -> Said:
    """Run `pmpd` with the arguments, its output going to no terminal."""
    command = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


class Daemon:
    """A `pmpd serve` that runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.first_line = process.stdout.readline()

    def stop(self, number: int = signal.SIGTERM) -> Said:
        """Send it a signal; how it ended."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=_PATIENCE_S)
        return Said(self.process.returncode, out, err)


@contextmanager
def daemon(data: Path, *arguments: object) -> Iterator[Daemon]:
    """Run `pmpd serve` on a free port; it is killed at the end unless it was stopped."""
    command = [*PROGRAM, "serve", "--port", "0", "--data", str(data), *map(str, arguments)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield Daemon(process)
        finally:
            if process.poll() is None:
                process.kill()
