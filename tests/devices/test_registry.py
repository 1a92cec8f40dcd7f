"""Drivers are made by kind and name."""

import pytest

from devices.driver import Driver
from devices.registry import UnknownDriver, make_lights, make_printer, make_scale, make_scanner
from devices.settings import LightsSettings, PrinterSettings


def test_each_kind_of_device_is_made_by_the_name_of_its_driver() -> None:
    made: list[Driver] = [
        make_scanner("simulated", "one"),
        make_printer("simulated", "two", PrinterSettings(width_mm=58)),
        make_lights("simulated", "three", LightsSettings(lights=("A-01",))),
        make_scale("simulated", "four"),
    ]
    assert [device.name for device in made] == ["one", "two", "three", "four"]


def test_a_printer_prints_on_the_paper_width_asked_for() -> None:
    printer = make_printer("simulated", "slips", PrinterSettings(width_mm=58))
    printer.machine.receive(b"hello\n\x1dV\x00")
    assert printer.papers[0].image().width == 464


def test_a_driver_nobody_wrote_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownDriver, match=r"scanner.*'bluetooth'.*simulated"):
        make_scanner("bluetooth", "one")
    with pytest.raises(UnknownDriver, match="printer"):
        make_printer("bluetooth", "two")
    with pytest.raises(UnknownDriver, match="lights"):
        make_lights("bluetooth", "three")
    with pytest.raises(UnknownDriver, match=r"scale.*hid, serial, simulated"):
        make_scale("bluetooth", "four")
