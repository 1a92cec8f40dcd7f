"""A disk that fails: nobody is told yes, the box says why, and what was acknowledged before is there."""

import asyncio
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from ledger.errors import Unavailable
from ledger.goods.catalog import AddItem
from pmpd.box import Box
from pmpd.config import Config
from pmpd.store import Ledger
from tests.pmpd.full_disk import full_disk


async def add_all(ledger: Ledger, *skus: str) -> list[object]:
    return list(await asyncio.gather(*[ledger.submit(AddItem(sku, ""), actor="ana") for sku in skus], return_exceptions=True))


async def test_on_a_full_disk_nobody_in_the_group_is_told_yes(tmp_path: Path) -> None:
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        await add_all(ledger, "BEFORE")
        with full_disk(ledger.engine.path):
            answers = await add_all(ledger, *[f"P-{number}" for number in range(20)])
    assert {type(answer) for answer in answers} == {Unavailable}


async def test_after_a_failed_commit_nothing_is_written_until_the_box_starts_again(tmp_path: Path) -> None:
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        await add_all(ledger, "BEFORE")
        with full_disk(ledger.engine.path):
            await add_all(ledger, "LOST")
        (answer,) = await add_all(ledger, "LATER")
    assert isinstance(answer, Unavailable)


async def test_after_a_failed_commit_what_was_acknowledged_is_there_and_nothing_else(tmp_path: Path) -> None:
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        await add_all(ledger, "P-1", "P-2")
        with full_disk(ledger.engine.path):
            await add_all(ledger, "LOST-1", "LOST-2")
    with Engine(tmp_path, program="test") as engine:
        assert [row["sku"] for row in engine.reader.all("SELECT sku FROM item ORDER BY sku")] == ["P-1", "P-2"]
    assert check_file(tmp_path / LEDGER_FILE) == []


async def test_after_a_failed_commit_questions_are_still_answered(tmp_path: Path) -> None:
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        await add_all(ledger, "P-1")
        with full_disk(ledger.engine.path):
            await add_all(ledger, "LOST")
        assert await ledger.ask(lambda reader: reader.number("SELECT COUNT(*) FROM item")) == 1


async def test_the_health_of_a_box_says_why_nothing_is_written(tmp_path: Path) -> None:
    async with Box(tmp_path, Config()) as box:
        await add_all(box.ledger, "BEFORE")
        with full_disk(box.ledger.engine.path):
            await add_all(box.ledger, "LOST")
        health = await box.health()
    assert health["ledger"].startswith("the ledger stopped writing (")


async def test_a_second_box_on_the_same_ledger_refuses_to_start_and_says_who_holds_it(tmp_path: Path) -> None:
    async with Box(tmp_path, Config()):
        with pytest.raises(Unavailable, match=r"in use by pmpd \(process \d+\)"):
            await Box(tmp_path, Config()).__aenter__()


async def test_a_box_that_could_not_start_leaves_the_other_one_at_work(tmp_path: Path) -> None:
    async with Box(tmp_path, Config()) as box:
        with pytest.raises(Unavailable):
            await Box(tmp_path, Config()).__aenter__()
        assert await add_all(box.ledger, "LAMP") == [{"sku": "LAMP"}]


@pytest.mark.parametrize("name", [LEDGER_FILE, f"{LEDGER_FILE}-wal", f"{LEDGER_FILE}-shm"])
async def test_a_file_that_is_destroyed_under_a_running_box_leaves_no_caller_waiting(name: str, tmp_path: Path) -> None:
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        await add_all(ledger, "BEFORE")
        with (tmp_path / name).open("r+b") as file:
            file.write(b"\xff" * (tmp_path / name).stat().st_size)
        for number in range(3):
            answers = await asyncio.wait_for(add_all(ledger, f"P-{number}"), timeout=5)
            assert all(isinstance(answer, Unavailable | dict) for answer in answers)
