"""What is told of items, places, warehouses and listings."""

from typing import Annotated

from pydantic import Field

from pmpd.api.answers.answer import Next, Shape, Told


class ItemAdded(Told):
    """A new item."""

    sku: str


class ItemRow(Told):
    """An item as lists show it."""

    sku: str
    description: str
    kit: str
    tracking: str
    grade: str
    interchange: str
    available: int


class ItemPage(Told):
    """A page of items by SKU."""

    items: list[ItemRow]
    next: Next


class Component(Told):
    """So many units of an item in one kit."""

    sku: str
    quantity: int


class ItemStock(Told):
    """Units of an item in a place."""

    place: str
    kind: str
    purpose: str
    pickable: Annotated[int, Field(description="1 where pickers are sent to it, else 0")]
    unit: Annotated[str, Field(description="Lot or serial number, where the item has one")]
    on_hand: int
    reserved: int


class ItemListing(Told):
    """What a channel is told of an item."""

    channel: str
    account: str
    listing: str
    multiplier: int
    buffer: int
    quantity: int


class ItemView(Told):
    """An item, its stock by place, and what channels are told."""

    sku: str
    description: str
    grade: str
    condition_note: str
    donor_vehicle: str
    interchange: str
    photo: str
    hs_code: str
    origin: str
    zone: str
    supplier: str
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    lead_days: int
    reorder_point: int
    reorder_quantity: int
    tracking: str
    kit: str
    components: list[Component]
    barcodes: list[str]
    available: int
    stock: list[ItemStock]
    listings: list[ItemListing]


class ItemChanged(Told):
    """Which fields of an item are different now."""

    sku: str
    changed: list[str]


class ItemBarcodes(Told):
    """The codes that lead to an item."""

    sku: str
    barcodes: list[str]


class KitDefined(Told):
    """What a kit is made of."""

    sku: str
    kit: str
    components: list[Component]


class ComponentUnits(Told):
    """Units of a component and their bin."""

    sku: str
    bin: str
    quantity: int


class KitAssembled(Told):
    """Kits that were built, and what was taken for them."""

    sku: str
    bin: str
    quantity: int
    taken: list[ComponentUnits]


class KitDisassembled(Told):
    """Kits that were taken apart, and where their components are."""

    sku: str
    bin: str
    quantity: int
    put: list[ComponentUnits]


class PlaceNamed(Told):
    """The code of a place."""

    place: str


class BinRow(Told):
    """A bin."""

    code: str
    zone: str
    walk: int
    purpose: str
    pickable: bool
    sellable: bool
    warehouse: str


class BinPage(Told):
    """A page of bins along the walk."""

    bins: list[BinRow]
    next: Next


class WarehouseNamed(Told):
    """The code of a warehouse."""

    warehouse: str


class WarehouseView(Told):
    """A warehouse and the countries it serves."""

    code: str
    country: str
    postcode: str
    serves: list[str]


class Warehouses(Told):
    """Every warehouse."""

    warehouses: list[WarehouseView]


class ListingMapped(Told):
    """An offer and its item; so many orders waited for it."""

    listing: str
    sku: str
    orders: int


class UnmappedOffer(Told):
    """An offer without an item, and how many order lines wait for one."""

    channel: str
    account: str
    listing: str
    sku: str
    title: str
    lines: int


class UnmappedOffers(Told):
    """The offers that hold most order lines."""

    offers: list[UnmappedOffer]


class SheetReject(Told):
    """A row of a sheet that was not taken in, and why."""

    line: int
    reason: str


class SheetTaken(Told):
    """What came of a sheet."""

    read: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    rejects: list[SheetReject]


ANSWERS: dict[str, Shape] = {
    "POST /items": ItemAdded,
    "GET /items": ItemPage,
    "GET /items/{sku}": ItemView,
    "POST /items/{sku}": ItemChanged,
    "POST /items/{sku}/barcodes": ItemBarcodes,
    "POST /items/{sku}/barcodes/remove": ItemBarcodes,
    "POST /items/{sku}/kit": KitDefined,
    "POST /items/{sku}/assemble": KitAssembled,
    "POST /items/{sku}/disassemble": KitDisassembled,
    "POST /places": PlaceNamed,
    "POST /places/{code}": PlaceNamed,
    "GET /bins": BinPage,
    "POST /warehouses": WarehouseNamed,
    "POST /warehouses/{code}": WarehouseNamed,
    "GET /warehouses": Warehouses,
    "POST /listings": ListingMapped,
    "GET /unmapped": UnmappedOffers,
    "POST /sheets/{kind}": SheetTaken,
}
