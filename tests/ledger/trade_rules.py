"""Rules of the simulation: what the shop and the channels do."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from ledger.printing.slips import Reprint
from ledger.promises.shortages import ShipShort
from ledger.sales.cancel import CancelOrder
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.sales.holds import PlaceHold, ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.listings import MapListing
from ledger.sales.orders import order_view
from ledger.stockwork.stock import AdjustStock, ReceiveStock
from tests.ledger.model import ADJUSTMENT, BACK_ROOM, BINS, ITEMS, STATION, SUPPLIER
from tests.ledger.sales import HOME, line, sale
from tests.ledger.simulation import Simulation, nth

# (listing, channel SKU): mapped by their names, by the SKU alone, and not at all.
OFFERS = (("offer:1", "BOLT"), ("offer:2", "LAMP"), ("", "GEAR"), ("offer:4", "KIT-OF-BOLTS"), ("", "OLD-LAMP"))

Sold = list[tuple[tuple[str, str], int]]
some = st.integers(0, 999)
items = st.sampled_from(ITEMS)
bins = st.sampled_from((*BINS, BACK_ROOM))
# Most orders can be served, so that most runs reach the far end of the building.
offers = st.sampled_from(OFFERS[:3] * 4 + OFFERS)
quantities = st.sampled_from((1, 1, 1, 2, 2, 3, 0))
sold = st.lists(st.tuples(offers, quantities), min_size=1, max_size=3)


def lines_of(sold: Sold) -> tuple[ChannelOrderLine, ...]:
    """Order lines with the ids L1, L2…, so that another version speaks of the same lines."""
    return tuple(
        line(channel_sku, quantity, external_id=f"L{place}", listing=listing, title="", price_minor=100)
        for place, ((listing, channel_sku), quantity) in enumerate(sold, start=1)
    )


def some_hold(machine: Simulation) -> bool:
    """Some order is held."""
    return any(order.holds for order in machine.model.orders.values())


def some_parcel(machine: Simulation) -> bool:
    """Some order was packed at least in part."""
    return any(order.total("packed") + order.total("shipped") for order in machine.model.orders.values())


class TradeRules(Simulation):
    """Stock, orders, edits, mappings, holds, cancellations."""

    @rule(sku=items, bin=bins, quantity=st.integers(0, 6))
    def receive(self, sku: str, bin: str, quantity: int) -> None:
        """Units arrive."""
        if quantity == 0:
            self.refused(ReceiveStock(sku, bin, 0), "bad_quantity")
            return
        self.do(ReceiveStock(sku, bin, quantity, "note 7"))
        self.model.move(sku, SUPPLIER, bin, quantity)

    @rule(sku=items, bin=bins, change=st.integers(-5, 3))
    def adjust(self, sku: str, bin: str, change: int) -> None:
        """The books of a bin are set right, promised units included."""
        command = AdjustStock(sku, bin, change, "counted")
        if change == 0:
            self.refused(command, "bad_quantity")
        elif self.model.at(sku, bin) + change < 0:
            self.refused(command, "not_enough_units")
        else:
            self.do(command)
            self.model.move(sku, ADJUSTMENT, bin, change)

    def take_in(self, said: ChannelOrder) -> None:
        """Import a version of an order and compare what intake says."""
        known = self.model.orders.get(said.external_id)
        in_hand = self.in_hand(known) if known else {}
        answer = self.do(ImportOrder(said))
        assert answer["outcome"] == self.model.import_order(answer["order"], said)
        order = self.model.orders[said.external_id]
        assert answer["order"] == order.number
        if known is not None:
            self.take_up_again(order)
            self.take_tasks(order, in_hand)

    @initialize(first=sold, second=sold, third=sold)
    def opening_orders(self, first: Sold, second: Sold, third: Sold) -> None:
        """Three orders wait when the day begins."""
        for one in (first, second, third):
            self.import_new(one, True, False)

    @rule(sold=sold, paid=st.sampled_from((True, True, True, False)), cancelled=st.sampled_from((False,) * 9 + (True,)))
    def import_new(self, sold: Sold, paid: bool, cancelled: bool) -> None:
        """An order arrives."""
        now_ms = self.clock.now_ms()
        number = f"X-{len(self.model.orders) + 1}"
        self.take_in(sale(number, *lines_of(sold), paid=paid, cancelled=cancelled, placed_ms=now_ms, updated_ms=now_ms))

    @rule(which=some)
    def import_again(self, which: int) -> None:
        """The same version arrives again, under a later date."""
        order = nth(self.orders(), which)
        if order is not None:
            self.take_in(replace(order.said, updated_ms=self.clock.now_ms()))

    @rule(which=some, sold=sold)
    def import_older(self, which: int, sold: Sold) -> None:
        """A version arrives that is older than the one known."""
        order = nth(self.orders(), which)
        if order is not None:
            self.take_in(replace(order.said, lines=lines_of(sold), updated_ms=order.said.updated_ms - 1))

    @rule(which=some, sold=sold)
    def edit_lines(self, which: int, sold: Sold) -> None:
        """The channel changes what was ordered: more, less, other offers, lines added and removed."""
        order = nth(self.orders(), which)
        if order is not None:
            self.take_in(replace(order.said, lines=lines_of(sold), updated_ms=self.clock.now_ms()))

    @rule(which=some, place=some, quantity=st.integers(0, 4))
    def edit_quantity(self, which: int, place: int, quantity: int) -> None:
        """The channel changes how many of one line are wanted."""
        order = nth(self.orders(), which)
        if order is not None:
            lines = list(order.said.lines)
            lines[place % len(lines)] = replace(lines[place % len(lines)], quantity=quantity)
            self.take_in(replace(order.said, lines=tuple(lines), updated_ms=self.clock.now_ms()))

    @rule(which=some, paid=st.booleans(), moved=st.booleans())
    def edit_header(self, which: int, paid: bool, moved: bool) -> None:
        """The buyer pays, takes the money back, moves house."""
        order = nth(self.orders(), which)
        if order is not None:
            ship_to = replace(HOME, city="York") if moved else HOME
            self.take_in(replace(order.said, paid=paid, ship_to=ship_to, updated_ms=self.clock.now_ms()))

    @rule(which=some)
    def cancel_by_channel(self, which: int) -> None:
        """The channel cancels."""
        order = nth(self.orders(), which)
        if order is not None:
            self.take_in(replace(order.said, cancelled=True, updated_ms=self.clock.now_ms()))

    @rule(which=some)
    def cancel_by_hand(self, which: int) -> None:
        """A person cancels."""
        order = nth(self.orders(), which)
        if order is None:
            return
        command = CancelOrder(order.number, "out of patience")
        if order.cancelled:
            self.refused(command, "already_cancelled")
        elif order.total("shipped"):
            self.refused(command, "too_late")
        else:
            in_hand = self.in_hand(order)
            self.do(command)
            self.model.cancel(order)
            self.take_tasks(order, in_hand)

    @rule(offer=st.sampled_from(OFFERS[3:]), sku=items, multiplier=st.integers(1, 2))
    def map_listing(self, offer: tuple[str, str], sku: str, multiplier: int) -> None:
        """Somebody says what an offer is."""
        listing, channel_sku = offer
        ref = listing or f"sku:{channel_sku}"
        self.do(MapListing("ebay", "parts-uk", ref, sku, multiplier))
        self.model.map_listing(ref, sku, multiplier)

    @rule(which=some)
    def hold(self, which: int) -> None:
        """A person holds an order."""
        order = nth(self.orders(), which)
        if order is None:
            return
        if order.final:
            self.refused(PlaceHold(order.number, "wait"), "too_late")
        else:
            self.do(PlaceHold(order.number, "wait"))
            order.holds.add("manual")

    @precondition(some_hold)
    @rule(which=some, kind=st.sampled_from(("manual", "short", "changed", "unpaid", "unmapped")))
    def release_hold(self, which: int, kind: str) -> None:
        """A person releases a hold, where people may."""
        order = nth([order for order in self.orders() if not order.final], which)
        if order is None:
            return
        command = ReleaseHold(order.number, kind)
        if kind in ("unpaid", "unmapped"):
            self.refused(command, "not_by_hand")
        elif kind not in order.holds:
            self.refused(command, "not_held")
        else:
            self.do(command)
            order.holds.remove(kind)

    @precondition(some_hold)
    @rule(which=some)
    def release_all(self, which: int) -> None:
        """A person releases every hold that people may decide about."""
        order = nth([order for order in self.orders("held") if order.holds & {"manual", "short", "changed"}], which)
        if order is not None:
            for kind in sorted(order.holds & {"manual", "short", "changed"}):
                self.do(ReleaseHold(order.number, kind))
                order.holds.remove(kind)

    @rule(which=some)
    def ship_short(self, which: int) -> None:
        """A person decides not to wait for what is missing."""
        order = nth(self.orders(), which)
        if order is None:
            return
        mapped = {line_id: one for line_id, one in order.lines.items() if one.sku is not None}
        there = self.reserved(order) + order.total("in_hand")
        command = ShipShort(order.number)
        if order.cancelled or there == sum(one.ordered - one.cancelled for one in mapped.values()):
            self.refused(command, "nothing_short")
        elif not there:
            self.refused(command, "nothing_left")
        else:
            reserved = {row["external_id"]: row["reserved"] for row in order_view(self.engine.reader, order.number)["lines"]}
            self.do(command)
            for line_id, one in mapped.items():
                one.cancelled = one.ordered - one.in_hand - reserved[line_id]
            order.holds.discard("short")

    @precondition(some_parcel)
    @rule(which=some)
    def reprint(self, which: int) -> None:
        """A person wants a slip again."""
        order = nth(self.orders(), which)
        if order is None:
            return
        command = Reprint(order.number, STATION)
        if self.state(order) in ("packed", "shipped"):
            self.do(command)
        else:
            self.refused(command, "not_packed")
