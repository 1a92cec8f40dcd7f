"""The table of OWASP ASVS in docs/security.md: whole, well formed, and naming tests that are there."""

import re
from typing import NamedTuple

from tests.required_parts import REPOSITORY
from tests.tidy.test_tests import cases

PAGE = REPOSITORY / "docs" / "security.md"
STATES = {"met", "not met", "not applicable"}
_LEVEL_1 = """
1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1
3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2
6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1
10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1
14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
"""
LEVEL_1 = set(_LEVEL_1.split())
"""Every requirement of level 1 in OWASP ASVS 5.0.0 (chapters 16 and 17 have none)."""


class Requirement(NamedTuple):
    """A row of the table."""

    id: str
    asks: str
    state: str
    by: str


def requirements() -> list[Requirement]:
    rows = re.findall(r"^\| (\d[\d.]*) \|(.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return [Requirement(id, *(cell.strip() for cell in rest.split("|"))) for id, rest in rows]


def test_every_requirement_of_level_1_is_answered_once() -> None:
    ids = [one.id for one in requirements()]
    assert len(LEVEL_1) == 70
    assert sorted(LEVEL_1 - set(ids)) == []
    assert [id for id in ids if ids.count(id) > 1 or not re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{1,2}", id)] == []
    assert ids == sorted(ids, key=lambda id: [int(part) for part in id.split(".")])


def test_every_requirement_says_whether_it_is_met_and_by_what() -> None:
    assert [one.id for one in requirements() if one.state not in STATES or not one.asks or len(one.by) < 8] == []


def test_every_test_that_the_table_names_is_there() -> None:
    named = {name for one in requirements() for name in re.findall(r"`(test_\w+)`", one.by)}
    assert sorted(named - {case.name for _, case in cases()}) == []
