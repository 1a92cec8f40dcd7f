"""The check of what hangs on stock and journal: stories, kits, totes, stops, parcels, replenishment, counts, the outbox."""

from collections.abc import Callable, Iterator

from ledger.audit.check_finding import Finding
from ledger.sales.orders import order_number
from ledger.transaction import Reader

Look = Callable[[Reader], Iterator[Finding]]


def _journal_links(reader: Reader) -> Iterator[Finding]:
    """Rows that say which command caused them, and the command is not in the journal."""
    for table, column in (("field_change", "seq"), ("activity", "seq"), ("receipt", "seq"), ("reconciled_day", "closed_seq")):
        key = "day" if table == "reconciled_day" else "id"
        rows = reader.each(
            f"SELECT r.{key}, r.{column} FROM {table} r LEFT JOIN journal j ON j.seq = r.{column} WHERE j.seq IS NULL"  # noqa: S608 - ours
        )
        for row in rows:
            yield Finding(table, f"row {row[0]}", f"belongs to journal row {row[1]}, which is missing")
    for row in reader.each("SELECT e.order_id, e.seq FROM timeline_entry e LEFT JOIN journal j ON j.seq = e.seq WHERE j.seq IS NULL"):
        yield Finding("timeline_entry", f"of {order_number(row['order_id'])}", f"belongs to journal row {row['seq']}, which is missing")


def _kit_lines(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        "SELECT k.id, k.order_id, k.ordered FROM order_line k"
        " WHERE k.ordered > 0 AND EXISTS (SELECT 1 FROM order_line c WHERE c.parent_id = k.id AND c.role = 'component')"
    )
    for row in rows:
        what = f"is a kit and orders {row['ordered']} units itself, beside its components"
        yield Finding("order_line", f"row {row['id']} of {order_number(row['order_id'])}", what)
    # Parts of a component count together, whichever orders serve them; of the kit's own rows one counts the offers, the others none. What
    # is in somebody's hands stays with its line, and what is sent instead counts twice until the channel changes the line: of those nobody
    # can say how many kits they make.
    rows = reader.each(
        "SELECT MIN(c.id) AS id, MIN(c.order_id) AS order_id, SUM(c.ordered) AS ordered, MAX(k.quantity * k.multiplier) AS kits"
        " FROM order_line c JOIN order_line k ON k.id = c.parent_id WHERE c.role = 'component'"
        " GROUP BY k.source_order_id, k.external_id, c.external_id"
        " HAVING SUM(c.picked + c.packed + c.shipped) = 0 AND SUM(c.ordered) % NULLIF(MAX(k.quantity * k.multiplier), 0) <> 0"
        " AND SUM((SELECT COUNT(*) FROM order_line s WHERE s.parent_id = c.id)) = 0"
    )
    for row in rows:
        what = f"orders {row['ordered']} units for {row['kits']} kits, which is no whole number each"
        yield Finding("order_line", f"row {row['id']} of {order_number(row['order_id'])}", what)


def _totes(reader: Reader) -> Iterator[Finding]:
    """Everything in a tote or at a station is somebody's: promised to an order, or to be put back."""
    rows = reader.each(
        "SELECT p.code, i.sku, SUM(u.lying) AS lying, SUM(u.owned) AS owned FROM ("
        " SELECT place_id, item_id, on_hand - reserved AS lying, 0 AS owned FROM balance"
        " UNION ALL SELECT place_id, item_id, 0, quantity FROM put_back WHERE state = 'open'"
        ") u JOIN place p ON p.id = u.place_id AND p.kind IN ('tote', 'station') JOIN item i ON i.id = u.item_id"
        " GROUP BY p.code, i.sku HAVING SUM(u.lying) <> SUM(u.owned)"
    )
    for row in rows:
        yield Finding(
            "balance", f"{row['sku']} in {row['code']}", f"has {row['lying']} units of no order, {row['owned']} are to be put back"
        )
    rows = reader.each(
        "SELECT DISTINCT p.code, l.order_id FROM reservation r JOIN place p ON p.id = r.place_id AND p.kind = 'tote'"
        " JOIN order_line l ON l.id = r.order_line_id LEFT JOIN tote_assignment t ON t.order_id = l.order_id AND t.tote_id = r.place_id"
        " WHERE r.state = 'picked' AND t.order_id IS NULL"
    )
    for row in rows:
        yield Finding("tote_assignment", row["code"], f"holds picked units of {order_number(row['order_id'])}, which is not its order")


