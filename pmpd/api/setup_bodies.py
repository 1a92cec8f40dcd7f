"""What requests about restoring say."""

from typing import Annotated

from pydantic import Field

from pmpd.api.call import Body


class AcceptBody(Body):
    """Which owner restores, with a new PIN: one is good at the box alone where it was made."""

    operator: Annotated[str, Field(max_length=80, description="One of the owners in the copy; empty where it has none")] = ""
    pin: Annotated[str, Field(max_length=12, description="4 to 12 digits")] = ""
