"""The console: orders found by any number, page by page."""

import pytest

from ledger.errors import Refused
from ledger.sales.console import Filters, order_list
from ledger.sales.holds import ReleaseHold
from ledger.sales.orders import backlog, order_by_number, order_number
from tests.ledger.fake_time import START_MS
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def listed(warehouse: Warehouse, before: str = "", most: int = 50, **wanted: str) -> list[str]:
    """The order numbers on a page."""
    return [row["order"] for row in order_list(warehouse.engine.reader, Filters(**wanted), before=before, most=most)["orders"]]


def test_pages_hold_every_order_once_newest_first(warehouse: Warehouse) -> None:
    numbers = [warehouse.sell(str(buyer), line("LAMP")) for buyer in range(7)]
    found: list[str] = []
    before = ""
    while True:
        page = order_list(warehouse.engine.reader, before=before, most=3)
        found += [row["order"] for row in page["orders"]]
        before = page["next"]
        if not before:
            break
    assert found == numbers[::-1]


def test_a_page_that_is_just_full_is_the_last(warehouse: Warehouse) -> None:
    for buyer in range(3):
        warehouse.sell(str(buyer), line("LAMP"))
    assert order_list(warehouse.engine.reader, most=3)["next"] == ""


def test_an_order_imported_while_somebody_pages_shifts_nothing(warehouse: Warehouse) -> None:
    numbers = [warehouse.sell(str(buyer), line("LAMP")) for buyer in range(4)]
    first = order_list(warehouse.engine.reader, most=2)
    warehouse.sell("late", line("LAMP"))
    assert listed(warehouse, before=first["next"], most=2) == [numbers[1], numbers[0]]


def test_orders_are_filtered_by_state_and_channel(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    first = warehouse.sell("1", line("LAMP"))
    second = warehouse.sell("2", line("LAMP"), channel="shopify")
    assert (listed(warehouse, state="allocated"), listed(warehouse, channel="shopify")) == ([first], [second])
    assert listed(warehouse, state="allocated", channel="shopify") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (text, True)
            for text in ("blum", "bl", "ROSA", "rosa bl", "#77", "77", "SO-", "SO-100001", "so-100001", "100001", " Blum, Rosa")
        ),
        *(
            (text, False)
            for text in ("Mill", "lum", "7", "%", "_", "!", '"', "9" * 20, "rosa NOT blum", "buyer:rosa", "NEAR(rosa)", "rosa*x")
        ),
    ],
)
def test_free_text_finds_beginnings_of_names_and_numbers_and_has_no_language_of_its_own(
    warehouse: Warehouse, text: str, found: bool
) -> None:
    number = warehouse.sell("77", line("LAMP"), external_number="SO-#77")
    assert listed(warehouse, text=text) == ([number] if found else [])


def test_signs_only_tell_words_apart(warehouse: Warehouse) -> None:
    number = warehouse.sell("1", line("LAMP"), buyer="100% Parts_Co! O'Neill & Sons")
    assert [listed(warehouse, text=text) for text in ("100%", "parts_co", "co!", "o'nei", "neill-sons")] == [[number]] * 5


@pytest.mark.parametrize("text", ["Özgür", "özgür", "ÖZGÜR", "ärger", "ozgur", "O\u0308zgu\u0308r"])
def test_a_name_is_found_in_capitals_or_not_in_any_alphabet(warehouse: Warehouse, text: str) -> None:
    number = warehouse.sell("1", line("LAMP"), buyer="Özgür ÄRGER")
    assert listed(warehouse, text=text) == [number]


@pytest.mark.parametrize("name", ["SO-100001", "so-100001", " 100001 ", "#77", "77", "order-77"])
def test_an_order_is_found_by_each_of_its_numbers(warehouse: Warehouse, name: str) -> None:
    warehouse.sell("order-77", line("LAMP"), external_number="#77")
    assert order_number(order_by_number(warehouse.engine.reader, name)["id"]) == "SO-100001"


@pytest.mark.parametrize(
    "name", ["", "   ", "SO-100002", "SO-", "-1", "100000", "78", "9" * 40, "\uff11\uff10\uff10\uff10\uff10\uff11", "' OR 1=1 --"]
)
def test_a_number_of_no_order_finds_none(warehouse: Warehouse, name: str) -> None:
    warehouse.item("LAMP", "A-01", 1)
    number = warehouse.sell("77", line("LAMP"))
    warehouse.pick(number)
    warehouse.pack(number)
    with pytest.raises(Refused, match="no order") as refused:
        order_by_number(warehouse.engine.reader, name)
    assert refused.value.code == "order_not_found"


def test_a_number_that_two_channels_use_is_never_guessed(warehouse: Warehouse) -> None:
    numbers = [warehouse.sell("77", line("LAMP"), channel=channel) for channel in ("ebay", "shopify")]
    with pytest.raises(Refused, match="several") as refused:
        order_by_number(warehouse.engine.reader, "#77")
    assert refused.value.code == "order_ambiguous"
    assert all(number in refused.value.message for number in numbers)


def test_six_digits_that_are_our_number_and_a_channels_are_never_guessed(warehouse: Warehouse) -> None:
    ours, other = warehouse.sell("1", line("LAMP")), warehouse.sell("2", line("LAMP"), external_number="#100001")
    with pytest.raises(Refused, match=f"several orders .{ours}, {other}.") as refused:
        order_by_number(warehouse.engine.reader, "100001")
    assert refused.value.code == "order_ambiguous"
    assert [order_number(order_by_number(warehouse.engine.reader, name)["id"]) for name in (ours, "#100001")] == [ours, other]


def test_an_order_of_two_parcels_is_found_by_the_tracking_number_they_share(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 2)
    number = warehouse.sell("7", line("LAMP", 1))
    warehouse.pick(number)
    warehouse.pack(number)
    warehouse.sell("7", line("LAMP", 2), updated_ms=START_MS + 1)
    warehouse.do(ReleaseHold(number, "changed"))
    warehouse.pick(number)
    warehouse.pack(number)
    tracking = warehouse.label(number)
    assert order_number(order_by_number(warehouse.engine.reader, tracking)["id"]) == number


def test_the_backlog_counts_orders_by_state(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 1)
    for buyer in range(3):
        warehouse.sell(str(buyer), line("LAMP"))
    assert backlog(warehouse.engine.reader) == {"allocated": 1, "backordered": 2}
