"""Ledgers of earlier versions, kept as files: each opens in this version, loses nothing, and its work goes on."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ledger.audit.check import check_file
from ledger.audit.timeline import timeline
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, ResumePick
from ledger.picking.pick_views import running_sessions
from ledger.sales.intake import ImportOrder
from ledger.sales.orders import backlog
from tests.ledger.sales import line, sale

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"


@pytest.fixture(params=sorted(SNAPSHOTS.glob("*.sqlite3.gz")), ids=lambda path: path.name.partition(".")[0])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A directory with an earlier version's ledger, not yet opened by this one."""
    with gzip.open(request.param) as packed, (tmp_path / LEDGER_FILE).open("wb") as file:
        shutil.copyfileobj(packed, file)
    return tmp_path


@pytest.fixture
def engine(directory: Path) -> Iterator[Engine]:
    """The earlier ledger, opened by this version."""
    with Engine(directory, program="test") as engine:
        yield engine


def contents(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as column → value."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            row["name"]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'order_text%'")
            if row["name"] not in ("migration", "boot")
        ]
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}


def test_every_row_of_an_earlier_ledger_keeps_its_values(directory: Path) -> None:
    before = contents(directory / LEDGER_FILE)
    Engine(directory, program="test").close()
    after = contents(directory / LEDGER_FILE)
    for table, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[table]] if rows else []
        assert sorted(map(repr, kept)) == sorted(map(repr, rows)), table  # a table's own order may be another one now


def test_an_earlier_ledger_is_copied_once_before_anything_is_changed(directory: Path) -> None:
    before = contents(directory / LEDGER_FILE)
    Engine(directory, program="test").close()
    (copy,) = directory.glob(f"{LEDGER_FILE}.before-*")
    assert contents(copy) == before


def test_an_earlier_ledger_is_sound_after_it_was_brought_up_to_date(engine: Engine) -> None:
    assert [str(finding) for finding in check_file(engine.path)] == []


def test_every_story_of_an_earlier_ledger_can_still_be_told(engine: Engine) -> None:
    numbers = [f"SO-{100_000 + row['id']}" for row in engine.reader.all("SELECT id FROM orders")]
    stories = [timeline(engine.reader, number) for number in numbers]
    assert len(stories) == sum(backlog(engine.reader).values())
    assert all(entry["text"] for story in stories for entry in story["entries"])


def test_a_walk_begun_in_an_earlier_version_is_walked_to_its_end_and_packed(engine: Engine) -> None:
    def do(command: object) -> dict[str, Any]:
        return engine.submit(command, actor="ana", device="handheld-9")

    view = do(ResumePick(next(session["session"] for session in running_sessions(engine.reader) if session["state"] == "open")))
    while view["await"] != "finish":
        view = do(ScanPick(view["session"], view["stop"]["bin"]))
        for _ in range(view["stop"]["quantity"] - view["stop"]["picked"]):
            view = do(ScanPick(view["session"], view["stop"]["sku"]))
    do(FinishPick(view["session"]))
    check = do(StartPackCheck(view["totes"][0]["order"], "PACK-1"))
    for item in check["lines"]:
        do(ScanPack(check["pack_check"], item["sku"], item["expected"]))
    assert do(FinishPackCheck(check["pack_check"], 500))["state"] == "done"
    assert check_file(engine.path) == []


@pytest.mark.parametrize("directory", [SNAPSHOTS / "0002_orders.sqlite3.gz"], indirect=True, ids=["0002_orders"])
def test_units_that_had_left_before_an_earlier_version_knew_of_them_are_not_fetched_when_their_order_comes_again(engine: Engine) -> None:
    known = engine.reader.one(
        "SELECT o.*, l.external_id AS line, l.quantity, l.sku, l.listing FROM orders o JOIN order_line l ON l.order_id = o.id"
        " WHERE o.state = 'allocated' AND (SELECT COUNT(*) FROM order_line m WHERE m.order_id = o.id) = 1 ORDER BY o.id LIMIT 1"
    )
    assert known is not None
    # Its line said how many were left, and nothing of the three that were gone by then.
    version = sale(
        known["external_id"],
        line(known["line"], known["quantity"], sku=known["sku"], listing=known["listing"], shipped=3),
        channel=known["channel"], account=known["account"], updated_ms=known["updated_ms"] + 1,
    )  # fmt: skip
    before = engine.reader.number("SELECT SUM(ordered) FROM order_line WHERE order_id = :id", {"id": known["id"]})
    assert engine.submit(ImportOrder(version), actor="sync")["outcome"] == "changed"
    assert engine.reader.number("SELECT SUM(ordered) FROM order_line WHERE order_id = :id", {"id": known["id"]}) == before
    assert check_file(engine.path) == []
