"""What answers are made of: declared for the description alone, and held against real answers by the tests.

Nothing checks an answer while the box works. Within a version of the API answers may gain fields; none is renamed, dropped or given
another meaning.
"""

from types import UnionType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Moment = Annotated[int, Field(description="UTC, milliseconds since 1970")]
Next = Annotated[str, Field(description="Goes into `before` or `after` for the page that follows; empty at the end")]
Number = Annotated[str, Field(description="An order's number, as SO-100017")]
Minor = Annotated[int, Field(description="Money in minor units of the currency")]
Detail = Annotated[dict[str, Any], Field(description="What belongs to an entry of its kind")]


class Told(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Shape = type[Told] | UnionType
"""What a route answers: one shape, or one of several."""


class Alarm(Told):
    """A wrong scan: what was wrong and what was scanned."""

    kind: str
    message: str
    code: str


class StoryEntry(Told):
    """One thing that happened: when, who, with what, for machines and in words."""

    seq: Annotated[int, Field(description="The journal row")]
    at_ms: Moment
    boot: Annotated[int, Field(description="Which start of the box; clocks may have been set between two")]
    actor: str
    device: str
    kind: str
    detail: Detail
    text: str


class StoryPage(Told):
    """A page of a story, newest first."""

    subject: str
    entries: list[StoryEntry]
    next: Next


class CsvPage(Told):
    """A page of a sheet; the first one has the heading."""

    csv: str
    next: Next
