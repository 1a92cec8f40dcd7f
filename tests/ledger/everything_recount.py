"""What must hold of any ledger at any moment, added up from its rows alone. Shares no code with the ledger."""

from collections import Counter, defaultdict
from typing import Any

from ledger.transaction import Reader, Row

LIVE = {"active": "reserved", "picked": "picked", "packed": "packed", "consumed": "shipped"}
"""Which counter of a line adds up the reservations in a state."""

Tables = dict[str, list[Row]]


def read(reader: Reader) -> Tables:
    """Every row of every table that is no index of another."""
    names = reader.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'order_text%' ORDER BY name")
    return {row["name"]: list(reader.all(f"SELECT * FROM {row['name']} ORDER BY 1, 2")) for row in names}


class Recount:
    """One ledger, read once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.places = {row["id"]: row for row in tables["place"]}
        self.items = {row["id"]: row for row in tables["item"]}
        self.orders = {row["id"]: row for row in tables["orders"]}
        self.lines = {row["id"]: row for row in tables["order_line"]}
        self.holds = {(row["order_id"], row["kind"]) for row in tables["hold"] if row["released_seq"] is None}
        self.moved: Counter[tuple[int, int, str]] = Counter()
        for row in tables["movement"]:
            self.moved[row["item_id"], row["from_place_id"], row["unit"]] -= row["quantity"]
            self.moved[row["item_id"], row["to_place_id"], row["unit"]] += row["quantity"]
        self.live = [row for row in tables["reservation"] if row["state"] in ("active", "picked", "packed")]

    def compare(self) -> None:
        """Fail on the first thing that can't be."""
        for look in (self.books, self.promises, self.lines_and_orders, self.stops, self.hands, self.overstock, self.waiting):
            look()
        for look in (self.published, self.journal, self.parcels, self.deliveries):
            look()

    def books(self) -> None:
        """Every unit came from somewhere and is somewhere, and what is tracked is known by its number."""
        sums: Counter[int] = Counter()
        books = {(row["item_id"], row["place_id"], row["unit"]): row for row in self.tables["balance"]}
        assert {key: units for key, units in self.moved.items() if units} == {
            key: row["on_hand"] for key, row in books.items() if row["on_hand"]
        }
        for (item_id, place_id, _), row in books.items():
            sums[item_id] += row["on_hand"]
            assert place_id <= 3 or 0 <= row["reserved"] <= row["on_hand"]
            assert place_id <= 3 or self.items[item_id]["kit"] != "virtual" or not row["on_hand"], "a virtual kit has stock"
        assert not any(sums.values())
        serials = Counter(
            (item_id, unit)
            for (item_id, place_id, unit), row in books.items()
            for _ in range(row["on_hand"] if place_id > 3 and self.items[item_id]["tracking"] == "serial" else 0)
        )
        assert not serials or max(serials.values()) == 1, "one serial number is in two places"

    def promises(self) -> None:
        """Each unit is promised once, and lies where its promise says."""
        promised: Counter[tuple[int, int, str]] = Counter()
        for row in self.live:
            promised[row["item_id"], row["place_id"], row["unit"]] += row["quantity"]
            place = self.places[row["place_id"]]
            kinds = {"active": ("bin",), "picked": ("tote", "station"), "packed": ("station",)}[row["state"]]
            assert place["kind"] in kinds, f"{row['state']} units in {place['code']}"
            assert row["state"] != "active" or place["sellable"], f"units are promised in {place['code']}, whose units are not sold"
        assert promised == {
            (row["item_id"], row["place_id"], row["unit"]): row["reserved"] for row in self.tables["balance"] if row["reserved"]
        }

    def lines_and_orders(self) -> None:
        """The counters of a line are its reservations; the state of an order is what its lines, holds and stops say."""
        sums: dict[int, Counter[str]] = defaultdict(Counter)
        for row in self.tables["reservation"]:
            if row["state"] in LIVE:
                sums[row["order_line_id"]][LIVE[row["state"]]] += row["quantity"]
                assert row["item_id"] == self.lines[row["order_line_id"]]["item_id"], "a line holds units of another item"
        for line in self.lines.values():
            assert {name: line[name] for name in LIVE.values() if line[name]} == +sums[line["id"]]
            assert line["reserved"] + line["picked"] + line["packed"] + line["shipped"] + line["cancelled"] <= line["ordered"]
            served, source = self.orders[line["order_id"]], self.orders[line["source_order_id"]]
            assert (served["channel"], served["account"]) == (source["channel"], source["account"]), "served by a stranger"
        walked = {row["order_id"] for row in self.tables["pick_line"] if row["state"] == "open"}
        for order in self.orders.values():
            mine = [line for line in self.lines.values() if line["order_id"] == order["id"]]
            assert order["merged_into"] is None or order["cancelled"] or not mine, "a merged order still serves lines"
            assert order["state"] == self._expected(order, mine, order["id"] in walked)

    def _expected(self, order: Row, lines: list[Row], walked: bool) -> str:
        wanted = sum(line["ordered"] - line["cancelled"] for line in lines)
        total = {name: sum(line[name] for line in lines) for name in LIVE.values()}
        in_hand = total["picked"] + total["packed"] + total["shipped"]
        ids = {line["id"] for line in lines}
        reserved = [row for row in self.live if row["order_line_id"] in ids and row["state"] == "active"]
        fetched = any(not self.places[row["place_id"]]["pickable"] for row in reserved)
        answers = (
            (order["cancelled"], "cancelled"),
            (order["merged_into"] is not None, "merged"),
            (wanted and total["shipped"] == wanted, "shipped"),
            (any(order_id == order["id"] for order_id, _ in self.holds), "held"),
            (not wanted, "received"),
            (total["packed"] + total["shipped"] == wanted, "packed"),
            (walked, "picking"),
            (in_hand == wanted, "picked"),
            (in_hand + total["reserved"] == wanted and fetched, "replenishing"),
            (in_hand + total["reserved"] == wanted, "allocated"),
            (in_hand + total["reserved"], "partly_allocated"),
        )
        return next((state for applies, state in answers if applies), "backordered")

    def stops(self) -> None:
        """A picker is sent for units that are promised, on one walk only, and for no order that is held."""
        reservations = {row["id"]: row for row in self.tables["reservation"]}
        sessions = {row["id"]: row["state"] for row in self.tables["pick_session"]}
        asked = [row for row in self.tables["pick_line"] if row["state"] == "open"]
        assert len({row["reservation_id"] for row in asked}) == len(asked), "one promise is on two stops"
        for row in asked:
            reservation = reservations[row["reservation_id"]]
            found = (reservation["state"], reservation["quantity"], reservation["place_id"], reservation["order_line_id"])
            assert found == ("active", row["quantity"] - row["picked"], row["place_id"], row["order_line_id"])
            assert self.places[row["place_id"]]["pickable"], "a picker is sent where pickers don't go"
            assert sessions[row["session_id"]] in ("open", "paused")
            assert self.orders[row["order_id"]]["state"] == "picking"

    def hands(self) -> None:
        """Every unit in a tote or at a station is some order's, or is to be put back; a tote holds what it is assigned to."""
        owned: Counter[tuple[int, int, str]] = Counter()
        for row in self.live:
            if row["state"] in ("picked", "packed"):
                owned[row["item_id"], row["place_id"], row["unit"]] += row["quantity"]
        for row in self.tables["put_back"]:
            if row["state"] == "open":
                owned[row["item_id"], row["place_id"], row["unit"]] += row["quantity"]
        lying = {key: units for key, units in self.moved.items() if units and self.places[key[1]]["kind"] in ("tote", "station")}
        assert owned == lying
        assigned = {(row["tote_id"], row["order_id"]) for row in self.tables["tote_assignment"]}
        for row in self.live:
            if row["state"] == "picked" and self.places[row["place_id"]]["kind"] == "tote":
                assert (row["place_id"], self.lines[row["order_line_id"]]["order_id"]) in assigned

    def overstock(self) -> None:
        """What is promised where nobody picks is asked for, exactly."""
        asked: Counter[tuple[int, int, str]] = Counter()
        for row in self.tables["replenishment"]:
            if row["state"] == "open":
                asked[row["item_id"], row["from_place_id"], row["unit"]] += row["quantity"]
        promised: Counter[tuple[int, int, str]] = Counter()
        for row in self.live:
            if row["state"] == "active" and not self.places[row["place_id"]]["pickable"]:
                promised[row["item_id"], row["place_id"], row["unit"]] += row["quantity"]
        assert asked == promised

    def free(self, item_id: int) -> int:
        """Units of an item that nobody was promised, where they may be sold."""
        rows = (row for row in self.tables["balance"] if row["item_id"] == item_id and self.places[row["place_id"]]["sellable"])
        return sum(row["on_hand"] - row["reserved"] for row in rows)

    def waiting(self) -> None:
        """Nobody waits for units that lie free, beyond what a rule keeps back; what is cancelled waits for nothing."""
        floor = max((row["floor"] for row in self.tables["allocation_rule"] if row["active"]), default=0)
        for line in self.lines.values():
            order = self.orders[line["order_id"]]
            missing = line["ordered"] - sum(line[name] for name in (*LIVE.values(), "cancelled"))
            if order["cancelled"]:
                assert not missing
            elif missing and line["item_id"] is not None and (order["id"], "shortage") not in self.holds:
                assert self.free(line["item_id"]) <= floor, f"{self.items[line['item_id']]['sku']} lies free while an order waits"

    def published(self) -> None:
        """A channel that shows something else than it should is going to be told, or waits for a person."""
        outbox = {row["subject"]: row for row in self.tables["outbox"] if row["kind"] == "quantity"}
        parts: dict[int, list[Row]] = defaultdict(list)
        for row in self.tables["kit_component"]:
            parts[row["kit_id"]].append(row)
        for listing in self.tables["listing"]:
            item = self.items[listing["item_id"]]
            units = self.free(item["id"])
            if item["kit"] == "virtual":
                units = min(self.free(part["item_id"]) // part["quantity"] for part in parts[item["id"]])
            shown = max(0, (units - listing["buffer"]) // listing["multiplier"])
            row = outbox[listing["id"]]
            assert row["applied_version"] <= row["submitted_version"] <= row["version"]
            told = row["applied_quantity"]
            assert row["state"] != "done" or told == shown, f"{listing['ref']} shows {told}, not {shown}"

    def journal(self) -> None:
        """The journal has no gap, and everything that happened belongs to a command that was accepted."""
        rows = self.tables["journal"]
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["previous_hash"] for row in rows] == [bytes(32), *[row["hash"] for row in rows[:-1]]][: len(rows)]
        accepted = {row["seq"] for row in rows if row["outcome"] == "accepted"}
        for table in ("movement", "timeline_entry", "field_change", "activity", "receipt"):
            assert {row["seq"] for row in self.tables[table]} <= accepted, table
        for row in self.tables["reconciliation_line"]:
            assert row["difference"] == 0

    def parcels(self) -> None:
        """The parcels of an order hold what was packed or shipped, and nothing is packed without a shipment."""
        told: Counter[tuple[int, int]] = Counter()
        shipments = {row["id"]: row for row in self.tables["shipment"]}
        parcels = {row["id"]: shipments[row["shipment_id"]] for row in self.tables["parcel"]}
        for row in self.tables["parcel_line"]:
            if parcels[row["parcel_id"]]["state"] != "cancelled":
                told[parcels[row["parcel_id"]]["order_id"], row["item_id"]] += row["quantity"]
        packed: Counter[tuple[int, int]] = Counter()
        for line in self.lines.values():
            if line["packed"] + line["shipped"]:
                packed[line["order_id"], line["item_id"]] += line["packed"] + line["shipped"]
        assert told == packed

    def deliveries(self) -> None:
        """What a purchase order says has come is what was received for it."""
        came: Counter[tuple[Any, int]] = Counter()
        for row in self.tables["receipt"]:
            came[row["purchase_order_id"], row["item_id"]] += row["quantity"]
        for row in self.tables["purchase_line"]:
            assert row["received"] == came[row["purchase_order_id"], row["item_id"]]
