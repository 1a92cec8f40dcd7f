"""The description of the API (OpenAPI 3.1), made from the declarations that also validate the requests."""

from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from pmpd.api import PREFIX
from pmpd.api.call import BoxRoute, CommandRoute, Nothing, Route, path_names, said_type
from pmpd.api.routes import ROUTES

_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "details"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}, "details": {"type": "object"}},
        }
    },
}
_ERRORS = {
    "400": "The request is not HTTP as the box understands it",
    "403": "The request was sent by the page of another site",
    "404": "What the path names is not there",
    "409": "A rule of the ledger says no; the code says which, the message what to do",
    "413": "The request is too large",
    "421": "The request was sent to a name that is not this box's",
    "422": "The request is not of the declared shape",
    "503": "Nothing was written; try again after Retry-After seconds",
}
_HEADERS = [
    {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {"type": "string", "format": "uuid"},
        "description": "The same key again gets the same answer and changes nothing",
    },
    {"name": "X-Operator", "in": "header", "schema": {"type": "string"}, "description": "Who does it"},
    {"name": "X-Device", "in": "header", "schema": {"type": "string"}, "description": "With which scanner or handheld"},
]


def openapi_document() -> dict[str, Any]:
    """The whole description."""
    types = sorted({said_type(route) for route in ROUTES} - {Nothing}, key=lambda kind: kind.__name__)
    _, schemas = models_json_schema([(kind, "validation") for kind in types], ref_template="#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(f"{PREFIX}{route.path}", {})[route.method.lower()] = _operation(route)
    paths[f"{PREFIX}/events"] = {
        "get": {
            "summary": "What changed, as server-sent events",
            "responses": {"200": {"description": "A stream", "content": {"text/event-stream": {}}}},
        }
    }
    paths[f"{PREFIX}/openapi.json"] = {"get": {"summary": "This description", "responses": _responses("application/json")}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "pmpd",
            "version": version("pmpd"),
            "description": "The fulfilment box: orders, picking, packing, shipping, stock.",
        },
        "paths": paths,
        "components": {"schemas": {**schemas["$defs"], "Error": _ERROR}},
    }


def _operation(route: Route) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in path_names(route.path)
    ]
    operation: dict[str, Any] = {"summary": route.summary, "parameters": parameters, "responses": _responses(_content(route))}
    if route.method == "GET":
        schema = said_type(route).model_json_schema()
        for name, field in schema.get("properties", {}).items():
            parameters.append({"name": name, "in": "query", "required": name in schema.get("required", []), "schema": field})
    if isinstance(route, CommandRoute):
        parameters.extend(_HEADERS)
    if route.method == "POST":
        reference = {"type": "object"} if said_type(route) is Nothing else {"$ref": f"#/components/schemas/{said_type(route).__name__}"}
        content: dict[str, Any] = {"application/json": {"schema": reference}}
        if isinstance(route, BoxRoute) and "csv" in route.body.model_fields:
            content["text/csv"] = {}
        operation["requestBody"] = {"required": said_type(route) is not Nothing, "content": content}
    return operation


def _content(route: Route) -> str:
    return route.content if isinstance(route, BoxRoute) else "application/json"


def _responses(content: str) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "200": {"description": "Done", "content": {content: {}}},
        **{status: {"description": words, "content": error} for status, words in _ERRORS.items()},
    }
