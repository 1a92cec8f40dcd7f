"""What requests about devices in people's hands say."""

from typing import Annotated

from pydantic import Field

from pmpd.api.call import Body


class BindBody(Body):
    """A device, and where it stands or whose it is."""

    device: Annotated[str, Field(min_length=1, max_length=80, description="The device's name")]
    station: Annotated[str, Field(max_length=200, description="The station it stands at")] = ""
    operator: Annotated[str, Field(max_length=80, description="The person who holds it")] = ""
