"""The sample shop for somebody who sets a box up: filled in where the ledger is empty, and an order of it that is quickly picked."""

from typing import Any

from ledger.errors import Refused
from ledger.sales.orders import order_number
from ledger.transaction import Reader
from pmpd import sample_shop
from pmpd.demo.deliveries import deliver_orders
from pmpd.demo.load import is_demo, load_shop
from pmpd.store import Ledger


async def load_sample_shop(ledger: Ledger) -> dict[str, Any]:
    """Enter the sample shop and a day of its orders, unless it is there; answers `{orders}`, how many came. Refused `not_empty`."""
    if await ledger.ask(is_demo):
        return {"orders": 0}
    if not await ledger.ask(_is_empty):
        raise Refused("not_empty", "this ledger holds a shop of its own already; the sample shop goes into an empty one alone")
    await load_shop(ledger)
    report, _ = await deliver_orders(ledger, sample_shop.orders(ledger.engine.clock.now_ms()))
    return {"orders": report.new}


def _is_empty(reader: Reader) -> bool:
    return not any(reader.one(f"SELECT id FROM {table} LIMIT 1") for table in ("item", "place WHERE id > 3", "orders"))  # noqa: S608


def quick_order(reader: Reader) -> str:
    """An order that is ready to be picked, of as few units as there is. Refused `no_sample_order` where none is ready."""
    row = reader.one(
        "SELECT o.id FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.state = 'allocated' AND o.wave_id IS NULL"
        " GROUP BY o.id ORDER BY SUM(l.reserved), COUNT(*), o.id LIMIT 1"
    )
    if row is None:
        raise Refused("no_sample_order", "no order of the sample shop waits to be picked any more")
    return order_number(row["id"])
