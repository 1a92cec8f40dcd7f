"""Programs that the configured devices need, and programs that get in their way."""

from collections.abc import Callable
from pathlib import Path

from pmpd.config import Config, Lights, Printer, Scale, Scanner
from pmpd.doctor.finding import Finding

_IN_THE_WAY = {
    # comm of the process, at most 15 characters (proc(5)): which addresses it gets in the way of, what it does, what to do
    "ModemManager": ("serial:/", "it speaks to every serial port as if it were a modem", "sudo systemctl disable --now ModemManager"),
    "brltty": ("serial:/", "it takes USB serial adapters for braille displays", "sudo apt remove brltty"),
    "ipp-usb": ("usb:", "it holds USB printers", "sudo systemctl disable --now ipp-usb"),
    "cups-browsed": ("usb:", "it can set up printers that pmpd prints on by itself", "sudo systemctl disable --now cups-browsed"),
}


def missing_findings(config: Config, which: Callable[[str], str | None], library: Callable[[str], str | None]) -> list[Finding]:
    """Return a finding for each program and library that the configuration needs; `which` and `library` say where one is, or None."""
    wanted = []
    if config.sound.enabled:
        wanted.append(("aplay", which("aplay"), "sound", "alsa-utils"))
    if any(printer.driver == "cups" for printer in config.printer):
        wanted.append(("lp", which("lp"), "printers of the driver cups", "cups-client"))
    if any(address.startswith("usb:") and not address.startswith("usb:///dev/") for address in _addresses(config)):
        wanted.append(("libusb", library("usb-1.0"), "printers at usb: addresses", "libusb-1.0-0"))
    return [
        Finding(program, "good", "installed")
        if place
        else Finding(program, "bad", f"{program} is missing, and {purpose} need it", f"sudo apt install {package}")
        for program, place, purpose, package in wanted
    ]


def rival_findings(config: Config, root: Path) -> list[Finding]:
    """Return a finding for each running program that gets in the way of a configured device."""
    running = _running(root)
    found = []
    for program, (scheme, what, remedy) in _IN_THE_WAY.items():
        if program in running and any(address.startswith(scheme) for address in _addresses(config)):
            found.append(Finding(program, "bad", f"{program} runs: {what}", remedy))
    return found


def _addresses(config: Config) -> list[str]:
    devices: tuple[Scanner | Printer | Lights | Scale, ...] = (*config.scanner, *config.printer, *config.lights, *config.scale)
    return [device.address for device in devices]


def _running(root: Path) -> set[str]:
    names = set()
    for comm in (root / "proc").glob("[0-9]*/comm"):
        try:
            names.add(comm.read_text("utf-8", "replace").strip())
        except OSError:
            continue  # it ended while we looked
    return names
