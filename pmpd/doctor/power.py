"""Whether the machine gets enough power and stays cool enough, where it has sensors for that."""

from pathlib import Path

from pmpd.doctor.finding import Finding

HOT_MILLIDEGREES = 80_000
"""From here on a Raspberry Pi slows itself down."""


def power_findings(root: Path) -> list[Finding]:
    """Return findings on the supply voltage (Raspberry Pi: hwmon `rpi_volt`) and the temperature, each where there is a sensor."""
    found = []
    low, hottest = voltage_too_low(root), hottest_millidegrees(root)
    if low is not None:
        found.append(_voltage(low))
    if hottest is not None:
        found.append(_temperature(hottest))
    return found


def voltage_too_low(root: Path) -> bool | None:
    """Whether the machine gets too little power at this moment; None where it has no sensor for that."""
    alarms = [_number(sensor / "in0_lcrit_alarm") for sensor in _sensors(root)]
    return any(alarms) if any(alarm is not None for alarm in alarms) else None


def hottest_millidegrees(root: Path) -> int | None:
    """The highest temperature that a sensor of the machine shows, in thousandths of a degree Celsius; None where it has none."""
    zones = sorted((root / "sys/class/thermal").glob("thermal_zone*"))
    return max([read for zone in zones if (read := _number(zone / "temp")) is not None], default=None)


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
