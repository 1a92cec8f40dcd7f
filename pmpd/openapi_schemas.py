"""Schemas of the description as requests need them, and examples made from them."""

from typing import Any

from pmpd.api.example_words import EXAMPLE_WORDS

Json = dict[str, Any]


def query_schema(field: Json) -> Json:
    """The schema of a field in a query string, where nothing is said by leaving it out: there is no null."""
    kinds = [kind for kind in field.get("anyOf", []) if kind.get("type") != "null"]
    if len(kinds) != 1:
        return field
    rest = {name: value for name, value in field.items() if name != "anyOf" and value is not None}
    return {**kinds[0], **rest}


def body_example(schema: Json, schemas: Json) -> Json:
    """The least object of a shape: the fields that must be there, with what could stand in them."""
    return {name: _sample(name, schema["properties"][name], schemas) for name in schema.get("required", [])}


def _sample(name: str, schema: Json, schemas: Json) -> Any:
    if "$ref" in schema:
        return body_example(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    for said in ("examples", "enum"):
        if said in schema:
            return schema[said][0]
    match schema.get("type"):
        case "array":
            return [_sample(name, schema["items"], schemas)]
        case "integer":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
    return EXAMPLE_WORDS.get(name, name)
