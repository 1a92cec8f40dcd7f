"""The gate in front of the API: every route, for everybody who may stand before it, from everywhere a request may come."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import pytest

from pmpd.api import PREFIX
from pmpd.api.call import path_names
from pmpd.api.routes import ROUTES
from pmpd.identity.pace import Pace
from tests.pmpd.callers import device, have_people, person, program, stranger
from tests.pmpd.request_bodies import DOCUMENT
from tests.pmpd.served_box import ServedBox, served_box

FLOOR = {"known", "look", "pick", "stock", "print"}
BENCH = FLOOR | {"orders", "pack", "ship", "devices"}
OFFICE = BENCH | {"intake", "desk", "catalog", "audit"}
PIN_ONCE = {"decide"}
OWNERS = OFFICE | {"connect"}
MAY = {
    "nobody": set(),
    "handheld": {"known"},
    "phone": {"known"},
    "kiosk": BENCH,
    "picker": FLOOR,
    "packer": BENCH,
    "supervisor": OFFICE,
    "supervisor with PIN": OFFICE | PIN_ONCE,
    "owner": OWNERS,
    "owner with PIN": OWNERS | PIN_ONCE | {"settings", "people"},
    "picker at a kiosk": BENCH,
    "program for intake": {"known", "intake"},
    "program for all": OWNERS | PIN_ONCE | {"settings"},
}
"""What everybody may do, as the product promises it; written down a second time on purpose."""

# A path that fits every route and names nothing that is there; a body that no route takes.
NOTHING_THERE = "no-such-thing"
NONSENSE = {"no such field": 1}
DENIED = {"not_paired", "not_signed_in", "not_allowed", "pin_needed"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("gate")) as box:
        seconds = count()
        box.box.identity.pace = Pace(lambda: next(seconds))  # nobody is hasty here
        have_people(box)
        yield box


@pytest.fixture(scope="module")
def callers(served: ServedBox) -> Iterator[dict[str, httpx.Client]]:
    clients = {
        "nobody": stranger(served),
        "handheld": device(served, "handheld"),
        "phone": device(served, "phone"),
        "kiosk": device(served, "kiosk"),
        "picker": person(served, "picker"),
        "packer": person(served, "packer"),
        "supervisor": person(served, "supervisor"),
        "supervisor with PIN": person(served, "supervisor", unlocked=True),
        "owner": person(served, "owner", "phone"),
        "owner with PIN": person(served, "owner", "phone", unlocked=True),
        "picker at a kiosk": person(served, "picker", "kiosk"),
        "program for intake": program(served, "intake"),
        "program for all": program(served),
    }
    yield clients
    for client in clients.values():
        client.close()


def asked(client: httpx.Client, method: str, path: str, **headers: str) -> httpx.Response:
    """Ask a route for what can't be done, so that nothing changes whoever is let in."""
    said = {"json": NONSENSE} if method == "POST" else {"params": {"no such field": "1"}}
    return client.request(method, path, headers=headers, **said)


def code(response: httpx.Response) -> str:
    if response.status_code == 200 or "json" not in response.headers.get("Content-Type", ""):
        return ""
    return str(response.json()["error"]["code"])


@pytest.mark.parametrize("who", MAY)
def test_every_route_lets_in_whom_it_is_for_and_nobody_else(who: str, callers: dict[str, httpx.Client]) -> None:
    wrong = []
    for route in ROUTES:
        path = route.path
        for name in path_names(path):
            path = path.replace(f"{{{name}}}", NOTHING_THERE)
        said = code(asked(callers[who], route.method, path))
        if (said not in DENIED) != (route.right in MAY[who]):
            wrong.append(f"{route.method} {route.path} ({route.right}): {said or 'let in'}")
    assert wrong == []


