"""Free text finds an order the same way before and after it entered the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.command import Envelope
from ledger.sales.console import Filters, order_list
from ledger.sales.full_text import AT_ONCE
from ledger.sales.intake import ImportOrder
from tests.ledger.sales import line, sale
from tests.ledger.warehouse import Warehouse

WORDS = st.sampled_from(
    ("Özgür", "ozgur", "ΣΊΣΥΦΟΣ", "σίσυφος", "İnci", "inci", "O'Neill", "oneill", "Ræv", "straße", "PO-4711", "4711", "x")
)


def found(warehouse: Warehouse, text: str) -> list[str]:
    """The orders that a text finds, newest first."""
    return [row["order"] for row in order_list(warehouse.engine.reader, Filters(text=text), most=200)["orders"]]


def fill(warehouse: Warehouse, orders: int) -> None:
    """Take in orders that no text of these tests finds, in one group."""
    ids = warehouse.engine.ids
    several = [sale(f"fill-{ids.command_id().hex()}", line("LAMP"), buyer="Nobody") for _ in range(orders)]
    warehouse.engine.carry_out([Envelope(ids.command_id(), ImportOrder(order), "test", "") for order in several])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5), st.lists(WORDS, min_size=1, max_size=6))
def test_a_text_finds_the_same_orders_before_and_after_they_entered_the_index(
    tmp_path_factory: pytest.TempPathFactory, buyers: list[str], texts: list[str]
) -> None:
    warehouse = Warehouse(tmp_path_factory.mktemp("ledger"))
    for number, buyer in enumerate(buyers):
        warehouse.sell(str(number), line("LAMP"), buyer=buyer)
    before = [found(warehouse, text) for text in texts]
    fill(warehouse, AT_ONCE)
    assert warehouse.engine.reader.number("SELECT last_id FROM text_mark") == AT_ONCE + len(buyers)
    assert [found(warehouse, text) for text in texts] == before
    warehouse.engine.close()


@pytest.mark.parametrize("earlier", [0, AT_ONCE])
def test_an_order_renamed_in_the_group_it_came_in_is_found_by_its_new_name_only(warehouse: Warehouse, earlier: int) -> None:
    fill(warehouse, earlier)
    ids = warehouse.engine.ids
    versions = [sale("7", line("LAMP")), sale("7", line("LAMP"), buyer="Kim Stone", updated_ms=warehouse.clock.now_ms())]
    fillers = [sale(f"later-{number}", line("LAMP"), buyer="Nobody") for number in range(AT_ONCE)]
    warehouse.engine.carry_out([Envelope(ids.command_id(), ImportOrder(order), "test", "") for order in (*versions, *fillers)])
    assert (len(found(warehouse, "kim")), found(warehouse, "rosa")) == (1, [])
    assert warehouse.engine.reader.all("SELECT * FROM order_text WHERE order_text MATCH 'rosa'") == []


def test_pages_of_a_text_go_from_the_newest_orders_into_the_index_and_repeat_none(warehouse: Warehouse) -> None:
    numbers = [warehouse.sell(str(number), line("LAMP"), buyer="Ada Blum") for number in range(AT_ONCE + 10)]
    pages: list[str] = []
    before = ""
    while True:
        page = order_list(warehouse.engine.reader, Filters(text="ada"), before=before, most=7)
        pages += [row["order"] for row in page["orders"]]
        before = page["next"]
        if not before:
            break
    assert pages == numbers[::-1]


def test_a_text_finds_orders_that_are_rare_among_many_that_match(warehouse: Warehouse) -> None:
    held = warehouse.sell("unpaid", line("LAMP"), paid=False)
    for number in range(AT_ONCE + 40):
        warehouse.sell(str(number), line("LAMP"), cancelled=True)
    page = order_list(warehouse.engine.reader, Filters(text="rosa", state="held"), most=5)
    assert ([row["order"] for row in page["orders"]], page["next"]) == ([held], "")
