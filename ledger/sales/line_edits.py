"""The lines of a newer version of an order, carried out as a difference by the channel's line ids.

A line of the channel may be several rows: a kit and its components, parts served by several orders, substitutes. What the channel wants
of it is what they have together: reductions come off what is least advanced, and units in hand that are wanted no more are put back.
"""

from collections.abc import Iterator, Sequence

from ledger.packing.reopening import open_parcels
from ledger.picking.floor_work import withdraw
from ledger.promises.reservations import release
from ledger.sales.channel_order import ChannelOrder, ChannelOrderLine
from ledger.sales.holds import hold_while_unmapped
from ledger.sales.kit_lines import by_component
from ledger.sales.mapping import point_to, resolve
from ledger.sales.order_parts import FINAL, FORMER, lines_of_buyer
from ledger.sales.order_rows import Mapping, add_part, component_rows, insert_line, wanted_rows
from ledger.sales.put_backs import make_put_back
from ledger.transaction import Row, Transaction


class LineEdits:
    """The difference between what was known of an order's lines and a newer version; `serving` are the orders that serve it now.

    `changes` says in words what changed, `affected` which of those orders have to do something else from now on, `doubts` why a person has
    to look at one of them, by its id.
    """

    def __init__(self, tx: Transaction, known: Row, order: ChannelOrder, serving: Sequence[Row]) -> None:
        self._tx = tx
        self._order = order
        self._source_id = known["id"]
        self._open = [row["id"] for row in serving if row["state"] not in FINAL] or [known["id"]]
        self.changes: list[str] = []
        self.affected: set[int] = set()
        self.doubts: dict[int, str] = {}
        self._opened: set[int] = set()

    def carry_out(self) -> None:
        """Add, change and remove lines."""
        # Of the parts of a line the oldest row, which counts the offers.
        before = {row["external_id"]: row for row in reversed(self._rows()) if row["role"] == ""}
        for line in self._order.lines:
            row = before.pop(line.external_id, None)
            if row is None:
                self._add(line)
            else:
                self._change(row, line)
        for row in sorted(before.values(), key=lambda row: int(row["id"])):
            if row["quantity"]:
                self._set_quantity(row, 0)
                self.changes.append(f"{row['sku'] or row['title']}: removed")
        for order_id in self._open:
            hold_while_unmapped(self._tx, order_id)

    def _rows(self) -> Sequence[Row]:
        return lines_of_buyer(self._tx, self._source_id)

    def _add(self, line: ChannelOrderLine) -> None:
        order_id = self._open[0]
        kit_id = None
        for row in wanted_rows(self._tx, line, resolve(self._tx, self._order, [line])[0]):
            line_id = insert_line(self._tx, order_id, row, source_order_id=self._source_id, parent_id=kit_id if row.kit else None)
            kit_id = kit_id or line_id
        self.affected.add(order_id)
        self.changes.append(f"{name_of(line)}: added, {line.quantity}")

    def _change(self, row: Row, line: ChannelOrderLine) -> None:
        if (row["listing"], row["sku"]) != (line.listing, line.sku):
            mapping = resolve(self._tx, self._order, [line])[0]
            self._tx.run(
                "UPDATE order_line SET listing = :listing, sku = :sku WHERE id = :id",
                {"listing": line.listing, "sku": line.sku, "id": row["id"]},
            )
            if mapping is None or mapping[:2] != (row["item_id"], row["multiplier"]):  # else only its name changed: the promise stands
                self._set_offer(row, mapping)
                self.changes.append(f"{name_of(line)}: another offer")
        current = self._tx.one("SELECT * FROM order_line WHERE id = :id", {"id": row["id"]})
        assert current is not None
        # What was shipped is still what was bought. Only what had left before we heard of the line was never ours to send.
        elsewhere = self._shipped_elsewhere(current, line)
        quantity = line.quantity + max(0, line.shipped - elsewhere)
        if current["quantity"] != quantity:
            self._set_quantity(current, quantity)
        if row["quantity"] != quantity:
            self.changes.append(f"{name_of(line)}: {row['quantity']} → {quantity}")
        if line.shipped > elsewhere:
            self._doubt_what_is_left(current, line, quantity)

    def _shipped_elsewhere(self, row: Row, line: ChannelOrderLine) -> int:
        """Offers that were shipped when the line was first told; of a line from before that was asked, what it does not lack by now."""
        if row["shipped_elsewhere"] is not None:
            return int(row["shipped_elsewhere"])
        elsewhere = max(0, line.shipped - max(0, int(row["quantity"]) - line.quantity))
        self._tx.run("UPDATE order_line SET shipped_elsewhere = :elsewhere WHERE id = :id", {"elsewhere": elsewhere, "id": row["id"]})
        return elsewhere

    def _doubt_what_is_left(self, row: Row, line: ChannelOrderLine, quantity: int) -> None:
        """Doubt an order that would still fetch units from the shelves of which the channel says that they were shipped.

        They may have left from elsewhere, or their label was made before they were picked; only a person knows.
        """
        for rows in by_component(self._with_components(row)).values():
            wanted = sum(one["ordered"] - one["cancelled"] for one in rows)
            to_fetch = wanted - sum(one["picked"] + one["packed"] + one["shipped"] for one in rows)
            if to_fetch * quantity > line.quantity * wanted:
                why = f"the channel says that {line.shipped} of {name_of(line)} are shipped: cancel what left from elsewhere, or release it"
                self._doubt(rows, why)

    def _doubt(self, rows: Sequence[Row], why: str) -> None:
        self.doubts.update({one["order_id"]: why for one in rows if one["order_id"] in self._open})

    def _set_offer(self, row: Row, mapping: Mapping | None) -> None:
        """Point a line to another offer; once units of it have left it keeps its item, and a person looks."""
        rows = self._with_components(row)
        self.affected.update(one["order_id"] for one in rows)
        if any(one["shipped"] for one in rows):
            why = f"{row['sku'] or row['title']} is another offer now and was shipped in part: cancel the rest, or release it as it was"
            self._doubt(rows, why)
            return
        self._set_quantity(row, 0)
        for part in rows:
            if part["id"] != row["id"]:  # nothing is left of them, and a component of the old kit is none of the new one
                self._forget(part)
        emptied = self._tx.one("SELECT * FROM order_line WHERE id = :id", {"id": row["id"]})
        assert emptied is not None
        point_to(self._tx, emptied, mapping)

    def _forget(self, row: Row) -> None:
        """Take a row's name away that nothing is left of, so that another may have it; its reservations keep the row itself."""
        self._tx.run(
            "UPDATE order_line SET external_id = external_id || :suffix, quantity = 0, role = '', parent_id = NULL WHERE id = :id",
            {"suffix": f"{FORMER}{self._tx.seq}", "id": row["id"]},
        )

    def _with_components(self, row: Row) -> list[Row]:
        """Every row of a channel's line: its parts, the components of a kit, and substitutes of either."""
        # Found by the line's name, not among all of the order's lines: an order may have a thousand, each of them changed.
        named = "external_id = :line AND role = ''"
        mine = list(
            self._tx.all(
                f"SELECT * FROM order_line WHERE order_id = :id AND source_order_id = :id AND {named}"  # noqa: S608 - words of our own
                f" UNION ALL SELECT * FROM order_line WHERE source_order_id = :id AND source_order_id <> order_id AND {named} ORDER BY id",
                {"id": self._source_id, "line": row["external_id"]},
            )
        )
        parents = mine
        for _ in range(2):  # a component of a part, a substitute of a component
            children = [
                child
                for parent in parents
                for child in self._tx.all("SELECT * FROM order_line WHERE parent_id = :id ORDER BY id", {"id": parent["id"]})
            ]
            parents = sorted(children, key=lambda child: int(child["id"]))
            mine = mine + parents
        return mine

    def _set_quantity(self, row: Row, quantity: int) -> None:
        """Set how many offers a line is for."""
        self._tx.run("UPDATE order_line SET quantity = :quantity WHERE id = :id", {"quantity": quantity, "id": row["id"]})
        units = quantity * row["multiplier"]
        demands = by_component(self._with_components(row))
        own = demands.pop("")
        if not demands:
            self._want(own, units)
            return
        wanted = {part.line.external_id: part for part in component_rows(self._tx, row["external_id"], row["item_id"], units)}
        for name, rows in demands.items():
            ordered = wanted.pop(name).ordered if name in wanted else 0
            self._tx.run("UPDATE order_line SET quantity = :quantity WHERE id = :id", {"quantity": ordered, "id": rows[0]["id"]})
            self._want(rows, ordered)
        for part in wanted.values() if units else ():  # the kit is made of more than it was
            insert_line(self._tx, self._open[0], part, source_order_id=self._source_id, parent_id=row["id"])

    def _want(self, rows: Sequence[Row], units: int) -> None:
        """Set what the rows of one demand want together; what they hold of it already they keep, the most advanced first."""
        in_hand = {row["id"]: row["picked"] + row["packed"] + row["shipped"] for row in rows}
        surplus = sum(in_hand.values()) - units
        for state in ("picked", "packed"):
            for row in rows:
                taken = max(0, min(surplus, row[state]))
                if taken:
                    self._take_back(row, state, taken)
                    in_hand[row["id"]] -= taken
                    surplus -= taken
        left = max(0, -surplus)
        keep = dict(in_hand)
        for row in rows:
            kept = min(left, row["reserved"])
            self._release(row, row["reserved"] - kept)
            keep[row["id"]] += kept
            left -= kept
        for row in rows:
            waits = min(left, row["ordered"] - row["cancelled"] - in_hand[row["id"]] - row["reserved"])
            keep[row["id"]] += waits
            left -= waits
        if left:
            open_row = next((row for row in rows if row["order_id"] in self._open), None)
            line_id = open_row["id"] if open_row else self._new_part(rows[0])
            keep[line_id] = keep.get(line_id, 0) + left
        for line_id, ordered in keep.items():
            self._tx.run("UPDATE order_line SET ordered = :ordered, cancelled = 0 WHERE id = :id", {"ordered": ordered, "id": line_id})
        self.affected.update(row["order_id"] for row in rows if row["order_id"] in self._open)

    def _take_back(self, row: Row, state: str, units: int) -> None:
        """Have picked or packed units of a row put back; a parcel that holds more than is wanted is opened."""
        withdraw(self._tx, row["order_id"])
        if state == "packed" and row["order_id"] not in self._opened:
            open_parcels(self._tx, row["order_id"], "the channel wants less of it")
            self._opened.add(row["order_id"])
        for reservation, taken in self._newest(row, "picked", units):
            make_put_back(self._tx, row["order_id"], reservation, taken)

    def _release(self, row: Row, units: int) -> None:
        if not units:
            return
        withdraw(self._tx, row["order_id"])
        for reservation, taken in self._newest(row, "active", units):
            release(self._tx, reservation, taken)

    def _newest(self, row: Row, state: str, units: int) -> Iterator[tuple[Row, int]]:
        """A row's newest reservations in a state, each with how many it has of so many units."""
        reservations = self._tx.all(
            "SELECT * FROM reservation WHERE order_line_id = :id AND state = :state ORDER BY id DESC", {"id": row["id"], "state": state}
        )
        for reservation in reservations:
            taken = min(units, int(reservation["quantity"]))
            if taken:
                yield reservation, taken
            units -= taken

    def _new_part(self, row: Row) -> int:
        """A row for more units of a line whose own order has left already, in one that has not; answers its id."""
        order_id = self._open[0]
        self.affected.add(order_id)
        return add_part(self._tx, row, order_id)


def wording_changes(tx: Transaction, source_id: int, order: ChannelOrder) -> list[str]:
    """Titles and prices: nobody on the floor has to do anything about them."""
    rows = [row for row in lines_of_buyer(tx, source_id) if row["role"] == ""]
    known = {(row["external_id"], row["title"], row["price_minor"]) for row in rows}
    ids = {row["external_id"]: row["id"] for row in reversed(rows)}  # of the parts of a line the oldest
    changes = []
    for line in order.lines:
        if line.external_id in ids and (line.external_id, line.title, line.price_minor) not in known:
            tx.run(
                "UPDATE order_line SET title = :title, price_minor = :price_minor WHERE id = :id",
                {"title": line.title, "price_minor": line.price_minor, "id": ids[line.external_id]},
            )
            changes.append(f"{name_of(line)}: title or price")
    return changes


def name_of(line: ChannelOrderLine) -> str:
    """What a line is called in words."""
    return line.sku or line.title or line.external_id
