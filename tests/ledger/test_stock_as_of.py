"""Stock as of a past moment: what lay where then, whatever happened since."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.audit.moments import seq_at
from ledger.audit.stock_as_of import stock_as_of
from ledger.errors import Refused
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


def lying(answer: Answer) -> dict[tuple[str, str], int]:
    """Units by SKU and place."""
    return {(row["sku"], row["bin"]): row["on_hand"] for row in answer["stock"]}


def a_day(warehouse: Warehouse) -> list[tuple[int, int, dict[tuple[str, str], int]]]:
    """Some work; answers after each step the journal row, the time and the stock."""
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BULB", "A-02", 5)
    number = warehouse.sell("7", line("LAMP", 2), line("BULB"))
    seen = []

    def look() -> None:
        rows = warehouse.engine.reader.all(
            "SELECT i.sku, p.code, b.on_hand FROM balance b JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id"
            " WHERE p.id > 3 AND b.on_hand <> 0"
        )
        seen.append((warehouse.engine.head.seq, warehouse.clock.now, {(row[0], row[1]): row[2] for row in rows}))

    steps = (
        lambda: warehouse.pick(number),
        lambda: warehouse.do(ReceiveStock("LAMP", "A-03", 4)),
        lambda: warehouse.pack(number),
        lambda: warehouse.do(AdjustStock("BULB", "A-02", -4, "lost")),
        lambda: warehouse.label(number),
    )
    for step in steps:
        step()
        look()
    return seen


def test_the_stock_after_any_journal_row_is_what_it_was_then(warehouse: Warehouse) -> None:
    for seq, _, stock in a_day(warehouse):
        assert lying(stock_as_of(warehouse.engine.reader, seq=seq)) == stock


def test_the_stock_at_any_time_is_what_it_was_then(warehouse: Warehouse) -> None:
    for _, at_ms, stock in a_day(warehouse):
        assert lying(stock_as_of(warehouse.engine.reader, at_ms=at_ms)) == stock


def test_one_item_or_one_bin_can_be_asked_for(warehouse: Warehouse) -> None:
    for seq, _, stock in a_day(warehouse):
        of_item = {key: units for key, units in stock.items() if key[0] == "LAMP"}
        of_bin = {key: units for key, units in stock.items() if key[1] == "A-01"}
        reader = warehouse.engine.reader
        assert lying(stock_as_of(reader, seq=seq, sku="LAMP")) == of_item
        assert lying(stock_as_of(reader, seq=seq, bin="A-01")) == of_bin
        assert lying(stock_as_of(reader, seq=seq, sku="LAMP", bin="A-01")) == {
            key: units for key, units in of_item.items() if key[1] == "A-01"
        }


def test_before_the_first_row_there_was_nothing(warehouse: Warehouse) -> None:
    a_day(warehouse)
    assert stock_as_of(warehouse.engine.reader, at_ms=0)["stock"] == []


def test_a_moment_that_has_not_come_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(Refused, match="name one of them"):
        stock_as_of(warehouse.engine.reader, seq=warehouse.engine.head.seq + 1)


def test_after_the_clock_jumped_back_the_answer_says_which_row_it_is_of(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    at_ms = warehouse.clock.now
    warehouse.clock.now -= 3_600_000
    warehouse.receive("LAMP", 1)
    answer = stock_as_of(warehouse.engine.reader, at_ms=at_ms)
    assert (answer["seq"], lying(answer)) == (warehouse.engine.head.seq, {("LAMP", "A-01"): 6})


@given(times=st.lists(st.integers(0, 50), min_size=1, max_size=40), moment=st.integers(-1, 51))
@settings(max_examples=60)
def test_in_a_journal_whose_clock_never_jumped_the_row_of_a_time_is_the_last_up_to_it(times: list[int], moment: int) -> None:
    import sqlite3

    from ledger.transaction import Reader

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, at_ms INTEGER)")
    connection.executemany("INSERT INTO journal (at_ms) VALUES (?)", [(at_ms,) for at_ms in sorted(times)])
    assert seq_at(Reader(connection), moment) == sum(1 for at_ms in times if at_ms <= moment)
    connection.close()
