"""The owner's page for places, items and stock: an empty box is filled by a form and by sheets, and nothing is made twice."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
from tests.pmpd.callers import person, staffed_box
from tests.pmpd.page_reader import PageReader, words_of
from tests.pmpd.served_box import ServedBox


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with staffed_box(tmp_path) as box:
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


def test_a_row_that_is_made_longer_keeps_the_codes_it_has(served: ServedBox, owner: PageReader) -> None:
    owner.send("/owner/stock/places", {"zone": "G", "first": "1", "last": "2", "walk": walk_of(owner)})
    said = words_of(owner.send("/owner/stock/places", {"zone": "G", "first": "1", "last": "101", "walk": walk_of(owner)}))
    assert "99 places made. There already, and left as they are: G-01, G-02" in said
    assert [code for code in walks(served) if code.startswith("G-")][-3:] == ["G-99", "G-100", "G-101"]


def test_rows_from_pages_that_were_open_at_once_are_walked_to_one_after_the_other(served: ServedBox, owner: PageReader) -> None:
    walk = walk_of(owner)
    for zone in "HI":
        assert "3 places made." in words_of(owner.send("/owner/stock/places", {"zone": zone, "first": "1", "last": "3", "walk": walk}))
    made = {code: walk for code, walk in walks(served).items() if code[:2] in ("H-", "I-")}
    assert sorted(made, key=made.__getitem__) == ["H-01", "H-02", "H-03", "I-01", "I-02", "I-03"]
    assert len(set(made.values())) == 6


def test_a_place_of_another_kind_that_has_the_code_is_named(served: ServedBox, owner: PageReader) -> None:
    assert "2 places made." in words_of(owner.send("/owner/stock/places", {"zone": "T", "first": "61", "last": "62", "walk": "0"}))
    said = words_of(owner.send("/owner/stock/places", {"totes": "62"}))
    assert "T-62 is a bin and stays one; give the tote a code of its own" in said


def test_a_bin_at_the_far_end_of_the_walk_locks_no_form(served: ServedBox, owner: PageReader) -> None:
    served.post("/places", {"code": "FAR", "walk": 9_999_999})
    assert "1 place made." in words_of(owner.send("/owner/stock/places", {"stations": "3", "walk": walk_of(owner)}))


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


def test_a_sheet_that_is_too_large_is_refused_before_it_fills_the_disk(served: ServedBox, owner: PageReader) -> None:
    answer = owner.send("/owner/stock/sheet", {"kind": "items"}, file=("parts.csv", b"sku;description\n" + b"A;B\n" * 2_500_000))
    assert (answer.status_code, "split it and bring in one part after the other" in answer.text) == (422, True)
    assert list((served.box.directory / "incoming").iterdir()) == []


def test_stock_that_is_brought_in_twice_at_once_is_there_once(served: ServedBox) -> None:
    served.post("/sheets/items", {"rows": [{"sku": f"TWICE-{number}", "description": "A part"} for number in range(300)]})
    rows = [{"sku": f"TWICE-{number}", "bin": "A-01", "quantity": "10"} for number in range(300)]
    with ThreadPoolExecutor() as people:
        reports = list(people.map(lambda _: served.post("/sheets/stock", {"rows": rows}), range(2)))
    assert sorted(report["new"] for report in reports) == [0, 300]
    assert {row["on_hand"] for row in served.get("/bins/A-01")["content"] if row["sku"].startswith("TWICE-")} == {10}


def test_a_sheet_that_was_corrected_and_is_sent_again_by_the_way_back_is_taken(served: ServedBox, owner: PageReader) -> None:
    form: dict[str, Any] = {"kind": "items", "request": str(uuid4())}
    for description, outcome in (("A pert", "1 new"), ("A part", "1 changed"), ("A part", "1 as they were")):
        sheet = f"sku;description\nBACK-1;{description}\n".encode()
        assert outcome in words_of(owner.send("/owner/stock/sheet", form, file=("parts.csv", sheet)))
    assert served.get("/items/BACK-1")["description"] == "A part"


def test_a_supervisor_comes_to_the_stock_from_every_page_and_meets_no_closed_door(served: ServedBox) -> None:
    with closing(person(served, "supervisor", "phone", unlocked=True)) as client:
        supervisor = PageReader(served, client)
        assert 'href="/owner/stock"' in supervisor.page("/owner").text
        ways = set(re.findall(r'href="(/owner[^"#]*)"', supervisor.page("/owner/stock").text))
        assert {"/owner", "/owner/alerts", "/owner/stock"} <= ways
        assert [way for way in sorted(ways) if client.get(f"{served.address.rstrip('/')}{way}").status_code != 200] == []


def test_what_is_wrong_with_a_sheet_is_named_in_every_language(served: ServedBox, owner: PageReader) -> None:
    served.post("/settings/language", {"value": "de"})
    answer = owner.send("/owner/stock/sheet", {"kind": "items"}, file=("parts.csv", b"sku;description;colour\nA;B;red\n"))
    assert ("Tabelle" in answer.text, "colour" in answer.text) == (True, True)
