"""kill -9 at random moments: what was acknowledged is there, once."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ledger.database import Held
from ledger.engine import Engine
from tests.ledger.acknowledged import Acknowledged, assert_kept
from tests.ledger.committing_child import commands
from tests.required_parts import REPOSITORY


def start(directory: Path, first: int) -> subprocess.Popen[bytes]:
    """Start the program on a ledger; it goes on for much longer than any test lets it live."""
    command = [sys.executable, "-m", "tests.ledger.committing_child", str(directory), str(first), "1000000"]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE)


def heard_until(child: subprocess.Popen[bytes], word: bytes) -> bytes:
    """What a child says up to a word, that word included."""
    assert child.stdout is not None
    heard = b""
    while word not in heard:
        ready, _, _ = select.select([child.stdout], [], [], 30)
        assert ready, "the program said nothing for half a minute"
        some = os.read(child.stdout.fileno(), 65536)
        assert some, f"the program ended by itself after {heard!r}"
        heard += some
    return heard


def live_and_die(directory: Path, first: int, chance: random.Random) -> list[str]:
    """Let a program work for a moment and kill it; answers the whole lines it said."""
    child = start(directory, first)
    heard = b""
    if chance.random() < 0.9:
        heard = heard_until(child, b"opened\n")
        time.sleep(chance.uniform(0, 0.015))
    else:
        time.sleep(chance.uniform(0, 0.15))  # while it starts, migrates or recovers
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate(timeout=30)
    assert child.returncode == -signal.SIGKILL
    return (heard + rest).decode().split("\n")[:-1]


def sales_after(directory: Path, acknowledged: Acknowledged) -> set[int]:
    """Open the ledger as the next program would, repeat a message that was acknowledged, check everything; answers the sales in it."""
    with Engine(directory, program="test") as engine:
        if acknowledged.sales:
            again = engine.carry_out([envelope for _, envelope in commands(max(acknowledged.sales))])
            assert [outcome.events for outcome in again] == [(), ()]
        return set(assert_kept(directory, acknowledged).sales)


def survives(directory: Path, kills: int) -> None:
    """Kill one program after another on the same ledger, and look after each."""
    chance = random.Random(20_261)
    acknowledged = Acknowledged()
    first = 0
    for _ in range(kills):
        acknowledged.hear(live_and_die(directory, first, chance))
        first = max(sales_after(directory, acknowledged), default=-1) + 1
    assert len(acknowledged.sales) > kills


def test_nothing_acknowledged_is_lost_or_doubled_when_the_program_is_killed(tmp_path: Path) -> None:
    survives(tmp_path, 200)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_over_a_thousand_kills(tmp_path: Path) -> None:
    for ledger in range(5):
        survives(tmp_path / str(ledger), 200)


def test_a_lock_whose_program_was_killed_is_free(tmp_path: Path) -> None:
    child = start(tmp_path, 0)
    heard_until(child, b"opened\n")
    with pytest.raises(Held, match=rf"in use by child \(process {child.pid}\)"):
        Engine(tmp_path, program="test")
    child.kill()
    child.communicate(timeout=30)
    with Engine(tmp_path, program="test") as engine:
        assert engine.stopped == ""
