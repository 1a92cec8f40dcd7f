"""Purchase orders: what was ordered from suppliers and what has come."""

from ledger.clock import SystemClock
from ledger.stockwork.purchase_orders import (
    CancelPurchaseOrder,
    ClosePurchaseOrder,
    OpenPurchaseOrder,
    purchase_order_view,
    purchase_orders,
)
from pmpd.api import stock_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route

ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/purchase-orders",
        "Units were ordered from a supplier",
        lambda said: OpenPurchaseOrder(**dict(said.body)),
        bodies.PurchaseOrderBody,
        verb="open-purchase-order",
    ),
    QueryRoute(
        "/purchase-orders",
        "Purchase orders, what is due first coming first",
        lambda reader, said: {"purchase_orders": purchase_orders(reader, SystemClock().now_ms(), state=said.body.state)},
        bodies.PurchaseOrdersQuery,
        verb="purchase-orders",
    ),
    QueryRoute(
        "/purchase-orders/{number}",
        "What was ordered, what came, what is missing",
        lambda reader, said: purchase_order_view(reader, said.path["number"], SystemClock().now_ms()),
        verb="purchase-order",
    ),
    CommandRoute(
        "/purchase-orders/{number}/close",
        "Nothing more is expected",
        lambda said: ClosePurchaseOrder(said.path["number"]),
        verb="close-purchase-order",
    ),
    CommandRoute(
        "/purchase-orders/{number}/cancel",
        "The supplier will not deliver",
        lambda said: CancelPurchaseOrder(said.path["number"]),
        verb="cancel-purchase-order",
    ),
)
