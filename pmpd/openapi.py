"""The description of the API (OpenAPI 3.1), made from the declarations that also validate the requests."""

from functools import cache
from importlib.metadata import version
from types import UnionType
from typing import Any, get_args

from pydantic.json_schema import models_json_schema

from ledger.canonical import canonical
from pmpd.api import PREFIX
from pmpd.api.answers import ANSWERS
from pmpd.api.answers.answer import Shape, Told
from pmpd.api.call import Body, BoxRoute, Nothing, QueryRoute, Route, path_names, said_type
from pmpd.api.event_bodies import EventsQuery
from pmpd.api.example_words import EXAMPLE_WORDS
from pmpd.api.momentary import OF_THE_MOMENT
from pmpd.api.people_bodies import ClaimBody, ClaimedBody
from pmpd.api.routes import AREAS, ROUTES
from pmpd.identity.gate import COOKIES
from pmpd.identity.rights import MEANINGS, WITH_PIN, Right
from pmpd.openapi_schemas import body_example, query_schema
from pmpd.openapi_words import ABOUT, ERROR, ERRORS, WAYS_IN

Json = dict[str, Any]

_REPEATED = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "format": "uuid"},
    "description": "The same key again gets the same answer and changes nothing",
}
_LAST_HEARD = {
    "name": "Last-Event-ID",
    "in": "header",
    "schema": {"type": "string", "pattern": "^[0-9]{1,15}$"},
    "description": "Go on after this `id`; a browser that reconnects sends it by itself",
}
_RETRY_AFTER = {"description": "Seconds to wait", "schema": {"type": "integer", "minimum": 1}}
_STRANGERS: tuple[tuple[str, str, type[Body]], ...] = (
    ("/pair", "Show a pairing code or token, and learn what to claim with", ClaimBody),
    ("/pair/claim", "Ask whether somebody said yes; with the yes comes the cookie", ClaimedBody),
)


@cache
def openapi_text() -> bytes:
    """The whole description as JSON; it takes a moment to make."""
    return canonical(openapi_document()).encode()


def openapi_document() -> Json:
    """The whole description, of what is done over the network: what only the box's own command line may do is not in it."""
    routes = [route for route in ROUTES if route.right is not None]
    schemas = _schemas(routes)
    paths: Json = {}
    for area in AREAS:
        for route in area.routes:
            if route.right is not None:
                paths.setdefault(f"{PREFIX}{route.path}", {})[route.method.lower()] = _operation(route, area.name, schemas)
    for path, summary, body in _STRANGERS:
        paths[f"{PREFIX}{path}"] = {"post": _stranger(path, summary, body, schemas)}
    paths[f"{PREFIX}/events"] = {"get": _events()}
    paths[f"{PREFIX}/openapi.json"] = {"get": _described()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "pmpd",
            "version": version("pmpd"),
            "summary": "The fulfilment box: orders, picking, packing, shipping, stock",
            "description": ABOUT,
        },
        "tags": [{"name": area.name, "description": area.summary} for area in AREAS],
        "security": [{"token": []}, *({f"device_{way}": []} for way in COOKIES)],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Error": ERROR},
            "responses": _refusals(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": WAYS_IN["token"]},
                **{
                    f"device_{way}": {"type": "apiKey", "in": "cookie", "name": name, "description": WAYS_IN[way]}
                    for way, name in COOKIES.items()
                },
            },
        },
    }


def _schemas(routes: list[Route]) -> Json:
    said = {said_type(route) for route in routes if route.method == "POST"} - {Nothing} | {body for _, _, body in _STRANGERS}
    told = {shape for answer in ANSWERS.values() for shape in _shapes(answer)}
    _, told_schemas = models_json_schema(
        [(shape, "serialization") for shape in _by_name(told)], ref_template="#/components/schemas/{model}"
    )
    _, said_schemas = models_json_schema([(body, "validation") for body in _by_name(said)], ref_template="#/components/schemas/{model}")
    return {**told_schemas["$defs"], **said_schemas["$defs"]}


def _by_name(types: set[Any]) -> list[Any]:
    return sorted(types, key=lambda kind: str(kind.__name__))


def _shapes(answer: Shape) -> tuple[type[Told], ...]:
    return get_args(answer) if isinstance(answer, UnionType) else (answer,)


