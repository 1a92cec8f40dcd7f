"""Requests drawn from the API's own description: every operation, and bodies of the shape it declares or of none."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from pmpd.api import PREFIX
from pmpd.openapi import openapi_document

DOCUMENT = openapi_document()
NOT_DRAWN = {
    f"{PREFIX}/events": "a stream has no end",
    f"{PREFIX}/restore": "it takes a file of any size, which other tests give it",
    f"{PREFIX}/restore/accept": "the box goes down and comes back as another",
    f"{PREFIX}/demo/leave": "the box goes down and comes back empty",
}
"""Paths to which nothing drawn is sent, and why."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One method of one path; `path` as the description has it."""

    method: str
    path: str
    said: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def statuses(self) -> set[int]:
        """What it may answer."""
        return {int(status) for status in self.said["responses"]}

    @property
    def body(self) -> Json:
        """The schema of its body; an empty object for none."""
        content = self.said.get("requestBody", {"content": {"application/json": {"schema": {"type": "object"}}}})["content"]
        schema: Json = content["application/json"]["schema"]
        return schema

    def parameters(self, place: str) -> dict[str, Json]:
        """The schemas of its parameters in the path, the query or the headers, by name."""
        return {said["name"]: said["schema"] for said in self.said.get("parameters", []) if said["in"] == place}


OPERATIONS = [
    Operation(method.upper(), path, said)
    for path, methods in DOCUMENT["paths"].items()
    for method, said in methods.items()
    if path not in NOT_DRAWN
]
# The door for strangers is in no socket of the box, at which these are sent.
COMMANDS = [operation for operation in OPERATIONS if operation.method == "POST" and operation.said.get("security") != []]

# Words that mean something to the shop, so that a drawn request gets past the first rule that refuses it.
_WORDS = st.sampled_from(["LAMP-H7", "4006381333931", "A-01", "T-1", "PACK-1", "SO-100001", "1", "manual", "scanner-1", "allocated"])
_TEXT = st.text(max_size=30) | _WORDS


def valid(schema: Json) -> st.SearchStrategy[Any]:
    """Values of the declared shape."""
    if "$ref" in schema:
        return valid(DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return st.one_of([valid(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            required = {name: valid(one) for name, one in properties.items() if name in schema.get("required", [])}
            return st.fixed_dictionaries(required, optional={name: valid(one) for name, one in properties.items() if name not in required})
        case "array":
            return st.lists(valid(schema["items"]), max_size=min(3, schema.get("maxItems", 3)))
        case "integer":
            return st.integers(schema.get("minimum", -(1 << 53)), schema.get("maximum", 1 << 53))
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 100)
    return _TEXT.filter(lambda text: shortest <= len(text) <= longest)


GARBAGE = st.one_of(
    st.sampled_from([b"", b"{}", b"[]", b"null", b'"', b"{", b"{]", b"\xff\xfe", b'{"a":\x00}', b'{"code":"\\ud800"}', b"NaN"]),
    st.binary(max_size=40),
)
# A part of a path that is only dots is no part of it: every client takes it out before it is sent (RFC 3986, section 6.2.2.3).
PATH_WORDS = st.one_of(_WORDS, st.integers(-2, 1 << 70).map(str), st.text(min_size=1, max_size=20)).filter(
    lambda word: word not in (".", "..")
)
