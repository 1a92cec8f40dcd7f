"""An answer as people read it: `name  value` lines, tables with a heading, sections; the same way for every verb."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from cloudsync.money import MINOR_DIGITS

_UNITS = {"_g": "g", "_mm": "mm", "_s": "s"}
_INDENT = "  "
_MORE = "next"


def answer_text(answer: Mapping[str, Any], more: str = "") -> str:
    """The whole answer; `more` is the option that asks for the next page, where there is one.

    CSV is shown as it is. An answer that is one list is shown as its table alone.
    """
    if isinstance(answer.get("csv"), str):
        return str(answer["csv"]).rstrip("\r\n")
    cursor = str(answer.get(_MORE) or "") if more else ""
    rest = {name: value for name, value in answer.items() if name != _MORE or not more}
    lists = [name for name, value in rest.items() if _is_rows(value) or value == []]
    if len(rest) == len(lists) == 1:
        rows = rest[lists[0]]
        lines = _table(rows, "") if rows else [f"no {_words(lists[0])}"]
    else:
        lines = _object(rest, "") or ["done"]
    return "\n".join([*lines, *([f"more: {more} {cursor}"] if cursor else [])])


def _words(name: str) -> str:
    """A field's name for people: no underscores, and no unit where the value shows it."""
    for unit in ("_ms", "_minor", *_UNITS):
        name = name.removesuffix(unit)
    return name.replace("_", " ")


def _object(fields: Mapping[str, Any], currency: str) -> list[str]:
    """Scalars first, aligned, then each nested part as a section of its own; what is empty is left out."""
    currency = str(fields.get("currency") or currency)
    plain = [(_words(name), text) for name, value in fields.items() if (text := _value(name, value, currency))]
    width = max((len(name) for name, _ in plain), default=0)
    lines = [f"{name:<{width}}  {text}" for name, text in plain]
    for name, value in fields.items():
        if _is_nested(value) and value:
            inner = _object(value, currency) if isinstance(value, Mapping) else _table(value, currency)
            lines += [f"{_words(name)}:", *(f"{_INDENT}{line}".rstrip() for line in inner)] if inner else []
    return lines


def _is_rows(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) or _is_rows(value)


def _table(rows: Sequence[Mapping[str, Any]], currency: str) -> list[str]:
    """A heading and a line for each row; rows that hold rows themselves are told one below the other."""
    if any(_is_nested(value) and value for row in rows for value in row.values()):
        return [line for number, row in enumerate(rows) for line in ([""] if number else []) + _object(row, currency)]
    told = [{name: _value(name, value, str(row.get("currency") or currency)) for name, value in row.items()} for row in rows]
    names = [name for name in dict.fromkeys(name for row in told for name in row) if any(row.get(name) for row in told)]
    right = {name for name in names if not name.endswith("_ms") and all(isinstance(row.get(name), int) for row in rows)}
    lines = [{name: _words(name) for name in names}, *told]
    widths = {name: max(len(line.get(name, "")) for line in lines) for name in names}
    return [
        _INDENT.join(f"{line.get(name, ''):{'>' if name in right else '<'}{widths[name]}}" for name in names).rstrip() for line in lines
    ]


def _value(name: str, value: Any, currency: str) -> str:
    """One value; empty for what says nothing, and for what is no single value."""
    if value is None or value == "" or _is_nested(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(name, value, currency)
    if isinstance(value, str):
        return value
    return ", ".join(str(one) for one in value)


def _number(name: str, value: float, currency: str) -> str:
    if name.endswith("_ms"):
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(value / 1000)) if value else ""
    if name.endswith("_minor"):
        digits = MINOR_DIGITS.get(currency)
        return f"{value / 10**digits:.{digits}f} {currency}" if digits is not None else f"{value} minor" if value else "0"
    unit = next((unit for ending, unit in _UNITS.items() if name.endswith(ending)), "")
    return f"{value} {unit}".rstrip()
