"""A small warehouse in front of a real engine: what people do there, each in one call."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ledger.audit.check import check_file
from ledger.audit.timeline import timeline
from ledger.engine import Engine
from ledger.errors import Refused
from ledger.goods.catalog import AddItem, item_view
from ledger.goods.places import AddPlace
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, StartPickSession
from ledger.picking.pick_views import pick_session_view, session_on_device
from ledger.printing.print_views import PrintFilters, print_jobs
from ledger.sales.cancel import CancelOrder
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.sales.intake import ImportOrder
from ledger.sales.orders import order_view
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.fake_time import CountedIds, FakeClock
from tests.ledger.sales import sale

Answer = dict[str, Any]
STATION = "PACK-1"


class Warehouse:
    """Bins A-01 to A-03 in walk order, totes T-1 to T-3, one station; the people are `ana` at `handheld-1` unless said otherwise."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.clock = FakeClock()
        self.ids = CountedIds()
        self.open()
        for walk, code in enumerate(("A-01", "A-02", "A-03"), start=1):
            self.do(AddPlace(code, walk=walk))
        for code in ("T-1", "T-2", "T-3"):
            self.do(AddPlace(code, kind="tote"))
        self.do(AddPlace(STATION, kind="station"))

    def open(self) -> None:
        """Open the ledger, as the program does when it starts."""
        self.engine = Engine(self.directory, program="test", clock=self.clock, ids=self.ids)

    def do(self, command: object, actor: str = "ana", device: str = "handheld-1", command_id: bytes | None = None) -> Answer:
        """Carry out a command; answers its answer."""
        return self.engine.submit(command, actor=actor, device=device, command_id=command_id)

    def refusal(self, command: object, **sender: Any) -> str:
        """The code with which the ledger refuses a command; fails when it does not."""
        with pytest.raises(Refused) as refused:
            self.do(command, **sender)
        return refused.value.code

    def item(self, sku: str, bin: str = "A-01", quantity: int = 0, *barcodes: str) -> None:
        """Enter an item, with units of it in a bin."""
        self.do(AddItem(sku, f"A {sku}", barcodes))
        if quantity:
            self.receive(sku, quantity, bin)

    def receive(self, sku: str, quantity: int, bin: str = "A-01") -> None:
        """Units arrive in a bin."""
        self.do(ReceiveStock(sku, bin, quantity))

    def sell(self, external_id: str, *lines: ChannelOrderLine, **changes: Any) -> str:
        """Import a sale; answers our order number."""
        return str(self.take_in(sale(external_id, *lines, **changes))["order"])

    def take_in(self, order: ChannelOrder) -> Answer:
        """Import one version of an order; answers what intake says."""
        return self.do(ImportOrder(order))

    def start(self, *numbers: str) -> Answer:
        """Start a walk over these orders, with the first handheld that nobody walks with."""
        devices = (f"handheld-{number}" for number in count(1))
        return self.do(StartPickSession(numbers), device=next(name for name in devices if not session_on_device(self.engine.reader, name)))

    def scan_stop(self, session: int) -> Answer:
        """Scan the bin of the current stop, then the item, unit by unit, until the stop is done."""
        view = self.do(ScanPick(session, self.stop(session)["bin"]))
        sku = view["stop"]["sku"]
        for _ in range(view["stop"]["quantity"] - view["stop"]["picked"]):
            view = self.do(ScanPick(session, sku))
        return view

    def stop(self, session: int) -> Any:
        """The stop that a walk's screen shows; None when none is left."""
        return pick_session_view(self.engine.reader, session)["stop"]

    def pick(self, *numbers: str) -> int:
        """Walk through these orders until everything is in the totes; answers the session."""
        view = self.start(*numbers)
        session = int(view["session"])
        while view["await"] != "finish":
            view = self.scan_stop(session)
        self.do(FinishPick(session))
        return session

    def verify(self, number: str) -> int:
        """Scan every unit of a picked order at the station; answers the pack check."""
        view = self.do(StartPackCheck(number, STATION), actor="ben")
        for line in view["lines"]:
            self.do(ScanPack(view["pack_check"], line["sku"], line["expected"] - line["scanned"]), actor="ben")
        return int(view["pack_check"])

    def pack(self, number: str, weight_g: int = 700) -> Answer:
        """Verify a picked order and seal its parcel."""
        return self.do(FinishPackCheck(self.verify(number), weight_g), actor="ben")

    def label(self, number: str) -> str:
        """Put a carrier's label on the parcel; answers the tracking number."""
        tracking = f"1Z-{number}"
        self.do(RecordTracking(number, "royal-mail", tracking, "48h"), actor="ben")
        return tracking

    def packed(self, *numbers: str) -> None:
        """Take allocated orders all the way to sealed parcels with labels."""
        for number in numbers:
            self.pick(number)
            self.pack(number)
            self.label(number)

    def ship(self, *numbers: str) -> Answer:
        """Take allocated orders all the way out of the door; answers the batch."""
        self.packed(*numbers)
        return self.do(CloseBatch(numbers))

    def cancel(self, number: str) -> list[int]:
        """Cancel an order; answers the put-back tasks."""
        tasks: list[int] = self.do(CancelOrder(number, "the buyer changed their mind"))["put_back"]
        return tasks

    def order(self, number: str) -> Answer:
        """An order as its page shows it."""
        return order_view(self.engine.reader, number)

    def state(self, number: str) -> str:
        """The state of an order."""
        return str(self.order(number)["state"])

    def holds(self, number: str) -> list[str]:
        """The kinds of an order's holds."""
        return [hold["kind"] for hold in self.order(number)["holds"]]

    def units(self, number: str) -> dict[str, int]:
        """An order's units by state, summed over its lines, states without units left out."""
        words = ("reserved", "picked", "packed", "shipped", "cancelled")
        sums = {word: sum(line[word] for line in self.order(number)["lines"]) for word in words}
        return {word: units for word, units in sums.items() if units}

    def available(self, sku: str) -> int:
        """Units of an item that can still be promised."""
        return int(item_view(self.engine.reader, sku)["available"])

    def stock(self, sku: str) -> dict[str, tuple[int, int]]:
        """(on hand, reserved) of an item by place."""
        return {row["place"]: (row["on_hand"], row["reserved"]) for row in item_view(self.engine.reader, sku)["stock"]}

    def story(self, number: str) -> list[Answer]:
        """The entries of an order's timeline."""
        entries: list[Answer] = timeline(self.engine.reader, number)["entries"]
        return entries

    def prints(self, number: str) -> list[Answer]:
        """The print jobs of an order, newest first."""
        jobs: list[Answer] = print_jobs(self.engine.reader, PrintFilters(order=number))["print_jobs"]
        return jobs

    def faults(self) -> list[str]:
        """What the check finds wrong; empty when all is well."""
        return [str(finding) for finding in check_file(self.engine.path)]
