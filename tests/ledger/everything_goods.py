"""What may be sent about items, places, kits, stock, counts and deliveries."""

from typing import Any

from ledger.audit.reconciliation import CloseDay
from ledger.goods.barcodes import AddBarcode, RemoveBarcode
from ledger.goods.catalog import AddItem, ChangeItem
from ledger.goods.kit_building import AssembleKit, DefineKit, DisassembleKit
from ledger.goods.places import AddPlace, ChangePlace
from ledger.goods.warehouses import AddWarehouse, ChangeWarehouse
from ledger.sales.listings import MapListing
from ledger.sales.settings import ChangeSetting
from ledger.stockwork.abc_classes import ClassifyItems
from ledger.stockwork.alerts import ResolveAlert
from ledger.stockwork.count_schedule import ScheduleCounts
from ledger.stockwork.counts import CancelCount, QueueCount, StartCount, SubmitCount
from ledger.stockwork.moves import MoveStock
from ledger.stockwork.purchase_orders import CancelPurchaseOrder, ClosePurchaseOrder, OpenPurchaseOrder
from ledger.stockwork.putaway import PutAway
from ledger.stockwork.replenishment import DoReplenishment
from ledger.stockwork.stock import REASONS, AdjustStock, ReceiveStock
from tests.ledger.everything_hand import Hand, sends

PURPOSES = ("pick", "overstock", "dock", "returns", "quarantine", "damaged")


@sends(AddItem)
def add_item(hand: Hand) -> object:
    return AddItem(hand.one("OLD-LAMP", "NEW-1", "NEW-2", "BOLT"), "another", interchange=hand.one("", "H7"), weight_g=hand.number(0, 900))


@sends(ChangeItem)
def change_item(hand: Hand) -> object:
    changes: dict[str, Any] = hand.one(
        {"weight_g": 50}, {"zone": "Z"}, {"interchange": "H7"}, {"tracking": "lot"}, {"tracking": "none"}, {"reorder_point": 3}, {}
    )
    return ChangeItem(hand.sku(), **changes)


@sends(AddBarcode)
def add_barcode(hand: Hand) -> object:
    return AddBarcode(hand.sku(), hand.one("code-1", "code-2", "4006381333931", "A-01"))


@sends(RemoveBarcode)
def remove_barcode(hand: Hand) -> object | None:
    found = hand.row("SELECT i.sku, b.code FROM barcode b JOIN item i ON i.id = b.item_id ORDER BY b.code")
    return RemoveBarcode(*found) if found else None


@sends(DefineKit)
def define_kit(hand: Hand) -> object:
    components = hand.some(("BOLT×2", "NUT", "LAMP", "GLUE"), 3)
    sku = hand.one("SET", "SET", "HAND-SET", "HAND-SET", "NEW-1", "BOLT") if hand.engine.reader.number("SELECT COUNT(*) FROM item") else ""
    kit = "none" if not components else "virtual" if sku == "SET" else hand.one("virtual", "assembled")
    return DefineKit(sku, kit, components)


@sends(AssembleKit)
def assemble_kit(hand: Hand) -> object:
    return AssembleKit(hand.one("HAND-SET", "HAND-SET", "SET"), hand.bin(), hand.number(1, 2))


@sends(DisassembleKit)
def disassemble_kit(hand: Hand) -> object:
    found = hand.row(
        "SELECT i.sku, p.code, b.on_hand FROM balance b JOIN item i ON i.id = b.item_id AND i.kit <> ''"
        " JOIN place p ON p.id = b.place_id AND p.kind = 'bin' WHERE b.on_hand > 0 ORDER BY i.sku, p.code"
    )
    sku, bin, there = found or ("HAND-SET", "A-01", 1)
    return DisassembleKit(sku, bin, hand.number(1, there))


@sends(AddPlace)
def add_place(hand: Hand) -> object:
    code = hand.one("A-09", "A-10", "T-9", "PACK-9")
    kind = {"T": "tote", "P": "station"}.get(code[0], "bin")
    return AddPlace(code, kind=kind, walk=hand.number(0, 9), purpose=hand.one(*PURPOSES) if kind == "bin" else "pick")


@sends(ChangePlace)
def change_place(hand: Hand) -> object:
    changes: dict[str, Any] = hand.one(
        *({"purpose": purpose} for purpose in PURPOSES),
        {"sellable": True},
        {"sellable": False},
        {"walk": 7},
        {"zone": "Z"},
        {"warehouse": "BONN"},
    )
    return ChangePlace(hand.bin(), **changes)


@sends(AddWarehouse)
def add_warehouse(hand: Hand) -> object:
    return AddWarehouse(hand.one("BONN", "LYON"), hand.one("DE", "FR"))


@sends(ChangeWarehouse)
def change_warehouse(hand: Hand) -> object:
    return ChangeWarehouse(hand.one("MAIN", "BONN", "LYON"), country=hand.one("GB", "DE"), serves=hand.one((), ("GB",), ("DE", "FR")))


