"""What stands in front of the API: one error shape, no request from elsewhere, no doubled one."""

import json
import socket
from collections.abc import Iterator
from uuid import UUID

import jsonschema
import pytest

from ledger.clock import SystemIds
from pmpd.api import PREFIX
from tests.pmpd.request_bodies import DOCUMENT
from tests.pmpd.served_box import Json, ServedBox, served_box
from tests.pmpd.small_shop import LAMP

KEY = "0192f0c1-2345-7abc-8def-0123456789ab"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("guards")) as box:
        yield box


def order(external_id: str, quantity: int = 1) -> Json:
    return {"external_id": external_id, "lines": [{"external_id": "1", "sku": LAMP, "quantity": quantity}]}


def raw(served: ServedBox, request: bytes) -> tuple[int, bytes]:
    """Status and body of what the box answers to the bytes of a request."""
    host, _, port = served.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall(request)
        answer = b""
        while chunk := wire.recv(65536):
            answer += chunk
    return int(answer.split(b" ", 2)[1]), answer.split(b"\r\n\r\n", 1)[1]


def bearer(served: ServedBox) -> bytes:
    return b"Authorization: Bearer " + served.token.encode()


def posted(served: ServedBox, *headers: bytes, host: bytes = b"localhost") -> tuple[int, Json]:
    body = json.dumps(order("raw")).encode()
    lines = [
        b"POST " + PREFIX.encode() + b"/orders HTTP/1.1",
        b"Host: " + host,
        bearer(served),
        b"Connection: close",
        b"Content-Length: %d" % len(body),
    ]
    status, answer = raw(served, b"\r\n".join([*lines, *headers, b"", body]))
    return status, json.loads(answer)


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/orders/1/nothing", "/api/v2/orders", "/nothing"])
def test_a_path_that_is_not_there_is_told_in_the_shape_of_every_error(path: str, served: ServedBox) -> None:
    response = served.client.get(f"{served.address.rstrip('/')}{path}")
    jsonschema.validate(response.json(), DOCUMENT["components"]["schemas"]["Error"])
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_a_method_that_a_path_does_not_have_is_told_with_those_it_has(served: ServedBox) -> None:
    response = served.client.delete("/orders")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET,POST")


@pytest.mark.parametrize("host", [b"evil.example", b"evil.example:8080", b"127.0.0.1.evil.example", b"[::2]", b"localhost.evil.example"])
def test_a_request_to_a_name_that_is_not_this_box_is_refused(host: bytes, served: ServedBox) -> None:
    assert posted(served, host=host)[0] == 421


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b"http://localhost.evil.example", b"http://127.0.0.1:1", b"x"])
def test_a_request_that_another_sites_page_sends_is_refused(origin: bytes, served: ServedBox) -> None:
    before = served.head()
    assert posted(served, b"Origin: " + origin)[0] == 403
    assert served.head() == before


def test_a_request_that_the_boxs_own_page_sends_is_taken(served: ServedBox) -> None:
    response = served.client.post("/orders", json=order("own page"), headers={"Origin": served.address.rstrip("/")})
    assert response.status_code == 200


