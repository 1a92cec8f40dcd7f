"""Kits: made of other items, picked from them or built for the shelf."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.goods.catalog import AddItem, ChangeItem, item_by_sku, item_view
from ledger.goods.kit_building import AssembleKit, DefineKit, DisassembleKit
from ledger.goods.kits import Component, components, kit_available, kits_with
from ledger.goods.places import AddPlace
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def view(warehouse: Warehouse, sku: str) -> dict[str, Any]:
    return item_view(warehouse.engine.reader, sku)


def item_id(warehouse: Warehouse, sku: str) -> int:
    return int(item_by_sku(warehouse.engine.reader, sku)["id"])


@pytest.fixture
def parts(warehouse: Warehouse) -> Warehouse:
    """10 lamps in A-01, 4 fuses in A-02, and an item SET that is to become a kit."""
    warehouse.item("LAMP", "A-01", 10)
    warehouse.item("FUSE", "A-02", 4)
    warehouse.item("SET")
    return warehouse


def test_a_virtual_kit_is_as_available_as_its_scarcest_component_allows(parts: Warehouse) -> None:
    parts.do(DefineKit("SET", "virtual", ("LAMP×3", "FUSE*1")))
    assert view(parts, "SET")["components"] == [{"sku": "FUSE", "quantity": 1}, {"sku": "LAMP", "quantity": 3}]
    assert view(parts, "SET")["available"] == 3
    parts.sell("1", line("LAMP", 5))
    assert view(parts, "SET")["available"] == 1


def test_a_kit_is_available_as_often_as_every_component_suffices(warehouse: Warehouse) -> None:
    numbers = count()

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=3))
    def holds(stock: list[tuple[int, int]]) -> None:
        kit = f"SET-{next(numbers)}"
        warehouse.item(kit)
        for place, (units, _) in enumerate(stock):
            warehouse.item(f"{kit}-{place}", "A-01", units)
        warehouse.do(DefineKit(kit, "virtual", tuple(f"{kit}-{place}×{wanted}" for place, (_, wanted) in enumerate(stock))))
        available = kit_available(warehouse.engine.reader, item_id(warehouse, kit))
        assert all(available * wanted <= units for units, wanted in stock)
        assert any((available + 1) * wanted > units for units, wanted in stock)

    holds()


def test_the_kits_that_an_item_is_part_of_are_known(parts: Warehouse) -> None:
    parts.item("OTHER")
    parts.do(DefineKit("SET", "virtual", ("LAMP",)))
    parts.do(DefineKit("OTHER", "assembled", ("LAMP",)))
    reader, lamp, kit = parts.engine.reader, item_id(parts, "LAMP"), item_id(parts, "SET")
    assert (kits_with(reader, lamp), components(reader, kit)) == ([kit], [Component(lamp, 1)])
    assert components(reader, item_id(parts, "OTHER")) == []


def test_a_component_named_twice_is_counted_once_with_all_its_units(parts: Warehouse) -> None:
    assert parts.do(DefineKit("SET", "virtual", ("LAMP×2", "LAMP")))["components"] == [{"sku": "LAMP", "quantity": 3}]


def test_a_sku_with_the_sign_in_it_is_told_from_a_number_of_units(parts: Warehouse) -> None:
    parts.item("PLATE 3×4")
    contents = parts.do(DefineKit("SET", "virtual", ("PLATE 3×4", "PLATE 3×4 × 2")))["components"]
    assert contents == [{"sku": "PLATE 3×4", "quantity": 3}]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (DefineKit("SET", "virtual"), "bad_kit"),
        (DefineKit("SET", "none", ("LAMP",)), "bad_kit"),
        (DefineKit("SET", "loose", ("LAMP",)), "bad_kit"),
        (DefineKit("SET", "virtual", ("LAMP×0",)), "bad_kit"),
        (DefineKit("SET", "virtual", ("GHOST×2",)), "item_not_found"),
        (DefineKit("SET", "virtual", ("SET",)), "kit_in_kit"),
        (DefineKit("LAMP", "virtual", ("FUSE",)), "kit_has_stock"),
        (DefineKit("WAITED", "virtual", ("FUSE",)), "orders_wait"),
        (DefineKit("TRACKED", "virtual", ("FUSE",)), "kit_is_untracked"),
        (DefineKit("SET", "assembled", ("TRACKED",)), "kit_is_untracked"),
    ],
)
def test_a_kit_that_could_not_be_sold_or_built_is_not_defined(parts: Warehouse, command: DefineKit, refusal: str) -> None:
    parts.item("WAITED")
    parts.sell("1", line("WAITED"))
    parts.do(AddItem("TRACKED", "a part", tracking="serial"))
    assert parts.refusal(command) == refusal
    assert view(parts, command.sku)["components"] == []


def test_a_kit_holds_no_kits_whichever_was_there_first(parts: Warehouse) -> None:
    parts.item("BIG SET")
    parts.do(DefineKit("SET", "virtual", ("FUSE",)))
    assert parts.refusal(DefineKit("BIG SET", "virtual", ("SET",))) == "kit_in_kit"
    assert parts.refusal(DefineKit("FUSE", "assembled", ("LAMP",))) == "kit_in_kit"


def test_units_of_a_virtual_kit_are_never_booked(parts: Warehouse) -> None:
    parts.do(DefineKit("SET", "virtual", ("FUSE",)))
    assert parts.refusal(ReceiveStock("SET", "A-01", 1)) == "kit_has_no_stock"


def test_a_kit_can_become_an_ordinary_item_again(parts: Warehouse) -> None:
    parts.do(DefineKit("SET", "virtual", ("FUSE",)))
    assert parts.do(DefineKit("SET", "none")) == {"sku": "SET", "kit": "", "components": []}
    parts.receive("SET", 2)
    assert view(parts, "SET")["available"] == 2


def test_building_kits_takes_components_in_walk_order_and_puts_the_kits_into_a_bin(parts: Warehouse) -> None:
    parts.receive("FUSE", 3, "A-03")
    parts.do(DefineKit("SET", "assembled", ("LAMP×2", "FUSE×1")))
    answer = parts.do(AssembleKit("SET", "A-03", 5))
    assert answer["taken"] == [
        {"sku": "LAMP", "bin": "A-01", "quantity": 10},
        {"sku": "FUSE", "bin": "A-02", "quantity": 4},
        {"sku": "FUSE", "bin": "A-03", "quantity": 1},
    ]
    assert (parts.stock("SET"), parts.stock("FUSE")) == ({"A-03": (5, 0)}, {"A-03": (2, 0)})
    assert parts.faults() == []


def test_components_come_from_the_bin_that_was_named(parts: Warehouse) -> None:
    parts.do(AddPlace("DOCK", purpose="dock"))
    parts.receive("FUSE", 3, "DOCK")
    parts.do(DefineKit("SET", "assembled", ("FUSE",)))
    parts.do(AssembleKit("SET", "A-01", 2, from_bin="DOCK"))
    assert parts.stock("FUSE") == {"A-02": (4, 0), "DOCK": (1, 0)}


def test_units_promised_to_buyers_are_not_built_into_kits(parts: Warehouse) -> None:
    parts.sell("1", line("FUSE", 3))
    parts.do(DefineKit("SET", "assembled", ("LAMP×2", "FUSE×1")))
    assert parts.refusal(AssembleKit("SET", "A-03", 2)) == "not_enough_units"
    assert (parts.stock("LAMP"), parts.stock("FUSE")) == ({"A-01": (10, 0)}, {"A-02": (4, 3)})


def test_kits_that_were_built_go_to_the_order_that_waits_for_them(parts: Warehouse) -> None:
    parts.do(DefineKit("SET", "assembled", ("FUSE",)))
    number = parts.sell("1", line("SET", 2))
    parts.do(AssembleKit("SET", "A-01", 3))
    assert parts.state(number) == "allocated"


def test_taking_kits_apart_brings_back_what_they_were_made_of(parts: Warehouse) -> None:
    parts.do(DefineKit("SET", "assembled", ("LAMP×2", "FUSE×1")))
    parts.do(AssembleKit("SET", "A-03", 3))
    number = parts.sell("1", line("LAMP", 6))
    answer = parts.do(DisassembleKit("SET", "A-03", 1, to_bin="A-02"))
    assert answer["put"] == [{"sku": "FUSE", "bin": "A-02", "quantity": 1}, {"sku": "LAMP", "bin": "A-02", "quantity": 2}]
    assert (parts.stock("SET"), parts.state(number)) == ({"A-03": (2, 0)}, "allocated")
    assert parts.faults() == []


def test_only_assembled_kits_are_built_and_only_free_ones_taken_apart(parts: Warehouse) -> None:
    assert parts.refusal(AssembleKit("LAMP", "A-01", 1)) == "not_assembled"
    parts.do(DefineKit("SET", "assembled", ("FUSE",)))
    assert parts.refusal(AssembleKit("SET", "A-01", 0)) == "bad_quantity"
    parts.do(AssembleKit("SET", "A-01", 1))
    parts.sell("1", line("SET"))
    assert parts.refusal(DisassembleKit("SET", "A-01", 1)) == "not_enough_units"


def test_each_built_kit_can_have_its_own_serial_number(parts: Warehouse) -> None:
    parts.do(ChangeItem("SET", tracking="serial"))
    parts.do(DefineKit("SET", "assembled", ("FUSE",)))
    assert parts.refusal(AssembleKit("SET", "A-01", 1)) == "unit_needed"
    parts.do(AssembleKit("SET", "A-01", 1, unit="K-1"))
    parts.do(DisassembleKit("SET", "A-01", 1, unit="K-1"))
    assert parts.stock("FUSE") == {"A-01": (1, 0), "A-02": (3, 0)}


def test_a_component_of_an_assembled_kit_stays_untracked(parts: Warehouse) -> None:
    parts.item("GEAR")
    parts.do(DefineKit("SET", "assembled", ("GEAR",)))
    assert parts.refusal(ChangeItem("GEAR", tracking="serial")) == "kit_is_untracked"


def test_channels_are_told_when_a_kit_is_built(parts: Warehouse) -> None:
    parts.do(DefineKit("SET", "assembled", ("FUSE",)))
    parts.do(MapListing("ebay", "", "offer:1", "SET"))
    parts.do(AssembleKit("SET", "A-01", 3))
    assert [row["quantity"] for row in view(parts, "SET")["listings"]] == [3]
