"""What every channel says about itself, so that the rest of the product needs to know no channel by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.sales.channel_order import ChannelOrder


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel's name (as stored and typed), label (as shown) and pure functions over its order documents.

    `translate(document, account)` returns the order or raises BrokenDocument. `looks_like(document)` says whether a document comes from
    this channel, be it an order or a notice; it never raises.
    """

    name: str
    label: str
    translate: Callable[[Mapping[str, Any], str], ChannelOrder]
    looks_like: Callable[[Mapping[str, Any]], bool]
