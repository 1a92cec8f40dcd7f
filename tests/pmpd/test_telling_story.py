"""The head of an order's story: what was ordered, as people say it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.audit.timeline import timeline
from ledger.goods.catalog import AddItem
from ledger.goods.kit_building import DefineKit
from ledger.picking.short_picks import ShortPick
from ledger.picking.substitutes import Substitute
from ledger.sales.splitting import LineUnits, SplitOrder
from pmpd.command_line.telling_story import story_lines
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """A small warehouse that is closed at the end."""
    opened = Warehouse(tmp_path)
    yield opened
    opened.engine.close()


def ordered(warehouse: Warehouse, number: str) -> list[str]:
    """The lines of a story's head that say what was ordered."""
    return [text for text in story_lines(timeline(warehouse.engine.reader, number)) if "×" in text and text.startswith("  ")]


def test_a_kit_says_how_many_were_sold_and_under_it_what_they_are_made_of(warehouse: Warehouse) -> None:
    warehouse.item("WHEEL", "A-01", 4)
    warehouse.item("BOLT", "A-02", 20)
    warehouse.item("KIT")
    warehouse.do(DefineKit("KIT", "virtual", ("WHEEL×1", "BOLT×5")))
    number = warehouse.sell("1", line("KIT", 2))
    assert ordered(warehouse, number) == ["  2 × KIT  A KIT", "    2 × WHEEL  A WHEEL", "    10 × BOLT  A BOLT"]
    warehouse.do(SplitOrder(number, (LineUnits("BOLT", 4),)))
    assert ordered(warehouse, number)[2:] == ["    6 × BOLT  A BOLT", "    4 × BOLT  A BOLT (in SO-100002)"]


def test_what_is_sent_instead_stands_under_what_it_replaces(warehouse: Warehouse) -> None:
    for sku in ("LAMP-L", "LAMP-M"):
        warehouse.do(AddItem(sku, "Tail light", interchange="114-60"))
        warehouse.receive(sku, 1)
    number = warehouse.sell("1", line("LAMP-L"))
    warehouse.do(ShortPick(warehouse.start(number)["session"], "out_of_stock"))
    warehouse.do(Substitute(number, "LAMP-L", "LAMP-M"))
    assert ordered(warehouse, number) == ["  1 × LAMP-L  Tail light (1 taken off)", "    1 × LAMP-M  Tail light (instead)"]
