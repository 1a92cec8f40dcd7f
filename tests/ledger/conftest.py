"""What the ledger's tests may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.warehouse import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """A fresh warehouse; whatever the test did to it, the check must find nothing wrong afterwards."""
    one = Warehouse(tmp_path)
    yield one
    faults = one.faults()
    one.engine.close()
    assert faults == []
