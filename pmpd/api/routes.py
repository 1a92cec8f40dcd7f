"""Every route of the API but the event stream and the description itself, each declared once."""

from pmpd.api import (
    allocation_routes,
    audit_routes,
    box_routes,
    catalog_routes,
    count_routes,
    device_routes,
    equipment_routes,
    order_routes,
    outbox_routes,
    packing_routes,
    picking_routes,
    printing_routes,
    purchase_routes,
    reconciliation_routes,
    sheet_routes,
    shipping_routes,
    stock_routes,
)
from pmpd.api.call import Route

ROUTES: tuple[Route, ...] = (
    *order_routes.ROUTES,
    *picking_routes.ROUTES,
    *packing_routes.ROUTES,
    *shipping_routes.ROUTES,
    *printing_routes.ROUTES,
    *purchase_routes.ROUTES,
    *catalog_routes.ROUTES,
    *sheet_routes.ROUTES,
    *stock_routes.ROUTES,
    *count_routes.ROUTES,
    *allocation_routes.ROUTES,
    *audit_routes.ROUTES,
    *reconciliation_routes.ROUTES,
    *outbox_routes.ROUTES,
    *equipment_routes.ROUTES,
    *box_routes.ROUTES,
    *device_routes.ROUTES,
)
