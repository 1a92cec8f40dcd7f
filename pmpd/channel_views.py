"""How the channels do, as people read it: by the names that they have on every page."""

from cloudsync.registry import CHANNELS
from ledger.publishing.channel_news import channel_news
from ledger.transaction import Answer, Reader


def channels_view(reader: Reader) -> list[Answer]:
    """Every channel that the shop heard of, without orders made by hand, as `channel_news`.

    With its name as people write it, `label`, and `last_ms`, when it last sent an order or took a word of ours, 0 where that never was.
    """
    return [
        {
            **one,
            "label": CHANNELS[one["channel"]].label if one["channel"] in CHANNELS else one["channel"],
            "last_ms": max(one["order_in_ms"] or 0, one["told_ms"] or 0),
        }
        for one in channel_news(reader)
        if one["channel"] != "manual"
    ]
