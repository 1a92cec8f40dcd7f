"""Why an order was allocated as it was, as `pmpd explain` tells it."""

import time

from ledger.transaction import Answer


def reason_lines(explained: Answer) -> list[str]:
    """Each line with what its bins had and what was taken, then the rules that were looked at, by the time of the choice."""
    into = f" into {explained['merged_into']}" if explained["state"] == "merged" else ""
    lines = [f"{explained['order']}  {explained['state']}{into}"]
    for line in explained["lines"]:
        waiting = f", {line['waiting']} missing" if line["waiting"] else ""
        lines.append(f"  {line['ordered']} × {line['sku']}: {line['reserved']} reserved{waiting}")
        lines += [f"    {sentence}" for sentence in line["text"]]
    for choice in explained["choices"]:
        lines.append(time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(choice["at_ms"] / 1000)))
        lines += [f"  {sentence}" for sentence in choice["text"]]
    return lines
