"""What a request for the event stream says."""

from typing import Annotated

from pydantic import Field

from pmpd.api.call import Body

Seq = Annotated[int, Field(ge=0, le=1 << 53)]


class EventsQuery(Body):
    """From where on; from now on where nothing is said."""

    since: Annotated[Seq | None, Field(description="Go on after this `id`; the header `Last-Event-ID` goes before it")] = None
