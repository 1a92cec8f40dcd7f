"""A disk that takes longer to say that data is safe: a small library loaded before the C library's own fsync."""

import subprocess
from pathlib import Path

from tests.required_parts import required_program

DELAY_US = 5_000
_SOURCE = Path(__file__).with_name("slow_fsync.c")


def slow_disk_environment(directory: Path) -> dict[str, str]:
    """Build the library into a directory; answers the environment variables that put it in front of a child process."""
    library = directory / "slow_fsync.so"
    subprocess.run([required_program("gcc"), "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "PMPD_FSYNC_DELAY_US": str(DELAY_US)}
