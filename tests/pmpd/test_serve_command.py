"""`pmpd serve`: it starts or says why not, and stops in order."""

import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from ledger.database import LEDGER_FILE, Lock
from ledger.engine import Engine
from ledger.sales.orders import order_number
from pmpd.command_line import main
from tests.pmpd.at_the_socket import AtTheSocket
from tests.pmpd.small_shop import LAMP, furnish
from tests.pmpd.terminal import daemon, pmpd


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What `pmpd` says on its error stream when it does not start."""
    assert main([str(argument) for argument in arguments]) == 1
    said = capsys.readouterr().err
    assert said.startswith("pmpd: ")
    assert "Traceback" not in said
    return said


def config(directory: Path, text: str) -> Path:
    path = directory / "pmpd.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_daemon_that_is_told_to_stop_saves_everything_and_leaves_nothing_behind(number: int, tmp_path: Path) -> None:
    with daemon(tmp_path) as running:
        said = running.stop(number)
    assert (said.code, "everything is saved" in said.out, "Traceback" in said.err) == (0, True, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["identity", "ledger.lock", LEDGER_FILE]
    Lock(tmp_path, "test").close()


def test_what_was_answered_before_a_daemon_stopped_is_in_its_ledger(tmp_path: Path) -> None:
    furnish(tmp_path)
    answered: list[str] = []

    def send(address: str, token: str, client: int) -> None:
        for number in range(10_000):
            body = {"external_id": f"{client}-{number}", "lines": [{"external_id": "1", "sku": LAMP, "quantity": 1}]}
            try:
                answer = httpx.post(f"{address}api/v1/orders", json=body, timeout=10, headers={"Authorization": f"Bearer {token}"})
            except httpx.TransportError:
                return
            if answer.status_code == 200:
                answered.append(answer.json()["order"])

    with daemon(tmp_path) as running, ThreadPoolExecutor(8) as clients:
        address = running.first_line.split()[2]
        with httpx.Client(base_url="http://localhost/api/v1", transport=AtTheSocket(tmp_path)) as owner:
            token = owner.post("/api-tokens", json={"name": "sender", "rights": ["intake"], "per_s": 10_000}).json()["token"]
        sending = [clients.submit(send, address, token, client) for client in range(8)]
        while len(answered) < 40:
            assert not all(one.done() for one in sending)
            time.sleep(0.01)
        assert running.stop().code == 0
    with Engine(tmp_path, program="test") as engine:
        stored = {order_number(row["id"]) for row in engine.reader.all("SELECT id FROM orders")}
    assert set(answered) - stored == set()


def test_a_daemon_says_where_it_serves_and_which_sqlite_it_runs_on(tmp_path: Path) -> None:
    with daemon(tmp_path) as running:
        said = running.first_line
        running.stop()
    assert "http://127.0.0.1:" in said
    assert f"SQLite {sqlite3.sqlite_version}" in said


def test_a_second_daemon_on_the_same_ledger_refuses_to_start_and_says_who_holds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with daemon(tmp_path) as running:
        said = refused(capsys, "serve", "--port", 0, "--data", tmp_path)
        assert f"in use by pmpd (process {running.process.pid})" in said
        running.stop()


def test_a_daemon_that_was_killed_lets_the_next_one_start(tmp_path: Path) -> None:
    with daemon(tmp_path) as killed:
        killed.stop(signal.SIGKILL)
    with daemon(tmp_path) as running:
        assert (running.first_line[:12], running.stop().code) == ("pmpd serves ", 0)


def test_a_port_that_is_taken_is_named_and_the_ledger_is_free_again(
    tmp_path: Path, taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"{taken_port}): address already in use" in refused(capsys, "serve", "--port", taken_port, "--data", tmp_path)
    Lock(tmp_path, "test").close()


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_no_port_is_said_to_be_none(port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--port", port, "--data", str(tmp_path)])
    assert (ended.value.code, f"{port} is no port" in capsys.readouterr().err) == (2, True)


def test_a_setting_that_nobody_knows_refuses_to_start_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = config(tmp_path, '[http]\nprot = 80\n[[scanner]]\nname = "left"\nstaton = "PACK-1"\n')
    said = refused(capsys, "serve", "--data", tmp_path / "data", "--config", path)
    assert ("http.prot" in said, "scanner.0.staton" in said, str(path) in said) == (True, True, True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[http]\nhost = "0.0.0.0"\n', "http.host"),
        ('[http]\nhost = "192.168.1.20"\n', "http.host"),
        ('[http]\nport = "8080"\n', "http.port"),
        ('[[printer]]\nname = "left"\nstation = "PACK-1"\nwidth_mm = 70\n', "printer left"),
        ('[[printer]]\nname = "left"\nstation = "PACK-1"\ndocuments = ["slips"]\n', "slips"),
        ('[[scanner]]\nname = "one"\n[[lights]]\nname = "one"\n', "one"),
        ('[[printer]]\nname = "a"\nstation = "PACK-1"\n[[printer]]\nname = "b"\nstation = "PACK-1"\n', "PACK-1"),
        ("[http\n", "not TOML"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_nothing_starts(
    text: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert named in refused(capsys, "serve", "--data", tmp_path / "data", "--config", config(tmp_path, text))
    assert not (tmp_path / "data").exists()


def test_a_configuration_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.toml" in refused(capsys, "serve", "--data", tmp_path, "--config", tmp_path / "nowhere.toml")


@pytest.mark.parametrize("verb", [("serve", "--port", "0"), ("orders",), ("order", "1"), ("check",), ("import", "orders.json")])
def test_a_wrong_setting_refuses_every_verb(verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = config(tmp_path, "[shopp]\n")
    assert "shopp" in refused(capsys, *verb, "--data", tmp_path / "data", "--config", path)


@pytest.mark.parametrize("verb", [("serve", "--port", "0"), ("import", "orders.json")])
def test_a_data_directory_that_cannot_be_made_is_named(verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert str(tmp_path / "file") in refused(capsys, *verb, "--data", tmp_path / "file" / "data")


@pytest.mark.parametrize("verb", [("serve", "--port", "0"), ("orders",), ("order", "1"), ("import", "orders.json")])
@pytest.mark.parametrize("size", [100, 100_000])
def test_a_file_that_is_no_ledger_is_named_and_left_as_it_is(
    verb: tuple[str, ...], size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    garbage = bytes(number * 7 % 251 for number in range(size))
    (tmp_path / LEDGER_FILE).write_bytes(garbage)
    said = refused(capsys, *verb, "--data", tmp_path)
    assert (LEDGER_FILE in said, "backup" in said, (tmp_path / LEDGER_FILE).read_bytes() == garbage) == (True, True, True)


def test_the_check_of_a_file_that_is_no_ledger_names_the_file_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / LEDGER_FILE).write_bytes(b"garbage" * 1000)
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert f"file {LEDGER_FILE}" in capsys.readouterr().out


def test_a_ledger_that_is_a_directory_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / LEDGER_FILE).mkdir()
    assert LEDGER_FILE in refused(capsys, "serve", "--port", 0, "--data", tmp_path)


def test_a_data_directory_with_a_long_name_serves_the_command_line_too(tmp_path: Path) -> None:
    data = tmp_path / ("long-" * 30)
    data.mkdir()
    furnish(data)
    with daemon(data) as running:
        assert pmpd("orders", "--data", data).out == "No order fits.\n"
        running.stop()
