"""The owner's page for places, items and stock: an empty box is filled by a form and by sheets, and nothing is made twice."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from ledger.command import Envelope
from ledger.engine import Engine
from pmpd.owner.place_form import MOST_PLACES
from pmpd.owner.stock_pages import in_stock
from pmpd.spreadsheets.examples import EXAMPLES, example
from pmpd.spreadsheets.importing import SheetReport, plan_rows
from pmpd.spreadsheets.registry import sheet_of
from pmpd.spreadsheets.table import read_table
from tests.pmpd.callers import person
from tests.pmpd.page_reader import PageReader, words_of
from tests.pmpd.served_box import ServedBox, served_box


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


def walks(served: ServedBox) -> dict[str, int]:
    return {one["code"]: one["walk"] for one in served.get("/bins")["bins"]}


def counted(served: ServedBox) -> dict[str, int]:
    return served.run(served.box.ledger.ask(in_stock))


def walk_of(owner: PageReader) -> str:
    """Where the form of the page lets the next row begin."""
    found = re.search(r'name="walk" value="(\d+)"', owner.page("/owner/stock").text)
    assert found is not None
    return found[1]


def test_a_form_makes_stations_totes_and_a_row_of_bins_that_are_walked_to_as_they_come(served: ServedBox, owner: PageReader) -> None:
    before = counted(served)
    form: dict[str, Any] = {"stations": "3", "totes": "2", "zone": "C", "first": "1", "last": "12", "walk": walk_of(owner)}
    said = words_of(owner.send("/owner/stock/places", form))
    assert "15 places made." in said
    assert "There already, and left as they are: PACK-1, PACK-2" in said
    made = {code: walk for code, walk in walks(served).items() if code.startswith("C-")}
    assert list(made) == [f"C-{number:02}" for number in range(1, 13)]
    assert list(made.values()) == sorted(set(made.values()))
    assert min(made.values()) > max(walk for code, walk in walks(served).items() if code not in made)
    now = counted(served)
    assert {kind: now[kind] - before[kind] for kind in ("stations", "totes", "bins")} == {"stations": 1, "totes": 2, "bins": 12}
    assert int(walk_of(owner)) > max(made.values())


def test_places_that_are_asked_for_twice_are_made_once(served: ServedBox, owner: PageReader) -> None:
    form: dict[str, Any] = {"zone": "D", "first": "1", "last": "3", "walk": "500", "request": str(uuid4())}
    assert "3 places made." in words_of(owner.send("/owner/stock/places", form))
    head = served.head()
    assert "3 places made." in words_of(owner.send("/owner/stock/places", form))
    assert served.head() == head
    more = words_of(owner.send("/owner/stock/places", {**form, "first": "2", "last": "4"}))
    assert "1 place made. There already, and left as they are: D-02, D-03" in more
    assert [code for code in walks(served) if code.startswith("D-")] == ["D-01", "D-02", "D-03", "D-04"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Say how many places to make"),
        ({"stations": "two"}, "Write a whole number"),
        ({"zone": "E", "first": "9", "last": "3"}, "the smaller one first"),
        ({"zone": "E"}, "the smaller one first"),
        ({"first": "1", "last": "3"}, "Give the row of bins a letter"),
        ({"zone": "@E", "first": "1", "last": "3"}, "a letter or a short word"),
        ({"totes": str(MOST_PLACES + 1)}, "make the rest afterwards"),
    ],
)
def test_a_form_that_can_not_be_meant_makes_nothing_and_keeps_what_was_typed(
    served: ServedBox, owner: PageReader, form: dict[str, Any], said: str
) -> None:
    before = counted(served)
    answer = owner.send("/owner/stock/places", {"walk": "0", **form})
    assert (answer.status_code, said in answer.text, 'aria-invalid="true"' in answer.text) == (422, True, True)
    assert [value for value in form.values() if f'value="{value}"' not in answer.text] == []
    assert counted(served) == before


def test_a_place_that_can_not_be_is_named_and_the_others_are_made(served: ServedBox, owner: PageReader) -> None:
    served.post("/items", {"sku": "F-02", "description": "A fuse"})
    answer = owner.send("/owner/stock/places", {"zone": "F", "first": "1", "last": "3", "walk": "0"})
    assert "2 places made." in words_of(answer)
    assert "F-02 is the barcode of an item" in answer.text


def test_a_sheet_is_brought_in_and_the_rows_that_were_not_taken_are_named(served: ServedBox, owner: PageReader) -> None:
    sheet = "sku;description;weight_g\nNEW-1;A new part;12\nNEW-2;Another;heavy\n".encode("utf-8-sig")
    answer = owner.send("/owner/stock/sheet", {"kind": "items"}, file=("parts.csv", sheet))
    said = words_of(answer)
    assert "1 new, 0 changed, 0 as they were, 1 not taken." in said
    assert "Line 3 weight_g" in said
    assert served.get("/items/NEW-1")["description"] == "A new part"
    assert "0 new, 0 changed, 1 as they were" in words_of(owner.send("/owner/stock/sheet", {"kind": "items"}, file=("parts.csv", sheet)))
    assert list((served.box.directory / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"colour\nred\n", "The column colour is unknown"), (b"sku\n\xff\xfe\n", "save it as CSV UTF-8"), (b"x" * (9 << 20), "is too large")],
)
def test_a_file_that_is_no_sheet_is_not_taken_and_the_page_says_what_to_do(
    served: ServedBox, owner: PageReader, content: bytes, said: str
) -> None:
    head = served.head()
    answer = owner.send("/owner/stock/sheet", {"kind": "items"}, file=("parts.csv", content))
    assert (answer.status_code, said in answer.text) == (422, True)
    assert served.head() == head


def test_the_examples_fill_an_empty_ledger_one_after_the_other(tmp_path: Path) -> None:
    with Engine(tmp_path, program="test") as engine:
        for kind, rows in EXAMPLES.items():
            sheet, report = sheet_of(kind), SheetReport()
            for step in plan_rows(engine.reader, sheet, read_table(sheet, example(kind))):
                report.count(step, engine.carry_out([Envelope(engine.ids.command_id(), step.command, "ana", "desk")])[0])
            assert (kind, report.new, report.rejects) == (kind, len(rows), [])


def test_an_example_of_each_kind_can_be_fetched(owner: PageReader) -> None:
    kinds = re.findall(r'href="/owner/stock/example/(\w+)"', owner.page("/owner/stock").text)
    assert kinds == list(EXAMPLES)
    for kind in kinds:
        answer = owner.page(f"/owner/stock/example/{kind}")
        assert answer.text == example(kind)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
    assert owner.page("/owner/stock/example/moons").status_code == 404


def test_who_may_not_change_items_and_places_does_not_get_to_the_page(served: ServedBox) -> None:
    with closing(person(served, "packer")) as client:
        visitor = PageReader(served, client)
        before = counted(served)
        assert visitor.page("/owner/stock").status_code == 403
        assert visitor.send("/owner/stock/places", {"stations": "9"}).status_code == 403
        sheet = ("items.csv", b"sku\nEVIL-1\n")
        assert visitor.send("/owner/stock/sheet", {"kind": "items"}, file=sheet).status_code == 403
        assert counted(served) == before
