"""Copies of the ledger on the owner's pages: taken away, looked at, and put in its place."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.audit.check import check_file
from tests.pmpd.callers import PEOPLE
from tests.pmpd.page_reader import PageReader, words_of
from tests.pmpd.served_box import ServedBox, served_box


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


def test_a_downloaded_copy_is_a_whole_ledger_and_its_age_is_known(served: ServedBox, owner: PageReader, tmp_path: Path) -> None:
    answer = owner.page("/owner/backup/ledger")
    assert re.fullmatch(r'attachment; filename="pmpd-\d{4}-\d\d-\d\d\.sqlite3"', answer.headers["Content-Disposition"])
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(answer.content)
    assert check_file(copy) == []
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT COUNT(*) FROM item").fetchone()[0] == 3
    connection.close()
    assert "1 min old" in words_of(owner.page("/owner"))
    assert list((served.box.directory / "incoming").iterdir()) == []


def test_a_file_that_is_no_copy_is_refused_in_its_form(served: ServedBox, owner: PageReader) -> None:
    answer = owner.send("/owner/backup/examine", file=("holiday.jpg", b"\xff\xd8\xff\xe0 a picture"))
    assert (answer.status_code, "no copy of a ledger" in answer.text) == (422, True)
    assert owner.send("/owner/backup/accept", {"operator": "Olga", "pin": "1", "again": "2"}).status_code == 422
    assert not served.box.successors.ready.is_set()


def test_a_copy_that_was_looked_at_says_what_it_holds_before_it_is_restored(served: ServedBox, owner: PageReader) -> None:
    copy = owner.page("/owner/backup/ledger").content
    answer = owner.send("/owner/backup/examine", file=("copy.sqlite3", copy))
    assert "0 orders · 3 items" in words_of(answer)
    assert "The copy is whole." in answer.text
    different = owner.send("/owner/backup/accept", {"operator": PEOPLE["owner"], "pin": "471108", "again": "471109"})
    assert (different.status_code, "not the same" in different.text) == (422, True)
    done = owner.send("/owner/backup/accept", {"operator": PEOPLE["owner"], "pin": "471108", "again": "471108"})
    assert "The box starts anew" in done.text
    assert served.box.successors.ready.is_set()
