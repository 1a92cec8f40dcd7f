"""What is told of purchase orders."""

from pmpd.api.answers.answer import Minor, Moment, Next, Shape, Told


class PurchaseOrderOpened(Told):
    """A new purchase order."""

    number: str
    lines: int


class PurchaseOrderRow(Told):
    """A purchase order; `late`: its day is over and units of it are missing."""

    number: str
    supplier: str
    state: str
    expected_ms: Moment | None
    ordered: int
    received: int
    missing: int
    late: bool


class PurchaseOrderPage(Told):
    """Purchase orders, what is due first coming first."""

    purchase_orders: list[PurchaseOrderRow]
    next: Next


class PurchaseLine(Told):
    """What of an item was ordered and has come."""

    sku: str
    description: str
    ordered: int
    received: int
    missing: int
    over: int
    cost_minor: Minor
    currency: str


class PurchaseOrderView(PurchaseOrderRow):
    """A purchase order with its lines."""

    note: str
    lines: list[PurchaseLine]


ANSWERS: dict[str, Shape] = {
    "POST /purchase-orders": PurchaseOrderOpened,
    "GET /purchase-orders": PurchaseOrderPage,
    "GET /purchase-orders/{number}": PurchaseOrderView,
    "POST /purchase-orders/{number}/close": PurchaseOrderView,
    "POST /purchase-orders/{number}/cancel": PurchaseOrderView,
}
