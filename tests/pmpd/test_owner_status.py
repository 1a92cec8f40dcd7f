"""The owner's status and alerts: what of the day stands on them, in which order, and in whose words."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from kiosk.owner.words import LANGUAGES
from kiosk.owner.words import words_of as words_in
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import StartPickSession
from ledger.sales.intake import ImportOrder
from ledger.stockwork.alerts import AlertKind
from ledger.stockwork.purchase_orders import OpenPurchaseOrder
from ledger.stockwork.stock import ReceiveStock
from pmpd.owner.alert_pages import KINDS
from tests.ledger.sales import line, sale
from tests.pmpd.page_reader import PageReader, words_of
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import BOLT, FUSE, SmallShop


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


def test_the_status_counts_what_waits_and_what_left_today(served: ServedBox, owner: PageReader) -> None:
    async def one_day(shop: SmallShop) -> None:
        await shop.packed(shipped := await shop.sell("1", lamp=1))
        await shop.do(RecordTracking(shipped, "DHL", "T1"))
        await shop.do(CloseBatch((shipped,)))
        await shop.sell("2", lamp=1)
        await shop.walk("scanner-1", await shop.sell("3", fuse=1))

    served.shop(one_day)
    said = words_of(owner.page("/owner"))
    assert "orders wait 2" in said
    assert "shipped today 1" in said
    assert "ana A-02 · 0 of 1 stops working" in said
    assert "2 scanners" in said
    assert "Backup none yet" in said
    assert "No shop is connected" in said


def test_the_walk_that_nobody_touched_for_longest_stands_first_and_says_where_it_is(served: ServedBox, owner: PageReader) -> None:
    async def two_walks(shop: SmallShop) -> None:
        session = await shop.walk("scanner-1", await shop.sell("1", lamp=1))
        await shop.walk("scanner-2", await shop.sell("2", fuse=1))
        await asyncio.sleep(0.02)
        await shop.do(ScanPick(session, "A-01"))

    served.shop(two_walks)
    said = words_of(owner.page("/owner"))
    assert 0 < said.index("ana A-02 · 0 of 1 stops") < said.index("ana A-01 · 0 of 1 stops")


def test_who_picks_and_which_channels_there_are_is_never_cut_off(served: ServedBox, owner: PageReader) -> None:
    async def five_of_each(shop: SmallShop) -> None:
        for number in range(5):
            order = await shop.sell(str(number), fuse=1)
            await shop.do(StartPickSession((order,)), f"shelf-{number}", f"picker-{number}")
            await shop.do(ImportOrder(sale(f"E-{number}", line(FUSE, 1), channel="ebay", account=f"account-{number}")))

    served.shop(five_of_each)
    answer = owner.page("/owner")
    assert answer.text.count("<summary>and 3 more</summary>") == 2
    said = words_of(answer)
    assert [number for number in range(5) if f"picker-{number}" not in said or f"account-{number}" not in said] == []


def test_an_alert_goes_when_it_is_dealt_with(served: ServedBox, owner: PageReader) -> None:
    assert "Nothing needs you" in owner.page("/owner/alerts").text

    async def over_deliver(shop: SmallShop) -> None:
        await shop.do(OpenPurchaseOrder("PO-7", "Bolts & Sons", (f"{BOLT}×5",)))
        await shop.do(ReceiveStock(BOLT, "B-01", 9, "PO-7", purchase_order="PO-7"))

    served.shop(over_deliver)
    shown = owner.page("/owner/alerts")
    assert "More came than was ordered PO-7" in words_of(shown)
    assert '<span class="count">1</span>' in shown.text
    (target,) = re.findall(r'action="(/owner/alerts/\d+)"', shown.text)
    assert "Nothing needs you" in owner.send(target).text
    assert owner.send(target).status_code == 422
    assert served.get("/alerts")["alerts"] == []


@pytest.mark.parametrize("kind", get_args(AlertKind))
def test_every_alert_that_the_ledger_can_raise_has_a_title_in_every_language(kind: AlertKind) -> None:
    titles = [words_in(language).gettext(KINDS[kind]) for language in LANGUAGES]
    assert len(set(titles)) == len(LANGUAGES)
