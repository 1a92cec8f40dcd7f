"""The schedule of counts: every item in every bin is counted again after so many days, the more often the more it is picked."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.picking.floor_work import queue_count
from ledger.transaction import Answer, Transaction

_DAY_MS = 86_400_000
MOST_COUNTS = 1_000
MOST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class ScheduleCounts:
    """Queue at most `most` counts of what was last counted so many days ago, or never: the oldest first. Unclassified items count as C."""

    most: int = 20
    days_a: int = 30
    days_b: int = 90
    days_c: int = 180


@handles("schedule_counts", ScheduleCounts)
def schedule_counts(tx: Transaction, command: ScheduleCounts) -> Answer:
    """Answers `{queued}`. Only bins that pickers go to or that are topped up from; what waits to be counted already is left out."""
    every = (command.days_a, command.days_b, command.days_c)
    if not 1 <= command.most <= MOST_COUNTS or not all(1 <= days <= MOST_DAYS for days in every):
        raise Refused("bad_schedule", f"queue 1 to {MOST_COUNTS} counts, each again after 1 to {MOST_DAYS} days")
    rows = tx.all(
        "SELECT d.item_id, d.place_id, d.unit FROM (SELECT b.item_id, b.place_id, b.unit, i.abc, p.walk, p.code, (SELECT MAX(c.done_seq)"
        " FROM count_task c WHERE c.item_id = b.item_id AND c.place_id = b.place_id AND c.unit = b.unit AND c.state = 'done') AS last_seq"
        " FROM place p JOIN balance b ON b.place_id = p.id AND b.on_hand > 0 JOIN item i ON i.id = b.item_id"
        " WHERE p.kind = 'bin' AND p.purpose IN ('pick', 'overstock') AND NOT EXISTS (SELECT 1 FROM count_task w"
        " WHERE w.item_id = b.item_id AND w.place_id = b.place_id AND w.unit = b.unit AND w.state IN ('open', 'counting'))) d"
        " LEFT JOIN journal j ON j.seq = d.last_seq WHERE d.last_seq IS NULL"
        " OR (d.abc = 'A' AND j.at_ms <= :before_a) OR (d.abc = 'B' AND j.at_ms <= :before_b)"
        " OR (d.abc NOT IN ('A', 'B') AND j.at_ms <= :before_c)"
        " ORDER BY COALESCE(d.last_seq, 0), CASE d.abc WHEN 'A' THEN 0 WHEN 'B' THEN 1 ELSE 2 END, d.walk, d.code, d.item_id, d.unit"
        " LIMIT :most",
        {"most": command.most, **{f"before_{abc}": tx.now_ms - days * _DAY_MS for abc, days in zip("abc", every, strict=True)}},
    )
    return {"queued": sum(queue_count(tx, row["item_id"], row["place_id"], row["unit"], "scheduled") for row in rows)}
