"""What the daemon's tests may ask for."""

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.clock import SystemIds
from ledger.engine import Engine
from pmpd.store import Ledger
from tests.pmpd.callers import person
from tests.pmpd.gate_clock import GateClock
from tests.pmpd.page_reader import PageReader
from tests.pmpd.served_box import ServedBox


@pytest.fixture
def gate() -> GateClock:
    """The clock that the ledger's writer waits at while it is shut."""
    return GateClock()


@pytest.fixture
async def ledger(tmp_path: Path, gate: GateClock) -> AsyncIterator[Ledger]:
    """An empty running ledger; whatever the test did to it, the check must find nothing wrong afterwards."""
    async with Ledger(Engine(tmp_path, program="test", clock=gate, ids=SystemIds())) as running:
        yield running
        gate.open()
    assert check_file(running.engine.path) == []


@pytest.fixture
def owner(served: ServedBox) -> Iterator[PageReader]:
    """The owner at a phone, who has just entered the PIN."""
    with closing(person(served, "owner", "phone", unlocked=True)) as client:
        yield PageReader(served, client)
