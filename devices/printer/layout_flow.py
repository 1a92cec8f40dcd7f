"""A document flows through its layout: what is left is a row of elements with ready texts, in order from the top."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from devices.printer.document import SetupSheet, TestPage
from devices.printer.layout_fields import Fields, said_by
from devices.printer.layout_file import roll_layout
from devices.printer.layout_parts import Banner, Code128, Element, Ends, Part, Qr, Rows, Text
from devices.printer.layout_text import fields_in, filled
from devices.printer.slip import Slip


def flow(document: Slip | SetupSheet | TestPage, paper: str, layouts: Path | None) -> Iterator[Element]:
    """Yield what `document` prints; `paper` describes the paper in a few words. Raises `BadLayout`."""
    said = said_by(document, paper)
    layout = roll_layout(said.layout, layouts)
    counts = {word: pair[0] if said.fields[f"{word}s"] == "1" else pair[1] for word, pair in layout.words.items()}
    fields = {**said.fields, **counts}
    for part in layout.parts:
        if isinstance(part, Rows):
            for row in said.rows:
                for inner in part.parts:
                    yield from _element(inner, row)
        else:
            yield from _element(part, fields)


def _element(part: Part, fields: Fields) -> Iterator[Element]:
    """Yield the element with its text filled; nothing where a condition or an empty field leaves it out."""
    if (part.when and not fields[part.when]) or (part.unless and fields[part.unless]):
        return
    match part.element:
        case Text() as element:
            if text := filled(element.text, fields):
                yield replace(element, text=text.strip() if fields_in(element.text) else text)
        case Banner() as element:
            if text := filled(element.banner, fields):
                yield Banner(text)
        case Ends() as element:
            left, right = filled(element.left, fields), filled(element.right, fields)
            if left or right:
                yield replace(element, left=left, right=right)
        case Qr() as element:
            if content := filled(element.qr, fields):
                yield replace(element, qr=content)
        case Code128() as element:
            if content := filled(element.code128, fields):
                yield replace(element, code128=content)
        case element:
            yield element
