"""One table of a layout file becomes one object, every key checked: a wrong file is told by name, by place, and by what to do."""

import math
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from devices.printer.layout_text import fields_in

# Smallest and largest value of the numbers, in the units of the classes that hold them.
_LIMITS: dict[str, tuple[float, float]] = {
    "size": (1, 8),
    "smallest": (1, 8),
    "indent": (0, 24),
    "rule": (0.125, 5),
    "gap": (0.125, 100),
    "module": (0.25, 5),
    "height": (3, 100),
    "width": (3, 210),
    "ruler": (2, 20),
    "letter": (1.2, 200),
    "margin": (0, 20),
    "height_on_roll": (10, 200),
}
_CHOICES: dict[str, tuple[object, ...]] = {
    "align": ("left", "center", "right"),
    "turn": (0, 90, 180, 270),
}


class BadLayout(ValueError):
    """A layout file is wrong; the text names the file, the place in it and what to do."""


Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file, and the fields its texts may name."""

    file: Path
    where: str
    known: frozenset[str]

    def wrong(self, what: str) -> BadLayout:
        """Return the error that says `what` of this place."""
        return BadLayout(f"{self.file}, {self.where}: {what}" if self.where else f"{self.file}: {what}")

    def at(self, where: str, known: frozenset[str] | None = None) -> "Place":
        """Return a place within this one."""
        return Place(self.file, f"{self.where}, {where}" if self.where else where, self.known if known is None else known)


def read_table(place: Place, table: object, kinds: Mapping[str, type[Kind]], extra: frozenset[str] = frozenset()) -> Kind:
    """Return the object that a table stands for: its class by its main key, each other key a field of the class.

    Keys in `extra` are left to the caller. Raises `BadLayout`.
    """
    if not isinstance(table, dict):
        raise place.wrong(f"write it in braces, as in {{ {next(iter(kinds))} = … }}")
    main = [key for key in table if key in kinds]
    if len(main) != 1:
        raise place.wrong(f"it needs exactly one of {', '.join(kinds)}, and has {' and '.join(main) or 'none'}")
    made = kinds[main[0]]
    wanted: dict[str, Field[Any]] = {field.name: field for field in fields(made)}  # type: ignore[arg-type]
    for key in table:
        if key not in wanted and key not in extra:
            raise place.wrong(f"'{key}' is not known here; a {main[0]} may have {', '.join([*wanted, *sorted(extra)])}")
    for key, field in wanted.items():
        if key not in table and field.default is MISSING:
            raise place.wrong(f"it also needs {key}")
    return made(**{key: _checked(place, key, value, wanted[key]) for key, value in table.items() if key in wanted})


def field_name(place: Place, table: Mapping[str, object], key: str) -> str:
    """Return the field that `when` or `unless` names, empty where there is none. Raises `BadLayout`."""
    name = table.get(key, "")
    if not isinstance(name, str) or (name and name not in place.known):
        raise place.wrong(f"{key} = {name!r} names no field; there is {', '.join(sorted(place.known))}")
    return name


def _checked(place: Place, key: str, value: Any, field: "Field[Any]") -> object:
    if field.type is bool:
        if not isinstance(value, bool):
            raise place.wrong(f"{key} must be true or false")
        return value
    if field.type is Path:
        return _file_beside(place, key, value)
    if key in _CHOICES:
        if value not in _CHOICES[key]:
            raise place.wrong(f"{key} must be one of {', '.join(map(str, _CHOICES[key]))}")
        return value
    if field.type in (int, float):
        return number(place, key, value, whole=field.type is int)
    if key == "box":
        return _box(place, value)
    if not isinstance(value, str):
        raise place.wrong(f"{key} must be a text in quotes")
    unknown = [name for name in fields_in(value) if name not in place.known]
    if unknown:
        raise place.wrong(f"{{{unknown[0]}}} is no field here; there is {', '.join(sorted(place.known))}")
    return value


def number(place: Place, key: str, value: Any, *, whole: bool) -> float:
    """Return a number within the limits of its key, or raise `BadLayout`."""
    smallest, largest = _LIMITS[key]
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or not smallest <= value <= largest:
        raise place.wrong(f"{key} must be a {'whole ' if whole else ''}number from {smallest:g} to {largest:g}")
    return value


def _box(place: Place, value: Any) -> tuple[float, float, float, float]:
    message = "box must be four numbers, [left, top, width, height], in percent of the label, all within it"
    if not isinstance(value, list) or len(value) != 4:
        raise place.wrong(message)
    if any(isinstance(part, bool) or not isinstance(part, int | float) or not math.isfinite(part) for part in value):
        raise place.wrong(message)
    left, top, width, height = (float(part) for part in value)
    if min(left, top) < 0 or min(width, height) <= 0 or max(left + width, top + height) > 100:
        raise place.wrong(message)
    return left, top, width, height


def _file_beside(place: Place, key: str, value: Any) -> Path:
    if not isinstance(value, str) or Path(value).name != value:
        raise place.wrong(f"{key} must be the name of a picture that lies beside the layout")
    path = place.file.parent / value
    if not path.is_file():
        raise place.wrong(f"there is no {path}; put the picture there or take the part out")
    return path
