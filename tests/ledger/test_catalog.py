"""Items, barcodes and places: every code that can be scanned means one thing."""

import pytest

from ledger.goods.catalog import AddItem, item_by_barcode, item_view
from ledger.goods.places import AddPlace
from tests.ledger.warehouse import Warehouse


def test_every_barcode_of_an_item_and_its_sku_lead_to_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "111", "222")
    found = [item_by_barcode(warehouse.engine.reader, code) for code in ("111", "222", "LAMP", " LAMP ")]
    assert [row["sku"] for row in found if row is not None] == ["LAMP"] * 4


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddItem("LAMP", "again"), "item_exists"),
        (AddItem("BOLT", "shares a barcode", ("111",)), "barcode_taken"),
        (AddItem("111", "is a barcode"), "barcode_taken"),
        (AddItem("A-01", "is a bin"), "code_taken"),
        (AddItem(" ", "has no name"), "bad_item"),
        (AddItem("BOLT", "weighs less than nothing", (), -1), "bad_item"),
        (AddPlace("111"), "code_taken"),
        (AddPlace("A-01"), "place_exists"),
        (AddPlace("@customer"), "bad_place"),
        (AddPlace(""), "bad_place"),
        (AddPlace("B-01", kind="moon"), "bad_place"),
    ],
)
def test_a_code_that_could_mean_two_things_or_nothing_is_refused(warehouse: Warehouse, command: object, code: str) -> None:
    warehouse.item("LAMP", "A-01", 0, "111")
    assert warehouse.refusal(command) == code


def test_a_refused_item_leaves_none_of_its_barcodes_behind(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "111")
    warehouse.refusal(AddItem("BOLT", "a bolt", ("333", "111")))
    warehouse.item("GEAR", "A-01", 0, "333")
    assert item_view(warehouse.engine.reader, "GEAR")["barcodes"] == ["333", "GEAR"]


def test_an_empty_or_padded_barcode_is_read_as_a_scanner_would(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "", "  ", " 444 ")
    assert item_by_barcode(warehouse.engine.reader, "") is None
    assert item_view(warehouse.engine.reader, "LAMP")["barcodes"] == ["444", "LAMP"]


def test_an_item_shows_where_its_units_are_and_how_many_are_promised(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-02", 4)
    view = item_view(warehouse.engine.reader, "LAMP")
    assert [(row["place"], row["on_hand"], row["reserved"]) for row in view["stock"]] == [("A-02", 4, 0)]
    assert view["available"] == 4
