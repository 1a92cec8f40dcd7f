"""Every route of the API but the event stream and the description itself, each declared once."""

from pmpd.api import box_routes, floor_routes, order_routes, stock_routes
from pmpd.api.call import Route

ROUTES: tuple[Route, ...] = (*order_routes.ROUTES, *floor_routes.ROUTES, *stock_routes.ROUTES, *box_routes.ROUTES)
