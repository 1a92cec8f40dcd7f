"""How what a page promises is compared with what came."""

import re
from typing import Any

_ANY = "…"


def text_fits(expected: str, got: str) -> bool:
    """Tell whether an output is the promised one: `…` stands for any text within a line, a line of nothing else for any lines."""
    lines = [r"(?:.*\n)*?" if line.strip() == _ANY else _line(line) + r"\n" for line in expected.splitlines()]
    shown = "".join(f"{line.rstrip()}\n" for line in got.strip("\n").splitlines())
    return re.fullmatch("".join(lines), shown) is not None


def _line(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.rstrip().split(_ANY))


def misfit(expected: Any, got: Any, place: str = "the answer") -> str:
    """What an answer lacks of the promised one; empty when nothing.

    Of an object only the named fields are compared, a list has as many entries (a last `"…"` stands for any more), and `…` in a text
    stands for any text; `"…"` alone for any value.
    """
    if expected == _ANY:
        return ""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return f"{place} is {got!r}, no object"
        faults = (
            misfit(value, got[name], f"{place}.{name}") if name in got else f"{place}.{name} is missing" for name, value in expected.items()
        )
        return next((fault for fault in faults if fault), "")
    if isinstance(expected, list):
        return _list_misfit(expected, got, place)
    if isinstance(expected, str) and isinstance(got, str) and _ANY in expected:
        return "" if re.fullmatch(_line(expected), got, re.DOTALL) else f"{place} is {got!r}, expected {expected!r}"
    same = expected == got and isinstance(expected, bool) == isinstance(got, bool)
    return "" if same else f"{place} is {got!r}, expected {expected!r}"


def _list_misfit(expected: list[Any], got: Any, place: str) -> str:
    if not isinstance(got, list):
        return f"{place} is {got!r}, no list"
    wanted = expected[:-1] if expected and expected[-1] == _ANY else expected
    if len(got) < len(wanted) or (len(got) > len(wanted) and wanted is expected):
        return f"{place} has {len(got)} entries, expected {len(wanted)}: {got!r}"
    faults = (misfit(one, other, f"{place}[{number}]") for number, (one, other) in enumerate(zip(wanted, got, strict=False)))
    return next((fault for fault in faults if fault), "")
