"""The event stream for one that comes back, and for one that opens too many."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from pmpd.event_feed import MOST_WAITING
from pmpd.identity.denied import Denied
from pmpd.stream_places import MOST_OF_ALL, MOST_OF_ONE, StreamPlaces
from tests.pmpd.callers import device, program
from tests.pmpd.patience import expect_soon
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import LAMP


class Heard(NamedTuple):
    """An event and the id it came with, empty where it had none."""

    id: str
    topic: str
    subject: Any


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("resumed")) as box:
        yield box


def events(response: httpx.Response) -> Iterator[Heard]:
    id = ""
    for line in response.iter_lines():
        if line.startswith("id: "):
            id = line.removeprefix("id: ")
        if line.startswith("data: "):
            said = json.loads(line.removeprefix("data: "))
            yield Heard(id, said["topic"], said["subject"])
            id = ""


@contextmanager
def stream(client: httpx.Client, since: str = "", **headers: str) -> Iterator[Iterator[Heard]]:
    named = {name.replace("_", "-"): words for name, words in headers.items()}
    with client.stream("GET", "/events", params={"since": since} if since else {}, headers=named) as response:
        assert response.status_code == 200
        yield events(response)


def refused(client: httpx.Client) -> str:
    """The code under which a stream is refused, empty where it begins."""
    with client.stream("GET", "/events") as response:
        return "" if response.is_success else str(json.loads(response.read())["error"]["code"])


def sell(served: ServedBox, external_id: str) -> str:
    return str(served.post("/orders", {"external_id": external_id, "lines": [{"external_id": "1", "sku": LAMP, "quantity": 1}]})["order"])


def head_id(served: ServedBox) -> str:
    with stream(served.client) as heard:
        return next(heard).id


def until_order(heard: Iterator[Heard], number: str) -> list[Heard]:
    """What is heard up to the end of the journal row that tells of an order."""
    told: list[Heard] = []
    while not (any(event.subject == number for event in told) and told[-1].id):
        told.append(next(heard))
    return told


def test_a_stream_that_goes_on_hears_what_was_missed_and_then_what_comes(served: ServedBox) -> None:
    id = head_id(served)
    missed = sell(served, "missed")
    with stream(served.client, id) as heard:
        assert next(heard).topic == "heartbeat"
        coming = sell(served, "coming")
        orders = [event.subject for event in until_order(heard, coming) if event.topic == "order"]
    assert list(dict.fromkeys(orders)) == [missed, coming]


def test_a_browser_that_reconnects_by_itself_says_where_it_was_in_a_header(served: ServedBox) -> None:
    first = head_id(served)
    sell(served, "before")
    newer = head_id(served)
    number = sell(served, "after")
    with stream(served.client, first, Last_Event_ID=newer) as heard:
        assert {event.subject for event in until_order(heard, number) if event.topic == "order"} == {number}


def test_only_the_last_event_of_a_journal_row_has_an_id(served: ServedBox) -> None:
    with stream(served.client) as heard:
        begun = next(heard)
        row = []
        sell(served, "one row")
        for event in heard:
            row.append(event)
            if event.id:
                break
    assert len(row) > 1
    assert [event.id for event in row] == [""] * (len(row) - 1) + [str(int(begun.id) + 1)]


def test_one_from_before_the_box_was_started_is_told_to_read_anew(tmp_path: Path) -> None:
    with served_box(tmp_path) as box, stream(box.client, "1") as heard:
        assert [next(heard).topic, next(heard).topic] == ["heartbeat", "everything"]


def test_one_that_was_away_too_long_is_told_to_read_anew(served: ServedBox) -> None:
    id = head_id(served)

    async def many() -> None:
        for _ in range(MOST_WAITING + 1):
            served.box.ledger.events.say("lights")

    served.run(many())
    with stream(served.client, id) as heard:
        assert [next(heard).topic, next(heard).topic] == ["heartbeat", "everything"]


@pytest.mark.parametrize("since", ["-1", "yesterday", "1.5"])
def test_an_id_that_is_none_is_refused_in_words(since: str, served: ServedBox) -> None:
    for response in (served.client.get("/events", params={"since": since}), served.client.get("/events", headers={"Last-Event-ID": since})):
        assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid_input")
        assert "since" in response.json()["error"]["message"]


def test_a_program_that_opens_streams_without_end_is_stopped_and_the_others_hear_on(served: ServedBox) -> None:
    with program(served) as runaway, program(served) as calm, ExitStack() as open_streams:
        for _ in range(MOST_OF_ONE):
            next(open_streams.enter_context(stream(runaway)))
        refused = runaway.get("/events")
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many")
        assert int(refused.headers["Retry-After"]) > 0
        with stream(calm) as heard:
            assert next(heard).topic == "everything"


def test_a_screen_that_was_loaded_many_times_while_nothing_happened_is_heard_again(served: ServedBox) -> None:
    with program(served) as screen:
        for _ in range(MOST_OF_ONE):
            with stream(screen) as heard:
                assert next(heard).topic == "everything"
        expect_soon(lambda: refused(screen) == "")


def test_a_stream_that_was_closed_makes_room_for_another() -> None:
    places = StreamPlaces()
    for _ in range(3 * MOST_OF_ALL):
        with places.taken("a kiosk"):
            pass
    with ExitStack() as taken:
        for number in range(MOST_OF_ALL):
            taken.enter_context(places.taken(f"handheld {number}"))
        with pytest.raises(Denied, match="pages that nobody looks at"), places.taken("one more"):
            pass
    with places.taken("one more"):
        pass


def test_fifty_screens_have_a_stream_each() -> None:
    places = StreamPlaces()
    with ExitStack() as taken:
        assert [taken.enter_context(places.taken(f"kiosk {number}")) for number in range(50)] == [None] * 50


def test_a_device_that_was_shut_out_hears_no_more(served: ServedBox) -> None:
    with closing(device(served, "kiosk")) as client, stream(client) as heard:
        next(heard)
        name = client.get("/me").json()["device"]["name"]
        served.post(f"/paired-devices/{name}/revoke")
        assert "heartbeat" not in {event.topic for event in heard}
