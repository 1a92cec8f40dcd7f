"""The channels this version knows: the one way to reach them."""

from collections.abc import Mapping
from types import MappingProxyType

from cloudsync import csv_orders, ebay, shopify
from cloudsync.channel_facts import ChannelFacts

CHANNELS: Mapping[str, ChannelFacts] = MappingProxyType({facts.name: facts for facts in (shopify.FACTS, ebay.FACTS, csv_orders.FACTS)})
