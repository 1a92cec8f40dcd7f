"""What requests about allocation and replenishment say."""

from typing import Annotated, Literal

from pydantic import Field

from pmpd.api.bodies import Minor
from pmpd.api.call import Body

Strategy = Literal["fewest_bins", "nearest_warehouse", "single_warehouse", "oldest_cost_first", "emptiest_bin_first"]
Shortage = Literal["backorder", "block", "split"]
Name = Annotated[str, Field(min_length=1, max_length=80, description="What people call the rule")]
Position = Annotated[int | None, Field(ge=1, le=1_000, description="Its place among the rules; 1 is looked at first")]
Channel = Annotated[str, Field(max_length=40, description="Only orders of this channel")]
Country = Annotated[str, Field(max_length=2, description="Only parcels to this country (ISO 3166-1 alpha-2)")]
Sku = Annotated[str, Field(max_length=200, description="Only orders with a line of this item")]
Least = Annotated[Minor, Field(ge=0, description="Only orders of this total or more, in minor units of their currency")]
Warehouse = Annotated[str, Field(max_length=40, description="Bins of this warehouse come before the others")]
Floor = Annotated[int, Field(ge=0, le=1_000_000, description="Units of each item that these orders must leave for others")]

_STRATEGY = Field(description="How bins are chosen")
_SHORTAGE = Field(description="What to do when units are missing")


class RuleBody(Body):
    """A rule of allocation; what is left empty fits every order."""

    name: Name
    position: Position = None
    channel: Channel = ""
    country: Country = ""
    sku: Sku = ""
    least_minor: Least = 0
    strategy: Annotated[Strategy, _STRATEGY] = "fewest_bins"
    warehouse: Warehouse = ""
    shortage: Annotated[Shortage, _SHORTAGE] = "backorder"
    floor: Floor = 0


class RuleChangeBody(Body):
    """What is different about a rule; what is not said stays as it is."""

    position: Position = None
    channel: Channel | None = None
    country: Country | None = None
    sku: Sku | None = None
    least_minor: Least | None = None
    strategy: Annotated[Strategy | None, _STRATEGY] = None
    warehouse: Warehouse | None = None
    shortage: Annotated[Shortage | None, _SHORTAGE] = None
    floor: Floor | None = None
    active: Annotated[bool | None, Field(description="Whether it is looked at")] = None


class BroughtBody(Body):
    """What was brought from overstock, and where to."""

    to: Annotated[str, Field(max_length=200, description="The bin it was put into; the one the task says without")] = ""
    quantity: Annotated[int | None, Field(ge=1, le=1_000_000, description="How many units; all of the task without")] = None
