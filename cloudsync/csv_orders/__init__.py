"""CSV files of orders, as a channel: one row for each line of an order."""

from cloudsync.channel_facts import ChannelFacts
from cloudsync.csv_orders.translate import looks_like, translate

FACTS = ChannelFacts(name="csv", label="CSV", translate=translate, looks_like=looks_like)
