"""Every route of the API but the event stream, the door for strangers and the description itself, each declared once, by area."""

from typing import NamedTuple

from pmpd.api import (
    allocation_routes,
    audit_routes,
    box_routes,
    catalog_routes,
    count_routes,
    device_routes,
    equipment_routes,
    loan_routes,
    order_routes,
    outbox_routes,
    packing_routes,
    pairing_routes,
    people_routes,
    picking_routes,
    printing_routes,
    purchase_routes,
    reconciliation_routes,
    setup_routes,
    sheet_routes,
    shipping_routes,
    stock_routes,
)
from pmpd.api.call import Route


class Area(NamedTuple):
    """Routes that belong together."""

    name: str
    summary: str
    routes: tuple[Route, ...]


AREAS: tuple[Area, ...] = (
    Area("orders", "Intake, the console, holds, merging and splitting; the shop's settings", order_routes.ROUTES),
    Area("picking", "Waves, walks, short picks and what is sent instead", picking_routes.ROUTES),
    Area("packing", "Pack checks, parcels, boxes", packing_routes.ROUTES),
    Area("shipping", "Tracking numbers, slips, fulfilment batches", shipping_routes.ROUTES),
    Area("printing", "Labels, print jobs and their fate, pictures of them", printing_routes.ROUTES),
    Area("purchasing", "What was ordered from suppliers and what has come", purchase_routes.ROUTES),
    Area("catalog", "Items, barcodes, kits, places, warehouses, listings", (*catalog_routes.ROUTES, *sheet_routes.ROUTES)),
    Area("stock", "What arrives, moves, is counted and set right", (*stock_routes.ROUTES, *count_routes.ROUTES)),
    Area("allocation", "Rules, explanations, replenishment", allocation_routes.ROUTES),
    Area(
        "audit",
        "Stories, changes, the stock of the past, exports, the daily equation",
        (*audit_routes.ROUTES, *reconciliation_routes.ROUTES),
    ),
    Area("outbox", "What channels and carriers are told; for connectors", outbox_routes.ROUTES),
    Area(
        "devices",
        "What is attached, how it is, where it belongs; late scans; scanners that screens borrow",
        (*equipment_routes.ROUTES, *device_routes.ROUTES, *loan_routes.ROUTES),
    ),
    Area("box", "The box itself, its backup, the demonstration", (*box_routes.ROUTES, *setup_routes.ROUTES)),
    Area("people", "Who works here, badges and PINs, signing in", people_routes.ROUTES),
    Area("access", "Paired devices and API tokens", pairing_routes.ROUTES),
)

ROUTES: tuple[Route, ...] = tuple(route for area in AREAS for route in area.routes)
"""The API for screens, handhelds and programs: JSON under /api/v1, described at /api/v1/openapi.json."""
