"""Orders that reach a ledger as the channels would deliver them."""

from collections.abc import Iterable

from cloudsync.documents import Document, translate_document
from ledger.command import Outcome
from ledger.errors import Refused
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from pmpd.demo.load import SAMPLE_SHOP
from pmpd.importing import ImportReport
from pmpd.sample_shop import SampleDelivery, Story
from pmpd.store import Ledger


async def deliver_orders(ledger: Ledger, deliveries: Iterable[SampleDelivery]) -> tuple[ImportReport, dict[Story, list[str]]]:
    """Take in orders as the channels would deliver them, one after the other; answers the report, and which order tells which story."""
    report = ImportReport()
    told: dict[Story, list[str]] = {}
    for number, delivery in enumerate(deliveries):
        name = f"delivery {number + 1}"
        order = translate_document(Document(name, delivery.document), delivery.channel, delivery.account)
        outcome = await take_in(ledger, order, delivery.channel)
        report.count(name, outcome)
        if outcome.answer is not None:
            told.setdefault(delivery.story, []).append(outcome.answer["order"])
    return report, told


async def take_in(ledger: Ledger, order: ChannelOrder, channel: str) -> Outcome:
    """Take in one order of a channel; answers what came of it."""
    try:
        return Outcome(answer=await ledger.submit(ImportOrder(order), actor=channel, device=SAMPLE_SHOP))
    except Refused as refusal:
        return Outcome(refusal=refusal)
