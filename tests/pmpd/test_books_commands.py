"""`pmpd orders`, `order`, `check` and `scan`: the same words whether or not the daemon runs, and never two writers."""

import gzip
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.database import LEDGER_FILE, Lock
from pmpd.command_line import main
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse
from tests.pmpd.terminal import PROGRAM, daemon, pmpd
from tests.required_parts import REPOSITORY

BUSY_WORDS = "in use by another tool"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a day's work that no test changes."""
    return a_days_work(tmp_path_factory.mktemp("shipped"))


def a_days_work(directory: Path) -> Path:
    """One order shipped (SO-100001), one allocated, one cancelled."""
    warehouse = Warehouse(directory)
    warehouse.item("LAMP", "A-01", 10, "4006381333931")
    for name in ("1", "2", "3"):
        warehouse.sell(name, line("LAMP", 2, listing=""), channel="manual", account="")
    warehouse.ship("SO-100001")
    warehouse.cancel("SO-100003")
    warehouse.engine.close()
    return directory


@pytest.fixture(scope="module", params=["alone", "through the daemon"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A day's work that no test changes, in a ledger that nobody has or the daemon has."""
    directory = a_days_work(tmp_path_factory.mktemp("data"))
    if request.param == "alone":
        yield directory
    else:
        with daemon(directory) as running:
            yield directory
            running.stop()


def said(capsys: pytest.CaptureFixture[str], data: Path, *words: str, code: int = 0) -> str:
    """What a verb prints."""
    assert main([*words, "--data", str(data)]) == code
    return capsys.readouterr().out


def asked(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> Any:
    """What a verb answers with --json."""
    return json.loads(said(capsys, data, *words, "--json"))


def test_orders_are_listed_newest_first(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    states = [(order["order"], order["state"]) for order in asked(capsys, data, "orders")["orders"]]
    assert states == [("SO-100003", "cancelled"), ("SO-100002", "allocated"), ("SO-100001", "shipped")]


def test_orders_of_one_state_are_listed_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [order["order"] for order in asked(capsys, data, "orders", "--state", "allocated")["orders"]] == ["SO-100002"]


def test_an_order_is_found_by_its_tracking_number(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, data, "order", "1Z-SO-100001")["order"]["order"] == "SO-100001"


def test_an_order_with_a_slash_in_its_number_is_not_found_and_no_other_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["order", "SO-100001/timeline", "--data", str(data)]) == 1
    assert "SO-100001/timeline" in capsys.readouterr().err


def test_a_sound_ledger_is_said_to_be_sound(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "The ledger is sound" in said(capsys, data, "check")


def test_a_sound_ledger_is_clean_for_programs_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, data, "check") == {"clean": True, "findings": []}


def test_the_story_of_an_order_names_actor_time_bin_batch_and_tracking(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = said(capsys, shipped, "order", "SO-100001")
    assert re.search(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  ana \(handheld-1\) +picked 2 × LAMP from A-01", story, re.MULTILINE)
    assert re.search(r"shipped in batch 1: \S+, tracking 1Z-SO-100001$", story, re.MULTILINE)


def test_an_order_that_is_not_there_is_named_on_the_error_stream(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["order", "SO-777", "--data", str(shipped)]) == 1
    assert "SO-777" in capsys.readouterr().err


def test_pages_of_orders_go_on_where_the_last_one_ended(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = asked(capsys, shipped, "orders", "--most", "2")
    second = asked(capsys, shipped, "orders", "--most", "2", "--before", first["next"])
    assert [len(page["orders"]) for page in (first, second)] == [2, 1]
    assert (second["orders"][0]["order"], second["next"]) == ("SO-100001", "")


@pytest.mark.parametrize("before", ["x", "9" * 18])
def test_a_cursor_that_is_none_is_refused_in_words(before: str, shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orders", "--before", before, "--data", str(shipped)]) == 1
    assert "`next` of the page before" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [("orders",), ("order", "1"), ("check",)])
def test_where_no_ledger_is_nothing_is_made_and_what_to_do_is_said(
    verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*verb, "--data", str(tmp_path / "empty")]) == 1
    assert "--data" in capsys.readouterr().err
    assert not (tmp_path / "empty").exists()


def test_a_ledger_that_another_tool_holds_is_not_read_behind_its_back(tmp_path: Path) -> None:
    data = a_days_work(tmp_path)
    held = Lock(data, "another tool")
    answer = pmpd("orders", "--data", data)
    held.close()
    assert (answer.code, BUSY_WORDS in answer.err, "Traceback" in answer.err) == (1, True, False)


def test_a_daemon_that_is_still_starting_or_going_down_is_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = a_days_work(tmp_path)
    held = Lock(data, "pmpd", str(data / "pmpd.sock"))
    threading.Timer(0.5, held.close).start()
    assert len(asked(capsys, data, "orders")["orders"]) == 3


def test_the_check_changes_no_byte_of_the_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_days_work(tmp_path) / LEDGER_FILE
    before = file.read_bytes()
    said(capsys, tmp_path, "check")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("movement", "UPDATE movement SET quantity = quantity + 1 WHERE id = 3", "movement row 3"),
        ("journal", "UPDATE journal SET actor = 'anb' WHERE seq = 9", "journal row 9"),
    ],
)
def test_one_byte_changed_with_the_sqlite3_shell_fails_the_check_which_names_the_row(
    table: str, change: str, named: str, tmp_path: Path, sqlite3_shell: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = a_days_work(tmp_path)
    statements = f"DROP TRIGGER {table}_keeps_values; {change};"
    subprocess.run([sqlite3_shell, data / LEDGER_FILE, statements], check=True, timeout=30)
    findings = said(capsys, data, "check", code=1)
    assert re.search(rf"^{named}: ", findings, re.MULTILINE)


def test_a_check_that_fails_through_the_daemon_names_the_row_too(tmp_path: Path, sqlite3_shell: Path) -> None:
    data = a_days_work(tmp_path)
    statements = "DROP TRIGGER movement_keeps_values; UPDATE movement SET quantity = quantity + 1 WHERE id = 3;"
    subprocess.run([sqlite3_shell, data / LEDGER_FILE, statements], check=True, timeout=30)
    with daemon(data) as running:
        answer = pmpd("check", "--json", "--data", data)
        running.stop()
    findings = json.loads(answer.out)["findings"]
    assert (answer.code, ("movement", "row 3") in {(finding["table"], finding["row"]) for finding in findings}) == (1, True)


def test_a_scan_from_the_command_line_does_what_a_scanner_would(tmp_path: Path) -> None:
    data = a_days_work(tmp_path)
    with daemon(data) as running:
        lonely, packing = pmpd("scan", "A-01", "--data", data), pmpd("scan", "T-1", "--scanner", "scanner-2", "--json", "--data", data)
        running.stop()
    assert (lonely.code, "nobody picks with scanner-1" in lonely.out) == (1, True)
    assert (packing.code, json.loads(packing.out)["outcome"]) == (1, "empty_tote")


def test_a_scan_without_a_running_box_says_how_to_start_one(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "A-01", "--data", str(shipped)]) == 1
    assert "pmpd serve" in capsys.readouterr().err


def test_the_ledger_in_the_environment_is_used_where_none_is_named(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMPD_DATA", str(shipped))
    assert pmpd("order", "SO-100001").code == 0


def test_whoever_has_read_enough_of_the_output_causes_no_error(shipped: Path) -> None:
    words = [*PROGRAM, "orders", "--json", "--data", str(shipped)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.parametrize("verb", [("orders",), ("order", "1"), ("check",)])
def test_a_ledger_that_can_not_be_opened_is_said_in_words(
    verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / LEDGER_FILE).mkdir()
    assert main([*verb, "--data", str(tmp_path)]) == 1
    assert "can't be opened" in capsys.readouterr().err


def test_a_user_whose_name_is_not_ascii_is_served_by_the_daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = a_days_work(tmp_path)
    monkeypatch.setenv("LOGNAME", "jürgen")
    with daemon(data) as running:
        answer = pmpd("order", "SO-100001", "--data", data)
        running.stop()
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("verb", [("orders",), ("order", "SO-100001"), ("check",)])
def test_a_ledger_of_an_older_version_is_only_read_after_it_was_brought_up_to_date(
    verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with gzip.open(REPOSITORY / "tests" / "snapshots" / "0002_orders.sqlite3.gz") as packed:
        (tmp_path / LEDGER_FILE).write_bytes(packed.read())
    before = (tmp_path / LEDGER_FILE).read_bytes()
    assert main([*verb, "--data", str(tmp_path)]) == 1
    assert "an older pmpd" in capsys.readouterr().err
    assert (tmp_path / LEDGER_FILE).read_bytes() == before


def test_a_ledger_of_a_newer_version_is_not_read_by_this_one(
    tmp_path: Path, sqlite3_shell: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = a_days_work(tmp_path)
    statement = "INSERT INTO migration (version, name, sha256, at_ms) VALUES (9999, '9999_later', x'00', 0)"
    subprocess.run([sqlite3_shell, data / LEDGER_FILE, statement], check=True, timeout=30)
    assert main(["orders", "--data", str(data)]) == 1
    assert "a newer pmpd" in capsys.readouterr().err
