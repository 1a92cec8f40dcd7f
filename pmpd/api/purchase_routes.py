"""Purchase orders: what was ordered from suppliers and what has come."""

from ledger.clock import SystemClock
from ledger.stockwork.purchase_orders import (
    CancelPurchaseOrder,
    ClosePurchaseOrder,
    OpenPurchaseOrder,
    purchase_order_view,
    purchase_orders,
)
from ledger.transaction import Answer, Reader
from pmpd.api import stock_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said
from pmpd.api.paging import paged


def _purchase_orders(reader: Reader, said: Said) -> Answer:
    asked, now_ms = said.body, SystemClock().now_ms()
    return paged(
        "purchase_orders", "number", said, lambda most: purchase_orders(reader, now_ms, state=asked.state, after=asked.after, most=most)
    )


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/purchase-orders",
        "Units were ordered from a supplier",
        lambda said: OpenPurchaseOrder(**dict(said.body)),
        bodies.PurchaseOrderBody,
        verb="open-purchase-order",
        right="desk",
    ),
    QueryRoute(
        "/purchase-orders",
        "Purchase orders, what is due first coming first",
        _purchase_orders,
        bodies.PurchaseOrdersQuery,
        verb="purchase-orders",
        right="stock",
    ),
    QueryRoute(
        "/purchase-orders/{number}",
        "What was ordered, what came, what is missing",
        lambda reader, said: purchase_order_view(reader, said.path["number"], SystemClock().now_ms()),
        verb="purchase-order",
        right="stock",
    ),
    CommandRoute(
        "/purchase-orders/{number}/close",
        "Nothing more is expected",
        lambda said: ClosePurchaseOrder(said.path["number"]),
        verb="close-purchase-order",
        right="desk",
    ),
    CommandRoute(
        "/purchase-orders/{number}/cancel",
        "The supplier will not deliver",
        lambda said: CancelPurchaseOrder(said.path["number"]),
        verb="cancel-purchase-order",
        right="desk",
    ),
)
