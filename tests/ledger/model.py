"""What a ledger should say, kept in plain dictionaries; it shares no code with the ledger and chooses no bins.

Which bin serves an order is the ledger's choice, so the model reads bins and stops off the screen as a picker does. How many units are
promised, held back, in hand, gone or missing it works out by itself.
"""

from dataclasses import dataclass, field, replace

from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine

SUPPLIER, CUSTOMER, ADJUSTMENT = "@supplier", "@customer", "@adjustment"
ITEMS = ("BOLT", "LAMP", "GEAR")
BINS = ("A-01", "A-02", "B-01")
BACK_ROOM = "OVER-1"  # a bin that no order is served from
STATION = "PACK-1"


@dataclass
class Line:
    """One order line: `quantity` offers of `multiplier` units; the other numbers count units of `sku`, none while it is unmapped."""

    listing: str
    channel_sku: str
    quantity: int
    sku: str | None
    multiplier: int
    ordered: int
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    cancelled: int = 0

    @property
    def in_hand(self) -> int:
        """Units that have left the shelf."""
        return self.picked + self.packed + self.shipped

    @property
    def outstanding(self) -> int:
        """Units that are promised or wait to be."""
        return self.ordered - self.in_hand - self.cancelled


@dataclass
class Order:
    """One order, the version of it that counts, and what stands in its way."""

    number: str
    said: ChannelOrder
    lines: dict[str, Line]
    holds: set[str] = field(default_factory=set)
    cancelled: bool = False
    tracked: bool = False
    tote: str = ""
    checking: dict[str, int] | None = None
    """Units still to be verified, while a pack check is open."""
    parcels: list[dict[str, int]] = field(default_factory=list)
    """What each parcel of the open check holds; the last one is being filled."""
    alarm: str = ""
    """The wrong scan that stands at the open check."""
    opened: dict[str, int] = field(default_factory=dict)
    """Picked units that lie at the station, since their parcel was opened again."""

    def total(self, what: str) -> int:
        """A number of every line, added up."""
        return sum(getattr(line, what) for line in self.lines.values())

    @property
    def wanted(self) -> int:
        """Units ordered and not cancelled."""
        return self.total("ordered") - self.total("cancelled")

    @property
    def final(self) -> bool:
        """Nothing can change any more."""
        return self.cancelled or (self.wanted > 0 and self.total("shipped") == self.wanted)


@dataclass
class PutBackTask:
    """Units that their order no longer wants, in a tote or at the station."""

    order: str
    sku: str
    place: str
    quantity: int


