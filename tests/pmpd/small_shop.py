"""A shop of three items, whose orders are made by hand, in front of a running ledger."""

from pathlib import Path
from typing import Any

from ledger.command import Envelope
from ledger.engine import Engine
from ledger.goods.catalog import AddItem, item_view
from ledger.goods.places import AddPlace
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, StartPickSession
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from ledger.sales.orders import order_view
from ledger.stockwork.stock import ReceiveStock
from pmpd.store import Ledger
from tests.ledger.sales import line, sale

LAMP, FUSE, BOLT = "LAMP-H7", "FUSE-10A", "BOLT-M12"
BARCODES = {LAMP: "4006381333931", FUSE: "4006381333948", BOLT: "4006381333955"}
BINS = {LAMP: "A-01", FUSE: "A-02", BOLT: "B-01"}
UNITS = 100
STATION, OTHER_STATION = "PACK-1", "PACK-2"

FURNITURE: tuple[object, ...] = (
    *[AddPlace(bin, zone=bin[0], walk=walk) for walk, bin in enumerate(BINS.values(), start=1)],
    *[AddPlace(f"T-{number}", kind="tote", walk=number) for number in range(1, 6)],
    *[AddPlace(station, kind="station") for station in (STATION, OTHER_STATION)],
    *[AddItem(sku, f"A {sku}", (barcode,), 250) for sku, barcode in BARCODES.items()],
    *[ReceiveStock(sku, bin, UNITS, "opening stock") for sku, bin in BINS.items()],
)


def furnish(directory: Path) -> None:
    """Enter places, items and stock into the ledger of a box that is not running."""
    with Engine(directory, program="test") as engine:
        engine.carry_out([Envelope(engine.ids.command_id(), command, "ana", "desk") for command in FURNITURE])


def hand_order(external_id: str, units: dict[str, int]) -> ChannelOrder:
    """An order made by hand: so many units of each SKU."""
    lines = [line(sku, quantity, listing="") for sku, quantity in units.items()]
    return sale(external_id, *lines, channel="manual", account="")


class SmallShop:
    """100 lamps in A-01, 100 fuses in A-02, 100 bolts in B-01; totes T-1 to T-5; two stations."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def do(self, command: object, device: str = "desk", actor: str = "ana") -> dict[str, Any]:
        """Carry out a command."""
        return await self.ledger.submit(command, actor=actor, device=device)

    async def furnish(self) -> "SmallShop":
        """Enter places, items and stock."""
        for command in FURNITURE:
            await self.do(command)
        return self

    async def sell(self, external_id: str, **units: int) -> str:
        """Take in an order for `lamp`, `fuse` and `bolt` units; answers our number."""
        skus = {"lamp": LAMP, "fuse": FUSE, "bolt": BOLT}
        order = hand_order(external_id, {skus[name]: quantity for name, quantity in units.items()})
        return str((await self.do(ImportOrder(order)))["order"])

    async def walk(self, device: str, *orders: str) -> int:
        """Start a walk with a scanner; answers the session."""
        return int((await self.do(StartPickSession(orders), device))["session"])

    async def picked(self, *orders: str) -> None:
        """Take orders from the shelf into their totes."""
        view = await self.do(StartPickSession(orders))
        session = view["session"]
        while view["await"] != "finish":
            await self.do(ScanPick(session, view["stop"]["bin"]))
            view = await self.do(ScanPick(session, view["stop"]["sku"], view["stop"]["quantity"] - view["stop"]["picked"]))
        await self.do(FinishPick(session))

    async def packed(self, order: str, station: str = STATION) -> int:
        """Pick, verify and seal an order; answers its print job."""
        await self.picked(order)
        view = await self.do(StartPackCheck(order, station))
        for wanted in view["lines"]:
            await self.do(ScanPack(view["pack_check"], wanted["sku"], wanted["expected"]))
        return int((await self.do(FinishPackCheck(view["pack_check"], 500)))["print_job"])

    async def order(self, number: str) -> dict[str, Any]:
        """An order as its page shows it."""
        return await self.ledger.ask(order_view, number)

    async def picked_units(self, number: str) -> int:
        """Units of an order that are in its tote."""
        return sum(one["picked"] for one in (await self.order(number))["lines"])

    async def item(self, sku: str) -> dict[str, Any]:
        """An item with its stock."""
        return await self.ledger.ask(item_view, sku)
