"""`pmpd import`: what the channels send becomes orders, once, and what cannot is named."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import termios
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE
from ledger.engine import Engine
from pmpd.command_line import main
from tests.cloudsync.order_documents import ebay_order, shopify_order
from tests.pmpd.terminal import PROGRAM, daemon, pmpd

Report = dict[str, Any]
COUNTS = ("new", "duplicate", "changed", "held", "cancelled", "rejected")


def shopify(number: int, **changes: Any) -> dict[str, Any]:
    return shopify_order(id=number, admin_graphql_api_id=f"gid://shopify/Order/{number}", name=f"#{number}", **changes)


def written(path: Path, *documents: object) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(f"{json.dumps(document)}\n" for document in documents), encoding="utf-8")
    return path


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Report]]:
    """Imports into a ledger of its own; answers the exit code and what --json said."""

    def run(*arguments: object) -> tuple[int, Report]:
        code = main(["import", *map(str, arguments), "--json", "--data", str(tmp_path / "data")])
        report: Report = json.loads(capsys.readouterr().out)
        return code, report

    return run


def orders_in(ledger: Path) -> int:
    """Orders that a reader of the file finds; none before there is a file with a table for them."""
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM orders").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def counts(report: Report) -> dict[str, int]:
    return {name: report[name] for name in COUNTS if report[name]}


def test_documents_of_several_channels_in_one_file_become_orders(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    code, report = imported(written(tmp_path / "day.jsonl", shopify(1), ebay_order(), shopify(2)))
    assert (code, counts(report)) == (0, {"new": 3, "held": 3})


def test_a_second_run_finds_only_duplicates(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    day = written(tmp_path / "day.jsonl", shopify(1), ebay_order())
    imported(day)
    assert imported(day) == (0, dict.fromkeys(COUNTS, 0) | {"duplicate": 2, "rejects": []})


def test_an_edited_document_is_a_change(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    imported(written(tmp_path / "day.jsonl", shopify(1), shopify(2)))
    edited = shopify(2, note="leave it at the door", updated_at="2026-03-02T10:05:00+01:00")
    _, report = imported(written(tmp_path / "later.jsonl", shopify(1), edited))
    assert counts(report) == {"duplicate": 1, "changed": 1, "held": 1}


def test_a_cancelled_order_is_counted_as_new_and_cancelled(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    _, report = imported(written(tmp_path / "day.jsonl", shopify(1, cancelled_at="2026-03-01T11:00:00+01:00")))
    assert counts(report) == {"new": 1, "cancelled": 1}


def test_a_broken_document_is_named_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, imported: Callable[..., tuple[int, Report]]
) -> None:
    day = tmp_path / "day.jsonl"
    day.write_text(f'{json.dumps(shopify(1))}\n{{"id": \n{json.dumps(shopify(2, line_items="none"))}\n{json.dumps(shopify(3))}\n')
    code, report = imported(day)
    assert (code, counts(report)) == (1, {"new": 2, "held": 2, "rejected": 2})
    assert [reject["name"] for reject in report["rejects"]] == ["day.jsonl line 2", "day.jsonl line 3"]
    assert "line_items" in report["rejects"][1]["reason"]


def test_a_file_that_is_not_there_is_named_and_the_others_are_imported(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    code, report = imported(tmp_path / "nowhere.json", written(tmp_path / "day.jsonl", shopify(1)))
    assert (code, counts(report)) == (1, {"new": 1, "held": 1, "rejected": 1})
    assert report["rejects"] == [{"name": "nowhere.json", "reason": "there is no such file"}]


def test_a_document_of_another_channel_than_the_one_named_is_rejected(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    _, report = imported(written(tmp_path / "day.jsonl", shopify(1)), "--channel", "ebay")
    assert (counts(report), "Shopify" in report["rejects"][0]["reason"]) == ({"rejected": 1}, True)


def test_one_order_number_in_two_accounts_makes_two_orders(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    day = written(tmp_path / "day.jsonl", shopify(1))
    outcomes = [imported(day, "--account", account)[1]["new"] for account in ("uk", "de")]
    assert outcomes == [1, 1]


def test_words_for_people_name_the_counts_and_every_reject(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = written(tmp_path / "day.jsonl", shopify(1), {"what": "is this"})
    assert main(["import", str(day), "--data", str(tmp_path / "data")]) == 1
    said = capsys.readouterr().out
    assert "2 documents read: 1 new, 0 duplicate, 0 changed, 1 rejected." in said
    assert "rejected day.jsonl line 2: " in said


def test_an_import_through_the_daemon_reports_the_same_as_one_without_it(
    tmp_path: Path, imported: Callable[..., tuple[int, Report]]
) -> None:
    long_note = shopify(3, note="x" * 15_000, email=f"{'b' * 900}@example.com")
    day = written(tmp_path / "day.jsonl", shopify(1), ebay_order(), {"what": "is this"}, long_note, shopify(1))
    with daemon(tmp_path / "other") as running:
        through = pmpd("import", day, "--json", "--data", tmp_path / "other")
        running.stop()
    assert (through.code, json.loads(through.out)) == imported(day)


def test_an_order_imported_through_the_daemon_says_who_sent_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = []
    with daemon(tmp_path / "other") as running:
        for data in (tmp_path / "other", tmp_path / "data"):
            main(["import", str(written(tmp_path / "day.jsonl", shopify(1))), "--data", str(data)])
            capsys.readouterr()
            main(["order", "#1", "--json", "--data", str(data)])
            stories.append(json.loads(capsys.readouterr().out)["entries"][0])
        running.stop()
    assert {(story["actor"], story["device"], story["text"]) for story in stories} == {
        (stories[0]["actor"], "command line", stories[0]["text"])
    }


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    day = written(tmp_path / "day.jsonl", shopify(1), shopify(2))
    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    command = [*PROGRAM, "import", str(day), "--data", str(tmp_path / "data")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, timeout=30, check=True)
    os.close(terminal)
    shown = b""
    with suppress(OSError):  # a terminal ends in an error, not in an end of file
        while chunk := os.read(screen, 65536):
            shown += chunk
    os.close(screen)
    assert b"2 documents" in shown
    assert b"documents/s" not in done.stdout


def test_progress_is_not_shown_where_no_person_looks(tmp_path: Path) -> None:
    assert pmpd("import", written(tmp_path / "day.jsonl", shopify(1)), "--data", tmp_path / "data").err == ""


def test_an_import_that_was_killed_and_run_again_has_every_order_once(tmp_path: Path, imported: Callable[..., tuple[int, Report]]) -> None:
    orders = 3_000
    day = written(tmp_path / "day.jsonl", *[shopify(number) for number in range(1, orders + 1)])
    ledger = tmp_path / "data" / LEDGER_FILE
    with subprocess.Popen([*PROGRAM, "import", str(day), "--data", str(ledger.parent)]) as process:
        deadline_s = time.monotonic() + 20
        while not orders_in(ledger):
            assert process.poll() is None
            assert time.monotonic() < deadline_s
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    with Engine(ledger.parent, program="test") as engine:
        before = engine.reader.number("SELECT COUNT(*) FROM orders")
    _, report = imported(day)
    assert 0 < before < orders
    assert (report["duplicate"], report["new"]) == (before, orders - before)
    assert check_file(ledger) == []


SAMPLES = (
    "shopify/webhooks/payload-examples/orders/create.json",
    "shopify/webhooks/payload-examples/orders/delete.json",
    "ebay/samples/order_getOrder_ebay-docs-masked.json",
)


def test_the_vendors_own_samples_are_imported_once_and_what_is_no_order_is_named(
    contracts: Path, imported: Callable[..., tuple[int, Report]]
) -> None:
    files = [contracts / sample for sample in SAMPLES]
    first, second = imported(*files)[1], imported(*files)[1]
    assert (first["new"], first["duplicate"], [reject["name"] for reject in first["rejects"]]) == (2, 0, ["delete.json"])
    assert (second["new"], second["duplicate"], second["changed"]) == (0, 2, 0)


def test_an_edited_copy_of_a_vendors_sample_is_a_change(
    contracts: Path, tmp_path: Path, imported: Callable[..., tuple[int, Report]]
) -> None:
    sample = contracts / SAMPLES[2]
    imported(sample)
    document = json.loads(sample.read_text("utf-8"))
    order = document.get("response", document)
    order["lineItems"][0]["quantity"] += 1
    _, report = imported(written(tmp_path / "edited.jsonl", document))
    assert (report["new"], report["duplicate"], report["changed"]) == (0, 0, 1)


def test_the_whole_folder_of_a_vendors_samples_ends_in_orders_and_named_rejects(
    contracts: Path, imported: Callable[..., tuple[int, Report]]
) -> None:
    _, report = imported(contracts / "shopify/webhooks/payload-examples/orders")
    files = len(list((contracts / "shopify/webhooks/payload-examples/orders").glob("*.json")))
    assert report["new"] + report["duplicate"] + report["changed"] + report["rejected"] == files
    assert all(reject["reason"] for reject in report["rejects"])


def test_a_user_without_a_name_can_import(tmp_path: Path) -> None:
    nobody = "import os, sys; os.getuid = lambda: 4_000_000_000; from pmpd.command_line import main; sys.exit(main())"
    file = written(tmp_path / "orders.jsonl", shopify(1))
    environment = {name: value for name, value in os.environ.items() if name not in ("LOGNAME", "USER", "LNAME", "USERNAME")}
    words = [PROGRAM[0], "-c", nobody, "import", str(file), "--data", str(tmp_path / "data")]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, timeout=30, check=False)
    assert (done.returncode, "1 new" in done.stdout, done.stderr) == (0, True, "")
