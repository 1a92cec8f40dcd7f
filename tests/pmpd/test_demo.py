"""`pmpd demo`: the whole job, unattended, on a ledger of its own."""

import json
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ledger.database import LEDGER_FILE, open_reader
from pmpd.command_line import main
from tests.devices.read_paper import qr_texts
from tests.pmpd.terminal import PROGRAM, Said, pmpd
from tests.pmpd.test_books_commands import a_days_work


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a demonstration wrote its files."""
    directory: Path = tmp_path_factory.mktemp("demo") / "out"
    directory.mkdir()
    said = pmpd("demo", "--once", "--out", directory)
    (directory / "said.json").write_text(json.dumps(said), encoding="utf-8")
    return directory


def answer(out: Path, *verb: str) -> Any:
    """What a verb says of the demonstration's ledger, as JSON."""
    return json.loads(pmpd(*verb, "--json", "--data", str(out / "data")).out)


def summary(out: Path) -> Said:
    """How the demonstration ended and what it said."""
    return Said(*json.loads((out / "said.json").read_text("utf-8")))


def test_the_demonstration_ends_well_and_sums_up_what_it_did(out: Path) -> None:
    said = summary(out)
    assert (said.code, "The ledger's check is clean." in said.out, said.err) == (0, True, "")
    assert re.search(r"Shipped \d+ orders in batch 1\.", said.out)


def test_the_day_has_two_hundred_orders_from_three_sources(out: Path) -> None:
    orders = answer(out, "orders", "--most", "200")["orders"]
    assert len(orders) == 200
    assert {"shopify", "ebay", "csv"} <= {order["channel"] for order in orders}


def test_the_day_is_reconciled_with_no_row_unexplained(out: Path) -> None:
    day = answer(out, "reconciliation")
    assert (day["unexplained"], len(day["lines"]) > 100) == (0, True)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("arrived_again", "a duplicate"),
        ("changed", "an edit"),
        ("merged", "a merge"),
        ("put_back", "a cancel after the pick"),
        ("short", "a short pick"),
        ("substituted", "a substitute"),
        ("backorder_filled", "a backorder filled by a receipt"),
    ],
)
def test_the_day_has_what_happens_on_a_day(out: Path, kind: str, what: str) -> None:
    with closing(open_reader(out / "data" / LEDGER_FILE)) as connection:
        told = connection.execute("SELECT COUNT(*) FROM timeline_entry WHERE kind = ?", (kind,)).fetchone()[0]
    assert told > 0, what


def test_the_day_has_a_kit_and_a_count_that_changed_the_books(out: Path) -> None:
    with closing(open_reader(out / "data" / LEDGER_FILE)) as connection:
        kits = connection.execute(
            "SELECT COUNT(*) FROM order_line WHERE role = 'component' AND shipped = ordered AND shipped > 0"
        ).fetchone()[0]
        counts = connection.execute("SELECT adjusted FROM count_task WHERE state = 'done'").fetchall()
    assert kits > 0
    assert [row["adjusted"] for row in counts] == [-1]


def test_every_slip_of_the_demonstration_reads_as_the_order_it_is_named_after(out: Path) -> None:
    slips = sorted(out.glob("slip-*.png"))
    assert [qr_texts(Image.open(slip)) for slip in slips] == [[slip.stem.removeprefix("slip-")] for slip in slips]
    assert len(slips) >= 1


def test_every_slip_has_its_timeline_with_actor_time_bin_batch_and_tracking(out: Path) -> None:
    for slip in out.glob("slip-*.png"):
        story = (out / f"timeline-{slip.stem.removeprefix('slip-')}.txt").read_text("utf-8")
        assert re.search(
            r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  demo \(scanner-1\) +picked \d+ × \S+ from [A-Z]-\d\d into T-\d\d", story, re.MULTILINE
        )
        assert re.search(r"shipped in batch \d+: UPS, tracking 1Z\w+$", story, re.MULTILINE)


def test_the_wrong_item_of_the_demonstration_is_in_a_story(out: Path) -> None:
    assert any("wrong scan at picking" in path.read_text("utf-8") for path in out.glob("timeline-*.txt"))


def test_the_ledger_of_the_demonstration_is_sound(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(out / "data")]) == 0
    assert "sound" in capsys.readouterr().out


def waited_for_people(out: Path) -> Said:
    """How a demonstration ends that is told to stop as soon as it waits for people."""
    command = [*PROGRAM, "demo", "--port", "0", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while "stop with Ctrl-C" not in said:
            line = process.stdout.readline()
            assert line
            said += line
        process.terminate()
        _, complaints = process.communicate(timeout=30)
    return Said(process.returncode, said, complaints)


def shipped(out: Path) -> int:
    """How many orders of a demonstration have left."""
    with closing(open_reader(out / "data" / LEDGER_FILE)) as connection:
        left: int = connection.execute("SELECT COUNT(*) FROM orders WHERE state = 'shipped'").fetchone()[0]
    return left


def test_a_demonstration_begins_anew_where_an_earlier_one_left_its_ledger(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "out")
    assert waited_for_people(tmp_path / "out").code == 0
    assert (shipped(out) > 100, shipped(tmp_path / "out")) == (True, 0)


def test_a_demonstration_that_waits_for_people_says_where_to_look_and_stops_when_told(tmp_path: Path) -> None:
    said = waited_for_people(tmp_path)
    assert re.search(r"Look at http://127\.0\.0\.1:\d+/#pair=[0-9a-f]{32} ", said.out)
    assert (said.code, said.err) == (0, "")


def test_a_ledger_that_is_no_demonstration_is_never_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = a_days_work(tmp_path) / LEDGER_FILE
    before = ledger.read_bytes()
    assert main(["demo", "--once", "--out", str(tmp_path / "out"), "--data", str(tmp_path)]) == 1
    assert "is no demonstration" in "".join(capsys.readouterr())
    assert ledger.read_bytes() == before
