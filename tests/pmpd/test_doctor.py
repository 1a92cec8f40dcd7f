"""The doctor names what is wrong and what to do, with and without a running box."""

import asyncio
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.printer.paper_machine import PaperMachine
from devices.registry import is_simulated_scanner
from devices.scanner.check_code import CHECK_CODE
from devices.scanner.keyboard import key_events
from devices.scanner.layouts import layout_named
from pmpd.box import Box
from pmpd.command_line import main
from pmpd.config import Config
from pmpd.doctor.finding import Finding
from pmpd.doctor.running_box import box_findings
from pmpd.doctor.standing_box import standing_findings
from tests.devices.printer_wires import TcpMachine
from tests.pmpd.small_shop import furnish
from tests.pmpd.terminal import daemon, pmpd

_NOBODY = 65534


@pytest.fixture
def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to open everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def about(findings: list[Finding], subject: str) -> Finding:
    """The finding about a device."""
    (found,) = [finding for finding in findings if finding.subject == subject]
    return found


async def test_a_port_that_the_user_may_not_open_is_named_with_the_group_to_join(tmp_path: Path) -> None:
    port = tmp_path / "ttyUSB0"
    port.touch(mode=0)
    await asyncio.to_thread(tmp_path.chmod, 0o755)  # in a thread, since nobody may not load what threads need
    scale = {"name": "pan", "driver": "serial", "address": f"serial://{port}", "protocol": "sics", "station": "PACK-1"}
    with as_nobody():
        found = about(await standing_findings(tmp_path, Config.model_validate({"scale": [scale]})), "scale pan")
    assert (found.status, str(port) in found.what, "dialout" in found.remedy) == ("bad", True, True)


async def test_a_scanner_that_types_on_another_keyboard_is_named_with_the_layout_to_set(tmp_path: Path) -> None:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        scanner = box.hardware.scanners["scanner-1"]
        assert is_simulated_scanner(scanner)
        heard = box.floor.next_of("scanner-1")
        events = key_events(CHECK_CODE, layout_named("de"), 1_000_000)
        scanner.play_events(b"".join(event.to_bytes() for event in events))
        await asyncio.wait_for(heard, 5)
        await box.hardware.fitted["scanner-1"].supervisor.look()
        found = about(await box_findings(box), "scanner scanner-1")
    assert (found.status, "German" in found.what, 'layout = "de"' in found.remedy) == ("bad", True, True)


async def test_a_printer_without_paper_is_named_with_what_to_load(tmp_path: Path) -> None:
    furnish(tmp_path)
    printer = TcpMachine(PaperMachine(80))
    printer.machine.run_out_of_paper()
    said = {"name": "slips", "driver": "escpos", "address": printer.address, "station": "PACK-1"}
    async with Box(tmp_path, Config.model_validate({"printer": [said]})) as box:
        found = about(await box_findings(box), "printer slips")
    printer.unplug()
    assert (found.status, "paper" in found.what, "roll" in found.remedy) == ("bad", True, True)


async def test_a_broker_that_cannot_be_reached_is_named_with_what_to_check(tmp_path: Path, closed_port: int) -> None:
    rail = {"name": "rail-1", "driver": "mqtt", "address": f"mqtt://127.0.0.1:{closed_port}/rail-1"}
    found = about(await standing_findings(tmp_path, Config.model_validate({"lights": [rail]})), "lights rail-1")
    assert (found.status, str(closed_port) in found.what, "broker" in found.remedy) == ("bad", True, True)


def test_the_doctor_works_where_no_box_runs_and_says_by_its_exit_code_that_something_is_wrong(
    tmp_path: Path, closed_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "pmpd.toml"
    config.write_text(
        f'[[lights]]\nname = "rail-1"\ndriver = "mqtt"\naddress = "mqtt://127.0.0.1:{closed_port}/rail-1"\n', encoding="utf-8"
    )
    code = main(["doctor", "--data", str(tmp_path), "--config", str(config)])
    said = capsys.readouterr()
    assert (code, "BAD lights rail-1" in said.out, "→ " in said.out, said.err) == (1, True, True, "")


@pytest.mark.parametrize(
    ("text", "word"),
    [("[[scanner", "not TOML"), ('[[scanner]]\nname = "x"\ndriver = "telepathic"\n', "telepathic"), ('[shop]\nnmae = "x"\n', "nmae")],
)
def test_a_wrong_configuration_is_named_beside_everything_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, word: str
) -> None:
    config = tmp_path / "pmpd.toml"
    config.write_text(text, encoding="utf-8")
    code = main(["doctor", "--all", "--data", str(tmp_path), "--config", str(config)])
    said = capsys.readouterr().out
    assert (code, said.startswith("BAD configuration: "), word in said, "ok  disk space" in said) == (1, True, True, True)


def test_the_doctor_asks_the_box_that_runs(tmp_path: Path) -> None:
    furnish(tmp_path)
    with daemon(tmp_path):
        said = pmpd("doctor", "--all", "--data", tmp_path)
    assert "ok  scanner scanner-1: reading" in said.out


def test_the_list_of_devices_says_what_is_attached_and_how_it_is(tmp_path: Path, closed_port: int) -> None:
    furnish(tmp_path)
    config = tmp_path / "pmpd.toml"
    config.write_text(
        f'[[printer]]\nname = "slips"\ndriver = "escpos"\naddress = "tcp://127.0.0.1:{closed_port}"\nstation = "PACK-1"\n', encoding="utf-8"
    )
    with daemon(tmp_path, "--config", config):
        said = pmpd("devices", "--data", tmp_path)
        devices: dict[str, Any] = {
            device["name"]: device for device in json.loads(pmpd("devices", "--json", "--data", tmp_path).out)["devices"]
        }
    assert (said.code, devices["scanner-1"]["status"], devices["slips"]["status"]) == (1, "good", "bad")
    assert (devices["slips"]["remedy"] in said.out, devices["slips"]["station"]) == (True, "PACK-1")


@pytest.mark.parametrize(
    ("name", "word"), [("scale-1", "0 g"), ("printer-1", "is confirmed"), ("rail-1", "lights answered"), ("sound", "off")]
)
def test_a_device_can_be_tried_by_its_name(tmp_path: Path, name: str, word: str) -> None:
    furnish(tmp_path)
    with daemon(tmp_path):
        said = pmpd("devices", "test", name, "--data", tmp_path)
    assert (said.code, word in said.out) == (0, True), said


def test_a_found_device_whose_name_is_a_path_can_be_tried_too(tmp_path: Path) -> None:
    furnish(tmp_path)
    config = tmp_path / "pmpd.toml"
    config.write_text('[[scale]]\nname = "serial:///dev/ttyACM0"\nstation = "PACK-1"\n', encoding="utf-8")
    with daemon(tmp_path, "--config", config):
        said = pmpd("devices", "test", "serial:///dev/ttyACM0", "--data", tmp_path)
    assert (said.code, "0 g" in said.out) == (0, True), said


def test_trying_a_device_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    furnish(tmp_path)
    with daemon(tmp_path):
        said = pmpd("devices", "test", "toaster", "--data", tmp_path)
    assert (said.code, "printer-1" in said.err) == (1, True)
