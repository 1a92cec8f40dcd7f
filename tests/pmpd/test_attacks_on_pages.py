"""Attacks on the owner's pages: links that lead elsewhere, forms of strangers, and what a page tells whom."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count

import httpx
import pytest

from pmpd.identity.pace import Pace
from tests.pmpd.callers import PEOPLE, PIN, device, have_people, person, stranger
from tests.pmpd.served_box import ServedBox, served_box

FORMS = (
    "/owner/sign-in",
    "/owner/unlock",
    "/owner/people/add",
    "/owner/settings",
    "/owner/backup/accept",
    "/setup/owner",
    "/owner/pairings/confirm",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("pages")) as box:
        seconds = count()
        box.box.identity.pace = Pace(lambda: next(seconds))  # nobody is hasty here
        have_people(box)
        yield box


def at(served: ServedBox, path: str) -> str:
    return f"{served.address.rstrip('/')}{path}"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/owner/",
        "/\\evil.example/owner",
        "\\\\evil.example",
        "/owner\\..\\..\\evil.example",
        "javascript:alert(1)//owner/",
        "data:text/html,/owner/",
        "https:/owner/",
        "/api/v1/backup",
        "/ownership",
        " //evil.example",
        "\t//evil.example",
    ],
)
def test_a_form_leads_to_no_other_place(wanted: str, served: ServedBox) -> None:
    with closing(device(served, "phone")) as phone:
        answer = phone.post(at(served, "/owner/sign-in"), data={"operator": PEOPLE["owner"], "pin": PIN, "next": wanted})
        again = phone.post(at(served, "/owner/unlock"), data={"pin": PIN, "unlock_pin": PIN, "again": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/owner")
    assert (again.status_code, again.headers["Location"]) == (307, "/owner")


@pytest.mark.parametrize(
    "wanted",
    ["/owner/\r\nSet-Cookie: a=b", "/owner/%0d%0aSet-Cookie: a=b", "/owner/\0", "/owner/../..//evil.example", "/owner//evil.example"],
)
def test_what_a_form_says_stays_one_path_on_the_box(wanted: str, served: ServedBox) -> None:
    with closing(device(served, "phone")) as phone:
        answer = phone.post(at(served, "/owner/sign-in"), data={"operator": PEOPLE["owner"], "pin": PIN, "next": wanted})
    assert answer.status_code == 303
    assert "a" not in answer.cookies
    assert httpx.URL(at(served, "/owner")).join(answer.headers["Location"]).netloc.decode() == served.host


@pytest.mark.parametrize("path", FORMS)
def test_the_form_of_a_stranger_is_not_read_and_shows_nothing_of_the_shop(path: str, served: ServedBox) -> None:
    head = served.head()
    with closing(stranger(served)) as client:
        answer = client.post(at(served, path), data={"operator": "Mallory", "pin": PIN, "role": "owner", "shop_name": "Evil"})
    assert answer.status_code == 401
    assert served.head() == head
    assert not any(word in answer.text for word in (*PEOPLE.values(), "Mallory", "Evil"))


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_a_form_on_another_page_does_nothing_at_a_device_whose_pin_is_entered(path: str, origin: str | None, served: ServedBox) -> None:
    head = served.head()
    with closing(person(served, "owner", "phone", unlocked=True)) as phone:
        request = phone.build_request("POST", at(served, path), data={"operator": "Mallory", "pin": PIN, "role": "owner"})
        del request.headers["Origin"]
        if origin:
            request.headers["Origin"] = origin
        before = served.head()
        answer = phone.send(request)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")
    assert served.head() == before > head


def test_pages_are_kept_by_no_browser_shown_in_no_frame_and_tell_no_other_site_their_address(served: ServedBox) -> None:
    with closing(person(served, "owner", "phone", unlocked=True)) as phone:
        for path in ("/owner", "/owner/people", "/owner/pairing/handheld", "/owner/settings", "/owner/backup"):
            headers = phone.get(at(served, path)).headers
            assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "same-origin")
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_name_or_a_text_is_text_on_every_page(served: ServedBox) -> None:
    nasty = "\"><img src=x onerror=alert(1)>'{{7*7}}</title><script>"
    served.post("/operators", {"operator": nasty, "role": "picker"})
    served.post("/settings/shop_name", {"value": nasty})
    with closing(person(served, "owner", "phone", unlocked=True)) as phone:
        for path in ("/owner", "/owner/people", "/owner/settings", "/owner/alerts", "/owner/backup"):
            text = phone.get(at(served, path)).text
            assert "<img src=x" not in text and "</title><script>" not in text and "49" not in text.split("<title>")[1].split("</title>")[0]
        again = phone.post(at(served, "/owner/people/add"), data={"operator": nasty, "role": "king"})
        assert (again.status_code, "<img src=x" in again.text) == (422, False)
    with closing(device(served, "phone")) as phone:
        door = phone.get(at(served, "/owner"))
        assert (door.status_code, "<img src=x" in door.text, "&lt;img src=x" in door.text) == (403, False, True)
