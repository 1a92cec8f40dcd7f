"""USB scales: what their reports say, and which of them is meant where several are plugged in."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import Attached, DeviceGone, Weight
from devices.registry import make_scale
from devices.scale.hid import HidScale, attached
from devices.scale.hid_report import data_report_id, read_report
from devices.scale.hidraw import Kernel
from devices.scale.protocol import BELOW_ZERO, FAULTY, NOT_ZEROED, OVERLOADED, Trouble
from devices.settings import ScaleSettings
from tests.devices.scale_rigs import DESCRIPTOR, KEYBOARD_DESCRIPTOR, UEVENT, add_hidraw

NOBODY = 65534


class Tree:
    """The kernel's lists and nodes, with writers that are closed at the end."""

    def __init__(self, place: Path) -> None:
        self.kernel = Kernel(place / "class", place / "dev")
        self._writers: list[int] = []

    def plug_in(self, name: str, *, descriptor: bytes = DESCRIPTOR, uevent: str = UEVENT) -> int:
        writer = add_hidraw(self.kernel, name, descriptor=descriptor, uevent=uevent)
        self._writers.append(writer)
        return writer

    def scale(self, address: str, timeout_s: float = 5.0) -> HidScale:
        return HidScale("scale-1", ScaleSettings(address), timeout_s=timeout_s, kernel=self.kernel)

    def close(self) -> None:
        for writer in self._writers:
            os.close(writer)


@pytest.fixture
def tree() -> Iterator[Tree]:
    place = Path(tempfile.mkdtemp(prefix="hidraw-"))
    place.chmod(0o755)
    made = Tree(place)
    yield made
    made.close()
    shutil.rmtree(place)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (b"\x03\x04\x02\x00\x14\x00", Weight(20, stable=True)),
        (b"\x03\x04\x0b\xff\x34\x19", Weight(18291, stable=True)),  # 645.2 oz
        (b"\x03\x04\x0c\xfe\xe8\x03", Weight(4536, stable=True)),  # 10.00 lb
        (b"\x03\x04\x03\xfd\xd2\x04", Weight(1234, stable=True)),  # 1.234 kg
        (b"\x03\x03\x02\x01\x05\x00", Weight(50, stable=False)),
        (b"\x03\x02\x0b\xff\x00\x00", Weight(0, stable=True)),
        (b"\x03\x01\x02\x00\x00\x00", FAULTY),
        (b"\x03\x05\x0b\xff\x10\x00", BELOW_ZERO),
        (b"\x03\x06\x02\x00\xff\xff", OVERLOADED),
        (b"\x03\x08\x02\x00\x00\x00", NOT_ZEROED),
        (b"\x03\x09\x02\x00\x14\x00", None),  # a status that there is not
        (b"\x03\x04\x00\x00\x14\x00", None),  # a unit that there is not
        (b"\x04\x04\x02\x00\x14\x00", None),  # another report
        (b"\x03\x04\x02\x00\x14", None),
    ],
)
def test_a_report_is_read_as_the_usage_tables_say(report: bytes, said: Weight | Trouble | None) -> None:
    assert read_report(report, 3) == said


def test_a_scale_that_must_be_calibrated_or_shows_carats_says_what_to_do() -> None:
    said = [read_report(b"\x03\x07\x02\x00\x00\x00", 3), read_report(b"\x03\x04\x04\x00\x14\x00", 3)]
    assert [trouble.remedy.split()[0] for trouble in said if isinstance(trouble, Trouble)] == ["calibrate", "set"]


def test_a_scale_whose_reports_have_no_number_is_read_too() -> None:
    assert data_report_id(DESCRIPTOR.replace(b"\x85\x03", b"")) == 0
    assert read_report(b"\x04\x02\x00\x14\x00", 0) == Weight(20, stable=True)


@given(st.binary(max_size=12), st.integers(0, 255))
def test_any_report_is_read_without_a_crash_and_only_a_whole_one_weighs(report: bytes, report_id: int) -> None:
    said = read_report(report, report_id)
    assert not isinstance(said, Weight) or len(report) == 5 + bool(report_id)


@given(st.binary(max_size=80))
def test_any_descriptor_is_looked_through_without_a_crash(descriptor: bytes) -> None:
    assert data_report_id(descriptor) is None or b"\x8d" in descriptor


def test_a_keyboard_is_no_scale_and_a_scale_is_listed_with_its_address(tree: Tree) -> None:
    tree.plug_in("hidraw0", descriptor=KEYBOARD_DESCRIPTOR)
    tree.plug_in("hidraw1")
    also = ("hid:", "hid:0922:8003", "hid:0922:8003/usb-1.usb-1.2/input0")
    assert attached(tree.kernel) == [Attached("scale", "hid", "hid:0922:8003/0071234", "DYMO M10, serial 0071234", also=also)]


def test_a_machine_without_hid_devices_has_no_scales(tmp_path: Path) -> None:
    assert attached(Kernel(tmp_path / "class", tmp_path / "dev")) == []


def test_two_scales_of_a_kind_without_serial_numbers_are_told_apart_by_their_sockets(tree: Tree) -> None:
    for number in (1, 2):
        tree.plug_in(f"hidraw{number}", uevent=UEVENT.replace("0071234", "").replace("usb-1.2", f"usb-1.{number}"))
    assert [found.address for found in attached(tree.kernel)] == [f"hid:0922:8003/usb-1.usb-1.{number}/input0" for number in (1, 2)]


async def test_each_scale_weighs_under_its_own_address(tree: Tree) -> None:
    for number in (1, 2):
        writer = tree.plug_in(f"hidraw{number}", uevent=UEVENT.replace("0071234", f"no{number}"))
        os.write(writer, b"")
    scale = tree.scale("hid:0922:8003/no2")
    await scale.open()
    assert scale.about == "DYMO M10, serial no2"
    await scale.close()


async def test_the_only_scale_needs_no_address(tree: Tree) -> None:
    tree.plug_in("hidraw3")
    scale = tree.scale("")
    await scale.open()
    assert scale.about == "DYMO M10, serial 0071234"
    await scale.close()


async def test_an_address_that_could_mean_two_scales_is_refused_with_the_addresses(tree: Tree) -> None:
    for number in (1, 2):
        tree.plug_in(f"hidraw{number}", uevent=UEVENT.replace("0071234", f"no{number}"))
    with pytest.raises(DeviceGone, match="2 scales are plugged in") as raised:
        await tree.scale("hid:").open()
    assert raised.value.remedy == "give one of hid:0922:8003/no1, hid:0922:8003/no2 as the address"


async def test_a_sleeping_scale_sends_a_person_to_its_power_button(tree: Tree) -> None:
    tree.plug_in("hidraw1")
    scale = tree.scale("hid:", timeout_s=0.05)
    await scale.open()
    health = await scale.health()
    await scale.close()
    assert (health.status, "power button" in health.remedy) == ("bad", True)


async def test_a_scale_that_may_not_be_opened_names_the_rule_that_allows_it(tree: Tree) -> None:
    tree.plug_in("hidraw1")
    (tree.kernel.nodes / "hidraw1").chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)  # root may open anything
    try:
        with pytest.raises(DeviceGone, match="may not be opened") as raised:
            await tree.scale("hid:").open()
    finally:
        os.seteuid(user)
    assert 'ATTRS{idVendor}=="0922", ATTRS{idProduct}=="8003"' in raised.value.remedy


@pytest.mark.parametrize("address", ["usb://0922:8003", "hid:DYMO", "hid:0922"])
def test_what_is_no_address_of_a_usb_scale_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="write hid:"):
        make_scale("hid", "scale-1", ScaleSettings(address))
