"""What a screen says that borrows a scanner of the box."""

from typing import Annotated

from pydantic import Field

from pmpd.api.call import Body

Page = Annotated[str, Field(min_length=1, max_length=64, description="The page that borrows, by an id of its own making")]
Since = Annotated[int, Field(ge=0, le=1 << 53, description="The number of the last scan that the page has; 0 for none")]


class BorrowBody(Body):
    """A page that wants to know what is scanned; with `take_over` also where another screen has the scanner."""

    page: Page
    since: Since = 0
    take_over: bool = False


class GiveBackBody(Body):
    """A page that is left."""

    page: Page
    since: Since = 0


class OutcomeBody(Body):
    """Whether a scan was the right one."""

    right: bool
