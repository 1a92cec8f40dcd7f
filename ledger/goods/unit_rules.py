"""The unit dimension: a lot or serial number where an item is tracked by one, and none where it is not.

Units enter the warehouse through `movements.move` alone, which asks `admit`; from then on a movement only finds the units it names.
"""

from ledger.errors import Refused
from ledger.transaction import Reader, Row

LONGEST_UNIT = 90


def require_unit(item: Row, unit: str, quantity: int) -> None:
    """Refuse a lot or serial number that is missing, not wanted, or stands for more than one unit; `item` has `sku` and `tracking`."""
    sku, tracking = item["sku"], item["tracking"]
    if tracking == "none":
        if unit:
            raise Refused("unit_not_tracked", f"units of {sku} are not told apart; leave the lot or serial number out", {"sku": sku})
        return
    name = "serial number" if tracking == "serial" else "lot"
    if not unit:
        raise Refused("unit_needed", f"{sku} is tracked by {tracking}; say which {name}", {"sku": sku, "tracking": tracking})
    if unit != unit.strip() or not unit.isprintable() or len(unit) > LONGEST_UNIT:
        raise Refused("bad_unit", f"a {name} has up to {LONGEST_UNIT} characters that can be printed, and no space at its ends")
    if tracking == "serial" and quantity != 1:
        raise Refused("one_unit_each", f"serial number {unit} of {sku} is one unit; move each one by its own number", {"sku": sku})


def admit(reader: Reader, item_id: int, unit: str, quantity: int) -> None:
    """Refuse units that can't come into the warehouse: of a virtual kit, without their number, or with one that is here already."""
    item = reader.one("SELECT sku, tracking, kit FROM item WHERE id = :id", {"id": item_id})
    assert item is not None
    if item["kit"] == "virtual":
        raise Refused(
            "kit_has_no_stock", f"{item['sku']} is a kit without stock of its own; book its components instead", {"sku": item["sku"]}
        )
    require_unit(item, unit, quantity)
    if item["tracking"] == "serial":
        here = reader.one(
            "SELECT p.code FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = :item_id AND b.unit = :unit AND b.on_hand > 0"
            " AND p.kind IN ('bin', 'tote', 'station')",
            {"item_id": item_id, "unit": unit},
        )
        if here is not None:
            raise Refused(
                "serial_is_here",
                f"serial number {unit} of {item['sku']} is in {here['code']} already; it can't be in two places",
                {"sku": item["sku"], "unit": unit, "place": here["code"]},
            )