@sends(MapListing)
def map_listing(hand: Hand) -> object:
    ref = hand.one("offer:BOLT", "offer:SET", "offer:WHAT-1", "offer:WHAT-2", "sku:LAMP")
    return MapListing(hand.one("ebay", "shopify"), "parts-uk", ref, hand.sku(), hand.number(1, 3), hand.number(0, 2))


@sends(ChangeSetting)
def change_setting(hand: Hand) -> object:
    return ChangeSetting(
        *hand.one(("time_zone", "Europe/Berlin"), ("time_zone", "nowhere"), ("cut_off", "12:00"), ("holidays", "2023-12-25"), ("what", "1"))
    )


@sends(CloseDay)
def close_day(hand: Hand) -> object:
    return CloseDay(hand.one("", "", "", "2023-11-15"))


@sends(ReceiveStock)
def receive(hand: Hand) -> object:
    sku = hand.sku()
    number = hand.value("SELECT number FROM purchase_order WHERE state = 'open' ORDER BY id") if hand.one(False, True) else ""
    if number:
        ordered = hand.value(
            "SELECT i.sku FROM purchase_line l JOIN item i ON i.id = l.item_id JOIN purchase_order o ON o.id = l.purchase_order_id"
            f" WHERE o.number = '{number}' ORDER BY i.sku"
        )
        sku = ordered or sku
    unit = hand.unit_for(sku)
    quantity = 1 if unit.startswith("serial") else hand.number(1, 6)
    cost_minor, currency = hand.one((0, ""), (250, "GBP"))
    return ReceiveStock(sku, hand.bin(), quantity, unit=unit, cost_minor=cost_minor, currency=currency, purchase_order=number or "")


@sends(AdjustStock)
def adjust(hand: Hand) -> object | None:
    found = hand.shelved()
    if found is None:
        return None
    sku, bin, unit, there = found
    return AdjustStock(sku, bin, hand.one(-there, -1, 1, 2), hand.one(*REASONS), unit)


@sends(MoveStock)
def move_stock(hand: Hand) -> object | None:
    found = hand.shelved()
    return (
        MoveStock(found[0], found[1], hand.bin(), hand.number(1, found[3]), found[2], promised=hand.one(False, True, True))
        if found
        else None
    )


@sends(PutAway)
def put_away(hand: Hand) -> object | None:
    found = hand.row(
        "SELECT i.sku, p.code, b.on_hand, b.unit FROM balance b JOIN item i ON i.id = b.item_id"
        " JOIN place p ON p.id = b.place_id AND p.purpose = 'dock' WHERE b.on_hand > 0 ORDER BY i.sku, p.code, b.unit"
    )
    return PutAway(found[0], found[1], hand.bin(), hand.number(1, found[2]), found[3]) if found else None


@sends(DoReplenishment)
def replenish(hand: Hand) -> object | None:
    task = hand.value("SELECT id FROM replenishment WHERE state = 'open' ORDER BY id")
    return DoReplenishment(task, hand.one("", "A-01", "A-02"), hand.one(None, 1, 3)) if task else None


@sends(QueueCount)
def queue_count(hand: Hand) -> object:
    found = hand.shelved()
    return QueueCount(found[1], found[0], found[2]) if found and hand.one(False, True) else QueueCount(hand.bin())


@sends(StartCount)
def start_count(hand: Hand) -> object | None:
    task = hand.value("SELECT id FROM count_task WHERE state IN ('open', 'counting') ORDER BY id")
    return StartCount(task) if task else None


@sends(SubmitCount)
def submit_count(hand: Hand) -> object | None:
    task = hand.row("SELECT id, expected FROM count_task WHERE state = 'counting' ORDER BY id")
    return SubmitCount(task[0], hand.number(0, task[1] + 2), hand.one("now", "start")) if task else None


@sends(CancelCount)
def cancel_count(hand: Hand) -> object | None:
    task = hand.value("SELECT id FROM count_task ORDER BY id")
    return CancelCount(task) if task else None


@sends(ClassifyItems)
def classify(hand: Hand) -> object:
    return ClassifyItems(hand.number(1, 400))


@sends(ScheduleCounts)
def schedule(hand: Hand) -> object:
    return ScheduleCounts(hand.number(1, 5))


@sends(ResolveAlert)
def resolve_alert(hand: Hand) -> object | None:
    alert = hand.value("SELECT id FROM alert ORDER BY id")
    return ResolveAlert(alert) if alert else None


@sends(OpenPurchaseOrder)
def open_purchase_order(hand: Hand) -> object:
    lines = hand.some(("BOLT×5", "NUT×3@250", "GLUE×2", "LAMP×2", "SET×1"), 3)
    return OpenPurchaseOrder(f"PO-{hand.number(1, 4)}", "Bolts & Sons", lines, hand.one(None, hand.now_ms + 86_400_000), "GBP")


@sends(ClosePurchaseOrder)
def close_purchase_order(hand: Hand) -> object:
    return ClosePurchaseOrder(f"PO-{hand.number(1, 4)}")


@sends(CancelPurchaseOrder)
def cancel_purchase_order(hand: Hand) -> object:
    return CancelPurchaseOrder(f"PO-{hand.number(1, 4)}")
