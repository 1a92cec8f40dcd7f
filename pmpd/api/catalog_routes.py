"""Items, barcodes, kits, places, warehouses, listings."""

from ledger.goods.barcodes import AddBarcode, RemoveBarcode
from ledger.goods.catalog import AddItem, ChangeItem, item_view
from ledger.goods.item_search import items
from ledger.goods.kit_building import AssembleKit, DefineKit, DisassembleKit
from ledger.goods.places import AddPlace, ChangePlace, bins
from ledger.goods.warehouses import AddWarehouse, ChangeWarehouse, warehouses
from ledger.sales.listings import MapListing, unmapped_lines
from pmpd.api import catalog_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said
from pmpd.api.paging import PlacesAfterQuery, paged


def _add_barcode(said: Said) -> AddBarcode:
    return AddBarcode(said.path["sku"], said.body.barcode)


def _remove_barcode(said: Said) -> RemoveBarcode:
    return RemoveBarcode(said.path["sku"], said.body.barcode)


def _change_warehouse(said: Said) -> ChangeWarehouse:
    return ChangeWarehouse(said.path["code"], **dict(said.body))


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/items",
        "Add an item with its barcodes",
        lambda said: AddItem(**dict(said.body)),
        bodies.ItemBody,
        verb="add-item",
        right="catalog",
    ),
    QueryRoute(
        "/items",
        "Items by the beginnings of their words",
        lambda reader, said: items(reader, **dict(said.body)),
        bodies.ItemsQuery,
        verb="items",
        right="look",
    ),
    QueryRoute(
        "/items/{sku}",
        "An item, its stock by place, and what channels are told",
        lambda reader, said: item_view(reader, said.path["sku"]),
        verb="item",
        right="look",
    ),
    CommandRoute(
        "/items/{sku}",
        "Change what is known of an item",
        lambda said: ChangeItem(said.path["sku"], **dict(said.body)),
        bodies.ItemChangeBody,
        verb="change-item",
        right="catalog",
    ),
    CommandRoute(
        "/items/{sku}/barcodes", "Let one more code lead to an item", _add_barcode, bodies.BarcodeBody, verb="add-barcode", right="catalog"
    ),
    CommandRoute(
        "/items/{sku}/barcodes/remove",
        "Let a code of an item mean nothing",
        _remove_barcode,
        bodies.BarcodeBody,
        verb="remove-barcode",
        right="catalog",
    ),
    CommandRoute(
        "/items/{sku}/kit",
        "Say what a kit is made of",
        lambda said: DefineKit(said.path["sku"], said.body.kit, said.body.components),
        bodies.KitBody,
        verb="define-kit",
        right="catalog",
    ),
    CommandRoute(
        "/items/{sku}/assemble",
        "Kits were built from their components",
        lambda said: AssembleKit(said.path["sku"], **dict(said.body)),
        bodies.AssemblyBody,
        verb="assemble",
        right="stock",
    ),
    CommandRoute(
        "/items/{sku}/disassemble",
        "Kits were taken apart",
        lambda said: DisassembleKit(said.path["sku"], **dict(said.body)),
        bodies.DisassemblyBody,
        verb="disassemble",
        right="stock",
    ),
    CommandRoute(
        "/places",
        "Add a bin, tote or station",
        lambda said: AddPlace(**dict(said.body)),
        bodies.PlaceBody,
        verb="add-place",
        right="catalog",
    ),
    CommandRoute(
        "/places/{code}",
        "Change what a place is for and where it is",
        lambda said: ChangePlace(said.path["code"], **dict(said.body)),
        bodies.PlaceChangeBody,
        verb="change-place",
        right="catalog",
    ),
    QueryRoute(
        "/bins",
        "Every bin along the walk",
        lambda reader, said: paged("bins", "code", said, lambda most: bins(reader, said.body.after, most)),
        PlacesAfterQuery,
        verb="bins",
        right="look",
    ),
    CommandRoute(
        "/warehouses",
        "Add a warehouse",
        lambda said: AddWarehouse(**dict(said.body)),
        bodies.WarehouseBody,
        verb="add-warehouse",
        right="catalog",
    ),
    CommandRoute(
        "/warehouses/{code}",
        "Change what is known of a warehouse",
        _change_warehouse,
        bodies.WarehouseChangeBody,
        verb="change-warehouse",
        right="catalog",
    ),
    QueryRoute("/warehouses", "Every warehouse", lambda reader, said: {"warehouses": warehouses(reader)}, verb="warehouses", right="look"),
    CommandRoute(
        "/listings",
        "Map a channel's offer to an item",
        lambda said: MapListing(**dict(said.body)),
        bodies.ListingBody,
        verb="map-listing",
        right="catalog",
    ),
    QueryRoute(
        "/unmapped",
        "Offers that hold orders until they are mapped",
        lambda reader, said: {"offers": unmapped_lines(reader)},
        verb="unmapped",
        right="orders",
    ),
)
