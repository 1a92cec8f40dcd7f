"""What is known of an item besides its SKU, and which values make sense."""

import re
from collections.abc import Mapping
from typing import Any

from ledger.errors import Refused

TRACKING = ("none", "lot", "serial")
"""Whether units of an item are told apart: not at all, by lot, or each by its serial number."""

TEXTS = (
    "description",
    "grade",
    "condition_note",
    "donor_vehicle",
    "interchange",
    "photo",
    "hs_code",
    "origin",
    "zone",
    "supplier",
)
NUMBERS = ("weight_g", "length_mm", "width_mm", "height_mm", "lead_days", "reorder_point", "reorder_quantity")
ATTRIBUTES = (*TEXTS, *NUMBERS, "tracking")
"""The columns of `item` that people fill in."""

LONGEST_TEXT = 20_000
LARGEST = 10_000_000


def sound(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that are said (None: not said), as they are stored; raises Refused `bad_item` for a value that makes no sense."""
    said = {name: value for name, value in attributes.items() if value is not None}
    for name in TEXTS:
        if name in said:
            said[name] = said[name].strip()
            if len(said[name]) > LONGEST_TEXT:
                raise Refused("bad_item", f"{name} is longer than {LONGEST_TEXT} characters; shorten it")
    for name in NUMBERS:
        if name in said and not 0 <= said[name] <= LARGEST:
            raise Refused("bad_item", f"{name} is a whole number from 0 to {LARGEST}, not {said[name]}")
    if "hs_code" in said:
        said["hs_code"] = said["hs_code"].replace(".", "").replace(" ", "")
        if not re.fullmatch(r"([0-9]{6,10})?", said["hs_code"]):
            raise Refused("bad_item", "an HS code has 6 to 10 digits, as in 8512.20; take it from the customs tariff")
    if "origin" in said:
        said["origin"] = said["origin"].upper()
        if not re.fullmatch(r"([A-Z]{2})?", said["origin"]):
            raise Refused("bad_item", "the origin is the country's two letters (ISO 3166-1), as in DE or CN")
    if said.get("tracking", "none") not in TRACKING:
        raise Refused("bad_item", f"units are tracked by {', '.join(TRACKING)}")
    return said


def words_of(*texts: str) -> set[str]:
    """The words of texts in small letters, by which an item is found."""
    return {word for text in texts for word in re.findall(r"[^\W_]+", text.lower())}
