"""USB printers: found by their numbers, claimed without a reset, given back; by the kernel's node where it has one."""

import asyncio
import errno
import os
from pathlib import Path

import pytest

from devices.driver import Attached
from devices.link import LinkLost
from devices.links import make_link
from devices.port_status import port_health
from devices.printer.escpos import encode_slip
from devices.printer.escpos_printer import EscposPrinter, Timeouts
from devices.printer.paper_machine import PaperMachine
from devices.printer.usb_printers import attached, identity_fields
from devices.settings import PrinterSettings
from devices.usb_link import UsbAddress, UsbLink, usb_address
from devices.usblp_link import UsblpLink
from tests.devices.fake_usb import FakeUsbBus, UsbPrinter
from tests.devices.printer_wires import LineMachine
from tests.devices.sample_slip import SLIP

JOB = encode_slip(SLIP)
EPSON = usb_address("usb://04b8:0e15")
TIMEOUTS = Timeouts(0.2, 0.2, 0.5)


def plugged(*, serial: str = "", port: int = 1, refuses: int = 0, kernel_driver: bool = True) -> UsbPrinter:
    return UsbPrinter(PaperMachine(80), serial=serial, port=port, refuses=refuses, kernel_driver=kernel_driver)


def test_a_usb_address_is_the_numbers_that_lsusb_shows() -> None:
    assert usb_address("usb://04b8:0e15/X5TV004711") == UsbAddress(0x04B8, 0x0E15, serial="X5TV004711")
    assert usb_address("usb://04B8:0E15?port=1-1.2") == UsbAddress(0x04B8, 0x0E15, port="1-1.2")


@pytest.mark.parametrize("text", ["usb://", "usb://epson", "usb://04b8", "usb://04b8:0e15?bus=1", "usb:04b8:0e15"])
def test_what_is_no_usb_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="lsusb"):
        usb_address(text)


def test_a_node_and_numbers_lead_to_different_links() -> None:
    assert isinstance(make_link("usb:///dev/usb/lp0"), UsblpLink)
    assert isinstance(make_link("usb://04b8:0e15"), UsbLink)


async def test_a_printer_is_taken_from_the_kernel_without_a_reset_and_given_back() -> None:
    printer = plugged()
    link = UsbLink(EPSON, backend=FakeUsbBus(printer))
    await link.open()
    assert (printer.claimed, printer.kernel_driver) == (True, False)
    await link.close()
    assert (printer.claimed, printer.kernel_driver, printer.resets) == (False, True, 0)


async def test_two_equal_printers_are_told_apart_by_their_serial_numbers() -> None:
    left, right = plugged(serial="LEFT", port=1), plugged(serial="RIGHT", port=2)
    bus = FakeUsbBus(left, right)
    printers = [
        EscposPrinter(name, PrinterSettings(), UsbLink(usb_address(f"usb://04b8:0e15/{name}"), backend=bus), TIMEOUTS)
        for name in ("LEFT", "RIGHT")
    ]
    for printer in printers:
        await printer.open()
    assert (await printers[1].print(JOB, 1)).grade == "confirmed"
    assert (len(left.machine.papers), len(right.machine.papers)) == (0, 1)
    assert (await printers[0].print(JOB, 2)).grade == "confirmed"
    assert (len(left.machine.papers), len(right.machine.papers)) == (1, 1)
    for printer in printers:
        await printer.close()


async def test_two_equal_printers_without_serial_numbers_are_told_apart_by_their_sockets() -> None:
    left, right = plugged(port=1), plugged(port=2)
    link = UsbLink(usb_address("usb://04b8:0e15?port=1-2"), backend=FakeUsbBus(left, right))
    await link.open()
    assert (left.claimed, right.claimed) == (False, True)
    await link.close()


async def test_which_of_two_equal_printers_is_meant_is_never_guessed() -> None:
    with pytest.raises(LinkLost, match="2 times") as lost:
        await UsbLink(EPSON, backend=FakeUsbBus(plugged(port=1), plugged(port=2))).open()
    assert "?port=1-1 or ?port=1-2" in lost.value.remedy


@pytest.mark.parametrize(
    ("refuses", "reason", "remedy"), [(errno.EACCES, "may not be used", "group lp"), (errno.EBUSY, "another program", "CUPS")]
)
async def test_a_printer_that_refuses_us_says_what_to_do(refuses: int, reason: str, remedy: str) -> None:
    with pytest.raises(LinkLost, match=reason) as lost:
        await UsbLink(EPSON, backend=FakeUsbBus(plugged(refuses=refuses))).open()
    assert remedy in lost.value.remedy


async def test_a_printer_that_another_program_claimed_is_left_alone() -> None:
    printer = plugged(kernel_driver=False)
    printer.claimed = True
    with pytest.raises(LinkLost, match="another program"):
        await UsbLink(EPSON, backend=FakeUsbBus(printer)).open()
    assert printer.claimed


async def test_a_printer_that_is_not_plugged_in_is_told_as_such() -> None:
    with pytest.raises(LinkLost, match="not plugged in") as lost:
        await UsbLink(EPSON, backend=FakeUsbBus()).open()
    assert "plug" in lost.value.remedy


