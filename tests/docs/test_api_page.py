"""The program that the page of the API shows does what the page says."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.pmpd.busy_shop import sell
from tests.pmpd.callers import program
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import LAMP
from tests.required_parts import REPOSITORY


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The names that the page's block of Python defines."""
    page = (REPOSITORY / "docs" / "api.md").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], names)
    return names


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


@pytest.fixture
def box(served: ServedBox) -> Iterator[httpx.Client]:
    with program(served) as client:
        yield client


def test_what_is_sent_is_done(shown: dict[str, Any], served: ServedBox, box: httpx.Client) -> None:
    taken = shown["send"](box, "/orders", {"external_id": "web-1", "lines": [{"external_id": "1", "sku": LAMP, "quantity": 1}]})
    assert served.get(f"/orders/{taken['order']}")["external_id"] == "web-1"


def test_a_refusal_is_told_in_the_words_of_the_box(shown: dict[str, Any], box: httpx.Client) -> None:
    with pytest.raises(RuntimeError, match="no order SO-1"):
        shown["send"](box, "/orders/SO-1/notes", {"note": "call the buyer"})


def test_every_order_is_given_once(shown: dict[str, Any], served: ServedBox, box: httpx.Client) -> None:
    sold = [sell(served, number) for number in range(60)]
    assert [row["order"] for row in shown["every_order"](box)] == sold[::-1]


def test_a_program_that_follows_hears_what_it_missed(shown: dict[str, Any], served: ServedBox, box: httpx.Client) -> None:
    with closing(shown["follow"](box)) as events:
        begun = next(events)
        assert begun["topic"] == "everything"
    missed = sell(served, 1)
    with closing(shown["follow"](box, str(begun["seq"]))) as events:
        told = next(event for event in events if event["topic"] == "order")
    assert told["subject"] == missed
