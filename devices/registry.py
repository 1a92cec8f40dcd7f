"""The one way to a driver: by its kind and its name in the configuration. A driver comes back closed; open it to use it."""

from collections.abc import Iterable
from typing import Literal, TypeGuard, TypeVar, overload

from devices.driver import Lights, Printer, Scanner
from devices.lights.simulated import SimulatedRail
from devices.printer.paper import WidthMm
from devices.printer.simulated import SimulatedPrinter
from devices.scanner.simulated import SimulatedScanner

Factory = TypeVar("Factory")


class UnknownDriver(ValueError):
    """No driver of that kind has that name; the text names those there are."""


_SCANNERS = {"simulated": SimulatedScanner}
_PRINTERS = {"simulated": SimulatedPrinter}
_LIGHTS = {"simulated": SimulatedRail}


@overload
def make_scanner(driver: Literal["simulated"], *, name: str) -> SimulatedScanner: ...
@overload
def make_scanner(driver: str, *, name: str) -> Scanner: ...
def make_scanner(driver: str, *, name: str) -> Scanner:
    """Return a closed scanner; raises `UnknownDriver`."""
    return _factory("scanner", _SCANNERS, driver)(name)


@overload
def make_printer(driver: Literal["simulated"], *, name: str, width_mm: WidthMm = 80) -> SimulatedPrinter: ...
@overload
def make_printer(driver: str, *, name: str, width_mm: WidthMm = 80) -> Printer: ...
def make_printer(driver: str, *, name: str, width_mm: WidthMm = 80) -> Printer:
    """Return a closed printer for paper of `width_mm`; raises `UnknownDriver`."""
    return _factory("printer", _PRINTERS, driver)(name, width_mm)


@overload
def make_lights(driver: Literal["simulated"], *, name: str, lights: Iterable[str]) -> SimulatedRail: ...
@overload
def make_lights(driver: str, *, name: str, lights: Iterable[str]) -> Lights: ...
def make_lights(driver: str, *, name: str, lights: Iterable[str]) -> Lights:
    """Return a closed light rail with the lights named; raises `UnknownDriver`."""
    return _factory("lights", _LIGHTS, driver)(name, lights=lights)


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


def is_simulated_lights(lights: Lights) -> TypeGuard[SimulatedRail]:
    """Tell whether a rail says what it shows."""
    return isinstance(lights, SimulatedRail)
