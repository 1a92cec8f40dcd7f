"""`pmpd order NUMBER`: its timeline."""

import argparse
import time
from typing import Any

from ledger.canonical import canonical
from ledger.transaction import Answer
from pmpd.books import open_books
from pmpd.command_line.verb import enter, takes_json


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, "order", run, "tell the whole story of one order", "pmpd order SO-100017")
    parser.add_argument("number", help="our number, the channel's, or a tracking number")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """The order's head, lines and timeline."""
    with open_books(said.data) as books:
        story = books.timeline(said.number)
    print(canonical(story) if said.json else "\n".join(story_lines(story)))
    return 0


def story_lines(story: Answer) -> list[str]:
    """The story as people read it: local times, one line for each entry."""
    order = story["order"]
    lines = [f"{order['order']}  {order['state']}  ({order['channel']} {order['external_number']})"]
    address = order["ship_to"]
    to = ", ".join(
        part for part in (address["name"], address["line1"], f"{address['postcode']} {address['city']}".strip(), address["country"]) if part
    )
    if to:
        lines.append(f"to {to}")
    for line in order["lines"]:
        lines.append(f"  {line['ordered']} × {line['sku'] or line['channel_sku'] or 'not mapped'}  {line['description'] or line['title']}")
    for hold in order["holds"]:
        lines.append(f"  held: {hold['reason']}")
    for shipment in order["shipments"]:
        batch = f"batch {shipment['batch']}, " if shipment["batch"] else ""
        lines.append(f"  {shipment['state']}: {batch}{shipment['carrier'] or 'no carrier yet'} {shipment['tracking']}".rstrip())
    lines.append("")
    for entry in story["entries"]:
        at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(entry["at_ms"] / 1000))
        who = f"{entry['actor']} ({entry['device']})" if entry["device"] not in ("", entry["actor"]) else entry["actor"]
        lines.append(f"{at}  {who:<24}  {entry['text']}")
    return lines
