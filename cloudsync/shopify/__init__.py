"""Shopify, as a channel: orders in the shape of its REST Admin API and its webhooks."""

from cloudsync.channel_facts import ChannelFacts
from cloudsync.shopify.translate import looks_like, translate

FACTS = ChannelFacts(name="shopify", label="Shopify", translate=translate, looks_like=looks_like)
