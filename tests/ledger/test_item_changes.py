"""What is known of an item: entered once, changed field by field."""

from typing import Any

import pytest

from ledger.goods.catalog import AddItem, ChangeItem, item_view
from ledger.goods.item_attributes import ATTRIBUTES
from tests.ledger.warehouse import Warehouse

KNOWN: dict[str, Any] = {
    "description": "Tail light left",
    "weight_g": 1_250,
    "length_mm": 420,
    "width_mm": 200,
    "height_mm": 180,
    "hs_code": "851220",
    "origin": "JP",
    "zone": "C",
    "supplier": "Yard North",
    "lead_days": 9,
    "reorder_point": 2,
    "reorder_quantity": 5,
    "grade": "B",
    "condition_note": "one scratch",
    "donor_vehicle": "Honda Civic VII 1.6 2003",
    "interchange": "166-01938L",
    "photo": "photos/tll-1.jpg",
    "tracking": "serial",
}


def view(warehouse: Warehouse, sku: str) -> dict[str, Any]:
    return item_view(warehouse.engine.reader, sku)


def test_an_item_keeps_everything_that_is_known_of_it(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("TLL", **KNOWN))
    assert set(KNOWN) == set(ATTRIBUTES)
    assert {name: view(warehouse, "TLL")[name] for name in KNOWN} == KNOWN


def test_a_change_leaves_what_it_does_not_name(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("TLL", **KNOWN))
    answer = warehouse.do(ChangeItem("TLL", weight_g=1_300, grade="", origin="jp"))
    assert answer == {"sku": "TLL", "changed": ["grade", "weight_g"]}
    assert {name: view(warehouse, "TLL")[name] for name in KNOWN} == {**KNOWN, "weight_g": 1_300, "grade": ""}


@pytest.mark.parametrize("said", ["8512.20", "8512 20 00", "851220", "8512209090"])
def test_a_customs_number_may_be_written_with_dots_and_spaces(warehouse: Warehouse, said: str) -> None:
    warehouse.do(AddItem("TLL", "a light", hs_code=said))
    assert view(warehouse, "TLL")["hs_code"] == "".join(digit for digit in said if digit.isdigit())


@pytest.mark.parametrize(
    "wrong",
    [
        {"hs_code": "85122"},
        {"hs_code": "85122099901"},
        {"hs_code": "8512ab"},
        {"origin": "Germany"},
        {"origin": "D1"},
        {"weight_g": -1},
        {"length_mm": 10_000_001},
        {"lead_days": -3},
        {"reorder_point": 1 << 70},
        {"tracking": "both"},
        {"description": "x" * 20_001},
    ],
)
def test_a_value_that_makes_no_sense_is_refused_and_nothing_of_the_change_is_kept(warehouse: Warehouse, wrong: dict[str, Any]) -> None:
    warehouse.do(AddItem("TLL", **{**KNOWN, "tracking": "none"}))
    before = view(warehouse, "TLL")
    assert warehouse.refusal(ChangeItem("TLL", **{"grade": "A", **wrong})) == "bad_item"
    assert view(warehouse, "TLL") == before


@pytest.mark.parametrize("sku", ["", "  ", "A\x1dB", "A\nB", "x" * 201])
def test_a_sku_can_be_printed_and_scanned(warehouse: Warehouse, sku: str) -> None:
    assert warehouse.refusal(AddItem(sku, "a light")) == "bad_item"


def test_an_item_that_nobody_entered_is_not_changed(warehouse: Warehouse) -> None:
    assert warehouse.refusal(ChangeItem("NOTHING", grade="A")) == "item_not_found"


def test_units_that_are_here_keep_an_item_from_being_tracked_otherwise(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    assert warehouse.refusal(ChangeItem("LAMP", tracking="serial")) == "item_has_stock"
    assert warehouse.do(ChangeItem("LAMP", tracking="none"))["changed"] == []
