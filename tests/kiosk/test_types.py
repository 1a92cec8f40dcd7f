"""The types that the kiosk's modules state in their comments hold, and nothing is lost with the comments."""

import subprocess
from pathlib import Path

import pytest

from kiosk.static_files import static_files
from tests.kiosk.static_modules import STATIC
from tests.required_parts import REPOSITORY, required_program


@pytest.fixture(scope="module")
def tsc() -> Path:
    """The TypeScript compiler."""
    return required_program("tsc")


def test_what_the_modules_say_of_their_types_is_true(tsc: Path) -> None:
    project = REPOSITORY / "kiosk" / "jsconfig.json"
    done = subprocess.run([tsc, "-p", project, "--pretty", "false"], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.stdout == "" and done.returncode == 0


# The compiler as a writer: it strips comments and puts each statement in one way. It is asked for nothing that concerns types.
_REWRITE = ["--allowJs", "--removeComments", "--noResolve", "--isolatedModules", "--target", "ES2022", "--module", "ES2022"]


def rewritten(tsc: Path, source: Path, out: Path) -> dict[str, list[str]]:
    """Return the lines of every module of ours as the compiler writes them."""
    modules = [str(path) for path in sorted(source.rglob("*.js")) if path.parent.name != "vendor"]
    subprocess.run([tsc, *_REWRITE, "--rootDir", source, "--outDir", out, *modules], capture_output=True, check=False)
    return {
        path.relative_to(out).as_posix(): [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        for path in out.rglob("*.js")
    }


def test_a_module_is_served_whole_but_for_what_its_readers_need(tsc: Path, tmp_path: Path) -> None:
    served = tmp_path / "served"
    for name, file in static_files().items():
        if name.endswith(".js"):
            (served / name).parent.mkdir(parents=True, exist_ok=True)
            (served / name).write_bytes(file.plain)
    ours, theirs = rewritten(tsc, STATIC, tmp_path / "ours"), rewritten(tsc, served, tmp_path / "theirs")
    assert len(ours) > 20 and [name for name in ours | theirs if ours.get(name) != theirs.get(name)] == []
