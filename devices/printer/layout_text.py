"""Texts of a layout: `{field}` is replaced by what the document says, `{field:3}` puts it at the right of three characters."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)(?::(\d{1,2}))?\}")


def fields_in(text: str) -> list[str]:
    """Return the names of the fields that `text` has places for, in order."""
    return [match.group(1) for match in _PLACE.finditer(text)]


def filled(text: str, fields: Mapping[str, str]) -> str:
    """Return `text` with its places filled; empty when it has places and not one of their fields says anything."""
    names = fields_in(text)
    if names and not any(fields[name] for name in names):
        return ""
    whole = _PLACE.sub(lambda place: fields[place.group(1)].rjust(int(place.group(2) or 0)), text)
    return whole.rstrip() if names else whole
