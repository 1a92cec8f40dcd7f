"""Cycle counts: queue, start, submit; classes and the schedule."""

from ledger.errors import Refused
from ledger.stockwork.abc_classes import ClassifyItems
from ledger.stockwork.count_schedule import ScheduleCounts
from ledger.stockwork.count_views import accuracy, count_view, counts
from ledger.stockwork.counts import CancelCount, QueueCount, StartCount, SubmitCount
from ledger.transaction import Answer, Reader
from pmpd.api import stock_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.api.paging import ForwardQuery, after_number, paged


def _task(said: Said) -> int:
    task = row_id(said.path["task"])
    if task is None:
        raise Refused("no_count", "a count is named by its number")
    return task


def _counts(reader: Reader, said: Said) -> Answer:
    page = paged("counts", "task", said, lambda most: counts(reader, after_number(said), most))
    return {"counts": page["counts"], "accuracy": accuracy(reader), "next": page["next"]}


ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/counts",
        "Have a bin counted",
        lambda said: QueueCount(**dict(said.body)),
        bodies.QueueCountBody,
        verb="queue-count",
        right="stock",
    ),
    QueryRoute("/counts", "The counts to be done along the walk", _counts, ForwardQuery, verb="counts", right="stock"),
    QueryRoute(
        "/counts/{task}",
        "A count as its counter sees it",
        lambda reader, said: count_view(reader, _task(said)),
        verb="count",
        right="stock",
    ),
    CommandRoute("/counts/{task}/start", "Begin to count", lambda said: StartCount(_task(said)), verb="start-count", right="stock"),
    CommandRoute(
        "/counts/{task}/submit",
        "Say how many units lie there",
        lambda said: SubmitCount(_task(said), said.body.counted, said.body.as_of),
        bodies.CountedBody,
        verb="submit-count",
        right="stock",
    ),
    CommandRoute("/counts/{task}/cancel", "Give a count up", lambda said: CancelCount(_task(said)), verb="cancel-count", right="stock"),
    CommandRoute(
        "/count-schedule",
        "Queue counts of what was not counted for long",
        lambda said: ScheduleCounts(**dict(said.body)),
        bodies.ScheduleBody,
        verb="schedule-counts",
        right="desk",
    ),
    CommandRoute(
        "/abc-classes",
        "Class items by how often they are picked",
        lambda said: ClassifyItems(said.body.days),
        bodies.ClassesBody,
        verb="classify",
        right="desk",
    ),
)
