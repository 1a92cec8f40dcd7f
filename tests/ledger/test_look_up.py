"""What a scanned or typed text means: whatever is on a label or in somebody's head leads to the thing itself."""

from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.stockwork.look_up import look_up
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


def found(warehouse: Warehouse, text: str) -> tuple[str, str]:
    """What was found, and under which code."""
    answer = look_up(warehouse.engine.reader, text)
    return answer["found"], answer["code"]


def test_the_label_of_a_place_is_that_place(warehouse: Warehouse) -> None:
    assert [found(warehouse, code) for code in ("A-01", " T-1 ", STATION)] == [("bin", "A-01"), ("tote", "T-1"), ("station", STATION)]


def test_a_bin_says_what_it_is_for(warehouse: Warehouse) -> None:
    warehouse.do(AddPlace("DOCK", purpose="dock"))
    assert look_up(warehouse.engine.reader, "DOCK")["purpose"] == "dock"


def test_the_virtual_places_of_the_books_are_nothing_that_can_be_scanned(warehouse: Warehouse) -> None:
    assert found(warehouse, "@supplier") == ("nothing", "@supplier")


def test_a_sku_and_any_barcode_lead_to_the_item(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 0, "4006381333931")
    assert found(warehouse, "LAMP") == found(warehouse, "4006381333931") == found(warehouse, "04006381333931") == ("item", "LAMP")


def test_the_lot_on_a_label_is_told_with_its_item(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("DISC", "A disc", tracking="lot"))
    answer = look_up(warehouse.engine.reader, "DISC", "D-1")
    assert (answer["found"], answer["unit"], answer["tracking"]) == ("item", "D-1", "lot")


def test_an_order_is_found_by_its_number_and_says_where_it_is(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("shop-77", line("LAMP", 1))
    warehouse.pick(number)
    answer = look_up(warehouse.engine.reader, "shop-77")
    assert (answer["found"], answer["code"]) == ("order", number)
    assert answer["orders"] == look_up(warehouse.engine.reader, "T-1")["orders"] == [{"order": number, "state": "picked", "tote": "T-1"}]


def test_a_serial_number_leads_to_the_item_that_has_it(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("PUMP", "A pump", tracking="serial"))
    warehouse.do(ReceiveStock("PUMP", "A-01", 1, unit="S-99"))
    answer = look_up(warehouse.engine.reader, "S-99")
    assert (answer["found"], answer["items"]) == ("unit", [{"sku": "PUMP", "description": "A pump", "tracking": "serial"}])


def test_words_lead_to_the_items_that_have_them(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("L-1", "Brake lamp, red"))
    warehouse.do(AddItem("L-2", "Head lamp"))
    answer = look_up(warehouse.engine.reader, "brake la")
    assert (answer["found"], [item["sku"] for item in answer["items"]]) == ("items", ["L-1"])


def test_what_nobody_knows_is_nothing(warehouse: Warehouse) -> None:
    assert found(warehouse, "9999999999994") == ("nothing", "9999999999994")
