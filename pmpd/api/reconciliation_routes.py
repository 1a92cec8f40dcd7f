"""Reconciliation: the daily equation, and the rows behind it."""

from ledger.audit.reconciliation import CloseDay
from ledger.audit.reconciliation_views import reconciliation, reconciliation_rows
from pmpd.api import audit_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route

ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/reconciliation",
        "Reconcile a day that is over",
        lambda said: CloseDay(said.body.day),
        bodies.CloseDayBody,
        verb="reconcile",
        right="audit",
    ),
    QueryRoute(
        "/reconciliation",
        "A reconciled day, what does not add up first",
        lambda reader, said: reconciliation(reader, **dict(said.body)),
        bodies.ReconciliationQuery,
        verb="reconciliation",
        right="audit",
    ),
    QueryRoute(
        "/reconciliation/{day}/{sku}",
        "The movements behind an item's line of a day",
        lambda reader, said: reconciliation_rows(reader, said.path["day"], said.path["sku"]),
        verb="reconciliation-rows",
        right="audit",
    ),
)
