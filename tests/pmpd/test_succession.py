"""Another ledger takes the place of the one in a directory: whole or not at all, whenever the power fails."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE, Held, open_reader
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.goods.catalog import AddItem
from ledger.people.operators import AddOperator, operators
from ledger.people.paired_devices import PairDevice
from ledger.people.sign_ins import SignIn
from ledger.sales.settings import ChangeSetting, settings
from pmpd import succession
from pmpd.box import Box
from pmpd.box_life import live
from pmpd.config import Config
from pmpd.demo.first_order import load_sample_shop
from pmpd.document_store import DocumentStore
from pmpd.ledger_copy import copy_ledger, last_taken_ms, note_taken
from pmpd.succession import DEMO_MARK, PREVIOUS, announce, make_room, take_over
from tests.pmpd.patience import expect_eventually

TOKEN = "ab" * 32


def items_of(directory: Path) -> list[str]:
    """The SKUs in a directory's ledger, which must be sound."""
    path = directory / LEDGER_FILE
    assert check_file(path) == []
    reader = open_reader(path)
    found = [row[0] for row in reader.execute("SELECT sku FROM item ORDER BY sku")]
    reader.close()
    return found


def ledger_with(directory: Path, sku: str) -> None:
    with Engine(directory, program="test") as engine:
        engine.submit(AddItem(sku, "of the test"), actor="ana")


def old_and_announced(directory: Path, fate: succession.Fate) -> None:
    """A ledger with `old`, its documents, an older copy, and beside it a whole one with `new`."""
    ledger_with(directory, "old")
    DocumentStore(directory).keep(b"a label")
    (directory / f"{LEDGER_FILE}.before-0009").write_bytes(b"older")
    (directory / DEMO_MARK).write_text("", encoding="ascii")
    ledger_with(make_room(directory), "new")
    announce(directory, fate)


def test_what_was_announced_moves_in(tmp_path: Path) -> None:
    old_and_announced(tmp_path, "kept")
    assert take_over(tmp_path)
    assert items_of(tmp_path) == ["new"]
    assert items_of(tmp_path / PREVIOUS) == ["old"]
    assert not take_over(tmp_path)


