"""Sheets through a running box: over HTTP, and by `pmpd import-sheet` and `pmpd export-sheet` with the box running or not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.terminal import daemon, pmpd

ITEMS = "sku;description;weight_g\nLAMP;Lamp;45\nBOLT;=Bolt;much\nFUSE;Sicherung für Öl;\n"
REJECTS = [{"line": 3, "reason": "weight_g: much is no whole number from 0 to 1000000000; write it without separators and decimals"}]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("box")) as box:
        yield box


def test_a_sheet_is_taken_in_as_the_body_of_a_request(served: ServedBox) -> None:
    headers = {"Content-Type": "text/csv", "X-Operator": "zoe"}
    said = served.client.post("/sheets/items", content=ITEMS.encode("utf-8-sig"), headers=headers).json()
    assert said == {"read": 3, "new": 2, "changed": 0, "unchanged": 0, "rejected": 1, "rejects": REJECTS}
    assert served.get("/items/FUSE")["description"] == "Sicherung für Öl"


def test_rows_are_taken_in_as_objects_too(served: ServedBox) -> None:
    rows = [{"code": "X-01", "walk": 7, "sellable": False}, {"code": "X-02", "walk": "near"}]
    said = served.post("/sheets/places", {"rows": rows})
    assert (said["new"], [reject["line"] for reject in said["rejects"]]) == (1, [2])


def test_a_sheet_comes_out_as_csv_that_spreadsheet_programs_know_as_utf_8(served: ServedBox) -> None:
    answer = served.client.get("/sheets/warehouses")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.decode() == "\ufeffcode,country,postcode,serves\r\nMAIN,,,\r\n"


def test_a_sheet_larger_than_one_group_is_taken_in_whole(served: ServedBox) -> None:
    rows = "".join(f"MANY-{number},item {number}\n" for number in range(450))
    said = served.client.post("/sheets/items", content=f"sku,description\n{rows}", headers={"Content-Type": "text/csv"}).json()
    assert (said["read"], said["new"]) == (450, 450)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/sheets/moons", b"sku\n", 404, "sheet_not_found"),
        ("/sheets/items", b"colour\n", 409, "bad_sheet"),
        ("/sheets/items", b"", 409, "bad_sheet"),
        ("/sheets/items", b"sku\n\xff\n", 409, "bad_sheet"),
    ],
)
def test_a_sheet_that_is_none_is_refused(served: ServedBox, path: str, body: bytes, status: int, code: str) -> None:
    answer = served.client.post(path, content=body, headers={"Content-Type": "text/csv"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_the_verbs_do_the_same_with_the_box_running_and_without(tmp_path: Path) -> None:
    sheet = tmp_path / "items.csv"
    sheet.write_text(ITEMS, encoding="utf-8")
    said, sheets = [], []
    for name in ("alone", "served"):
        data = tmp_path / name
        pmpd("import-sheet", "warehouses", _written(tmp_path / "w.csv", "code\nNORTH\n"), "--data", data)
        if name == "alone":
            said.append(pmpd("import-sheet", "items", sheet, "--json", "--data", data))
            sheets.append(pmpd("export-sheet", "items", "--data", data))
        else:
            with daemon(data):
                said.append(pmpd("import-sheet", "items", sheet, "--json", "--data", data))
                sheets.append(pmpd("export-sheet", "items", "--data", data))
    assert said[0] == said[1]
    assert (said[0].code, json.loads(said[0].out)["rejects"]) == (1, REJECTS)
    assert sheets[0] == sheets[1]
    assert sheets[0].out.splitlines()[1].startswith("FUSE,Sicherung für Öl,0,")


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_exported_file_is_imported_as_it_was(tmp_path: Path) -> None:
    data, sheet = tmp_path / "data", tmp_path / "out.csv"
    pmpd("import-sheet", "items", _written(tmp_path / "in.csv", "sku,description\n'=LAMP,Lamp\n"), "--data", data)
    assert pmpd("export-sheet", "items", sheet, "--data", data).out == f"{sheet} written.\n"
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfsku,description,")
    again = pmpd("import-sheet", "items", sheet, "--data", data)
    assert (again.code, again.out) == (0, "1 rows read: 0 new, 0 changed, 1 unchanged, 0 rejected.\n")
