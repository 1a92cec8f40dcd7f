"""The one way to a driver: by its kind and its name in the configuration. A driver comes back closed; open it to use it."""

from collections.abc import Callable
from typing import Literal, TypeGuard, TypeVar, overload

from devices.driver import Attached, Lights, Printer, Scale, Scanner
from devices.lights.mqtt_rail import MqttRail
from devices.lights.serial_rail import SerialRail
from devices.lights.simulated import SimulatedRail
from devices.printer.cups_printer import CupsPrinter
from devices.printer.escpos_printer import EscposPrinter
from devices.printer.simulated import SimulatedPrinter
from devices.printer.simulated_zpl import SimulatedZplPrinter
from devices.printer.usb_printers import attached as attached_usb_printers
from devices.printer.zpl_printer import ZplPrinter
from devices.scale.hid import HidScale
from devices.scale.hid import attached as attached_scales
from devices.scale.serial import SerialScale
from devices.scale.simulated import SimulatedScale
from devices.scanner.evdev import EvdevScanner
from devices.scanner.identity import attached as attached_evdev_scanners
from devices.scanner.serial import SerialScanner
from devices.scanner.serial import attached as attached_serial_scanners
from devices.scanner.simulated import SimulatedScanner
from devices.settings import LightsSettings, PrinterSettings, ScaleSettings, ScannerSettings

Factory = TypeVar("Factory")


class UnknownDriver(ValueError):
    """No driver of that kind has that name; the text names those there are."""


_SCANNERS: dict[str, Callable[[str, ScannerSettings], Scanner]] = {
    "simulated": SimulatedScanner,
    "evdev": EvdevScanner,
    "serial": SerialScanner,
}
_PRINTERS: dict[str, Callable[[str, PrinterSettings], Printer]] = {
    "simulated": SimulatedPrinter,
    "simulated-zpl": SimulatedZplPrinter,
    "escpos": EscposPrinter,
    "zpl": ZplPrinter,
    "cups": CupsPrinter,
}
_LIGHTS: dict[str, Callable[[str, LightsSettings], Lights]] = {
    "simulated": SimulatedRail,
    "mqtt": MqttRail,
    "serial": SerialRail,
}
_SCALES: dict[str, Callable[[str, ScaleSettings], Scale]] = {
    "simulated": SimulatedScale,
    "serial": SerialScale,
    "hid": HidScale,
}


_ATTACHED: tuple[Callable[[], list[Attached]], ...] = (
    attached_evdev_scanners,
    attached_serial_scanners,
    attached_usb_printers,
    attached_scales,
)


@overload
def make_scanner(driver: Literal["simulated"], name: str, settings: ScannerSettings = ...) -> SimulatedScanner: ...
@overload
def make_scanner(driver: str, name: str, settings: ScannerSettings = ...) -> Scanner: ...
def make_scanner(driver: str, name: str, settings: ScannerSettings = ScannerSettings()) -> Scanner:
    """Return a closed scanner; raises `UnknownDriver`, and `ValueError` for settings the driver can't use."""
    return _factory("scanner", _SCANNERS, driver)(name, settings)


@overload
def make_printer(driver: Literal["simulated"], name: str, settings: PrinterSettings = ...) -> SimulatedPrinter: ...
@overload
def make_printer(driver: str, name: str, settings: PrinterSettings = ...) -> Printer: ...
def make_printer(driver: str, name: str, settings: PrinterSettings = PrinterSettings()) -> Printer:
    """Return a closed printer; raises `UnknownDriver`, and `ValueError` for settings the driver can't use."""
    return _factory("printer", _PRINTERS, driver)(name, settings)


@overload
def make_lights(driver: Literal["simulated"], name: str, settings: LightsSettings = ...) -> SimulatedRail: ...
@overload
def make_lights(driver: str, name: str, settings: LightsSettings = ...) -> Lights: ...
def make_lights(driver: str, name: str, settings: LightsSettings = LightsSettings()) -> Lights:
    """Return a closed light rail; raises `UnknownDriver`, and `ValueError` for settings the driver can't use."""
    return _factory("lights", _LIGHTS, driver)(name, settings)


def attached() -> list[Attached]:
    """Return what is plugged in and could be a device of the box, used or not. Reads the kernel's lists; takes a moment."""
    return [found for look in _ATTACHED for found in look()]


@overload
def make_scale(driver: Literal["simulated"], name: str, settings: ScaleSettings = ...) -> SimulatedScale: ...
@overload
def make_scale(driver: str, name: str, settings: ScaleSettings = ...) -> Scale: ...
def make_scale(driver: str, name: str, settings: ScaleSettings = ScaleSettings()) -> Scale:
    """Return a closed scale; raises `UnknownDriver`, and `ValueError` for settings the driver can't use."""
    return _factory("scale", _SCALES, driver)(name, settings)


def _factory(kind: str, factories: dict[str, Factory], driver: str) -> Factory:
    try:
        return factories[driver]
    except KeyError:
        raise UnknownDriver(f"no {kind} driver is called {driver!r}; there is {', '.join(sorted(factories))}") from None


def is_simulated_scanner(scanner: Scanner) -> TypeGuard[SimulatedScanner]:
    """Tell whether a scanner can be played by calls."""
    return isinstance(scanner, SimulatedScanner)


def is_simulated_printer(printer: Printer) -> TypeGuard[SimulatedPrinter]:
    """Tell whether a printer keeps its papers to be looked at."""
    return isinstance(printer, SimulatedPrinter)


def is_simulated_scale(scale: Scale) -> TypeGuard[SimulatedScale]:
    """Tell whether a scale is loaded by calls."""
    return isinstance(scale, SimulatedScale)