def test_a_ledger_that_is_thrown_away_leaves_nothing_behind(tmp_path: Path) -> None:
    old_and_announced(tmp_path, "thrown away")
    take_over(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.lock", LEDGER_FILE]


def test_what_was_not_finished_is_gone_and_the_old_ledger_stays(tmp_path: Path) -> None:
    ledger_with(tmp_path, "old")
    ledger_with(make_room(tmp_path), "new")
    assert not take_over(tmp_path)
    assert items_of(tmp_path) == ["old"]
    assert not (tmp_path / "next").exists()


def test_the_log_of_a_box_that_was_cut_off_is_not_taken_for_one_of_the_new_ledger(tmp_path: Path) -> None:
    ledger_with(tmp_path, "old")
    writer = sqlite3.connect(tmp_path / LEDGER_FILE)
    writer.execute("INSERT INTO boot (kernel_boot, started_ms, program) VALUES ('x', 1, 'cut off')")
    writer.commit()
    for ending in ("-wal", "-shm"):  # what a power cut leaves: the connection never closes on these
        shutil.copy(tmp_path / f"{LEDGER_FILE}{ending}", tmp_path / f"left{ending}")
    writer.close()
    for ending in ("-wal", "-shm"):
        (tmp_path / f"left{ending}").rename(tmp_path / f"{LEDGER_FILE}{ending}")
    ledger_with(make_room(tmp_path), "new")
    announce(tmp_path, "kept")
    take_over(tmp_path)
    assert items_of(tmp_path) == ["new"]
    assert items_of(tmp_path / PREVIOUS) == ["old"]


class PowerCut(BaseException):
    """Nothing that comes after this happens."""


@pytest.fixture
def cut_after() -> Iterator[Callable[[int], None]]:
    """Cut the power after so many changes of the directory: files renamed, unlinked, trees removed."""
    left = [10**9]

    def counted(change: Callable[..., object]) -> Callable[..., object]:
        def changing(*args: object, **kwargs: object) -> object:
            if left[0] == 0:
                raise PowerCut
            left[0] -= 1
            return change(*args, **kwargs)

        return changing

    system = {name: getattr(os, name) for name in ("rename", "unlink", "rmdir", "fsync")}
    for name, change in system.items():
        setattr(os, name, counted(change))
    try:
        yield lambda changes: left.__setitem__(0, changes)
    finally:
        for name, change in system.items():
            setattr(os, name, change)


@pytest.mark.parametrize("fate", ["kept", "thrown away"])
def test_wherever_the_power_fails_there_is_one_whole_ledger_in_the_end(
    tmp_path: Path, fate: succession.Fate, cut_after: Callable[[int], None]
) -> None:
    prepared = tmp_path / "prepared"
    ledger_with(prepared, "old")
    DocumentStore(prepared).keep(b"a label")
    ledger_with(make_room(prepared), "new")
    for changes in range(60):
        directory = tmp_path / str(changes)
        shutil.copytree(prepared, directory)
        announced = finished = False
        cut_after(changes)
        try:
            announce(directory, fate)
            announced = True
            take_over(directory)
            finished = True
        except PowerCut:
            pass
        cut_after(10**9)
        moved_in = take_over(directory)  # the next start
        assert items_of(directory) == (["new"] if announced or moved_in else ["old"])
        if fate == "kept" and items_of(directory) == ["new"]:
            assert items_of(directory / PREVIOUS) == ["old"]
        if finished:
            return
    pytest.fail("the succession never came to its end")


def test_a_ledger_that_is_at_work_is_not_replaced(tmp_path: Path) -> None:
    old_and_announced(tmp_path, "kept")
    with Engine(tmp_path, program="another"), pytest.raises(Held):
        take_over(tmp_path)
    assert items_of(tmp_path) == ["old"]


async def owned(box: Box) -> None:
    """An owner with a phone, signed in, and settings of the shop."""
    tell = box.ledger.submit
    await tell(AddOperator("Olga", "owner", await box.identity.pins.hashed("280911")), actor="Olga")
    await tell(PairDevice("phone", "phone", "https", TOKEN), actor="Olga")
    await tell(SignIn("phone", "Olga", "pin"), actor="Olga")
    await tell(ChangeSetting("shop_name", "Parts & more"), actor="Olga")


async def test_leaving_the_demonstration_keeps_people_and_settings_and_nothing_else(tmp_path: Path) -> None:
    async with Box(tmp_path, Config()) as box:
        await owned(box)
        await load_sample_shop(box.ledger)
        answer = await box.successors.leave_demo("Olga", "phone")
        assert answer == {"operators": 1, "devices": 1, "tokens": 0, "settings": 1}
        assert box.successors.ready.is_set()
    async with Box(tmp_path, Config()) as box:
        known = await box.identity.known()
        (phone,) = known.devices.values()
        assert phone.operator is not None
        assert (phone.operator.name, phone.operator.role) == ("Olga", "owner")
        assert await box.identity.pins.fits("280911", phone.operator.pin)
        assert (await box.ledger.ask(settings))["shop_name"] == "Parts & more"
    assert items_of(tmp_path) == []
    text = (tmp_path / LEDGER_FILE).read_bytes()
    assert b"GOLF" not in text.upper()
    assert not (tmp_path / PREVIOUS).exists()


async def test_a_shop_of_ones_own_is_never_left_by_mistake(tmp_path: Path) -> None:
    ledger_with(tmp_path, "mine")
    async with Box(tmp_path, Config()) as box:
        with pytest.raises(Refused, match="your own"):
            await box.successors.leave_demo("Olga", "phone")
        with pytest.raises(Refused, match="own"):
            await load_sample_shop(box.ledger)
    assert items_of(tmp_path) == ["mine"]


async def test_a_copy_made_while_the_box_works_is_restored_with_a_new_pin(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    copy = tmp_path / "copy.sqlite3"
    async with Box(first, Config()) as box:
        await owned(box)
        await box.ledger.submit(AddItem("lamp", "of the first box"), actor="Olga")
        await asyncio.to_thread(copy_ledger, box.ledger.engine.path, copy)
        await box.ledger.submit(AddItem("later", "after the copy"), actor="Olga")
    async with Box(second, Config()) as box:
        await box.ledger.submit(PairDevice("kiosk", "kiosk", "loopback", "cd" * 32), actor="setup")
        found = await box.successors.examine(copy)
        assert (found["shop_name"], found["items"], found["owners"]) == ("Parts & more", 1, ["Olga"])
        await box.successors.restore("Olga", await box.identity.pins.hashed("471108"), "kiosk", "kiosk")
    async with Box(second, Config()) as box:
        assert sorted(one.name for one in (await box.identity.known()).devices.values()) == ["kiosk", "phone"]
        assert (await box.identity.verify_pin("Olga", "471108", "kiosk")).role == "owner"
    assert items_of(second) == ["lamp"]
    assert items_of(first) == ["lamp", "later"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no copy of a ledger"), (b"%PDF-1.7 something else", "no copy of a ledger"), (b"SQLite format 3\0" + b"x" * 5_000, "damaged")],
)
async def test_what_is_no_ledger_is_refused_with_the_reason(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "upload"
    file.write_bytes(content)
    async with Box(tmp_path / "box", Config()) as box:
        with pytest.raises(Refused, match=words):
            await box.successors.examine(file)
        with pytest.raises(Refused, match="choose the file again"):
            await box.successors.restore("Olga", "", "kiosk", "kiosk")


async def test_an_altered_or_a_newer_ledger_is_refused_with_the_reason(tmp_path: Path) -> None:
    altered, newer = tmp_path / "altered", tmp_path / "newer"
    for directory, statement in (
        (altered, "UPDATE journal SET actor = 'nobody' WHERE seq = 1"),
        (newer, "INSERT INTO migration (version, name, sha256, at_ms) VALUES (9999, 'later', x'00', 0)"),
    ):
        ledger_with(directory, "lamp")
        connection = sqlite3.connect(directory / LEDGER_FILE)
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
        connection.commit()
        connection.close()
    async with Box(tmp_path / "box", Config()) as box:
        with pytest.raises(Refused, match="damaged"):
            await box.successors.examine(altered / LEDGER_FILE)
        with pytest.raises(Refused, match="newer pmpd"):
            await box.successors.examine(newer / LEDGER_FILE)


async def test_the_running_box_begins_again_on_the_other_ledger_at_the_same_address(tmp_path: Path) -> None:
    stop, addresses, boxes = asyncio.Event(), asyncio.Queue[str](), list[Box]()

    def make() -> Box:
        boxes.append(Box(tmp_path, Config()))
        return boxes[-1]

    running = asyncio.create_task(live(make, "127.0.0.1", 0, stop, lambda box: addresses.put_nowait(box.whereabouts.kiosk_address)))
    address = await asyncio.wait_for(addresses.get(), 20)
    await load_sample_shop(boxes[0].ledger)
    await boxes[0].successors.leave_demo("Olga", "phone")
    await expect_eventually(lambda: len(boxes) > 1 and boxes[1].whereabouts.kiosk_address)
    assert boxes[1].whereabouts.kiosk_address == address
    assert await boxes[1].ledger.ask(operators) == []
    stop.set()
    await asyncio.wait_for(running, 20)
    assert items_of(tmp_path) == []


def test_when_the_last_copy_was_taken_is_remembered(tmp_path: Path) -> None:
    assert last_taken_ms(tmp_path) is None
    note_taken(tmp_path, 1_764_000_000_000)
    assert last_taken_ms(tmp_path) == 1_764_000_000_000
