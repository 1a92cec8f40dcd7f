"""Boxes: the list that packers choose from, and the suggestion for an order."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.boxing import Box, Piece, Suggestion, suggest
from ledger.sales.settings import dimensional_divisor
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_G = 30_000
"""What may be put into a box of which nothing else is said; few carriers take more."""


@dataclass(frozen=True, slots=True)
class AddBox:
    """Enter a box: inner measures, the weight of the empty box, the most that may be put into it, what it costs."""

    code: str
    length_mm: int
    width_mm: int
    height_mm: int
    most_g: int = MOST_G
    weight_g: int = 0
    cost_minor: int = 0


@dataclass(frozen=True, slots=True)
class ChangeBox:
    """Change what is given of a box; one that is not `active` is no longer suggested or taken."""

    code: str
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    most_g: int | None = None
    weight_g: int | None = None
    cost_minor: int | None = None
    active: bool | None = None


@handles("add_box", AddBox)
def add_box(tx: Transaction, command: AddBox) -> Answer:
    """Answers the box; refused `box_exists`, `code_taken` or `bad_box`."""
    code = command.code.strip()
    _check_measures(code, command)
    if tx.one("SELECT id FROM box WHERE code = :code", {"code": code}) is not None:
        raise Refused("box_exists", f"there is a box {code} already; change it, or choose another code")
    tx.run(
        "INSERT INTO box (code, length_mm, width_mm, height_mm, weight_g, most_g, cost_minor)"
        " VALUES (:code, :length_mm, :width_mm, :height_mm, :weight_g, :most_g, :cost_minor)",
        {
            "code": code,
            "length_mm": command.length_mm,
            "width_mm": command.width_mm,
            "height_mm": command.height_mm,
            "weight_g": command.weight_g,
            "most_g": command.most_g,
            "cost_minor": command.cost_minor,
        },
    )
    return _view(box_by_code(tx, code))


@handles("change_box", ChangeBox)
def change_box(tx: Transaction, command: ChangeBox) -> Answer:
    """Answers the box as it is now; refused `box_not_found` or `bad_box`."""
    box = box_by_code(tx, command.code, active=False)
    _check_measures(box["code"], command)
    tx.run(
        "UPDATE box SET length_mm = COALESCE(:length_mm, length_mm), width_mm = COALESCE(:width_mm, width_mm),"
        " height_mm = COALESCE(:height_mm, height_mm), weight_g = COALESCE(:weight_g, weight_g), most_g = COALESCE(:most_g, most_g),"
        " cost_minor = COALESCE(:cost_minor, cost_minor), active = COALESCE(:active, active) WHERE id = :id",
        {
            "length_mm": command.length_mm,
            "width_mm": command.width_mm,
            "height_mm": command.height_mm,
            "weight_g": command.weight_g,
            "most_g": command.most_g,
            "cost_minor": command.cost_minor,
            "active": None if command.active is None else int(command.active),
            "id": box["id"],
        },
    )
    return _view(box_by_code(tx, box["code"], active=False))


def _check_measures(code: str, command: AddBox | ChangeBox) -> None:
    above_zero = (command.length_mm, command.width_mm, command.height_mm, command.most_g)
    not_below = (command.weight_g, command.cost_minor)
    if (
        not code
        or any(value is not None and value < 1 for value in above_zero)
        or any(value is not None and value < 0 for value in not_below)
    ):
        raise Refused("bad_box", "a box has a code, three inner sides and a weight limit above zero, and no negative weight or cost")


def box_by_code(reader: Reader, code: str, *, active: bool = True) -> Row:
    """The box with this code. Raises Refused `box_not_found`, or `box_not_active` for one that is out of use, unless that is wanted."""
    box = reader.one("SELECT * FROM box WHERE code = :code", {"code": code.strip()})
    if box is None:
        raise Refused("box_not_found", f"there is no box {code}; look at the list of boxes, or add it", {"box": code})
    if active and not box["active"]:
        raise Refused("box_not_active", f"box {code} is out of use; take another one", {"box": code})
    return box


def boxes(reader: Reader) -> list[Answer]:
    """Every box by its code: `{box, length_mm, width_mm, height_mm, weight_g, most_g, cost_minor, active}`."""
    return [_view(row) for row in reader.all("SELECT * FROM box ORDER BY code")]


def _view(box: Row) -> Answer:
    sizes = {name: box[name] for name in ("length_mm", "width_mm", "height_mm", "weight_g", "most_g", "cost_minor")}
    return {"box": box["code"], **sizes, "active": bool(box["active"])}


def suggestion_for(reader: Reader, units_of_items: Iterable[tuple[int, int]]) -> Suggestion:
    """The boxes to take for units of items, given as (item id, quantity)."""
    choice = [
        Box(row["code"], *(row[name] for name in Box._fields[1:])) for row in reader.all("SELECT * FROM box WHERE active = 1 ORDER BY code")
    ]
    if not choice:
        return suggest((), ())
    pieces = []
    for item_id, quantity in units_of_items:
        item = reader.one("SELECT sku, length_mm, width_mm, height_mm, weight_g FROM item WHERE id = :id", {"id": item_id})
        assert item is not None
        pieces.append(Piece(**{name: item[name] for name in item.keys()}, quantity=quantity))  # noqa: SIM118 - a row's keys are its columns
    return suggest(pieces, choice, dimensional_divisor(reader))


def suggestion_view(suggestion: Suggestion) -> Answer:
    """A suggestion as a screen shows it: `{boxes: [{box, billable_g, lines: [{sku, quantity}]}], note}`."""
    return {
        "boxes": [
            {
                "box": filled.box.code,
                "billable_g": filled.billable_g,
                "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in filled.contents.items()],
            }
            for filled in suggestion.boxes
        ],
        "note": suggestion.note,
    }
