"""What the doctor says of the machine: on trees that look like the kernel's, and with a user that may do nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmpd.config import Config, Printer, Scale, Scanner, Sound
from pmpd.doctor.clock import clock_finding, kernel_says_synchronized
from pmpd.doctor.data_directory import FREE_BYTES_MIN, directory_finding, room_finding, space_finding
from pmpd.doctor.finding import Finding
from pmpd.doctor.machine import Machine, machine_findings
from pmpd.doctor.nodes import node_findings
from pmpd.doctor.power import power_findings
from pmpd.doctor.programs import missing_findings, rival_findings
from pmpd.doctor.sqlite_version import has_wal_reset_bug

NOBODY = 65534
DIALOUT = 20


@pytest.fixture
def root() -> Iterator[Path]:
    """A root directory that every user may look into."""
    place = Path(tempfile.mkdtemp(prefix="doctor-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@contextmanager
def a_user_without_rights() -> Iterator[None]:
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def write(file: Path, content: str | bytes = "", mode: int = 0o666) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    file.chmod(mode)
    return file


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def test_devices_that_may_be_used_are_well(root: Path) -> None:
    for number in range(3):
        write(root / f"dev/input/event{number}")
    assert only(node_findings(root)) == Finding("scanners and keyboards", "good", "pmpd may use all 3")


@pytest.mark.parametrize(
    ("node", "subject"),
    [
        ("dev/input/event0", "scanners and keyboards"),
        ("dev/usb/lp0", "USB printers"),
        ("dev/ttyUSB0", "USB serial adapters"),
        ("dev/ttyACM0", "USB serial devices"),
    ],
)
def test_a_device_that_may_not_be_used_is_named_with_the_group_to_join(root: Path, node: str, subject: str) -> None:
    shut = write(root / node, mode=0o060)
    if os.geteuid() == 0:
        os.chown(shut, 0, DIALOUT)
    with a_user_without_rights():
        finding = only(node_findings(root))
    assert (finding.subject, finding.status) == (subject, "bad")
    assert shut.name in finding.what
    assert "usermod -aG" in finding.remedy


def test_a_device_that_no_group_may_use_needs_a_rule(root: Path) -> None:
    write(root / "dev/ttyUSB0", mode=0)
    with a_user_without_rights():
        assert "udev rule" in only(node_findings(root)).remedy


def test_of_hid_devices_only_scales_are_looked_at(root: Path) -> None:
    for name, descriptor in (("hidraw0", b"\x05\x01\x09\x06"), ("hidraw1", b"\x05\x8d\x09\x20")):
        write(root / "dev" / name)
        write(root / "sys/class/hidraw" / name / "device/report_descriptor", descriptor)
    assert only(node_findings(root)) == Finding("USB scales", "good", "pmpd may use all 1")


def test_a_data_directory_that_is_written_or_can_be_made_is_well(tmp_path: Path) -> None:
    assert [directory_finding(place).status for place in (tmp_path, tmp_path / "not" / "yet")] == ["good", "good"]


def test_a_data_directory_that_can_not_be_written_says_how_to_give_it(root: Path) -> None:
    shut = root / "data"
    shut.mkdir(mode=0o555)
    with a_user_without_rights():
        finding = directory_finding(shut)
    assert (finding.status, f"chown -R pmpd {shut}" in finding.remedy) == ("bad", True)


def test_a_data_directory_that_can_not_be_made_costs_nobody_the_directory_above(root: Path) -> None:
    root.chmod(0o755)
    with a_user_without_rights():
        finding = directory_finding(root / "pmpd")
    assert (finding.status, "chown" in finding.remedy, f"install -d -o pmpd {root}/pmpd" in finding.remedy) == ("bad", False, True)


def test_a_ledger_that_another_user_wrote_is_named(root: Path) -> None:
    data = root / "data"
    write(data / "ledger.db", mode=0o600)
    data.chmod(0o777)
    with a_user_without_rights():
        finding = directory_finding(data)
    assert (finding.status, "ledger.db" in finding.what, f"chown -R pmpd {data}" in finding.remedy) == ("bad", True, True)


def test_a_data_directory_behind_a_locked_door_is_no_fault_of_the_doctor(root: Path) -> None:
    shut = root / "shut"
    shut.mkdir(mode=0o700)
    with a_user_without_rights():
        findings = [directory_finding(shut / "data"), space_finding(shut / "data")]
    assert [finding.subject for finding in findings if finding.status == "bad"] == ["data directory"]


def test_a_file_in_the_place_of_the_data_directory_is_named(tmp_path: Path) -> None:
    assert "is no directory" in directory_finding(write(tmp_path / "data")).what


def test_a_disk_that_runs_full_is_bad_before_it_is_full() -> None:
    assert [room_finding(free).status for free in (FREE_BYTES_MIN, FREE_BYTES_MIN - 1)] == ["good", "bad"]


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),
        ("3.45.0", True),
        ("3.50.7", False),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.52.0", False),
    ],
)
def test_the_versions_of_sqlite_with_the_wal_reset_bug_are_known(version: str, faulty: bool) -> None:
    assert has_wal_reset_bug(version) == faulty


@pytest.mark.parametrize(
    ("synchronized", "now_s", "status"), [(True, 2e9, "good"), (False, 2e9, "unknown"), (None, 2e9, "unknown"), (True, 1000.0, "bad")]
)
def test_a_clock_is_trusted_when_a_time_server_keeps_it_and_never_when_it_shows_the_past(
    synchronized: bool | None, now_s: float, status: str
) -> None:
    finding = clock_finding(synchronized, now_s)
    assert (finding.status, bool(finding.remedy)) == (status, status != "good")


def test_the_kernel_is_asked_for_the_clock_without_a_change() -> None:
    assert kernel_says_synchronized() in (True, False, None)


@pytest.mark.parametrize(("alarm", "status"), [("0\n", "good"), ("1\n", "bad")])
def test_a_weak_power_supply_of_a_raspberry_pi_is_seen(root: Path, alarm: str, status: str) -> None:
    write(root / "sys/class/hwmon/hwmon0/name", "cpu_thermal\n")
    write(root / "sys/class/hwmon/hwmon1/name", "rpi_volt\n")
    write(root / "sys/class/hwmon/hwmon1/in0_lcrit_alarm", alarm)
    finding = only(power_findings(root))
    assert (finding.subject, finding.status) == ("power supply", status)


@pytest.mark.parametrize(("millidegrees", "status"), [("51234\n", "good"), ("80500\n", "bad")])
def test_the_hottest_place_of_the_machine_counts(root: Path, millidegrees: str, status: str) -> None:
    write(root / "sys/class/thermal/thermal_zone0/temp", "20000\n")
    write(root / "sys/class/thermal/thermal_zone1/temp", millidegrees)
    write(root / "sys/class/thermal/thermal_zone2/temp", "no sensor\n")
    finding = only(power_findings(root))
    assert (finding.status, finding.what[:2]) == (status, millidegrees[:2])


def test_a_machine_without_sensors_says_nothing_of_power(root: Path) -> None:
    assert power_findings(root) == []


NEEDY = Config(
    printer=[
        Printer(name="office", driver="cups", station="P1"),
        Printer(name="slips", driver="escpos", address="usb://04b8:0e15", station="P2"),
    ],
    sound=Sound(enabled=True),
)


def test_every_program_that_the_configuration_needs_and_the_machine_lacks_is_named_with_its_package() -> None:
    findings = missing_findings(NEEDY, lambda _: None, lambda _: None)
    assert [(finding.status, finding.remedy.split()[-1]) for finding in findings] == [
        ("bad", "alsa-utils"),
        ("bad", "cups-client"),
        ("bad", "libusb-1.0-0"),
    ]


def test_programs_that_are_there_are_well_and_those_that_nothing_needs_are_not_asked_for() -> None:
    assert {finding.status for finding in missing_findings(NEEDY, lambda name: f"/bin/{name}", lambda name: name)} == {"good"}
    assert missing_findings(Config(), lambda _: None, lambda _: None) == []


@pytest.mark.parametrize(
    ("program", "config"),
    [
        ("ModemManager", Config(scale=[Scale(name="s", driver="serial", address="serial:///dev/ttyUSB0", protocol="sics", station="P1")])),
        ("brltty", Config(scanner=[Scanner(name="s", driver="serial", address="serial:///dev/ttyACM0")])),
        ("ipp-usb", NEEDY),
        ("cups-browsed", NEEDY),
    ],
)
def test_a_program_that_holds_a_configured_device_is_named_with_how_to_stop_it(root: Path, program: str, config: Config) -> None:
    for number, comm in ((1, "systemd"), (77, program)):
        write(root / f"proc/{number}/comm", f"{comm}\n")
    finding = only(rival_findings(config, root))
    assert (finding.subject, finding.status, "sudo" in finding.remedy) == (program, "bad", True)


def test_a_program_that_holds_nothing_configured_is_left_alone(root: Path) -> None:
    for number, comm in enumerate(("ModemManager", "brltty", "ipp-usb", "cups-browsed"), start=1):
        write(root / f"proc/{number}/comm", f"{comm}\n")
    by_number = Config(scanner=[Scanner(name="s", driver="evdev", address="serial:G19A0042")])
    assert rival_findings(by_number, root) == []


def test_all_checks_of_the_machine_come_together(root: Path) -> None:
    write(root / "dev/input/event0")
    write(root / "sys/class/thermal/thermal_zone0/temp", "40000\n")
    healthy = Machine(root, "3.52.0", lambda: True, lambda name: name, lambda name: name)
    findings = machine_findings(root / "data", NEEDY, healthy)
    subjects = ["data directory", "disk space", "SQLite", "clock", "temperature", "scanners and keyboards", "aplay", "lp", "libusb"]
    assert [finding.subject for finding in findings] == subjects
    assert {finding.status for finding in findings if finding.subject != "disk space"} == {"good"}


def test_this_machine_can_be_looked_at(tmp_path: Path) -> None:
    assert [finding.what for finding in machine_findings(tmp_path, Config()) if not finding.what] == []
