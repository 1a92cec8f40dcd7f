"""What the daemon's tests may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.clock import SystemIds
from ledger.engine import Engine
from pmpd.store import Ledger
from tests.pmpd.gate_clock import GateClock


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
