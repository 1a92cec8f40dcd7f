"""Trying a scanner: its next scan is told to whoever asked and counts nothing; nobody else's scan is taken."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from devices.registry import is_simulated_scanner
from devices.scanner.simulated import SimulatedScanner
from ledger.equipment.set_aside import set_aside
from pmpd.box import Box
from pmpd.config import Config
from pmpd.device_trials import try_device
from tests.pmpd.served_box import served_box
from tests.pmpd.small_shop import furnish

SCANNER = "scanner-1"


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        yield box


def simulated(box: Box) -> SimulatedScanner:
    scanner = box.hardware.scanners[SCANNER]
    assert is_simulated_scanner(scanner)
    return scanner


async def test_the_scan_of_a_trial_counts_nothing_and_whoever_holds_the_scanner_hears_so(box: Box) -> None:
    head = box.ledger.engine.head
    heard = box.floor.next_of(SCANNER)
    trial = asyncio.create_task(try_device(box, SCANNER))
    await asyncio.sleep(0)
    simulated(box).play("A-01")
    async with asyncio.timeout(20):
        assert ((await trial)["outcome"], (await heard)["outcome"], box.ledger.engine.head) == ("good", "tried", head)


async def test_of_two_who_try_one_scanner_the_first_is_told_that_the_scan_is_the_others(box: Box) -> None:
    first = asyncio.create_task(try_device(box, SCANNER))
    await asyncio.sleep(0)
    second = asyncio.create_task(try_device(box, SCANNER))
    await asyncio.sleep(0)
    simulated(box).play("A-01")
    async with asyncio.timeout(20):
        assert ((await first)["outcome"], "somebody else" in (await first)["message"]) == ("unknown", True)
        assert (await second)["message"] == "read 'A-01'"


async def test_a_scan_that_the_scanner_kept_is_set_aside_and_answers_no_trial(box: Box) -> None:
    trial = asyncio.create_task(try_device(box, SCANNER))
    await asyncio.sleep(0)
    simulated(box).play_stored("KEPT")
    simulated(box).play("A-01")
    async with asyncio.timeout(20):
        assert (await trial)["message"] == "read 'A-01'"
    assert [scan["code"] for scan in await box.ledger.ask(set_aside)] == ["KEPT"]


def test_a_trial_that_nobody_waits_for_any_more_takes_no_pickers_scan(tmp_path: Path) -> None:
    with served_box(tmp_path) as served:
        gone = served.new_client()

        def ask() -> None:
            with pytest.raises(httpx.ReadTimeout):
                gone.post(f"/devices/{SCANNER}/trial", json={}, timeout=0.2)
            gone.close()

        asking = threading.Thread(target=ask)
        asking.start()
        asking.join()
        outcomes: list[str] = []
        while "no_session" not in outcomes and len(outcomes) < 2:  # the first may still be the trial's
            outcomes.append(served.post("/scans", {"scanner": SCANNER, "code": "A-01"})["outcome"])
        assert outcomes[-1] == "no_session"
