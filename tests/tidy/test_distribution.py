"""What is installed is what is in the tree, from a lock that covers every dependency."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.required_parts import REPOSITORY
from tests.tidy.source_tree import PACKAGES


def distribution_names(lines: list[str]) -> set[str]:
    """Return the normalised distribution names that requirement lines start with."""
    starts = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", start.group()).lower() for start in starts if start}


def test_the_wheel_holds_every_file_of_the_five_packages(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    in_tree = {
        path.relative_to(REPOSITORY).as_posix()
        for package in PACKAGES
        for path in (REPOSITORY / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert in_tree - set(zipfile.ZipFile(wheel).namelist()) == set()


@pytest.mark.parametrize(("lock", "extras"), [("requirements.txt", ["build"]), ("requirements-dev.txt", ["build", "dev"])])
def test_the_lock_covers_every_dependency_of_the_project(lock: str, extras: list[str]) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = distribution_names(project["dependencies"])
    for extra in extras:
        wanted |= distribution_names(project["optional-dependencies"][extra])
    locked = distribution_names((REPOSITORY / lock).read_text("utf-8").splitlines())
    assert wanted - locked - {project["name"]} == set()


def test_both_locks_hold_the_same_version_of_what_both_hold() -> None:
    versions = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (REPOSITORY / lock).read_text("utf-8"), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    ]
    assert {name: version for name, version in versions[0].items() if versions[1].get(name) != version} == {}