def fields(shape: Any, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of all that is told in a declared answer."""
    if isinstance(shape, list):
        for one in shape:
            yield from fields(one, seen)
    elif isinstance(shape, dict):
        name = str(shape.get("$ref", "")).rpartition("/")[2]
        if name and name not in seen:
            yield from fields(DOCUMENT["components"]["schemas"][name], seen | {name})
        yield from shape.get("properties", {})
        yield from (field for one in shape.values() for field in fields(one, seen))


def test_no_answer_that_a_picker_gets_has_a_place_for_a_buyer() -> None:
    told = []
    for route in ROUTES:
        if route.right in FLOOR:
            answer = DOCUMENT["paths"][f"{PREFIX}{route.path}"][route.method.lower()]["responses"]["200"]
            told += [f"{route.method} {route.path}" for field in set(fields(answer)) & {"buyer", "street", "email", "phone", "recipient"}]
    assert told == []


def test_a_route_that_names_no_right_is_for_the_command_line_alone() -> None:
    assert [route.path for route in ROUTES if route.right is None] == ["/kiosk-links"]


@pytest.mark.parametrize("who", ["nobody", "kiosk", "owner with PIN", "program for all"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "pmp.local.evil.example", "10.0.0.1"])
def test_a_name_that_a_foreign_page_made_point_here_gets_nothing(who: str, host: str, callers: dict[str, httpx.Client]) -> None:
    for route in ROUTES:
        if not path_names(route.path):
            response = asked(callers[who], route.method, route.path, Host=host)
            assert (response.status_code, code(response)) == (421, "misdirected_request")


@pytest.mark.parametrize("who", ["kiosk", "owner with PIN"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://{host}", "http://localhost", "http://{host}.evil.example"]
)
def test_a_page_of_another_origin_changes_nothing_with_the_cookie_of_this_one(
    who: str, origin: str, served: ServedBox, callers: dict[str, httpx.Client]
) -> None:
    for route in ROUTES:
        if not path_names(route.path):
            response = asked(callers[who], route.method, route.path, Origin=origin.format(host=served.host))
            assert (response.status_code, code(response)) == (403, "foreign_origin")


def test_a_cookie_alone_changes_nothing_where_no_page_says_where_it_comes_from(served: ServedBox, callers: dict[str, httpx.Client]) -> None:
    kiosk = callers["kiosk"]
    request = kiosk.build_request("POST", "/pick-sessions", json={"most": 1})
    del request.headers["Origin"]
    head = served.head()
    assert kiosk.send(request).status_code == 403
    assert served.head() == head


def test_who_is_not_let_in_learns_no_name_and_no_figure(served: ServedBox, callers: dict[str, httpx.Client]) -> None:
    for path in ("/me", "/operators", "/health", "/openapi.json", "/events", "/orders"):
        answer = callers["nobody"].get(path)
        assert answer.status_code == 401
        assert "Olga" not in answer.text


def test_what_is_done_at_a_device_is_told_of_whoever_is_signed_in_there_whatever_it_says(
    served: ServedBox, callers: dict[str, httpx.Client]
) -> None:
    answer = callers["supervisor"].post(
        "/manual-orders", json={"lines": ["LAMP-H7"], "buyer": "Ann"}, headers={"X-Operator": "Olga", "X-Device": "scanner-1"}
    )
    assert answer.status_code == 200, answer.text
    entry = served.get(f"/orders/{answer.json()['order']}/timeline")["entries"][0]
    assert (entry["actor"], entry["device"].startswith("handheld-")) == ("Sven", True)


def test_a_kiosk_where_nobody_is_signed_in_says_who_stands_before_it_and_with_which_scanner(
    served: ServedBox, callers: dict[str, httpx.Client]
) -> None:
    served.post("/orders", {"external_id": "kiosk", "lines": [{"external_id": "1", "sku": "LAMP-H7", "quantity": 1}]})
    walk = callers["kiosk"].post("/pick-sessions", json={"most": 1}, headers={"X-Operator": "Tom", "X-Device": "scanner-1"}).json()
    assert (walk["operator"], walk["device"]) == ("Tom", "scanner-1")
    callers["kiosk"].post(f"/pick-sessions/{walk['session']}/abandon")
    walk = (
        callers["picker at a kiosk"]
        .post("/pick-sessions", json={"most": 1}, headers={"X-Operator": "Tom", "X-Device": "no scanner"})
        .json()
    )
    assert (walk["operator"], walk["device"].startswith("kiosk-")) == ("Ana López", True)
