"""What a USB HID scale says: its report descriptor and its data reports, as bytes. Pure.

Source: USB HID Point of Sale Usage Tables 1.02, section 4 (weighing devices, usage page 0x8D), and Device Class Definition for HID 1.11,
section 6.2.2 (items of a report descriptor).
"""

from devices.driver import Weight
from devices.scale.grams import grams
from devices.scale.protocol import BELOW_ZERO, FAULTY, NOT_ZEROED, OVERLOADED, Trouble, weight_of

DATA_BYTES = 5
"""A data report without its id: status, unit, power of ten (signed), weight (16 bits, little endian)."""

_WEIGHING_PAGE = 0x8D
_DATA_WEIGHT = 0x40  # usage
_INPUT, _USAGE_PAGE, _REPORT_ID, _USAGE, _LONG = 0x80, 0x04, 0x84, 0x08, 0xFE
_MAIN_ITEM = 0x00  # in the two bits of an item's type

_UNITS = {2: "g", 3: "kg", 11: "oz", 12: "lb"}
_OTHER_UNITS = {1: "mg", 4: "carats", 5: "taels", 6: "grains", 7: "pennyweights", 8: "tonnes", 9: "tons", 10: "troy ounces"}
_AT_ZERO, _IN_MOTION, _STABLE = 2, 3, 4
_TROUBLES = {
    1: FAULTY,
    5: BELOW_ZERO,
    6: OVERLOADED,
    7: Trouble("the scale must be calibrated", "calibrate it as its manual says, or have it done"),
    8: NOT_ZEROED,
}


def data_report_id(descriptor: bytes) -> int | None:
    """Return the id of the report that carries the weight, 0 where reports have no ids, None where the device is no scale."""
    page = report_id = at = 0
    usages: set[tuple[int, int]] = set()
    while at < len(descriptor):
        prefix = descriptor[at]
        if prefix == _LONG:
            at += 3 + (descriptor[at + 1] if at + 1 < len(descriptor) else 0)
            continue
        size = (0, 1, 2, 4)[prefix & 0x03]
        value = int.from_bytes(descriptor[at + 1 : at + 1 + size], "little")
        at += 1 + size
        item = prefix & 0xFC
        if item == _USAGE_PAGE:
            page = value
        elif item == _REPORT_ID:
            report_id = value
        elif item == _USAGE:
            usages.add((value >> 16, value & 0xFFFF) if size == 4 else (page, value))
        elif item == _INPUT and (_WEIGHING_PAGE, _DATA_WEIGHT) in usages:
            return report_id
        if (prefix >> 2) & 0x03 == _MAIN_ITEM:
            usages.clear()
    return None


def read_report(report: bytes, report_id: int) -> Weight | Trouble | None:
    """Return what a report says; None for one that is no whole data report."""
    numbered = bytes([report_id]) if report_id else b""
    data = report.removeprefix(numbered)
    if len(report) != len(numbered) + DATA_BYTES or not report.startswith(numbered):
        return None
    status, unit = data[0], data[1]
    if status in _TROUBLES:
        return _TROUBLES[status]
    if status not in (_AT_ZERO, _IN_MOTION, _STABLE):
        return None
    if unit in _OTHER_UNITS:
        return Trouble(f"the scale is set to {_OTHER_UNITS[unit]}", "set it to g, kg, lb or oz")
    power_of_ten = int.from_bytes(data[2:3], signed=True)
    try:
        weighed_g = grams(int.from_bytes(data[3:5], "little"), power_of_ten, _UNITS[unit])
    except (KeyError, ValueError):
        return None
    return weight_of(weighed_g, stable=status != _IN_MOTION)
