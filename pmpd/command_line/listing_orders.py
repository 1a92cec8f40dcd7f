"""`pmpd orders`."""

import argparse
import time
from typing import Any

from ledger.canonical import canonical
from ledger.orders import PAGE
from ledger.states import ALL
from pmpd.books import open_books
from pmpd.command_line.verb import enter, takes_json


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, "orders", run, "list orders, newest first", "pmpd orders --state held --channel ebay")
    parser.add_argument("--state", choices=ALL, default="", metavar="STATE", help=f"only orders in this state: {', '.join(ALL)}")
    parser.add_argument("--channel", default="", help="only orders of this channel")
    parser.add_argument("--text", default="", help="only orders whose number or buyer has this in it")
    parser.add_argument("--most", type=int, default=PAGE, metavar="N", help=f"at most N orders, 1 to 200 (default {PAGE})")
    parser.add_argument("--before", default="", metavar="CURSOR", help="go on after a page: its `next`")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """One line for each order."""
    with open_books(said.data) as books:
        most = min(max(said.most, 1), 200)
        page = books.order_list(state=said.state, channel=said.channel, text=said.text, most=most, before=said.before)
    if said.json:
        print(canonical(page))
        return 0
    for order in page["orders"]:
        placed = time.strftime("%Y-%m-%d %H:%M", time.localtime(order["placed_ms"] / 1000))
        number = order["external_number"]
        print(f"{order['order']:<10}  {order['state']:<16}  {order['channel']:<8}  {number:<20}  {placed}  {order['buyer']}")
    if not page["orders"]:
        print("No order fits.")
    if page["next"]:
        print(f"\nMore: --before {page['next']}")
    return 0
