"""eBay, as a channel: orders in the shape of its Sell Fulfillment API v1."""

from cloudsync.channel_facts import ChannelFacts
from cloudsync.ebay.translate import looks_like, translate

FACTS = ChannelFacts(name="ebay", label="eBay", translate=translate, looks_like=looks_like)
