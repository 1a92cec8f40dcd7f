"""Attacks below the API: names that are not the box's, requests within requests, methods and upgrades that it does not speak."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.pmpd.callers import device
from tests.pmpd.raw_http import request, told
from tests.pmpd.served_box import ServedBox, served_box

ME = "/api/v1/me"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("http")) as box:
        yield box


@pytest.mark.parametrize(
    "host",
    [
        "localhost@evil.example",
        "evil.example@localhost",
        "localhost:80@evil.example",
        "[::1]evil.example",
        "[::1].evil.example",
        "[::1",
        "::1",
        "[0:0:0:0:0:0:0:1]",
        "localhost:evil",
        "localhost/evil",
        "localhost evil.example",
        "localhost, evil.example",
        "2130706433",
        "0x7f.1",
        "127.1",
        ".localhost",
        "0.0.0.0",
        "",
    ],
)
def test_what_only_looks_like_a_name_of_the_box_is_none(host: str, served: ServedBox) -> None:
    for path in (ME, "/", "/owner", "/static/main.js"):
        assert told(served, request("GET", path, host)).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"])
def test_the_box_answers_to_its_names_however_they_are_written(host: str, served: ServedBox) -> None:
    assert told(served, request("GET", ME, host)).status == 401
    assert told(served, request("GET", "/", host)).status == 200


def test_who_names_nobody_is_not_answered_as_if_it_had_named_the_box(served: ServedBox) -> None:
    assert told(served, b"GET /api/v1/me HTTP/1.0\r\n\r\n").status == 421
    assert told(served, b"GET /api/v1/me HTTP/1.1\r\n\r\n").status == 400


def test_a_whole_address_in_the_first_line_counts_for_more_than_the_host_beside_it(served: ServedBox) -> None:
    assert told(served, request("GET", f"http://evil.example{ME}", served.host)).status == 421


@pytest.mark.parametrize(
    "lines",
    [
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Host: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
        "Host: localhost\r\nTransfer-Encoding: xchunked\r\n",
        "Host: localhost\r\nTransfer-Encoding: chunked, identity\r\n",
        "Host : localhost\r\n",
        "Host: localhost\r\nX-Folded: one\r\n two\r\n",
        "Host: localhost\r\nContent-Length: +2\r\n",
        "Host: localhost\r\nContent-Length: -1\r\n",
        "Host: localhost\r\nX-Nothing: a\0b\r\n",
        f"Host: localhost\r\nX-Long: {'a' * 9_000}\r\n",
        "Host: localhost\r\n" + "".join(f"X-{number}: a\r\n" for number in range(200)),
    ],
)
def test_a_request_that_two_readers_could_understand_differently_is_refused_and_nothing_after_it_is_heard(
    lines: str, served: ServedBox
) -> None:
    hidden = "0\r\n\r\nGET /static/main.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = told(served, f"POST /api/v1/pair HTTP/1.1\r\n{lines}\r\n{hidden}".encode())
    assert (answer.status, answer.answers) == (400, 1)
    assert served.get("/health")["ledger"] == "good"


@pytest.mark.parametrize("ending", ["\n", "\r"])
def test_lines_end_as_the_protocol_says(ending: str, served: ServedBox) -> None:
    assert told(served, f"GET {ME} HTTP/1.1{ending}Host: localhost{ending}{ending}".encode()).status == 400


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "HEAD"])
def test_a_method_that_no_route_has_does_nothing(method: str, served: ServedBox) -> None:
    lines = ("Origin: http://localhost", "Access-Control-Request-Method: POST", "X-Secret: to be echoed")
    for path in (ME, "/api/v1/events", "/owner"):
        answer = told(served, request(method, path, "localhost", *lines))
        assert answer.status == 405
        assert b"Access-Control" not in answer.head
        assert b"to be echoed" not in answer.head


def test_a_page_elsewhere_is_never_told_that_it_may_read(served: ServedBox) -> None:
    answer = told(served, request("GET", "/static/main.js", "localhost", "Origin: https://evil.example"))
    assert (answer.status, b"Access-Control" in answer.head) == (403, False)


@pytest.mark.parametrize("upgrade", ["websocket", "h2c"])
def test_no_other_protocol_is_spoken_behind_the_gate(upgrade: str, served: ServedBox) -> None:
    lines = (f"Upgrade: {upgrade}", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
    said = request("GET", "/api/v1/events", "localhost", *lines).replace(b"Connection: close", b"Connection: close, Upgrade")
    assert told(served, said).status == 401


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pages.py",
        "/static/%2e%2e/pages.py",
        "/static/..%2fpages.py",
        "/static/%252e%252e/pages.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/main.js%00.css",
        "/static/",
        "/static/vendor/",
        "/static/owner/../../identity/secret",
        "/.git/config",
        "//evil.example/",
    ],
)
def test_no_path_leads_out_of_the_files_that_are_served(path: str, served: ServedBox) -> None:
    assert told(served, request("GET", path, "localhost")).status == 404


def test_what_a_proxy_would_say_is_not_believed_from_anybody(served: ServedBox) -> None:
    said = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Real-IP": "127.0.0.1",
        "Forwarded": "for=127.0.0.1;proto=https",
    }
    lines = [f"{name}: {value}" for name, value in said.items()]
    assert told(served, request("GET", ME, "localhost", *lines)).status == 401
    assert told(served, request("GET", ME, "evil.example", "X-Forwarded-Host: localhost", *lines[1:])).status == 421
    with closing(device(served, "kiosk")) as kiosk:
        answer = kiosk.post("/sign-out", headers={**said, "Origin": f"https://{served.host}"})
        assert answer.json()["error"]["code"] == "foreign_origin"


def test_a_name_with_line_breaks_adds_no_header(served: ServedBox) -> None:
    for path in ("/static/%0d%0aSet-Cookie:%20a=b", "/api/v1/%0d%0aSet-Cookie:%20a=b", "/owner/%0d%0aSet-Cookie:%20a=b"):
        answer = told(served, request("GET", path, "localhost"))
        assert b"\r\nSet-Cookie" not in answer.head
