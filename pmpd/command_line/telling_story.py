"""Stories, as `pmpd order` and `pmpd item-story` tell them."""

import time

from ledger.transaction import Answer


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
    lines += _ordered_lines(order["lines"])
    for hold in order["holds"]:
        lines.append(f"  held: {hold['reason']}")
    for shipment in order["shipments"]:
        batch = f"batch {shipment['batch']}, " if shipment["batch"] else ""
        lines.append(f"  {shipment['state']}: {batch}{shipment['carrier'] or 'no carrier yet'} {shipment['tracking']}".rstrip())
    return [*lines, "", *_entry_lines(story)]


def _ordered_lines(lines: list[Answer]) -> list[str]:
    """What was ordered: under a kit what it is made of, under a line what is sent instead of it."""
    kits = {(line["for_order"], line["part_of"]) for line in lines if line["role"] == "component"}
    said, shown = [], set()
    for line in lines:
        name = (line["for_order"], line["external_id"])
        units = line["quantity"] * line["multiplier"] if name in kits else line["ordered"]
        shown.add(name)
        under = "  " if (line["for_order"], line["part_of"]) in shown else ""
        text = f"{under}{units} × {line['sku'] or line['channel_sku'] or 'not mapped'}  {line['description'] or line['title']}"
        notes = ["instead"] if line["role"] == "substitute" else []
        notes += [f"{line['cancelled']} taken off"] if line["cancelled"] else []
        notes += [f"in {line['served_by']}"] if line["served_by"] else []
        notes += [f"for {line['for_order']}"] if line["for_order"] else []
        said.append(f"  {text}" + (f" ({', '.join(notes)})" if notes else ""))
    return said


def page_lines(story: Answer) -> list[str]:
    """A page of a story, newest first, and how to ask for the next one."""
    return [*_entry_lines(story), *([f"more: --before {story['next']}"] if story["next"] else [])]


def _entry_lines(story: Answer) -> list[str]:
    lines = []
    for entry in story["entries"]:
        at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(entry["at_ms"] / 1000))
        who = f"{entry['actor']} ({entry['device']})" if entry["device"] not in ("", entry["actor"]) else entry["actor"]
        lines.append(f"{at}  {who:<24}  {entry['text']}")
    return lines
