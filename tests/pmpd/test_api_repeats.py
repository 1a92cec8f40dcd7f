"""A request that is sent again under its key changes nothing and gets the same answer, whichever POST it is."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from ledger.equipment.control_codes import station_code
from ledger.transaction import Reader
from pmpd.api.momentary import OF_THE_MOMENT
from pmpd.api.routes import ROUTES
from pmpd.config import Config
from tests.pmpd import scenes
from tests.pmpd.callers import PIN, device, stranger
from tests.pmpd.one_of_each import ONE_OF_EACH
from tests.pmpd.request_bodies import DOCUMENT
from tests.pmpd.served_box import Json, ServedBox, served_box
from tests.pmpd.small_shop import LAMP, OTHER_STATION, STATION

POSTS = {route.path for route in ROUTES if route.method == "POST"}
AT_A_DEVICE = {"/sign-in", "/sign-out"}
TOO_EARLY = {"/reconciliation"}
"""What is refused in a shop whose first day is not over; the refusal is written down, too."""
STRANGERS = {"/pair", "/pair/claim"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    # Without a printer, so that nothing is written but what is asked for.
    with served_box(tmp_path_factory.mktemp("repeats"), Config(printer=[])) as box:
        yield box


def written(served: ServedBox) -> tuple[int, int]:
    """How many rows the journal has, but for those of scans that are carried out late, and how many print jobs there are."""

    def count(reader: Reader) -> tuple[int, int]:
        rows = reader.number("SELECT COUNT(*) FROM journal WHERE kind <> 'done_set_aside'")
        return rows, reader.number("SELECT COUNT(*) FROM print_job")

    return served.run(served.box.ledger.ask(count))


def twice(served: ServedBox, client: httpx.Client, path: str, body: Json) -> httpx.Response:
    """The answer to a request, whose repeat got the same and changed nothing more."""
    key = {"Idempotency-Key": str(uuid4())}
    first = client.post(path, json=body, headers=key)
    after_first = written(served)
    again = client.post(path, json=body, headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert written(served) == after_first
    return first


def done_once(served: ServedBox, client: httpx.Client, path: str, body: Json) -> Json:
    """The answer to a request that did something, once."""
    before = written(served)
    response = twice(served, client, path, body)
    assert response.status_code == 200, response.text
    assert written(served) > before
    answer: Json = response.json()
    return answer


@pytest.mark.parametrize("path", sorted(POSTS - set(OF_THE_MOMENT) - AT_A_DEVICE))
def test_the_same_request_again_changes_nothing_and_gets_the_same_answer(path: str, served: ServedBox) -> None:
    names, body = ONE_OF_EACH[path](served)
    before = written(served)
    response = twice(served, served.client, path.format(**names), body)
    assert response.status_code == (409 if path in TOO_EARLY else 200), response.text
    assert written(served) > before


def test_every_request_that_is_of_the_moment_is_one_of_the_api() -> None:
    assert set(OF_THE_MOMENT) - POSTS == STRANGERS


def test_the_description_says_of_every_request_whether_it_takes_a_key() -> None:
    posts = {path.removeprefix("/api/v1"): said["post"] for path, said in DOCUMENT["paths"].items() if "post" in said}
    taking = {path for path, said in posts.items() if "Idempotency-Key" in [one["name"] for one in said.get("parameters", [])]}
    assert taking == posts.keys() - OF_THE_MOMENT.keys()
    silent = [path for path, why in OF_THE_MOMENT.items() if path in posts and why not in posts[path].get("description", why)]
    assert silent == []


def walk_with(served: ServedBox, scanner: str, quantity: int = 1) -> int:
    """A walk with a scanner, which stands before the bin."""
    walk = served.post("/pick-sessions", {"orders": [scenes.sell(served, quantity)]}, X_Device=scanner)["session"]
    served.post(f"/devices/{scanner}/scans", {"code": "A-01"})
    return int(walk)


def test_a_scan_that_is_sent_again_counts_once(served: ServedBox) -> None:
    walk = walk_with(served, "wedge-1", 3)
    done_once(served, served.client, "/devices/wedge-1/scans", {"code": LAMP})
    assert served.get(f"/pick-sessions/{walk}")["stop"]["picked"] == 1


def test_the_scan_that_ends_a_walk_is_told_as_that_when_it_is_sent_again(served: ServedBox) -> None:
    walk = walk_with(served, "wedge-2")
    key = str(uuid4())
    scanned = served.post("/devices/wedge-2/scans", {"code": LAMP}, Idempotency_Key=key)
    served.post(f"/pick-sessions/{walk}/finish")
    assert served.post("/devices/wedge-2/scans", {"code": LAMP}, Idempotency_Key=key) == scanned


def test_the_scan_that_opens_a_check_is_no_scan_in_it_when_it_is_sent_again(served: ServedBox) -> None:
    served.post("/bindings", {"device": "wedge-3", "station": scenes.add_station(served)})
    opened = done_once(served, served.client, "/devices/wedge-3/scans", {"code": scenes.picked(served)})
    packed = done_once(served, served.client, "/devices/wedge-3/scans", {"code": LAMP})
    assert (opened["outcome"], packed["outcome"], packed["lines"][0]["scanned"]) == ("check", "item", 1)


def test_another_code_under_the_key_of_a_scan_is_refused(served: ServedBox) -> None:
    walk_with(served, "wedge-4")
    key = {"Idempotency-Key": str(uuid4())}
    assert served.client.post("/devices/wedge-4/scans", json={"code": LAMP}, headers=key).status_code == 200
    refused = served.client.post("/devices/wedge-4/scans", json={"code": "FUSE-10A"}, headers=key)
    assert refused.json()["error"]["code"] == "command_id_reused"


@pytest.mark.parametrize("code", [station_code(OTHER_STATION), LAMP], ids=["a station's label", "an item"])
def test_a_scan_on_a_walk_by_its_own_route_counts_once(code: str, served: ServedBox) -> None:
    walk = walk_with(served, f"wedge {code}", 2)
    done_once(served, served.client, f"/pick-sessions/{walk}/scans", {"code": code})


def test_signing_in_and_out_again_under_the_same_key_is_done_once(served: ServedBox) -> None:
    served.post("/operators", {"operator": "Sven", "role": "supervisor", "pin": PIN})
    badge = served.post("/operators/Sven/badge", {"station": STATION})["badge"]
    with closing(device(served)) as client:
        for proof in ({"operator": "Sven", "pin": PIN}, {"badge": served.box.identity.badges.code("Sven", badge)}):
            done_once(served, client, "/sign-in", proof)
            done_once(served, client, "/sign-out", {})


def test_whose_box_it_is_said_again_signs_in_once(tmp_path: Path) -> None:
    with served_box(tmp_path) as served, closing(device(served, "kiosk")) as kiosk:
        done_once(served, kiosk, "/setup/owner", {"operator": "Olga", "pin": PIN})
        assert kiosk.get("/me").json()["operator"]["name"] == "Olga"


def test_a_new_badge_that_can_not_be_printed_leaves_the_old_one_good(served: ServedBox) -> None:
    person = scenes.person(served)
    badge = served.post(f"/operators/{person}/badge", {"station": STATION})["badge"]
    response = twice(served, served.client, f"/operators/{person}/badge", {"station": "NOWHERE"})
    assert response.json()["error"]["code"] == "place_not_found"
    assert next(one["badge"] for one in served.get("/operators")["operators"] if one["operator"] == person) == badge


def test_a_token_whose_answer_was_lost_is_given_again_and_no_second_one_is_made(served: ServedBox) -> None:
    made = done_once(served, served.client, "/api-tokens", {"name": "lost", "rights": ["look"]})
    other = served.post("/api-tokens", {"name": "other", "rights": ["look"]}, Idempotency_Key=str(uuid4()))
    assert made["token"] != other["token"]
    with closing(stranger(served)) as client:
        me = client.get("/me", headers={"Authorization": f"Bearer {made['token']}"})
    assert me.json()["device"]["name"] == "lost"
    assert [one["name"] for one in served.get("/api-tokens")["tokens"]].count("lost") == 1


def test_a_sheet_that_is_sent_again_receives_its_stock_once(served: ServedBox) -> None:
    sku, bin = scenes.add_item(served)
    body = {"rows": [{"sku": sku, "bin": bin, "quantity": 7}]}
    key = str(uuid4())
    first = served.post("/sheets/stock", body, Idempotency_Key=key)
    after_first = written(served)
    again = served.post("/sheets/stock", body, Idempotency_Key=key)
    assert (first["new"], again["new"], again["unchanged"]) == (1, 0, 1)
    assert written(served) == after_first


def test_a_printer_that_is_tried_again_under_the_same_key_prints_one_page(tmp_path: Path) -> None:
    with served_box(tmp_path) as served:
        key = str(uuid4())
        for _ in range(2):
            served.post("/devices/printer-1/trial", Idempotency_Key=key)
        assert written(served)[1] == 1
