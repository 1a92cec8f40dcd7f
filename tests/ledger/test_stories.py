"""Stories of items, bins, lots and serial numbers, and people: everything that moved or changed, newest first, a page at a time."""

from collections.abc import Callable

import pytest

from ledger.audit.stories import bin_story, item_story, operator_story, unit_story
from ledger.audit.story_page import PAGE
from ledger.errors import Refused
from ledger.goods.catalog import AddItem
from ledger.sales.holds import PlaceHold
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Answer, Warehouse


def texts(story: Answer) -> list[str]:
    """What a story tells, in words."""
    return [entry["text"] for entry in story["entries"]]


def test_the_story_of_an_item_tells_every_movement_with_place_reason_and_order(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP", 2))
    warehouse.pick(number)
    warehouse.do(AdjustStock("LAMP", "A-01", -1, "damaged"))
    told = texts(item_story(warehouse.engine.reader, "LAMP"))
    assert told[0] == "1 × LAMP: A-01 → adjustment (adjust damaged)"
    assert told[1].startswith("1 × LAMP: A-01 → T-1 (pick")
    assert number in told[1]
    assert "5 × LAMP: supplier → A-01 (receive)" in told


def test_the_story_of_a_bin_tells_what_went_in_and_out(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    warehouse.item("BULB", "A-02", 5)
    warehouse.do(AdjustStock("LAMP", "A-01", -2, "lost"))
    assert texts(bin_story(warehouse.engine.reader, "A-01")) == [
        "2 × LAMP: A-01 → adjustment (adjust lost)",
        "5 × LAMP: supplier → A-01 (receive)",
    ]


def test_the_story_of_a_serial_number_follows_that_very_unit(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("ECU", "Engine control unit", tracking="serial"))
    for unit in ("SN-1", "SN-2"):
        warehouse.do(ReceiveStock("ECU", "A-01", 1, unit=unit))
    warehouse.do(AdjustStock("ECU", "A-01", -1, "damaged", unit="SN-2"))
    assert texts(unit_story(warehouse.engine.reader, "SN-2")) == [
        "1 × ECU SN-2: A-01 → adjustment (adjust damaged)",
        "1 × ECU SN-2: supplier → A-01 (receive)",
    ]


def test_the_story_of_a_person_tells_every_command_in_words_refused_ones_too(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    number = warehouse.sell("7", line("LAMP"))
    warehouse.do(PlaceHold(number, "the buyer called"), actor="rosa")
    warehouse.refusal(AdjustStock("LAMP", "A-01", -99, "lost"), actor="rosa")
    told = texts(operator_story(warehouse.engine.reader, "rosa"))
    assert told[1] == f"place hold: order {number}, reason the buyer called"
    assert told[0].startswith("adjust stock: sku LAMP, bin A-01, change -99, reason lost: refused, ")


def test_every_entry_has_who_when_and_from_where(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 5)
    entry = item_story(warehouse.engine.reader, "LAMP")["entries"][0]
    assert (entry["actor"], entry["device"], entry["seq"]) == ("ana", "handheld-1", warehouse.engine.head.seq)
    assert entry["at_ms"] <= warehouse.clock.now
    assert entry["boot"] == 1


@pytest.mark.parametrize("per_command", [1, 7])
def test_a_long_story_read_page_by_page_tells_everything_once(warehouse: Warehouse, per_command: int) -> None:
    warehouse.item("LAMP", "A-01", 100)
    for number in range(20):
        warehouse.sell(str(number), line("LAMP", per_command if number < 12 else 1))
    warehouse.packed(*[f"SO-{100_001 + number}" for number in range(12)])
    reader = warehouse.engine.reader
    pages = [item_story(reader, "LAMP")]
    while pages[-1]["next"]:
        pages.append(item_story(reader, "LAMP", before=pages[-1]["next"]))
    moved = reader.number("SELECT COUNT(*) FROM movement")
    assert len(pages) > 1 or moved <= PAGE
    told = [entry for page in pages for entry in page["entries"] if entry["kind"] == "moved"]
    assert len(told) == moved
    assert [entry["seq"] for entry in told] == sorted((entry["seq"] for entry in told), reverse=True)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda reader: item_story(reader, "X"), "item_not_found"),
        (lambda reader: bin_story(reader, "X"), "place_not_found"),
        (lambda reader: unit_story(reader, "X"), "unit_not_found"),
        (lambda reader: unit_story(reader, ""), "unit_not_found"),
        (lambda reader: operator_story(reader, "X"), "operator_not_found"),
    ],
)
def test_a_story_of_nothing_says_what_is_missing(warehouse: Warehouse, ask: Callable[[object], Answer], code: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(warehouse.engine.reader)
    assert refused.value.code == code
