"""The past as a spreadsheet: whole, in pages, streamed, and harmless to whoever opens it."""

import csv
from collections.abc import Iterator
from io import StringIO

import pytest

from ledger.audit.audit_exports import EXPORTS
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.pmpd.served_box import ServedBox, served_box

MANY = 2_100
"""More than one page of movements."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    """A box with more movements than a page holds, of an item with a wicked name."""
    with served_box(tmp_path_factory.mktemp("exports")) as box:
        submit = box.box.ledger.submit

        async def work() -> None:
            await submit(AddItem("=cmd|' /C calc'!A0", "@SUM(1)"), actor="+ana")
            await submit(AddPlace("X-01", walk=9), actor="+ana")
            for _ in range(MANY // 2):
                await submit(ReceiveStock("=cmd|' /C calc'!A0", "X-01", 1), actor="+ana")
                await submit(AdjustStock("=cmd|' /C calc'!A0", "X-01", -1, "lost"), actor="+ana")

        box.run(work())
        yield box


def sheet(served: ServedBox, name: str, **query: str) -> list[dict[str, str]]:
    """The rows of a streamed export."""
    response = served.client.get(f"/exports/{name}", headers={"Accept": "text/csv"}, params=query)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(response.text)))


def test_a_streamed_export_holds_every_row_once_in_order(served: ServedBox) -> None:
    rows = [int(row["seq"]) for row in sheet(served, "movements") if row["actor"] == "'+ana"]
    assert len(rows) == MANY // 2 * 2
    assert rows == sorted(rows)


def test_page_by_page_an_export_is_the_same_as_streamed(served: ServedBox) -> None:
    text, after = "", ""
    while True:
        page = served.get("/exports/movements", after=after)
        text, after = text + page["csv"], page["next"]
        if not after:
            break
    assert list(csv.DictReader(StringIO(text))) == sheet(served, "movements")


def test_whoever_stops_reading_an_export_leaves_no_fault_in_the_log(served: ServedBox, caplog: pytest.LogCaptureFixture) -> None:
    with served.client.stream("GET", "/exports/movements", headers={"Accept": "text/csv"}) as response:
        next(response.iter_raw(10))
    served.get("/exports/movements")
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_no_cell_of_an_export_begins_as_a_formula(served: ServedBox, export: object) -> None:
    rows = sheet(served, getattr(export, "name"))  # noqa: B009 - parametrized as an object
    cells = [cell for row in rows for name, cell in row.items() if name != "quantity"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_an_export_of_a_period_has_the_rows_of_that_period(served: ServedBox) -> None:
    story = served.get("/items/" + "%3Dcmd%7C%27%20%2FC%20calc%27%21A0" + "/story")["entries"]
    newest, older = story[0], story[9]
    rows = sheet(served, "movements", from_ms=str(older["at_ms"] + 1), to_ms=str(newest["at_ms"]))
    times = [entry["at_ms"] for entry in story if entry["kind"] == "moved"]
    assert len(rows) == sum(1 for at_ms in times if older["at_ms"] < at_ms <= newest["at_ms"])


def test_the_journal_as_a_sheet_tells_every_command_in_words(served: ServedBox) -> None:
    rows = sheet(served, "journal")
    assert [int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1))
    assert "adjust stock: sku =cmd|' /C calc'!A0, bin X-01, change -1, reason lost" in {row["words"] for row in rows}


def test_an_export_of_stories_has_those_of_the_orders_placed_then(served: ServedBox) -> None:
    orders = {row["order"] for row in served.get("/orders")["orders"]}
    assert {row["order"] for row in sheet(served, "stories")} == orders
    assert sheet(served, "stories", to_ms="1") == []