def _put_backs(reader: Reader) -> Iterator[Finding]:
    """What is to be put back, or was, is what the reservation that it came of held."""
    rows = reader.each(
        "SELECT b.id, b.order_id, r.state FROM put_back b JOIN reservation r ON r.id = b.reservation_id WHERE r.item_id <> b.item_id"
        " OR r.unit <> b.unit OR r.state <> CASE b.state WHEN 'open' THEN 'released' ELSE 'put_back' END"
    )
    for row in rows:
        what = f"is not what its reservation held, which is {row['state'].replace('_', ' ')}"
        yield Finding("put_back", f"row {row['id']} of {order_number(row['order_id'])}", what)


def _stops(reader: Reader) -> Iterator[Finding]:
    """A picker is only sent for units that are promised to the order."""
    rows = reader.each(
        "SELECT k.id, k.order_id, r.state FROM pick_line k LEFT JOIN reservation r ON r.id = k.reservation_id"
        " WHERE k.state = 'open' AND (r.state IS NULL OR r.state <> 'active')"
    )
    for row in rows:
        what = f"is open, and its units are {row['state'] or 'promised to nobody'}"
        yield Finding("pick_line", f"row {row['id']} of {order_number(row['order_id'])}", what)


def _parcels(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        "SELECT u.order_id, i.sku, SUM(u.packed) AS packed, SUM(u.told) AS told FROM ("
        " SELECT l.order_id, r.item_id, r.quantity AS packed, 0 AS told FROM reservation r JOIN order_line l ON l.id = r.order_line_id"
        " WHERE r.state IN ('packed', 'consumed')"
        " UNION ALL SELECT s.order_id, c.item_id, 0, c.quantity FROM parcel_line c JOIN parcel p ON p.id = c.parcel_id"
        " JOIN shipment s ON s.id = p.shipment_id WHERE s.state IN ('packed', 'shipped')"
        ") u JOIN item i ON i.id = u.item_id GROUP BY u.order_id, i.sku HAVING SUM(u.packed) <> SUM(u.told)"
    )
    for row in rows:
        what = f"says {row['told']} × {row['sku']}, {row['packed']} were packed or shipped"
        yield Finding("parcel_line", f"of {order_number(row['order_id'])}", what)


def _replenishments(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        "SELECT i.sku, p.code, SUM(u.promised) AS promised, SUM(u.asked) AS asked FROM ("
        " SELECT b.item_id, b.place_id, b.unit, b.reserved AS promised, 0 AS asked FROM balance b"
        " JOIN place p ON p.id = b.place_id AND p.kind = 'bin' AND p.pickable = 0 WHERE b.reserved > 0"
        " UNION ALL SELECT item_id, from_place_id, unit, 0, quantity FROM replenishment WHERE state = 'open'"
        ") u JOIN item i ON i.id = u.item_id JOIN place p ON p.id = u.place_id"
        " GROUP BY i.sku, p.code, u.unit HAVING SUM(u.promised) <> SUM(u.asked)"
    )
    for row in rows:
        what = f"asks for {row['asked']} units, {row['promised']} are promised there"
        yield Finding("replenishment", f"{row['sku']} from {row['code']}", what)


def _counts(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        "SELECT id, state FROM count_task WHERE (state = 'counting' AND (started_seq IS NULL OR expected IS NULL))"
        " OR (state = 'done' AND done_seq IS NOT NULL AND (counted IS NULL OR adjusted IS NULL OR started_seq > done_seq))"
    )
    for row in rows:
        yield Finding("count_task", f"row {row['id']}", f"is {row['state']}, and does not say what was expected and counted")


def _outbox(reader: Reader) -> Iterator[Finding]:
    rows = reader.each(
        "SELECT b.id, b.kind, b.version, b.leased_version, b.submitted_version, b.applied_version FROM outbox b"
        " WHERE b.version > (SELECT COALESCE(MAX(seq), 0) FROM journal) OR b.leased_version > b.version"
        " OR b.submitted_version > b.version OR b.applied_version > b.submitted_version"
        " OR (b.state = 'done' AND b.kind = 'quantity' AND b.applied_version NOT IN (0, b.version))"
    )
    for row in rows:
        versions = f"{row['applied_version']} applied, {row['submitted_version']} submitted, {row['leased_version']} leased"
        yield Finding("outbox", f"row {row['id']}", f"has versions that can't be: {row['version']} is the newest, {versions}")


LOOKS: tuple[Look, ...] = (_journal_links, _kit_lines, _totes, _put_backs, _stops, _parcels, _replenishments, _counts, _outbox)