def test_bytes_that_are_no_http_get_an_answer_and_leave_the_box_at_work(served: ServedBox) -> None:
    assert raw(served, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")[0] == 400
    assert served.get("/health")["ledger"] == "good"


def test_a_repeated_request_gets_the_same_bytes_and_changes_nothing(served: ServedBox) -> None:
    first, again = [served.client.post("/orders", json=order("twice", 2), headers={"Idempotency-Key": KEY}) for _ in range(2)]
    after_first = served.head()
    third = served.client.post("/orders", json=order("twice", 2), headers={"Idempotency-Key": KEY})
    assert first.content == again.content == third.content
    assert (first.json()["outcome"], served.head()) == ("new", after_first)


def test_a_repeated_request_that_was_refused_is_refused_in_the_same_bytes(served: ServedBox) -> None:
    key = str(UUID(bytes=SystemIds().command_id()))
    item = {"sku": "SEAL-1", "description": "A seal"}
    served.post("/items", item)
    first, again = [served.client.post("/items", json=item, headers={"Idempotency-Key": key}) for _ in range(2)]
    assert first.status_code == 409
    assert (first.status_code, first.content) == (again.status_code, again.content)


def test_a_key_that_was_used_for_another_request_is_refused(served: ServedBox) -> None:
    key = str(UUID(bytes=SystemIds().command_id()))
    served.post("/orders", order("first use"), Idempotency_Key=key)
    response = served.client.post("/orders", json=order("second use"), headers={"Idempotency-Key": key})
    assert (response.status_code, response.json()["error"]["code"]) == (409, "command_id_reused")


@pytest.mark.parametrize("key", ["", "7", "not-a-uuid", KEY + "0", "0" * 1_000])
def test_a_key_that_is_no_uuid_is_refused_and_nothing_is_done(key: str, served: ServedBox) -> None:
    before = served.head()
    response = served.client.post("/orders", json=order("bad key"), headers={"Idempotency-Key": key})
    assert (response.status_code, served.head()) == (422, before)


def test_the_same_key_in_other_letters_is_the_same_key(served: ServedBox) -> None:
    key = str(UUID(bytes=SystemIds().command_id()))
    served.post("/orders", order("letters"), Idempotency_Key=key)
    assert served.post("/orders", order("letters"), Idempotency_Key=key.upper())["outcome"] == "new"


@pytest.mark.parametrize("header", [b"X-Operator: \xff\xfe", b"X-Device: \xed\xa0\x80"])
def test_a_header_that_is_no_text_is_refused_and_the_ledger_goes_on(header: bytes, served: ServedBox) -> None:
    assert posted(served, header)[0] == 422
    assert served.post("/orders", order(f"after {header!r}"))["outcome"] == "new"


def test_who_did_it_and_with_what_is_in_the_story(served: ServedBox) -> None:
    number = served.post("/orders", order("who"), X_Operator="Zoe", X_Device="handheld-3")["order"]
    entry = served.get(f"/orders/{number}/timeline")["entries"][0]
    assert (entry["actor"], entry["device"]) == ("Zoe", "handheld-3")


def test_an_order_with_the_longest_texts_a_channel_gives_is_taken_in(served: ServedBox) -> None:
    texts = {"external_number": "n" * 255, "note": "ü" * 20_000, "buyer": "b" * 1_000, "service": "s" * 1_000}
    lines = [{"external_id": str(number), "sku": LAMP, "title": "ü" * 1_000, "quantity": 0} for number in range(1_000)]
    assert served.post("/orders", {"external_id": "i" * 255, "lines": lines, **texts})["outcome"] == "new"


def test_a_number_of_five_thousand_digits_is_no_order(served: ServedBox) -> None:
    assert served.client.get(f"/orders/{'9' * 5_000}").status_code == 404


@pytest.mark.parametrize("cursor", ["9" * 30, "²", "1-²", "9" * 30 + "-1", "nowhere"])
@pytest.mark.parametrize(
    "path", ["/changes", "/exports/stories", "/exports/changes", "/stock-as-of", "/published", "/outbox", "/items/LAMP/story"]
)
def test_a_cursor_that_no_page_gave_is_no_fault_of_the_box(path: str, cursor: str, served: ServedBox) -> None:
    name = "before" if path in ("/changes", "/items/LAMP/story") else "after"
    assert served.client.get(path, params={name: cursor}).status_code in (200, 404)


@pytest.mark.parametrize(("path", "field"), [("/pick-sessions", "wave"), ("/outbox/unpark", "message")])
def test_a_number_larger_than_any_row_is_refused_before_the_ledger_is_asked(path: str, field: str, served: ServedBox) -> None:
    assert served.client.post(path, json={field: 1 << 70}).status_code == 422


def test_pages_of_the_console_follow_one_another_without_gap_or_repeat(served: ServedBox) -> None:
    for number in range(7):
        served.post("/orders", order(f"page {number}"))
    numbers: list[str] = []
    before = ""
    while True:
        page = served.get("/orders", most=3, before=before)
        numbers += [one["order"] for one in page["orders"]]
        before = page["next"]
        if not before:
            break
    assert numbers == [one["order"] for one in served.get("/orders", most=200)["orders"]]
    assert len(set(numbers)) == len(numbers) >= 7
