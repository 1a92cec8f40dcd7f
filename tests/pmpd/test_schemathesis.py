"""The description of the API, read by a program that knows nothing else of the box, and held against what the box answers."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pmpd.api import PREFIX
from tests.pmpd.busy_shop import print_label, release_wave
from tests.pmpd.request_bodies import DOCUMENT, NOT_DRAWN
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import LAMP, STATION

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
LEFT_OUT = {**NOT_DRAWN, f"{PREFIX}/devices/{{device}}/trial": "it waits up to 20 s for a person"}
KNOWN = {"number": "SO-100001", "sku": LAMP, "code": "A-01", "bin": "A-01", "station": STATION, "session": "1", "wave": "1", "job": "1"}
"""Names that mean something in the shop: each request is sent once more with them."""

# Drawn at random alone: what is at the edge of each field by itself is the business of test_api_promises.py.
CONFIG = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT, config=CONFIG)
DRAWN = SCHEMA.exclude(path=list(LEFT_OUT))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("schemathesis")) as box:
        release_wave(box, 1)
        box.post("/pick-sessions", {"wave": 1}, X_Device="desk")
        print_label(box, 1)
        yield box
        assert box.get("/check") == {"clean": True, "findings": []}


@pytest.fixture(scope="module")
def session(served: ServedBox) -> Iterator[requests.Session]:
    """A program that may do whatever programs may."""
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {served.token}"
        yield session


def test_the_description_is_sound_openapi() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    SCHEMA.validate()


def test_what_is_not_drawn_is_in_the_description() -> None:
    assert set(LEFT_OUT) - set(DOCUMENT["paths"]) == set()


@DRAWN.parametrize()
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_gets_an_answer_that_the_description_declares(
    case: schemathesis.Case[Any], served: ServedBox, session: requests.Session
) -> None:
    answers = [case.call_and_validate(base_url=served.address, session=session, checks=CHECKS)]
    if case.path_parameters:
        case.path_parameters = {name: KNOWN.get(name, drawn) for name, drawn in case.path_parameters.items()}
        answers.append(case.call_and_validate(base_url=served.address, session=session, checks=CHECKS))
    assert all(answer.status_code < 500 or "Retry-After" in answer.headers for answer in answers)
