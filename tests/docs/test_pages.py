"""Every example of the documentation does what the page says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.page import Command, Exchange, Step, steps
from tests.required_parts import REPOSITORY

DOCS = REPOSITORY / "docs"
PAGES = [page for page in (REPOSITORY / "README.md", *sorted(DOCS.glob("*.md"))) if steps(page)]
PARTS = ("orders", "catalog", "allocation", "picking", "packing", "printing", "stock-work", "audit", "reconciliation", "outbox")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_a_page_does_what_the_page_says(page: Path, follow: Callable[[Step], str]) -> None:
    for step in steps(page):
        fault = follow(step)
        if fault:
            pytest.fail(fault, pytrace=False)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_shown_from_the_command_line_and_through_the_api(part: str) -> None:
    page = DOCS / f"{part}.md"
    kinds = {type(step) for step in steps(page)} if page.exists() else set()
    assert {Command, Exchange} <= kinds, f"docs/{part}.md shows {len(kinds)} kinds of examples; it needs a console and an http block"
