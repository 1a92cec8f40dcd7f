"""The event stream: what changed, after the commit, until the box goes down."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ledger.database import LEDGER_FILE
from tests.pmpd.full_disk import full_disk
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import LAMP


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


@contextmanager
def stream(served: ServedBox, **query: int) -> Iterator[Iterator[dict[str, Any]]]:
    """The events a screen hears, one after the other."""
    with served.new_client() as client, client.stream("GET", "/events", params=query) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield (json.loads(line.removeprefix("data: ")) for line in response.iter_lines() if line.startswith("data: "))


def sell(served: ServedBox, external_id: str) -> str:
    return str(served.post("/orders", {"external_id": external_id, "lines": [{"external_id": "1", "sku": LAMP, "quantity": 1}]})["order"])


def test_a_stream_begins_with_where_the_journal_stands(served: ServedBox) -> None:
    with stream(served) as events:
        assert next(events) == {"seq": served.head(), "topic": "everything", "subject": 0}


def test_an_order_that_was_taken_in_is_told_by_its_number_and_can_be_read(served: ServedBox) -> None:
    with stream(served) as events:
        next(events)
        number = sell(served, "1")
        told = next(event for event in events if event["topic"] == "order")
        assert told == {"seq": served.head(), "topic": "order", "subject": number}
        assert served.get(f"/orders/{number}")["state"] == "allocated"


def test_two_screens_hear_the_same(served: ServedBox) -> None:
    with stream(served) as first, stream(served) as second:
        next(first), next(second)
        numbers = [sell(served, str(number)) for number in range(5)]
        heard = [[next(event for event in events if event["topic"] == "order")["subject"] for _ in numbers] for events in (first, second)]
    assert heard == [numbers, numbers]


def test_a_screen_that_went_away_costs_the_others_nothing(served: ServedBox) -> None:
    with stream(served) as gone:
        next(gone)
    with stream(served) as events:
        next(events)
        number = sell(served, "1")
        assert next(event for event in events if event["topic"] == "order")["subject"] == number


def test_a_box_that_goes_down_ends_its_streams_and_is_down_at_once(tmp_path: Path) -> None:
    with served_box(tmp_path) as served, stream(served) as events:
        next(events)
        began_s = time.monotonic()
        served.stop()
        assert list(events) == []
        assert time.monotonic() - began_s < 1.5


def test_a_box_that_stopped_writing_tells_why_with_every_heartbeat_until_it_is_started_again(tmp_path: Path) -> None:
    with served_box(tmp_path) as served, stream(served) as events:
        next(events)
        with full_disk(tmp_path / LEDGER_FILE):
            refused = served.client.post("/items", json={"sku": "LOST", "description": "x" * 200})
        assert refused.status_code == 503
        assert next(event for event in events if event["topic"] == "ledger")["subject"] == 0
        why = next(event for event in events if event["topic"] == "heartbeat")["subject"]
        assert why == refused.json()["error"]["message"] == served.get("/health")["ledger"]
        head = served.head()
    with served_box(tmp_path, furnished=False) as again, stream(again, since=head) as events:
        assert [next(events), next(events)] == [
            {"seq": head, "topic": "heartbeat", "subject": 0},
            {"seq": 0, "topic": "ledger", "subject": 0},
        ]


def test_a_screen_that_comes_back_to_a_box_that_stopped_writing_is_told_at_once(served: ServedBox, tmp_path: Path) -> None:
    with full_disk(tmp_path / LEDGER_FILE):
        refused = served.client.post("/items", json={"sku": "LOST", "description": "x" * 200})
    with stream(served, since=served.head()) as events:
        assert next(events)["subject"] == refused.json()["error"]["message"]
