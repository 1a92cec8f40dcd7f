"""A page of `pmpd orders` as people read it."""

import time

from ledger.transaction import Answer


def order_lines(page: Answer) -> list[str]:
    """One line for each order, and how to go on."""
    lines = []
    for order in page["orders"]:
        placed = time.strftime("%Y-%m-%d %H:%M", time.localtime(order["placed_ms"] / 1000))
        number = order["external_number"]
        lines.append(f"{order['order']:<10}  {order['state']:<16}  {order['channel']:<8}  {number:<20}  {placed}  {order['buyer']}")
    if not lines:
        lines.append("No order fits.")
    if page["next"]:
        lines += ["", f"More: --before {page['next']}"]
    return [line.rstrip() for line in lines]
