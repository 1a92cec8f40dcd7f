"""Sheets: what a spreadsheet says becomes what the ledger holds, and what the ledger holds a spreadsheet."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.command import Envelope
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.goods.catalog import AddItem, item_view
from ledger.goods.kit_building import DefineKit
from ledger.goods.places import AddPlace
from ledger.goods.warehouses import AddWarehouse
from ledger.sales.listings import MapListing
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from pmpd.spreadsheets.cells import as_meant, harmless
from pmpd.spreadsheets.importing import SheetReport, plan_rows
from pmpd.spreadsheets.registry import SHEETS, sheet_of
from pmpd.spreadsheets.table import read_bytes, read_table, rows_of, write_table


class Office:
    """An empty ledger and the sheets that go into and come out of it."""

    def __init__(self, directory: Path) -> None:
        self.engine = Engine(directory, program="test")

    def do(self, *commands: object) -> None:
        envelopes = [Envelope(self.engine.ids.command_id(), command, "ana", "desk") for command in commands]
        for outcome in self.engine.carry_out(envelopes):
            outcome.unwrap()

    def take_in(self, kind: str, text: str) -> SheetReport:
        sheet, report = sheet_of(kind), SheetReport()
        for step in plan_rows(self.engine.reader, sheet, read_table(sheet, text)):
            done = [Envelope(self.engine.ids.command_id(), step.command, "ana", "desk")] if step.command else []
            report.count(step, self.engine.carry_out(done)[0] if done else None)
        return report

    def give_out(self, kind: str) -> str:
        return write_table(sheet_of(kind), sheet_of(kind).rows(self.engine.reader))

    def item(self, sku: str) -> dict[str, Any]:
        return item_view(self.engine.reader, sku)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.engine.close()


def counts(report: SheetReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.rejected


def reasons(report: SheetReport) -> dict[int, str]:
    return {reject["line"]: reject["reason"] for reject in report.rejects}


def test_good_rows_go_in_and_each_bad_one_is_named_by_line_and_reason(office: Office) -> None:
    report = office.take_in("items", 'sku,description,weight_g\nLAMP,"Lamp,\nfor the left",45\nBOLT,Bolt,1.5\n,nameless,\nFUSE,Fuse,\n')
    assert counts(report) == (2, 0, 0, 2)
    assert reasons(report) == {
        4: "weight_g: 1.5 is no whole number from 0 to 1000000000; write it without separators and decimals",
        5: "sku is empty",
    }
    assert (office.item("LAMP")["weight_g"], office.item("LAMP")["description"]) == (45, "Lamp,\nfor the left")


SHEET = {
    "warehouses": "code,country,postcode,serves\nNORTH,DE,22111,DE DK\n",
    "items": "sku,description,hs_code,origin,tracking\nLAMP,Lamp,8539.21,de,none\nFUSE,Fuse,,,\nSET,A set,,,\nENGINE,Engine,,,serial\n",
    "barcodes": "sku,barcode\nLAMP,4006381333931\nFUSE,F-1\n",
    "places": "code,kind,walk,purpose,sellable,warehouse\nB-01,bin,1,,,\nB-02,,2,overstock,no,NORTH\nT-9,tote,,,,\n",
    "kits": "sku,kit,components\nSET,virtual,LAMP*2; FUSE × 1; LAMP*1\n",
    "listings": "channel,account,listing,sku,multiplier,buffer\nebay,uk,item:1,LAMP,2,1\nshopify,,variant:5,SET,,\n",
    "stock": "sku,bin,unit,quantity\nLAMP,B-01,,10\nFUSE,B-02,,3\nENGINE,B-01,SN-1,1\n",
}


def test_the_same_sheet_again_changes_nothing(office: Office) -> None:
    for kind, text in SHEET.items():
        assert office.take_in(kind, text).rejects == []
    seq = office.engine.head.seq
    for kind, text in SHEET.items():
        report = office.take_in(kind, text)
        assert counts(report) == (0, 0, report.read, 0), kind
    assert office.engine.head.seq == seq


def test_a_later_sheet_changes_what_it_says_otherwise_and_leaves_the_columns_it_lacks(office: Office) -> None:
    for kind, text in SHEET.items():
        office.take_in(kind, text)
    assert counts(office.take_in("items", "sku,origin\nLAMP,CN\nFUSE,\n")) == (0, 1, 1, 0)
    assert (office.item("LAMP")["origin"], office.item("LAMP")["hs_code"]) == ("CN", "853921")
    assert counts(office.take_in("listings", "channel,account,listing,sku\nebay,uk,item:1,FUSE\n")) == (0, 1, 0, 0)
    assert [(row["multiplier"], row["buffer"]) for row in office.item("FUSE")["listings"]] == [(2, 1)]
    assert counts(office.take_in("places", "code,purpose\nB-02,pick\n")) == (0, 1, 0, 0)


def test_opening_stock_that_was_sold_from_is_not_received_again(office: Office) -> None:
    for kind in ("warehouses", "items", "places", "stock"):
        office.take_in(kind, SHEET[kind])
    office.do(AdjustStock("LAMP", "B-01", -4, "lost"))
    assert counts(office.take_in("stock", SHEET["stock"])) == (0, 0, 3, 0)
    report = office.take_in("stock", "sku,bin,quantity\nLAMP,B-01,12\n")
    assert reasons(report) == {2: "B-01 has had LAMP already, 6 units now; count the bin or adjust it"}
    assert [row["on_hand"] for row in office.item("LAMP")["stock"]] == [6]


@pytest.mark.parametrize(
    "spelled",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "sep=;\n" + text.replace(",", ";"),
        lambda text: text.replace("sku", "SKU "),
        lambda text: text + "\n\n,\n",
    ],
)
def test_a_sheet_is_understood_as_each_spreadsheet_program_writes_it(office: Office, spelled: Callable[[str], str]) -> None:
    data = spelled("sku,description\nLÄMP,Für links\n").encode()
    assert counts(office.take_in("items", read_bytes(data))) == (1, 0, 0, 0)
    assert office.item("LÄMP")["description"] == "Für links"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sku,colour\n", "the column colour is unknown"),
        ("description\n", "the column sku is missing"),
        ("sku,sku\n", "the column sku stands there twice"),
        ("sku,,description\n", "a column has no name"),
        ("", "the column sku is missing"),
        ('sku,description\nA,"open\n', "line 2 is no CSV"),
    ],
)
def test_a_sheet_whose_columns_are_not_known_is_refused_whole(office: Office, text: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        office.take_in("items", text)
    assert refused.value.code == "bad_sheet"
    assert words in refused.value.message


def test_text_in_another_encoding_is_refused_before_it_is_misread() -> None:
    with pytest.raises(Refused, match="UTF-8"):
        read_bytes("sku\nLÄMP\n".encode("latin-1"))


def test_a_row_that_ends_early_stops_no_other_row_on_its_way_to_the_box() -> None:
    rows = read_table(SHEETS["barcodes"], "sku,barcode\nLAMP\nFUSE,1\n")
    assert [row.cells for row in rows_of(SHEETS["barcodes"], [row.cells for row in rows])] == [row.cells for row in rows]


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("items", "sku\n4.00638E+12\n", "sku: 4.00638E+12 is a number that the spreadsheet program has rounded"),
        ("items", "sku,description\nNEW,a\nNEW,b\n", "says NEW again, as line 2 does"),
        ("items", "sku\nNEW,more\n", "has 2 cells, the header 1"),
        ("items", "sku,tracking\nNEW,perhaps\n", "units are tracked by none, lot, serial"),
        ("barcodes", "sku,barcode\nFUSE,04006381333931\n", "barcode 04006381333931 points to LAMP already"),
        ("barcodes", "sku,barcode\nGHOST,1\n", "there is no item GHOST"),
        ("barcodes", "sku,barcode\nLAMP\n", "barcode is empty"),
        ("places", "code,kind\nB-01,tote\n", "B-01 is a bin and stays one"),
        ("places", "code,sellable\nB-01,perhaps\n", "sellable: perhaps is neither yes nor no"),
        ("places", "code,warehouse\nB-01,MOON\n", "there is no warehouse MOON"),
        ("kits", "sku,kit,components\nSET,virtual,LAMP\n", "components: LAMP is no component"),
        ("kits", "sku,kit,components\nSET,virtual,GHOST×1\n", "there is no item GHOST"),
        ("listings", "channel,listing,sku,multiplier\nebay,item:1,LAMP,0\n", "multiplier: an offer takes at least 1 unit"),
        ("stock", "sku,bin,quantity\nENGINE,B-02,1\n", "ENGINE is tracked by serial"),
        ("stock", "sku,bin,quantity\nSET,B-02,1\n", "SET is a kit without stock of its own"),
        ("stock", "sku,bin,quantity\nLAMP,B-02,99999999999\n", "quantity: 99999999999 is no whole number"),
        ("warehouses", "code,country\nNORTH,Germany\n", "Germany is no country's two letters"),
    ],
)
def test_a_row_that_can_not_be_so_is_named_with_its_reason(office: Office, kind: str, text: str, reason: str) -> None:
    for sheet, said in SHEET.items():
        office.take_in(sheet, said)
    report = office.take_in(kind, text)
    assert [reject["reason"].startswith(reason) for reject in report.rejects] == [True], report.rejects


@given(st.text())
def test_no_cell_is_ever_a_formula_and_each_is_read_back_as_it_was(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_meant(cell) == text


_WORD = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
_SKU = st.one_of(_WORD, st.sampled_from(["=cmd", "'=cmd", "-5", "@x", 'a"b', "a;b", "a,b", "007"]))
_NUMBER = st.integers(0, 10_000)
_ITEM = st.fixed_dictionaries(
    {
        "description": st.one_of(_WORD, st.sampled_from(["=1+1", "two\nlines", "", "a;b,c\t'd"])),
        "weight_g": _NUMBER,
        "origin": st.sampled_from(["", "DE", "CN"]),
        "hs_code": st.sampled_from(["", "853921"]),
        "grade": st.one_of(st.just(""), _WORD),
        "reorder_point": _NUMBER,
        "tracking": st.sampled_from(["none", "none", "lot", "serial"]),
    }
)
_SHOP = st.fixed_dictionaries(
    {
        "items": st.dictionaries(_SKU.filter(lambda sku: not sku[0].isspace()), _ITEM, min_size=1, max_size=4),
        "bins": st.lists(st.tuples(st.sampled_from(["pick", "overstock", "damaged"]), st.booleans(), _NUMBER), min_size=1, max_size=3),
        "stock": st.lists(st.tuples(_NUMBER, _NUMBER, st.integers(1, 500)), max_size=5),
        "kit": st.lists(st.tuples(_NUMBER, st.integers(1, 9)), max_size=3),
        "listings": st.lists(st.tuples(_NUMBER, st.integers(1, 5), st.integers(0, 5)), max_size=3),
    }
)


def fill(office: Office, shop: dict[str, Any]) -> None:
    """Enter a drawn shop; whatever its rules refuse stays out."""
    skus = list(shop["items"])
    commands: list[object] = [AddWarehouse("N0RTH", "DE", "01", ("DE", "AT"))]
    commands += [AddItem(sku, barcodes=(f"{sku}/b", f"={place}"), **known) for place, (sku, known) in enumerate(shop["items"].items())]
    for place, (purpose, sellable, walk) in enumerate(shop["bins"]):
        commands.append(AddPlace(f"BIN {place}", zone="Z", walk=walk, purpose=purpose, sellable=sellable, warehouse="N0RTH"))
    commands += [AddPlace("TOTE 1", "tote"), AddItem("THE KIT", "A kit")]
    contents = tuple(f"{skus[place % len(skus)]}×{units}" for place, units in shop["kit"])
    commands.append(DefineKit("THE KIT", "virtual", contents))
    for place, multiplier, buffer in shop["listings"]:
        commands.append(MapListing("ebay", "uk", f"item:{place}", skus[place % len(skus)], multiplier, buffer))
    for number, (place, bin, quantity) in enumerate(shop["stock"]):
        sku = skus[place % len(skus)]
        tracking = shop["items"][sku]["tracking"]
        unit = "" if tracking == "none" else f"U-{number}"
        commands.append(ReceiveStock(sku, f"BIN {bin % len(shop['bins'])}", 1 if tracking == "serial" else quantity, unit=unit))
    office.engine.carry_out([Envelope(office.engine.ids.command_id(), command, "ana", "desk") for command in commands])


def test_sheets_that_came_out_of_one_ledger_make_another_the_same(tmp_path: Path) -> None:
    Office(tmp_path / "empty").engine.close()
    numbers = count()

    def opened() -> Office:
        directory = tmp_path / str(next(numbers))
        shutil.copytree(tmp_path / "empty", directory)
        return Office(directory)

    @settings(max_examples=25, deadline=None)
    @given(_SHOP)
    def holds(shop: dict[str, Any]) -> None:
        first, second = opened(), opened()
        fill(first, shop)
        for kind in SHEETS:
            report = second.take_in(kind, read_bytes(first.give_out(kind).encode()))
            assert report.rejects == [], kind
        assert {kind: second.give_out(kind) for kind in SHEETS} == {kind: first.give_out(kind) for kind in SHEETS}
        for row in first.engine.reader.all("SELECT sku FROM item"):
            assert second.item(row["sku"]) == first.item(row["sku"])
        first.engine.close()
        second.engine.close()

    holds()
