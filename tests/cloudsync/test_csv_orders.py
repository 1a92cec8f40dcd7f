"""CSV files of orders: rows become orders, and a bad row is named with its line."""

from pathlib import Path

import pytest

from cloudsync.broken_document import BrokenDocument
from cloudsync.documents import read_documents, translate_document
from ledger.sales.channel_order import ChannelOrder

HEAD = "order,sku,quantity,price,currency,name,city,country,paid,placed\n"


def outcomes(tmp_path: Path, text: str | bytes) -> dict[str, ChannelOrder | str]:
    """What comes of a file: each order, or why it is none, by its name."""
    path = tmp_path / "orders.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found: dict[str, ChannelOrder | str] = {}
    for document in read_documents(path):
        try:
            found[document.name] = translate_document(document, None, "fair")
        except BrokenDocument as broken:
            found[document.name] = str(broken)
    return found


def order_of(tmp_path: Path, text: str) -> ChannelOrder:
    """The only order of a file."""
    (order,) = outcomes(tmp_path, text).values()
    assert isinstance(order, ChannelOrder), order
    return order


def test_rows_of_one_number_are_one_order_wherever_they_stand(tmp_path: Path) -> None:
    found = outcomes(
        tmp_path,
        HEAD + "1,LAMP,2,4.50,EUR,Ann,Köln,de,,2026-03-01T10:00:00+01:00\n2,BOLT,1,,,,,,,\n1,BOLT,3,0.1,,,,,,\n",
    )
    assert list(found) == ["orders.csv order 1", "orders.csv order 2"]
    order = found["orders.csv order 1"]
    assert isinstance(order, ChannelOrder)
    assert [(line.external_id, line.sku, line.quantity, line.price_minor) for line in order.lines] == [
        ("1", "LAMP", 2, 450),
        ("2", "BOLT", 3, 10),
    ]
    assert (order.channel, order.account, order.external_id, order.total_minor, order.ship_to.country) == ("csv", "fair", "1", 930, "DE")
    assert (order.buyer, order.paid, order.placed_ms) == ("Ann", True, 1_772_355_600_000)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_are_separated_as_the_first_row_separates_them(tmp_path: Path, separator: str) -> None:
    order = order_of(
        tmp_path, "\ufeff" + separator.join(("SKU", "Quantity", "order")) + "\r\n" + separator.join(("LAMP", "2", "7")) + "\r\n"
    )
    assert (order.external_id, order.lines[0].sku, order.lines[0].quantity) == ("7", "LAMP", 2)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1,LAMP,two,,,,,,,", "line 3.quantity: 'two' is not a quantity"),
        ("1,LAMP,0,,,,,,,", "line 3.quantity: '0' is not a quantity"),
        ("1,,1,,,,,,,", "line 3.sku: is missing"),
        ("1,LAMP,1,4.505,EUR,,,,,", "line 3.price"),
        ("1,LAMP,1,4.50,,,,,,", "line 3.price: an amount needs the order's currency"),
        ("1,LAMP,1,,EURO,,,,,", "line 3.currency"),
        ("1,LAMP,1,,,,,Germany,,", "line 3.country"),
        ("1,LAMP,1,,,,,,maybe,", "line 3.paid: 'maybe' is neither yes nor no"),
        ("1,LAMP,1,,,,,,,yesterday", "line 3.placed"),
        ("1,LAMP,1", "line 3: it has 3 cells"),
        ("1,LAMP,1,,,,,,,,,", "line 3: it has 12 cells"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_keeps_no_other_order_out(tmp_path: Path, row: str, fault: str) -> None:
    found = outcomes(tmp_path, HEAD + "5,LAMP,1,,,,,,,\n" + row + "\n6,BOLT,1,,,,,,,\n")
    assert isinstance(found["orders.csv order 5"], ChannelOrder)
    assert isinstance(found["orders.csv order 6"], ChannelOrder)
    assert str(found["orders.csv order 1"]).startswith(fault)


def test_an_order_with_a_bad_row_is_not_taken_in_part(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, HEAD + "1,LAMP,1,,,,,,,\n1,BOLT,none,,,,,,,\n").values()
    assert found == "line 3.quantity: 'none' is not a quantity from 1 to 100000"


def test_two_rows_that_contradict_each_other_about_their_order_are_named(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, HEAD + "1,LAMP,1,,,Ann,,,,\n1,BOLT,1,,,Kim,,,,\n").values()
    assert found == "line 3.name: 'Kim' differs from 'Ann' in line 2"


@pytest.mark.parametrize(
    ("text", "name", "fault"),
    [
        ("", "orders.csv line 1", "must be among them"),
        ("order,sku\n1,LAMP\n", "orders.csv line 1", "quantity must be among them"),
        ("order,sku,quantity,colour\n", "orders.csv line 1", "there is no column colour"),
        ("order,sku,quantity,sku\n", "orders.csv line 1", "a column is named twice"),
        (HEAD + ",LAMP,1,,,,,,,\n", "orders.csv line 2", "the order's number is missing"),
        (HEAD + '1,"LAMP"x,1,,,,,,,\n', "orders.csv line 2", "nothing of the file was taken in"),
        (HEAD.encode() + b"1,LAMP,1,,,K\xf6ln,,,,\n", "orders.csv line 2", "it is not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_table_of_orders_says_where_and_why(tmp_path: Path, text: str | bytes, name: str, fault: str) -> None:
    found = outcomes(tmp_path, text)
    assert fault in str(found[name])


def test_a_cell_with_line_breaks_does_not_shift_the_lines_that_follow(tmp_path: Path) -> None:
    found = outcomes(tmp_path, 'order,sku,quantity,note\n1,LAMP,1,"two\nlines"\n2,BOLT,x,\n')
    assert str(found["orders.csv order 2"]).startswith("line 4.quantity")
