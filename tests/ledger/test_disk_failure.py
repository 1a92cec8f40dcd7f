"""A disk that is full or fails at commit: nobody in the group is told yes, writing stops, and nothing acknowledged is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from ledger.errors import Unavailable
from tests.ledger.acknowledged import Acknowledged, assert_kept
from tests.ledger.committing_child import SALES_IN_GROUP, commands
from tests.required_parts import REPOSITORY, missing_part, required_program

ROUNDS = 2_000


def work(directory: Path, **environment: str) -> list[str]:
    """Let the program commit until its disk fails it; answers the lines it said."""
    command = [sys.executable, "-m", "tests.ledger.committing_child", str(directory), "0", str(ROUNDS)]
    done = subprocess.run(command, cwd=REPOSITORY, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.splitlines()


def assert_stopped_in_whole_groups(said: list[str]) -> Acknowledged:
    """Fail unless the program stopped, stayed so, and acknowledged whole groups only; answers what it acknowledged."""
    assert said[0] == "opened"
    assert said[-2].startswith("stopped the ledger stopped writing")
    assert said[-1] == "unavailable"
    told = said[1:-2]
    expected = [word for number in range(len(told) // 2) for word, _ in commands(number)]
    assert told == expected
    assert len(told) % (2 * SALES_IN_GROUP) == 0
    acknowledged = Acknowledged()
    acknowledged.hear(said)
    return acknowledged


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A file system in memory that holds a few hundred kilobytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = [str(required_program("mount")), "-t", "tmpfs", "-o", f"size={request.param}k", "tmpfs", str(place)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        missing_part(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run([str(required_program("umount")), "--lazy", str(place)], check=True)


@pytest.mark.parametrize("small_disk", [1300, 1700, 2500], indirect=True)
def test_a_full_disk_stops_the_ledger_and_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    acknowledged = assert_stopped_in_whole_groups(work(small_disk))
    assert acknowledged.sales
    subprocess.run([str(required_program("mount")), "-o", "remount,size=64m", str(small_disk)], check=True)
    with Engine(small_disk, program="test"):
        found = assert_kept(small_disk, acknowledged)
    assert (set(found.sales), set(found.receipts)) == (acknowledged.sales, acknowledged.receipts)


def fill(path: Path) -> None:
    """Write to a file until the disk is full; raises the OSError that says so."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 512)


@pytest.mark.parametrize("small_disk", [1300], indirect=True)
def test_a_ledger_on_a_full_disk_is_not_called_damaged(small_disk: Path) -> None:
    acknowledged = assert_stopped_in_whole_groups(work(small_disk))
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        fill(filler)
    with pytest.raises(Unavailable, match="look at the disk's space"):
        Engine(small_disk, program="test")
    # What the filler took may be less than a page.
    subprocess.run([str(required_program("mount")), "-o", "remount,size=64m", str(small_disk)], check=True)
    with Engine(small_disk, program="test"):
        assert_kept(small_disk, acknowledged)


@pytest.mark.parametrize("small_disk", [200, 300, 400, 600], indirect=True)
def test_a_disk_that_fills_up_while_a_ledger_is_brought_up_to_date_is_not_called_damage(small_disk: Path) -> None:
    with pytest.raises(Unavailable, match="look at the disk's space"):
        Engine(small_disk, program="test")
    subprocess.run([str(required_program("mount")), "-o", "remount,size=64m", str(small_disk)], check=True)
    Engine(small_disk, program="test").close()
    assert check_file(small_disk / LEDGER_FILE) == []


@pytest.fixture(scope="module")
def failing_disk(gcc: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preload library that plays a failing disk."""
    library = tmp_path_factory.mktemp("preload") / "failing_disk.so"
    source = Path(__file__).with_name("failing_disk.c")
    subprocess.run([str(gcc), "-shared", "-fPIC", "-O1", "-w", "-o", str(library), str(source), "-ldl"], check=True)
    return library


@pytest.mark.parametrize("times", ["0", "1"], ids=["for ever", "once"])
@pytest.mark.parametrize(("call", "after"), [("sync", 20), ("sync", 23), ("sync", 60), ("write", 300), ("write", 301), ("write", 1000)])
def test_an_error_of_the_disk_stops_the_ledger_and_loses_nothing_that_was_acknowledged(
    failing_disk: Path, tmp_path: Path, call: str, after: int, times: str
) -> None:
    # Two groups go by before the first failure, whatever the schema's own steps cost.
    Engine(tmp_path, program="test").close()
    said = work(tmp_path, LD_PRELOAD=str(failing_disk), FAIL_CALL=call, FAIL_AFTER=str(after), FAIL_TIMES=times)
    acknowledged = assert_stopped_in_whole_groups(said)
    assert acknowledged.sales
    with Engine(tmp_path, program="test") as engine:
        found = assert_kept(tmp_path, acknowledged)
        # A group whose last sync failed was told no, yet its bytes may have reached the disk: then it is there as a whole.
        unheard = range(len(acknowledged.sales), len(acknowledged.sales) + SALES_IN_GROUP)
        assert set(found.sales) - acknowledged.sales in (set(), set(unheard))
        assert set(found.receipts) - acknowledged.receipts == set(found.sales) - acknowledged.sales
        # Its clients send it again under the same ids, and it is there once.
        engine.carry_out([envelope for number in unheard for _, envelope in commands(number)])
        acknowledged.sales.update(unheard)
        acknowledged.receipts.update(unheard)
        again = assert_kept(tmp_path, acknowledged)
    assert set(again.sales) == acknowledged.sales


def test_a_ledger_that_can_not_be_synced_when_it_opens_is_not_called_damaged(failing_disk: Path, tmp_path: Path) -> None:
    Engine(tmp_path, program="test").close()
    program = "from pathlib import Path; from ledger.engine import Engine; import sys; Engine(Path(sys.argv[1]), program='child')"
    environment = os.environ | {"LD_PRELOAD": str(failing_disk), "FAIL_CALL": "sync", "FAIL_AFTER": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert "ledger.errors.Unavailable" in done.stderr
    assert (tmp_path / LEDGER_FILE).exists()
