"""Finding items by the beginnings of their words."""

from pathlib import Path

import pytest

from ledger.database import LEDGER_FILE, open_writer
from ledger.goods.catalog import AddItem, ChangeItem
from ledger.goods.item_search import items
from ledger.goods.kit_building import DefineKit
from ledger.migrate import migrate, migrations, statements
from ledger.transaction import Reader
from tests.ledger.warehouse import Warehouse


def found(warehouse: Warehouse, text: str = "", after: str = "", most: int = 50) -> list[str]:
    return [row["sku"] for row in items(warehouse.engine.reader, text, after, most)["items"]]


@pytest.fixture
def shop(warehouse: Warehouse) -> Warehouse:
    warehouse.do(AddItem("TLL-HON-CIV7-01", "Tail light left Honda Civic VII", interchange="166-01938L", donor_vehicle="Honda Civic 2003"))
    warehouse.do(AddItem("TLR-VW-GOL4-02", "Tail light right VW Golf", interchange="166-02001R"))
    warehouse.do(AddItem("FUSE-10A", "Sicherung für Ölpumpe"))
    return warehouse


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("tll", ["TLL-HON-CIV7-01"]),
        ("TLL-hon", ["TLL-HON-CIV7-01"]),
        ("tail", ["TLL-HON-CIV7-01", "TLR-VW-GOL4-02"]),
        ("light ri", ["TLR-VW-GOL4-02"]),
        ("166-019", ["TLL-HON-CIV7-01"]),
        ("2003", ["TLL-HON-CIV7-01"]),
        ("ÖLP", ["FUSE-10A"]),
        ("ight", []),
        ("tail moon", []),
        ("%", []),
        ("", ["FUSE-10A", "TLL-HON-CIV7-01", "TLR-VW-GOL4-02"]),
    ],
)
def test_items_are_found_by_how_their_words_begin(shop: Warehouse, text: str, skus: list[str]) -> None:
    assert found(shop, text) == skus


def test_an_item_is_found_by_its_new_words_and_no_longer_by_its_old_ones(shop: Warehouse) -> None:
    shop.do(ChangeItem("FUSE-10A", description="Fuse for the oil pump"))
    assert (found(shop, "oil"), found(shop, "sicherung")) == (["FUSE-10A"], [])


def test_pages_follow_one_another_without_a_gap(shop: Warehouse) -> None:
    first = items(shop.engine.reader, most=2)
    second = items(shop.engine.reader, after=first["next"], most=2)
    assert [row["sku"] for row in first["items"] + second["items"]] == ["FUSE-10A", "TLL-HON-CIV7-01", "TLR-VW-GOL4-02"]
    assert second["next"] == ""


def test_a_list_of_items_says_what_can_be_promised_of_kits_too(shop: Warehouse) -> None:
    shop.receive("FUSE-10A", 7)
    shop.item("SET")
    shop.do(DefineKit("SET", "virtual", ("FUSE-10A×2",)))
    rows = {row["sku"]: row["available"] for row in items(shop.engine.reader)["items"]}
    assert (rows["FUSE-10A"], rows["SET"]) == (7, 3)


def test_items_of_an_older_ledger_are_found_by_their_words_too(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / LEDGER_FILE)
    migrate(connection, tmp_path / LEDGER_FILE, 0)
    connection.execute("INSERT INTO item (sku, description) VALUES ('OLD-LAMP/2', 'Ölleuchte (left), 1.6')")
    step = next(step for step in migrations() if step.name == "0003_catalog")
    filling = next(statement for statement in statements(step.sql) if "INSERT INTO item_word" in statement)
    connection.execute(filling)
    reader = Reader(connection)
    assert [[row["sku"] for row in items(reader, text)["items"]] for text in ("old-la", "ölleu lef", "1.6", "ight")] == [
        ["OLD-LAMP/2"],
        ["OLD-LAMP/2"],
        ["OLD-LAMP/2"],
        [],
    ]
    connection.close()
