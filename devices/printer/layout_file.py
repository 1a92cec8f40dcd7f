"""Layouts are plain files: ours in `layouts/`, and before them the owner's own of the same name in a directory of the owner's."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from devices.printer.label_boxes import BOXES, Box, LabelLayout
from devices.printer.layout_fields import FIELDS, ROW_FIELDS, WORDS
from devices.printer.layout_parts import Banner, Code128, Element, Ends, Gap, Logo, Part, Qr, RollLayout, Rows, Rule, Ruler, Text
from devices.printer.layout_table import BadLayout, Place, field_name, number, read_table

_OURS = Path(__file__).parent / "layouts"
_ELEMENTS: dict[str, type[Element]] = {
    "text": Text,
    "banner": Banner,
    "left": Ends,
    "rule": Rule,
    "gap": Gap,
    "qr": Qr,
    "code128": Code128,
    "logo": Logo,
    "ruler": Ruler,
}
_CONDITIONS = frozenset({"when", "unless"})


def roll_layout(name: str, layouts: Path | None) -> RollLayout:
    """Return the layout `name` ("slip") of the owner's directory, or else ours. Raises `BadLayout`."""
    return _roll_layout(name, *_newest(name, layouts))


def label_layout(name: str, layouts: Path | None) -> LabelLayout:
    """Return the layout `name` ("bin_label") of the owner's directory, or else ours. Raises `BadLayout`."""
    return _label_layout(name, *_newest(name, layouts))


def _newest(name: str, layouts: Path | None) -> tuple[Path, int]:
    """Return the file and the time of its last change, so that a file is read again once it was edited."""
    own = None if layouts is None else layouts / f"{name}.toml"
    file = own if own is not None and own.is_file() else _OURS / f"{name}.toml"
    return file, file.stat().st_mtime_ns


@lru_cache(maxsize=32)
def _roll_layout(name: str, file: Path, changed_ns: int) -> RollLayout:
    place, content = _content(name, file)
    known_words = WORDS.get(name, {})
    _only(place, content, {"parts", *(("words",) if known_words else ())})
    parts: list[Part | Rows] = []
    for count, table in enumerate(_list(place, content, "parts"), start=1):
        where = place.at(f"part {count}")
        if isinstance(table, dict) and "rows" in table:
            if name not in ROW_FIELDS or set(table) != {"rows"}:
                raise where.wrong("rows stands alone, and only in a layout whose document has rows")
            rows = where.at("rows", frozenset(ROW_FIELDS[name]))
            parts.append(Rows(tuple(_part(rows.at(f"part {row}"), part) for row, part in enumerate(_list(rows, table, "rows"), start=1))))
        else:
            parts.append(_part(where, table))
    return RollLayout(tuple(parts), {**known_words, **_words(place.at("words"), content.get("words", {}), known_words)})


def _part(place: Place, table: object) -> Part:
    element = read_table(place, table, _ELEMENTS, _CONDITIONS)
    assert isinstance(table, dict)
    return Part(element, field_name(place, table, "when"), field_name(place, table, "unless"))


@lru_cache(maxsize=32)
def _label_layout(name: str, file: Path, changed_ns: int) -> LabelLayout:
    place, content = _content(name, file)
    _only(place, content, {"boxes", "upright_boxes", "small_boxes", "margin", "height_on_roll"})
    boxes = _boxes(place, content, "boxes")
    upright = _boxes(place, content, "upright_boxes") if "upright_boxes" in content else boxes
    small = _boxes(place, content, "small_boxes") if "small_boxes" in content else ()
    margin, height = (number(place, key, content.get(key, usual), whole=False) for key, usual in (("margin", 1.5), ("height_on_roll", 40)))
    return LabelLayout(boxes, upright, small, margin, height)


def _boxes(place: Place, content: Mapping[str, object], key: str) -> tuple[Box, ...]:
    return tuple(_box(place.at(f"{key}, box {count}"), table) for count, table in enumerate(_list(place, content, key), start=1))


def _box(place: Place, table: object) -> Box:
    inside = read_table(place, table, BOXES, _CONDITIONS)
    assert isinstance(table, dict)
    return Box(inside, field_name(place, table, "when"), field_name(place, table, "unless"))


def _content(name: str, file: Path) -> tuple[Place, dict[str, object]]:
    place = Place(file, "", frozenset(FIELDS[name]))
    try:
        return place, tomllib.loads(file.read_text("utf-8-sig"))  # some editors begin a file with a mark
    except tomllib.TOMLDecodeError as error:
        raise BadLayout(f"{file}: {error}; every text stands in quotes, every part ends with a comma") from error
    except UnicodeDecodeError as error:
        raise BadLayout(f"{file}: save it as UTF-8 text") from error
    except RecursionError as error:
        raise BadLayout(f"{file}: it has far too many brackets within brackets") from error
    except OSError as error:
        raise BadLayout(f"{file} can't be read ({error.strerror}): let the user that runs pmpd read it") from error


def _only(place: Place, content: Mapping[str, object], keys: set[str]) -> None:
    unknown = sorted(set(content) - keys)
    if unknown:
        raise place.wrong(f"'{unknown[0]}' is not known at the top; there may be {', '.join(sorted(keys))}")


def _list(place: Place, content: Mapping[str, object], key: str) -> list[object]:
    value = content.get(key)
    if not isinstance(value, list) or not value:
        raise place.wrong(f"it needs {key} = [ … ] with one thing in it at least")
    return value


def _words(place: Place, content: object, known: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the words the file gives; each is two texts, for one and for many."""
    words: dict[str, tuple[str, str]] = {}
    if not isinstance(content, dict):
        raise place.wrong('write it as words = { unit = ["unit", "units"] }')
    for word, pair in content.items():
        if word not in known:
            raise place.wrong(f"'{word}' is not known here; there is {', '.join(known)}")
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(text, str) for text in pair):
            raise place.wrong(f'{word} must be two texts, for one and for many, as in ["unit", "units"]')
        words[word] = (pair[0], pair[1])
    return words
