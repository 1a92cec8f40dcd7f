"""Defining what a kit is made of, building kits for the shelf and taking them apart again."""

import re
from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.goods.catalog import item_by_sku
from ledger.goods.kits import Component, parts
from ledger.goods.places import place_by_code
from ledger.stockwork.movements import ADJUSTMENT, Units, move
from ledger.transaction import Answer, Row, Transaction

KITS = ("virtual", "assembled", "none")
MOST_COMPONENTS = 100
MOST_UNITS = 1_000_000

_COUNTED = re.compile(r"(.+?)\s*[×*x]\s*([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class DefineKit:
    """Say what a kit is made of, each component as `SKU×units`; orders that come from now on follow it.

    A `virtual` kit has no stock of its own: its components are picked. An `assembled` one is built for the shelf and stocked like any item.
    `none`, without components, makes the kit an ordinary item again.
    """

    sku: str
    kit: str
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssembleKit:
    """Kits were built from components and put into a bin; without `from_bin` the components come from the bins in walk order.

    `unit` is the kit's own lot or serial number where it is tracked.
    """

    sku: str
    bin: str
    quantity: int
    from_bin: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DisassembleKit:
    """Kits of a bin were taken apart, and their components put into `to_bin` (the same bin when it is not said)."""

    sku: str
    bin: str
    quantity: int
    to_bin: str = ""
    unit: str = ""


@handles("define_kit", DefineKit)
def define_kit(tx: Transaction, command: DefineKit) -> Answer:
    """Answers `{sku, kit, components}`."""
    item = item_by_sku(tx, command.sku)
    if command.kit not in KITS:
        raise Refused("bad_kit", f"a kit is {', '.join(KITS)}")
    if (command.kit == "none") == bool(command.components) or len(command.components) > MOST_COMPONENTS:
        raise Refused("bad_kit", f"a kit has 1 to {MOST_COMPONENTS} components, as in LAMP-H7×2; an item that is none has no components")
    counts: dict[int, int] = {}
    for text in command.components:
        component, units = _component(tx, text)
        _refuse_component(item, component, command.kit)
        counts[component["id"]] = counts.get(component["id"], 0) + units
    kit = "" if command.kit == "none" else command.kit
    _refuse_kit(tx, item, kit)
    tx.run("UPDATE item SET kit = :kit WHERE id = :id", {"kit": kit, "id": item["id"]})
    for known in tx.all("SELECT item_id FROM kit_component WHERE kit_id = :id", {"id": item["id"]}):
        if known["item_id"] not in counts:
            tx.run("DELETE FROM kit_component WHERE kit_id = :id AND item_id = :item_id", {"id": item["id"], "item_id": known["item_id"]})
    for item_id, units in sorted(counts.items()):
        tx.run(
            "INSERT INTO kit_component (kit_id, item_id, quantity) VALUES (:kit_id, :item_id, :quantity)"
            " ON CONFLICT (kit_id, item_id) DO UPDATE SET quantity = excluded.quantity",
            {"kit_id": item["id"], "item_id": item_id, "quantity": units},
        )
    tx.touched_items.add(item["id"])  # its listings are told what its components make
    return {"sku": item["sku"], "kit": kit, "components": parts(tx, item["id"])}


def _component(tx: Transaction, text: str) -> tuple[Row, int]:
    """The item and the units that `SKU×units` means; the SKU alone means one unit."""
    counted = _COUNTED.fullmatch(text.strip())
    if counted is None or tx.one("SELECT id FROM item WHERE sku = :sku", {"sku": text.strip()}) is not None:
        return item_by_sku(tx, text), 1
    units = int(counted[2])
    if not 1 <= units <= MOST_UNITS:
        raise Refused("bad_kit", f"{text}: a kit has 1 to {MOST_UNITS} units of a component")
    return item_by_sku(tx, counted[1]), units


def _refuse_component(item: Row, component: Row, kit: str) -> None:
    if component["id"] == item["id"]:
        raise Refused("kit_in_kit", f"{item['sku']} can't be a component of itself")
    if component["kit"]:
        raise Refused(
            "kit_in_kit",
            f"{component['sku']} is a kit, and a kit holds no kits, so that a picker sees every part of it; name its components instead",
            {"sku": component["sku"]},
        )
    if kit == "assembled" and component["tracking"] != "none":
        raise Refused(
            "kit_is_untracked",
            f"{component['sku']} is tracked by {component['tracking']}, which an assembled kit would lose sight of; make the kit virtual",
            {"sku": component["sku"]},
        )


def _refuse_kit(tx: Transaction, item: Row, kit: str) -> None:
    """Refuse to make an item a kit that can't become one now; what orders have been promised stays theirs."""
    if not kit:
        return
    sku = item["sku"]
    outer = tx.one("SELECT k.sku FROM kit_component c JOIN item k ON k.id = c.kit_id WHERE c.item_id = :id", {"id": item["id"]})
    if outer is not None:
        raise Refused("kit_in_kit", f"{sku} is a component of kit {outer['sku']}, and a kit holds no kits", {"kit": outer["sku"]})
    if kit == "assembled" or item["kit"] == "virtual":
        return
    if item["tracking"] != "none":
        raise Refused("kit_is_untracked", f"{sku} is tracked by {item['tracking']}, and a virtual kit has no units; set tracking to none")
    here = tx.one(
        "SELECT p.code FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = :id AND b.on_hand > 0"
        " AND p.kind IN ('bin', 'tote', 'station')",
        {"id": item["id"]},
    )
    if here is not None:
        raise Refused(
            "kit_has_stock", f"units of {sku} are in {here['code']}; a virtual kit has none: adjust them to 0, or make the kit assembled"
        )
    waiting = tx.number(
        # In the words of the index order_line_waiting.
        "SELECT COUNT(*) FROM order_line l WHERE l.item_id = :id"
        " AND l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled > 0",
        {"id": item["id"]},
    )
    if waiting:
        raise Refused("orders_wait", f"{waiting} order lines wait for units of {sku} itself; cancel them or receive units first")


@handles("assemble_kit", AssembleKit)
def assemble_kit(tx: Transaction, command: AssembleKit) -> Answer:
    """Answers `{sku, bin, quantity, taken}`, `taken` being the units taken as `{sku, bin, quantity}`.

    Refused `not_enough_units` when the components that are free don't suffice.
    """
    kit, contents = _assembled(tx, command.sku, command.quantity)
    bin = place_by_code(tx, command.bin, "bin")
    source = place_by_code(tx, command.from_bin, "bin")["id"] if command.from_bin else None
    reason = f"assemble:{kit['sku']}"
    taken = [row for component in contents for row in _take(tx, component, command.quantity, source, reason)]
    move(tx, Units(kit["id"], command.unit, command.quantity), ADJUSTMENT, bin["id"], reason)
    return {"sku": kit["sku"], "bin": bin["code"], "quantity": command.quantity, "taken": taken}


def _take(tx: Transaction, component: Component, kits: int, source: int | None, reason: str) -> list[Answer]:
    missing = component.quantity * kits
    taken = []
    for row in tx.all(
        "SELECT b.place_id, b.unit, b.on_hand - b.reserved AS free, p.code, i.sku FROM balance b JOIN place p ON p.id = b.place_id"
        " JOIN item i ON i.id = b.item_id WHERE b.item_id = :item_id AND p.kind = 'bin' AND b.on_hand > b.reserved"
        " AND (b.place_id = :source OR (:source IS NULL AND p.sellable = 1)) ORDER BY p.pickable DESC, p.walk, p.code",
        {"item_id": component.item_id, "source": source},
    ):
        quantity = min(missing, row["free"])
        if quantity:
            move(tx, Units(component.item_id, row["unit"], quantity), row["place_id"], ADJUSTMENT, reason)
            taken.append({"sku": row["sku"], "bin": row["code"], "quantity": quantity})
            missing -= quantity
    if missing:
        item = tx.one("SELECT sku FROM item WHERE id = :id", {"id": component.item_id})
        assert item is not None
        raise Refused(
            "not_enough_units",
            f"{missing} more of {item['sku']} are needed than are free; build fewer kits or receive more",
            {"sku": item["sku"], "missing": missing},
        )
    return taken


@handles("disassemble_kit", DisassembleKit)
def disassemble_kit(tx: Transaction, command: DisassembleKit) -> Answer:
    """Answers `{sku, bin, quantity, put}`, `put` being the components as `{sku, bin, quantity}`.

    Refused `not_enough_units` when fewer kits are free in the bin.
    """
    kit, contents = _assembled(tx, command.sku, command.quantity)
    bin = place_by_code(tx, command.bin, "bin")
    to_bin = place_by_code(tx, command.to_bin, "bin") if command.to_bin else bin
    reason = f"disassemble:{kit['sku']}"
    move(tx, Units(kit["id"], command.unit, command.quantity), bin["id"], ADJUSTMENT, reason)
    for component in contents:
        move(tx, Units(component.item_id, "", component.quantity * command.quantity), ADJUSTMENT, to_bin["id"], reason)
    put = [{"sku": part["sku"], "bin": to_bin["code"], "quantity": part["quantity"] * command.quantity} for part in parts(tx, kit["id"])]
    return {"sku": kit["sku"], "bin": bin["code"], "quantity": command.quantity, "put": put}


def _assembled(tx: Transaction, sku: str, quantity: int) -> tuple[Row, list[Component]]:
    kit = item_by_sku(tx, sku)
    if kit["kit"] != "assembled":
        raise Refused("not_assembled", f"{kit['sku']} is no assembled kit; define it as one first", {"sku": kit["sku"]})
    if not 1 <= quantity <= MOST_UNITS:
        raise Refused("bad_quantity", f"build or take apart 1 to {MOST_UNITS} kits at once")
    rows = tx.all("SELECT item_id, quantity FROM kit_component WHERE kit_id = :id ORDER BY item_id", {"id": kit["id"]})
    return kit, [Component(*row) for row in rows]