async def test_a_write_that_is_given_up_sends_nothing_afterwards() -> None:
    printer = plugged()
    link = UsbLink(EPSON, backend=FakeUsbBus(printer))
    await link.open()
    printer.machine.run_out_of_paper()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(link.write(JOB), 0.1)
    printer.machine.load_paper()
    printed = printer.machine.papers[0].stream
    await link.close()
    assert [paper.stream for paper in printer.machine.papers] == [printed]


async def test_a_printer_that_answers_nothing_is_asked_through_its_port() -> None:
    printer = plugged()
    printer.machine.fall_silent()
    driver = EscposPrinter("slips", PrinterSettings(), UsbLink(EPSON, backend=FakeUsbBus(printer)), TIMEOUTS)
    await driver.open()
    assert (await driver.health()).status == "unknown"
    printer.port_status = 0x38
    health = await driver.health()
    assert (health.status, health.detail) == ("bad", "paper out")
    assert (await driver.print(JOB, 1)).grade == "failed"
    assert printer.machine.papers == []
    await driver.close()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (0x18, ("unknown", "the printer does not answer; its USB port reports nothing wrong")),
        (0x00, ("unknown", "the printer does not answer; its USB port reports nothing wrong")),
        (0x38, ("bad", "paper out")),
        (0x08, ("bad", "off line")),
        (0x10, ("bad", "the printer reports an error")),
    ],
)
def test_the_port_status_of_the_usb_specification_is_never_taken_for_good(status: int, told: tuple[str, str]) -> None:
    health = port_health(status)
    assert (health.status, health.detail) == told


async def test_a_printer_node_that_answers_nothing_is_asked_by_the_kernel(tmp_path: Path) -> None:
    line = LineMachine(PaperMachine(80), tmp_path)
    line.machine.fall_silent()
    told = [0x18]
    link = UsblpLink(str(line.path), get_status=lambda _: told[0])
    driver = EscposPrinter("slips", PrinterSettings(), link, TIMEOUTS)
    await driver.open()
    assert (await driver.health()).status == "unknown"
    told[0] = 0x38
    assert (await driver.health()).detail == "paper out"
    assert (await driver.print(JOB, 1)).grade == "failed"
    told[0] = 0x18
    assert (await driver.print(JOB, 1)).grade == "sent"
    await driver.close()
    line.unplug()


async def test_a_printer_node_that_the_kernel_calls_gone_is_lost(tmp_path: Path) -> None:
    def gone(_: int) -> int:
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))

    line = LineMachine(PaperMachine(80), tmp_path)
    link = UsblpLink(str(line.path), get_status=gone)
    await link.open()
    with pytest.raises(LinkLost, match="unplugged") as lost:
        await link.port_status()
    assert lost.value.remedy
    await link.close()
    line.unplug()


async def test_a_printer_node_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LinkLost, match="no printer is plugged in") as lost:
        await UsblpLink(str(tmp_path / "lp7")).open()
    assert "switch it on" in lost.value.remedy


async def test_a_printer_node_unplugged_while_we_listen_is_lost(tmp_path: Path) -> None:
    line = LineMachine(PaperMachine(80), tmp_path)
    link = UsblpLink(str(line.path))
    await link.open()
    listening = asyncio.create_task(link.read(10))
    await asyncio.sleep(0)
    line.unplug()
    with pytest.raises(LinkLost, match="unplugged"):
        await listening
    await link.close()


def test_the_printers_on_usb_are_listed_once_each_with_what_they_are(tmp_path: Path) -> None:
    interface = tmp_path / "devices" / "1-3:1.0"
    interface.mkdir(parents=True)
    (interface / "ieee1284_id").write_text("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;\n")
    office = tmp_path / "devices" / "1-4:1.0"
    office.mkdir()
    (office / "ieee1284_id").write_text("MANUFACTURER:HP;COMMAND SET:PJL,PCL;MODEL:LaserJet;\n")
    nodes = tmp_path / "usbmisc"
    for node, target in (("lp0", interface), ("lp1", office)):
        (nodes / node).mkdir(parents=True)
        (nodes / node / "device").symlink_to(target)
    bus = FakeUsbBus(plugged(port=3), plugged(port=5, serial="X5TV"), plugged(port=6, refuses=errno.EACCES))
    assert attached(nodes, bus) == [
        Attached("printer", "escpos", "usb:///dev/usb/lp0", "EPSON TM-T20III"),
        Attached("printer", "escpos", "usb://04b8:0e15/X5TV", "EPSON TM-T20III", certain=False),
        Attached("printer", "escpos", "usb://04b8:0e15?port=1-6", "USB printer", certain=False),
    ]


def test_a_machine_without_usb_has_no_usb_printers(tmp_path: Path) -> None:
    assert attached(tmp_path / "nothing", FakeUsbBus()) == []


def test_the_names_of_an_ieee_1284_id_are_read_long_and_short() -> None:
    assert identity_fields("MANUFACTURER:Zebra;COMMAND SET:ZPL;MODEL:ZD421;") == identity_fields("MFG: Zebra ;CMD:ZPL;MDL:ZD421")