class Model:
    """Everything the ledger should know, by the names that people use."""

    def __init__(self) -> None:
        self.on_hand: dict[tuple[str, str], int] = {}
        self.listings: dict[str, tuple[str, int]] = {}
        self.orders: dict[str, Order] = {}
        self.tasks: dict[int, PutBackTask] = {}
        self.batches = 0

    def move(self, sku: str, from_place: str, to_place: str, quantity: int) -> None:
        """Units go from one place to another."""
        self.on_hand[sku, from_place] = self.on_hand.get((sku, from_place), 0) - quantity
        self.on_hand[sku, to_place] = self.on_hand.get((sku, to_place), 0) + quantity

    def at(self, sku: str, *places: str) -> int:
        """Units of an item in some places."""
        return sum(self.on_hand.get((sku, place), 0) for place in places)

    def outstanding(self, sku: str) -> int:
        """Units that live orders still want from the shelves."""
        live = [order for order in self.orders.values() if not order.cancelled]
        return sum(line.outstanding for order in live for line in order.lines.values() if line.sku == sku)

    def promised(self, sku: str) -> int:
        """Units that must be reserved on the shelves: all that is wanted, as far as there is stock, never more."""
        return min(self.outstanding(sku), self.at(sku, *BINS))

    def resolve(self, line: ChannelOrderLine) -> tuple[str, int] | None:
        """The item behind an offer: a mapping of the offer, then one of the channel's SKU, then an item of the same name."""
        for ref in (line.listing, f"sku:{line.sku}"):
            if ref and ref in self.listings:
                return self.listings[ref]
        if line.sku in ITEMS:
            self.listings[line.listing or f"sku:{line.sku}"] = (line.sku, 1)
            return (line.sku, 1)
        return None

    def new_line(self, line: ChannelOrderLine) -> Line:
        """A line as it stands when it has just come in."""
        sku, multiplier = self.resolve(line) or (None, 1)
        return Line(line.listing, line.sku, line.quantity, sku, multiplier, line.quantity * multiplier)

    def hold_unmapped(self, order: Order) -> None:
        """An order waits while an offer in it that somebody wants is unknown."""
        if any(line.sku is None and line.quantity for line in order.lines.values()):
            order.holds.add("unmapped")
        else:
            order.holds.discard("unmapped")

    def import_order(self, number: str, said: ChannelOrder) -> str:
        """An order arrives, for the first time or again; answers the outcome."""
        known = self.orders.get(said.external_id)
        if known is None:
            order = Order(number, said, {line.external_id: self.new_line(line) for line in said.lines}, cancelled=said.cancelled)
            self.orders[said.external_id] = order
            if said.cancelled:
                for line in order.lines.values():
                    line.cancelled = line.ordered
                return "new"
            self.hold_unmapped(order)
            if not said.paid:
                order.holds.add("unpaid")
            return "new"
        if said.updated_ms < known.said.updated_ms:
            return "duplicate"
        if _same(said, known.said):
            known.said = said
            return "duplicate"
        self._edit(known, said)
        known.said = said
        return "changed"

    def _edit(self, order: Order, said: ChannelOrder) -> None:
        if order.final:
            return
        if said.cancelled:
            self.cancel(order)
            return
        in_hand = order.total("picked") + order.total("packed")
        order.holds.discard("unpaid")
        if not said.paid:
            order.holds.add("unpaid")
        changed = False
        for line in said.lines:
            if line.external_id not in order.lines:
                order.lines[line.external_id] = self.new_line(line)
                changed = True
            else:
                changed |= self._edit_line(order, order.lines[line.external_id], line)
        for external_id in order.lines.keys() - {line.external_id for line in said.lines}:
            line_gone = order.lines[external_id]
            changed |= line_gone.quantity > 0
            if line_gone.quantity:
                self._want(order, line_gone, 0)
        self.hold_unmapped(order)
        if changed:
            order.checking = None
        if in_hand and (changed or said.ship_to != order.said.ship_to):
            order.holds.add("changed")

    def _edit_line(self, order: Order, line: Line, said: ChannelOrderLine) -> bool:
        changed = False
        if (line.listing, line.channel_sku) != (said.listing, said.sku):
            mapping = self.resolve(said)
            line.listing, line.channel_sku = said.listing, said.sku
            changed = mapping is None or mapping != (line.sku, line.multiplier)  # else the same units under another name
            if changed and not line.shipped:
                self._want(order, line, 0)
                line.sku, line.multiplier = mapping or (None, 1)
        if line.quantity != said.quantity:
            self._want(order, line, said.quantity)
            changed = True
        return changed

    def _want(self, order: Order, line: Line, quantity: int) -> None:
        """Another quantity is wanted of a line; what is in hand beyond it must be put back, out of a parcel too."""
        line.quantity, line.cancelled = quantity, 0
        units = quantity * line.multiplier
        for _ in ("from the tote", "from a parcel"):
            line.picked -= max(0, min(line.in_hand - units, line.picked))
            if line.in_hand > units and line.packed:
                self.open_parcels(order)
        line.ordered = max(units, line.in_hand)

    def open_parcels(self, order: Order) -> None:
        """The parcels of an order are no more: what they held is verified anew, and lies at the station until then."""
        for line in order.lines.values():
            if line.sku is not None and line.packed:
                order.opened[line.sku] = order.opened.get(line.sku, 0) + line.packed
            line.picked, line.packed = line.picked + line.packed, 0
        order.checking, order.tracked = None, False

    def map_listing(self, ref: str, sku: str, multiplier: int) -> None:
        """An offer is mapped; every line that waited for it goes on."""
        self.listings[ref] = (sku, multiplier)
        for order in self.orders.values():
            for line in order.lines.values():
                if line.sku is None and ref in (line.listing, f"sku:{line.channel_sku}"):
                    line.sku, line.multiplier, line.ordered = sku, multiplier, line.quantity * multiplier
                    line.cancelled = line.ordered if order.cancelled else 0
            self.hold_unmapped(order)

    def cancel(self, order: Order) -> None:
        """Nothing more is wanted; what was taken off the shelves must be put back (the ledger numbers the tasks)."""
        order.cancelled, order.checking, order.opened = True, None, {}
        for line in order.lines.values():
            line.picked = line.packed = 0
            line.cancelled = line.ordered - line.shipped


def _same(one: ChannelOrder, other: ChannelOrder) -> bool:
    return replace(one, updated_ms=0) == replace(other, updated_ms=0)
