"""Items, places, listings and stock."""

from ledger.catalog import AddItem, item_view
from ledger.listings import MapListing, unmapped_lines
from ledger.places import AddPlace, bins
from ledger.stock import AdjustStock, ReceiveStock
from pmpd.api import bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said


def _add_item(said: Said) -> AddItem:
    return AddItem(said.body.sku, said.body.description, said.body.barcodes, said.body.weight_g)


ROUTES: tuple[Route, ...] = (
    CommandRoute("/items", "Add an item with its barcodes", _add_item, bodies.ItemBody),
    QueryRoute(
        "/items/{sku}", "An item, its stock by place, and what channels are told", lambda reader, said: item_view(reader, said.path["sku"])
    ),
    CommandRoute("/places", "Add a bin, tote or station", lambda said: AddPlace(**dict(said.body)), bodies.PlaceBody),
    QueryRoute("/bins", "Every bin along the walk", lambda reader, said: {"bins": bins(reader)}),
    CommandRoute("/listings", "Map a channel's offer to an item", lambda said: MapListing(**dict(said.body)), bodies.ListingBody),
    QueryRoute("/unmapped", "Offers that hold orders until they are mapped", lambda reader, said: {"offers": unmapped_lines(reader)}),
    CommandRoute("/stock/receipts", "Units arrived in a bin", lambda said: ReceiveStock(**dict(said.body)), bodies.ReceiptBody),
    CommandRoute("/stock/adjustments", "Set the books of a bin right", lambda said: AdjustStock(**dict(said.body)), bodies.AdjustmentBody),
)
