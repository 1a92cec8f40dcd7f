"""What the API's description promises, held against every operation it lists."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmpd.api import LARGEST_REQUEST_BYTES
from pmpd.identity.rights import RIGHTS
from tests.pmpd.request_bodies import COMMANDS, DOCUMENT, GARBAGE, OPERATIONS, PATH_WORDS, Operation, valid
from tests.pmpd.served_box import ServedBox, served_box

FEW = settings(max_examples=12)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    """One box for all of them: a request must not depend on what others did to the shop."""
    with served_box(tmp_path_factory.mktemp("promises")) as box:
        yield box
        assert box.get("/check") == {"clean": True, "findings": []}
        assert box.get("/health")["ledger"] == "good"


def send(served: ServedBox, operation: Operation, draw: Any, content: bytes, query: dict[str, Any]) -> httpx.Response:
    path = operation.path
    for name in operation.parameters("path"):
        path = path.replace(f"{{{name}}}", quote(draw(PATH_WORDS), safe=""))
    return served.client.request(operation.method, f"{served.address.rstrip('/')}{path}", content=content, params=query)


def assert_as_declared(operation: Operation, response: httpx.Response) -> None:
    assert response.status_code in operation.statuses, response.text
    if response.status_code != 200:
        jsonschema.validate(response.json(), DOCUMENT["components"]["schemas"]["Error"])
        assert response.json()["error"]["message"]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
@FEW
@given(data=st.data())
def test_a_request_of_the_declared_shape_gets_an_answer_that_is_declared(
    operation: Operation, data: st.DataObject, served: ServedBox
) -> None:
    body = json.dumps(data.draw(valid(operation.body))).encode()
    query = data.draw(st.fixed_dictionaries({name: valid(schema) for name, schema in operation.parameters("query").items()}))
    assert_as_declared(operation, send(served, operation, data.draw, body, query))


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
@FEW
@given(data=st.data())
def test_garbage_gets_an_answer_that_is_declared(operation: Operation, data: st.DataObject, served: ServedBox) -> None:
    query = {name: data.draw(st.text(max_size=30)) for name in operation.parameters("query")}
    assert_as_declared(operation, send(served, operation, data.draw, data.draw(GARBAGE), query))


def first_answer(served: ServedBox, operation: Operation, body: Any) -> httpx.Response:
    path = operation.path.replace("{", "").replace("}", "")
    return served.client.post(f"{served.address.rstrip('/')}{path}", json=body)


@pytest.mark.parametrize("operation", COMMANDS, ids=str)
def test_a_field_that_nobody_knows_is_an_error_that_names_it(operation: Operation, served: ServedBox) -> None:
    response = first_answer(served, operation, {"qantity": 1})
    assert response.status_code == 422
    assert "qantity" in response.json()["error"]["message"]


@pytest.mark.parametrize("operation", [one for one in COMMANDS if "$ref" in one.body], ids=str)
def test_a_field_of_the_wrong_type_is_an_error_that_names_it(operation: Operation, served: ServedBox) -> None:
    fields = DOCUMENT["components"]["schemas"][operation.body["$ref"].rsplit("/", 1)[1]]["properties"]
    response = first_answer(served, operation, {name: {"surprise": True} for name in fields})
    assert response.status_code == 422
    assert {fault["loc"][0] for fault in response.json()["error"]["details"]["faults"]} == set(fields)


@pytest.mark.parametrize("operation", COMMANDS, ids=str)
def test_a_request_that_is_too_large_is_told_so_and_not_read(operation: Operation, served: ServedBox) -> None:
    response = first_answer(served, operation, {"note": "x" * (LARGEST_REQUEST_BYTES)})
    assert (response.status_code, response.json()["error"]["code"]) == (413, "request_entity_too_large")


@pytest.mark.parametrize("operation", COMMANDS, ids=str)
def test_broken_json_is_an_error_that_says_so(operation: Operation, served: ServedBox) -> None:
    path = operation.path.replace("{", "").replace("}", "")
    response = served.client.post(f"{served.address.rstrip('/')}{path}", content=b'{"code": ')
    assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid_input")


def test_the_description_that_is_served_is_the_one_the_routes_declare(served: ServedBox) -> None:
    assert served.get("/openapi.json") == DOCUMENT


def test_every_schema_of_the_description_is_a_sound_json_schema() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert len(schemas) > 15


def references(part: Any) -> Iterator[str]:
    """Every `$ref` in a part of the description."""
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from references(inner)


def test_every_reference_of_the_description_leads_somewhere() -> None:
    components = {f"#/components/{kind}/{name}" for kind, named in DOCUMENT["components"].items() for name in named}
    assert set(references(DOCUMENT)) - components == set()


def test_every_part_of_a_path_is_a_declared_parameter() -> None:
    undeclared = [
        str(one)
        for one in OPERATIONS
        if {part[1:-1] for part in one.path.split("/") if part.startswith("{")} != set(one.parameters("path"))
    ]
    assert undeclared == []


def test_every_operation_has_a_name_of_its_own_and_says_what_it_is_about_and_which_right_it_needs() -> None:
    said = [one.said for one in OPERATIONS]
    assert len({one["operationId"] for one in said}) == len(said)
    assert {tag for one in said for tag in one["tags"]} <= {tag["name"] for tag in DOCUMENT["tags"]}
    assert [str(one) for one in OPERATIONS if one.said.get("x-right") not in RIGHTS and one.said.get("security") != []] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_an_operation_declares_that_it_may_be_refused_to_strangers_and_to_the_hasty(operation: Operation) -> None:
    assert {401, 403, 429, 503} <= operation.statuses
    for status in ("429", "503"):
        response = DOCUMENT["components"]["responses"][operation.said["responses"][status]["$ref"].rsplit("/", 1)[1]]
        assert "Retry-After" in response["headers"]


@pytest.mark.parametrize("operation", [one for one in COMMANDS if "$ref" in one.body], ids=str)
def test_the_example_of_a_body_is_of_its_shape(operation: Operation) -> None:
    example = operation.said["requestBody"]["content"]["application/json"]["example"]
    shape = jsonschema.Draft202012Validator({**operation.body, "components": DOCUMENT["components"]})
    assert [fault.message for fault in shape.iter_errors(example)] == []
