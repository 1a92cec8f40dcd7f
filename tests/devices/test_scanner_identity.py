"""Which scanner is which, from what the kernel shows in sysfs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.driver import Attached, DeviceGone
from devices.scanner.identity import attached, checked_address, find
from devices.scanner.scanner_makers import is_scanner
from tests.devices.input_devices import KEYBOARD_KEYS, MEDIA_KEYS, MEDIA_KEYS_ONLY, MOUSE_KEYS, InputDevices


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[InputDevices]:
    made = InputDevices(tmp_path)
    yield made
    made.close()


def addresses(machine: InputDevices) -> list[str]:
    return [found.address for found in attached(machine.places)]


def test_a_scanner_is_known_by_its_serial_number(machine: InputDevices) -> None:
    machine.plug_usb(serial="G19A0042")
    assert addresses(machine) == ["serial:G19A0042"]


@pytest.mark.parametrize("serial", [None, "", "0000001", "000000000001", "00000000", "FFFFFFFF", "123456789", "0123456789ABCDEF", "A1"])
def test_a_serial_number_that_the_maker_put_into_all_of_them_is_none(machine: InputDevices, serial: str | None) -> None:
    machine.plug_usb("1-1.2", serial=serial)
    assert addresses(machine) == ["port:1-1.2"]


def test_a_serial_number_with_a_firmware_revision_behind_it_is_read_without(machine: InputDevices) -> None:
    machine.plug_usb(serial="S/N:44F1BF6A7CCE45DE Rev:PAACLS00-001-R015")
    assert addresses(machine) == ["serial:44F1BF6A7CCE45DE"]


def test_two_scanners_of_one_model_without_serial_numbers_are_known_by_their_sockets(machine: InputDevices) -> None:
    for port in ("1-1.2", "1-1.3"):
        machine.plug_usb(port, serial="0000001")
    assert addresses(machine) == ["port:1-1.2", "port:1-1.3"]


def test_two_scanners_that_share_a_serial_number_are_told_apart_by_their_sockets(machine: InputDevices) -> None:
    for port in ("1-1.2", "1-1.3"):
        machine.plug_usb(port, serial="SN20230101")
    assert addresses(machine) == ["port:1-1.2", "port:1-1.3"]
    assert find("port:1-1.3", machine.places).port == "1-1.3"


def test_a_serial_number_that_two_scanners_share_finds_neither_and_says_how_to_name_them(machine: InputDevices) -> None:
    for port in ("1-1.2", "1-1.3"):
        machine.plug_usb(port, serial="SN20230101")
    with pytest.raises(DeviceGone, match="2 scanners") as gone:
        find("serial:SN20230101", machine.places)
    assert "port:1-1.2 and port:1-1.3" in gone.value.remedy


def test_a_scanner_with_a_serial_number_is_found_by_its_socket_too(machine: InputDevices) -> None:
    machine.plug_usb("1-1.2", serial="G19A0042")
    assert find("port:1-1.2", machine.places).address == "serial:G19A0042"


def test_all_nodes_of_one_scanner_are_one_scanner(machine: InputDevices) -> None:
    device = machine.plug_usb(serial="G19A0042", keys=[KEYBOARD_KEYS, MEDIA_KEYS_ONLY, MOUSE_KEYS])
    found = find("serial:G19A0042", machine.places)
    assert [node.path.name for node in found.nodes] == device.nodes
    assert [node.is_keyboard for node in found.nodes] == [True, False, False]
    assert len(addresses(machine)) == 1


def test_the_identity_stays_when_the_nodes_have_new_numbers(machine: InputDevices) -> None:
    first = machine.plug_usb(serial="G19A0042")
    before = find("serial:G19A0042", machine.places)
    first.unplug()
    machine.plug_usb("1-1.4", serial="G19A0042")
    after = find("serial:G19A0042", machine.places)
    assert before.nodes[0].path != after.nodes[0].path


@pytest.mark.parametrize("under", ["virtual/misc/uhid", "platform/usb1/1-1.1/1-1.1:1.0/bluetooth/hci0/hci0:11"])
def test_a_bluetooth_scanner_is_known_by_its_address_wherever_the_kernel_shows_it(machine: InputDevices, under: str) -> None:
    radio = machine.places.sysfs / "devices" / "platform" / "usb1" / "1-1.1"
    radio.mkdir(parents=True)
    (radio / "idVendor").write_text("0a12\n")
    (radio / "serial").write_text("00190E112233\n")
    machine.plug_bluetooth("00:1a:7d:da:71:13", under=under)
    assert addresses(machine) == ["bt:00:1A:7D:DA:71:13"]
    assert find("bt:00:1a:7d:da:71:13", machine.places).wireless


def test_a_mouse_and_a_row_of_media_keys_are_not_listed_as_something_to_scan_with(machine: InputDevices) -> None:
    machine.plug_usb("1-1.1", keys=[MOUSE_KEYS, MEDIA_KEYS_ONLY])
    assert addresses(machine) == []


def test_a_barcode_scanner_is_listed_as_certain_and_a_keyboard_is_not(machine: InputDevices) -> None:
    machine.plug_usb("1-1.1", name="Logitech K120", ids=(0x046D, 0xC31C), keys=[KEYBOARD_KEYS, MEDIA_KEYS])
    machine.plug_usb("1-1.2", name="Voyager 1400g", serial="G19A0042")
    machine.plug_usb("1-1.3", name="WCM BARCODE SCANNER", ids=(0xFFFF, 0x0035))
    assert attached(machine.places) == [
        Attached("scanner", "evdev", "port:1-1.1", "Logitech K120", certain=False),
        Attached("scanner", "evdev", "serial:G19A0042", "Honeywell Voyager 1400g, serial G19A0042", certain=True, also=("port:1-1.2",)),
        Attached("scanner", "evdev", "port:1-1.3", "WCM BARCODE SCANNER", certain=True),
    ]


def test_the_number_of_a_company_that_makes_more_than_scanners_is_no_proof() -> None:
    assert is_scanner(0x03F0, 0x0139, "HP 4430")
    assert not is_scanner(0x03F0, 0x0024, "HP Keyboard")


def test_an_unplugged_scanner_is_told_from_one_that_sleeps(machine: InputDevices) -> None:
    with pytest.raises(DeviceGone, match="unplugged") as unplugged:
        find("serial:G19A0042", machine.places)
    with pytest.raises(DeviceGone, match="asleep") as asleep:
        find("bt:00:1A:7D:DA:71:13", machine.places)
    assert "plug" in unplugged.value.remedy
    assert "trigger" in asleep.value.remedy
    assert (unplugged.value.status, asleep.value.status) == ("bad", "unknown")


def test_a_number_that_two_scanners_share_stays_a_name_of_the_one_that_was_there_first(machine: InputDevices) -> None:
    first = machine.plug_usb("1-1.1", serial="G19A0042")
    machine.plug_usb("1-1.2", serial="G19A0042")
    before = {found.address: found.also for found in attached(machine.places)}
    first.unplug()
    machine.plug_usb("1-1.1", serial="G19A0042")
    after = {found.address: found.also for found in attached(machine.places)}
    assert before == {"port:1-1.1": ("serial:G19A0042",), "port:1-1.2": ()}
    assert after == {"port:1-1.1": (), "port:1-1.2": ("serial:G19A0042",)}


@pytest.mark.parametrize("address", ["", "serial:", "G19A0042", "/dev/input/event3", "usb:1"])
def test_an_address_that_names_no_scanner_is_refused_with_the_forms_there_are(address: str) -> None:
    with pytest.raises(ValueError, match="serial:NUMBER"):
        checked_address(address)