def _operation(route: Route, area: str, schemas: Json) -> Json:
    parameters: list[Json] = [_path_parameter(name) for name in path_names(route.path)]
    if route.method == "GET":
        parameters += _query_parameters(said_type(route))
    again = OF_THE_MOMENT.get(route.path) if route.method == "POST" else None
    if route.method == "POST" and again is None:
        parameters.append(_REPEATED)
    operation = {
        **_head(route.method, route.path, route.summary, area, route.right, again),
        "parameters": parameters,
        "responses": {"200": {"description": "Done", "content": _answered(route)}, **_refused()},
    }
    if route.method == "POST":
        operation["requestBody"] = _body(route, schemas)
    return operation


def _head(method: str, path: str, summary: str, area: str, right: Right | None, again: str | None = None) -> Json:
    needs: Json = {}
    if right is not None:
        pin = "; the PIN must have been entered within five minutes, where a person asks" if right in WITH_PIN else ""
        moment = f" A repeat is no repeat under any key: {again}" if again else ""
        needs = {"description": f"Needs the right `{right}`: {MEANINGS[right]}{pin}.{moment}", "x-right": right}
    return {"operationId": _operation_id(method, path), "summary": summary, "tags": [area], **needs}


def _operation_id(method: str, path: str) -> str:
    """`get_orders_number_timeline`: as stable as the path is."""
    words = path.replace("{", "").replace("}", "").replace("-", "_").replace(".", "_").split("/")
    return "_".join([method.lower(), *filter(None, words)])


def _path_parameter(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": EXAMPLE_WORDS.get(name, "1")}


def _query_parameters(said: type[Body]) -> list[Json]:
    schema = said.model_json_schema()
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": query_schema(field)}
        for name, field in schema.get("properties", {}).items()
    ]


def _body(route: Route, schemas: Json) -> Json:
    if isinstance(route, BoxRoute) and route.upload:
        return {"required": True, "content": {"application/octet-stream": {}}}
    if said_type(route) is Nothing:
        return {"required": False, "content": {"application/json": {"schema": {"type": "object", "additionalProperties": False}}}}
    content = _json_body(said_type(route), schemas)
    if isinstance(route, BoxRoute) and "csv" in route.body.model_fields:
        content["text/csv"] = {}
    return {"required": bool(schemas[said_type(route).__name__].get("required")), "content": content}


def _json_body(body: type[Body], schemas: Json) -> Json:
    name = body.__name__
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}, "example": body_example(schemas[name], schemas)}}


def _answered(route: Route) -> Json:
    if isinstance(route, BoxRoute) and route.content != "application/json":
        return {route.content: {}}
    content = {"application/json": {"schema": _answer_schema(f"{route.method} {route.path}")}}
    if isinstance(route, QueryRoute) and route.path.startswith("/exports/"):
        content["text/csv"] = {}
    return content


def _answer_schema(operation: str) -> Json:
    references = [{"$ref": f"#/components/schemas/{shape.__name__}"} for shape in _shapes(ANSWERS[operation])]
    return references[0] if len(references) == 1 else {"anyOf": references}


def _refused() -> Json:
    return {status: {"$ref": f"#/components/responses/Refused{status}"} for status in ERRORS}


def _refusals() -> Json:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    later = {"headers": {"Retry-After": _RETRY_AFTER}}
    return {
        **{
            f"Refused{status}": {"description": words, "content": content, **(later if status in ("429", "503") else {})}
            for status, words in ERRORS.items()
        },
        # What is no HTTP is answered before anybody knows what was asked.
        "Refused400": {"description": ERRORS["400"], "content": {**content, "text/plain": {}}},
    }


def _stranger(path: str, summary: str, body: type[Body], schemas: Json) -> Json:
    answer = {"description": "Done", "content": {"application/json": {"schema": _answer_schema(f"POST {path}")}}}
    return {
        **_head("POST", path, summary, "access", None),
        "security": [],
        "requestBody": {"required": True, "content": _json_body(body, schemas)},
        "responses": {"200": answer, **_refused()},
    }


def _events() -> Json:
    stream = {"description": "A stream of events, each `{seq, topic, subject}`", "content": {"text/event-stream": {}}}
    return {
        **_head("GET", "/events", "What changed, as server-sent events, from now on or from where one was", "box", "look"),
        "parameters": [*_query_parameters(EventsQuery), _LAST_HEARD],
        "responses": {"200": stream, **_refused()},
    }


def _described() -> Json:
    document = {"description": "Done", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {**_head("GET", "/openapi.json", "This description", "box", "known"), "responses": {"200": document, **_refused()}}
