"""Whether the machine gets enough power and stays cool enough, where it has sensors for that."""

from pathlib import Path

from pmpd.doctor.finding import Finding

HOT_MILLIDEGREES = 80_000
"""From here on a Raspberry Pi slows itself down."""


def power_findings(root: Path) -> list[Finding]:
    """Return findings on the supply voltage (Raspberry Pi: hwmon `rpi_volt`) and the temperature, each where there is a sensor."""
    found = []
    alarms = [_number(sensor / "in0_lcrit_alarm") for sensor in _sensors(root)]
    if any(alarm is not None for alarm in alarms):
        found.append(_voltage(any(alarms)))
    degrees = [read for zone in sorted((root / "sys/class/thermal").glob("thermal_zone*")) if (read := _number(zone / "temp")) is not None]
    if degrees:
        found.append(_temperature(max(degrees)))
    return found


def _sensors(root: Path) -> list[Path]:
    return [sensor for sensor in sorted((root / "sys/class/hwmon").glob("hwmon*")) if _text(sensor / "name") == "rpi_volt"]


def _voltage(too_low: bool) -> Finding:
    if not too_low:
        return Finding("power supply", "good", "the voltage is high enough")
    return Finding(
        "power supply", "bad", "the voltage is too low: data may get lost", "use the maker's own power supply and a short, thick cable"
    )


def _temperature(millidegrees: int) -> Finding:
    what = f"{millidegrees // 1000} °C"
    if millidegrees < HOT_MILLIDEGREES:
        return Finding("temperature", "good", what)
    return Finding(
        "temperature", "bad", f"{what}: the machine slows down", "give it air: open its case, clean its fan, move it away from heat"
    )


def _text(file: Path) -> str | None:
    try:
        return file.read_text("ascii").strip()
    except (OSError, ValueError):
        return None


def _number(file: Path) -> int | None:
    try:
        return int(_text(file) or "")
    except ValueError:
        return None
