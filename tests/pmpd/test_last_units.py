"""The last 100 units of one SKU: exactly 100 of those who race for them win, whichever way they come."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import httpx

from ledger.audit.check import check_file
from ledger.sales.intake import ImportOrder
from pmpd.store import Ledger
from tests.pmpd.served_box import served_box
from tests.pmpd.small_shop import LAMP, UNITS, SmallShop, hand_order

RACERS = 64
ORDERS_EACH = 3
EXPECTED = Counter(allocated=UNITS, backordered=RACERS * ORDERS_EACH - UNITS)


async def test_of_64_tasks_that_race_for_the_last_100_units_exactly_100_orders_win(ledger: Ledger) -> None:
    shop = await SmallShop(ledger).furnish()

    async def race(racer: int) -> list[str]:
        orders = [hand_order(f"{racer}-{number}", {LAMP: 1}) for number in range(ORDERS_EACH)]
        return [(await shop.do(ImportOrder(order)))["state"] for order in orders]

    states = await asyncio.gather(*[race(racer) for racer in range(RACERS)])
    item = await shop.item(LAMP)
    assert (Counter(chain.from_iterable(states)), item["available"]) == (EXPECTED, 0)


def races(address: Callable[[], httpx.Client], racer: int, start: threading.Barrier) -> list[str]:
    with address() as client:
        start.wait()
        states = []
        for number in range(ORDERS_EACH):
            line = {"external_id": "1", "sku": LAMP, "quantity": 1}
            states.append(client.post("/orders", json={"external_id": f"{racer}-{number}", "lines": [line]}).json()["state"])
        return states


def test_of_64_clients_on_threads_of_their_own_exactly_100_orders_win_through_http(tmp_path: Path) -> None:
    start = threading.Barrier(RACERS)
    with served_box(tmp_path) as served, ThreadPoolExecutor(RACERS) as threads:
        states = list(threads.map(lambda racer: races(served.new_client, racer, start), range(RACERS)))
        available = served.get(f"/items/{LAMP}")["available"]
    assert (Counter(chain.from_iterable(states)), available) == (EXPECTED, 0)
    assert check_file(served.box.ledger.engine.path) == []


def test_64_clients_that_send_the_same_order_at_once_make_one_order(tmp_path: Path) -> None:
    start = threading.Barrier(RACERS)
    body = {"external_id": "once", "lines": [{"external_id": "1", "sku": LAMP, "quantity": 2}]}

    def send(_: int) -> str:
        with served.new_client() as client:
            start.wait()
            return str(client.post("/orders", json=body).json()["outcome"])

    with served_box(tmp_path) as served, ThreadPoolExecutor(RACERS) as threads:
        outcomes = Counter(threads.map(send, range(RACERS)))
        available = served.get(f"/items/{LAMP}")["available"]
    assert (outcomes, available) == (Counter(new=1, duplicate=RACERS - 1), UNITS - 2)
