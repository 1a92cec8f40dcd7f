"""Parts a test needs from outside the repository: programs, and the vendors' contracts.

A part that is not there skips the test with its reason. Where the environment says CI=true it fails the test instead, so
that a run that counts never passes by leaving something out. No test skips in any other way.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def missing_part(reason: str) -> NoReturn:
    """Skip the running test (or the module being collected) with the reason; fail it when CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)


def required_program(*names: str) -> Path:
    """Return the path of the first of these programs that is installed, for example `required_program("chromium", "chromium-browser")`."""
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    missing_part(f"{' or '.join(names)} is not installed (apt-packages.txt lists what the tests need)")


def contracts_place() -> Path:
    """Return the folder of the vendors' contracts: PMPD_CONTRACTS (relative to the repository), else ../shared/contracts."""
    place = (REPOSITORY / os.environ.get("PMPD_CONTRACTS", "../shared/contracts")).resolve()
    if not place.is_dir():
        missing_part(f"the vendors' contracts are not at {place} (set PMPD_CONTRACTS)")
    return place
