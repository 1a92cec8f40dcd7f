"""Every line of an order has an identifier of its own; two lines under one identifier could not be told apart later."""

from collections.abc import Iterable

from cloudsync.broken_document import BrokenDocument
from cloudsync.field import shown
from ledger.sales.channel_order import ChannelOrderLine


def unique_lines(lines: Iterable[ChannelOrderLine], field: str) -> tuple[ChannelOrderLine, ...]:
    """Return the lines in the channel's order; raise BrokenDocument, blaming `field`, when an identifier repeats."""
    by_id: dict[str, ChannelOrderLine] = {}
    for line in lines:
        if line.external_id in by_id:
            raise BrokenDocument(f"two lines have the identifier {shown(line.external_id)}", field)
        by_id[line.external_id] = line
    return tuple(by_id.values())
