"""What lies in a bin, by the books."""

import pytest

from ledger.errors import Refused
from ledger.goods.bin_content import bin_content
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def test_a_bin_shows_what_lies_in_it_and_what_of_it_is_promised(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    warehouse.item("BOLT", "A-01", 8)
    warehouse.item("GEAR", "A-02", 1)
    warehouse.sell("7", line("LAMP", 2))
    content = bin_content(warehouse.engine.reader, "A-01")["content"]
    assert [(row["sku"], row["on_hand"], row["reserved"]) for row in content] == [("BOLT", 8, 0), ("LAMP", 3, 2)]


def test_a_tote_shows_what_was_picked_into_it(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 3)
    warehouse.pick(warehouse.sell("7", line("LAMP", 2)))
    assert [(row["sku"], row["on_hand"]) for row in bin_content(warehouse.engine.reader, "T-1")["content"]] == [("LAMP", 2)]


def test_a_bin_that_was_emptied_shows_nothing(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    warehouse.pick(warehouse.sell("7", line("LAMP", 2)))
    assert bin_content(warehouse.engine.reader, "A-01")["content"] == []


def test_a_place_that_nobody_knows_has_no_content(warehouse: Warehouse) -> None:
    with pytest.raises(Refused, match="there is no place Z-99"):
        bin_content(warehouse.engine.reader, "Z-99")
