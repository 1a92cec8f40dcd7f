"""Units that were picked and are not in the tote: the books are set right, and the order is picked again where another bin has them."""

from dataclasses import dataclass

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.packing.pack_contents import unverified
from ledger.packing.pack_views import pack_check_view
from ledger.packing.parcels import open_check
from ledger.picking.floor_work import abandon_pack_check, free_tote, queue_count
from ledger.promises.reservations import reservations_of, reserve_lines, split, waiting_lines
from ledger.sales.holds import place_hold
from ledger.sales.orders import order_number
from ledger.stockwork.movements import ADJUSTMENT, Units, move
from ledger.transaction import Answer, Reader, Row, Transaction

_REASON = "missing_at_packing"


@dataclass(frozen=True, slots=True)
class ReportMissing:
    """Units of an open check were picked and are not in the tote; `unit` says which lot or serial number, where there are several."""

    pack_check: int
    sku: str
    quantity: int = 1
    unit: str = ""


@handles("report_missing", ReportMissing)
def report_missing(tx: Transaction, command: ReportMissing) -> Answer:
    """Answers the check's view, `outcome` and a `message` that tells the packer what to do.

    `pick_again`: other bins have the units, the order goes back to be picked; `short`: some are in no bin, the order is held until a
    person decides. Either way this check ends, since what must be in the box is no longer what it verified. Refused `not_missing` for
    more units than are still to be verified.
    """
    check = open_check(tx, command.pack_check)
    item = item_by_sku(tx, command.sku)
    missing = _missing_units(tx, check, item, command)
    order_id, tote = check["order_id"], pack_check_view(tx, check["id"])["tote"]
    line_ids = {line_id for units in missing for line_id in _write_off(tx, order_id, units)}
    waiting = [line for line in waiting_lines(tx, order_id) if line["id"] in line_ids]
    found = sum(allotment.quantity for allotment in reserve_lines(tx, waiting))
    lacking = command.quantity - found
    if lacking > 0:
        place_hold(tx, order_id, "short", f"{lacking} of {item['sku']} missing at packing, and in no bin")
    abandon_pack_check(tx, order_id)
    free_tote(tx, order_id)
    tx.touched_orders.add(order_id)
    put_back = f"Put everything back into {tote}. " if tote else ""
    after = "It is held until somebody decides at the console." if lacking > 0 else "It goes back to be picked: other bins have the rest."
    return {
        **pack_check_view(tx, check["id"]),
        "outcome": "short" if lacking > 0 else "pick_again",
        "message": f"{put_back}{order_number(order_id)} is not complete. {after}",
    }


def _missing_units(tx: Transaction, check: Row, item: Row, command: ReportMissing) -> list[Units]:
    """Which of the units that are still to be verified are the missing ones."""
    wanted = command.unit.strip()
    left = {
        unit: quantity
        for (item_id, unit), quantity in sorted(unverified(tx, check).items())
        if item_id == item["id"] and wanted in ("", unit)
    }
    there = sum(left.values())
    if not 1 <= command.quantity <= there:
        raise Refused(
            "not_missing",
            f"{there} of {item['sku']} are still to be verified; report no more than these",
            {"sku": item["sku"], "left": there},
        )
    missing, rest = [], command.quantity
    for unit, quantity in left.items():
        if rest:
            missing.append(Units(item["id"], unit, min(rest, quantity)))
            rest -= missing[-1].quantity
    return missing


def _write_off(tx: Transaction, order_id: int, units: Units) -> list[int]:
    """Take picked units of an order off the books and have their bins counted; answers the order lines that lack them now."""
    rest, line_ids = units.quantity, []
    of_bins: dict[int, int] = {}
    for reservation in reservations_of(tx, order_id, "picked"):
        if (reservation["item_id"], reservation["unit"]) != (units.item_id, units.unit) or not rest:
            continue
        part, line_id, place_id = min(rest, reservation["quantity"]), reservation["order_line_id"], reservation["place_id"]
        move(tx, units._replace(quantity=part), place_id, ADJUSTMENT, _REASON, order_line_id=line_id, promised=True)
        split(tx, reservation, part, place_id, "short")
        tx.run("UPDATE order_line SET picked = picked - :part WHERE id = :id", {"part": part, "id": line_id})
        bin_id = _picked_from(tx, line_id)
        of_bins[bin_id] = of_bins.get(bin_id, 0) + part
        line_ids.append(line_id)
        rest -= part
    for bin_id, quantity in of_bins.items():
        queue_count(tx, units.item_id, bin_id, units.unit, _REASON)
        tx.tell(order_id, "missing", item=units.item_id, place=bin_id, quantity=quantity)
    return line_ids


def _picked_from(reader: Reader, order_line_id: int) -> int:
    """The bin that units of a line were picked from last."""
    return reader.number(
        "SELECT place_id FROM pick_line WHERE order_line_id = :id AND picked > 0 ORDER BY id DESC LIMIT 1", {"id": order_line_id}
    )


words("missing", lambda d: f"missing at packing: {d['quantity']} × {d['sku']}, picked from {d['bin']}")
