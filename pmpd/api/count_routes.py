"""Cycle counts: queue, start, submit; classes and the schedule."""

from ledger.errors import Refused
from ledger.stockwork.abc_classes import ClassifyItems
from ledger.stockwork.count_schedule import ScheduleCounts
from ledger.stockwork.count_views import count_view, counts
from ledger.stockwork.counts import CancelCount, QueueCount, StartCount, SubmitCount
from pmpd.api import stock_bodies as bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id


def _task(said: Said) -> int:
    task = row_id(said.path["task"])
    if task is None:
        raise Refused("no_count", "a count is named by its number")
    return task


ROUTES: tuple[Route, ...] = (
    CommandRoute("/counts", "Have a bin counted", lambda said: QueueCount(**dict(said.body)), bodies.QueueCountBody, verb="queue-count"),
    QueryRoute("/counts", "The counts to be done along the walk", lambda reader, said: counts(reader), verb="counts"),
    QueryRoute("/counts/{task}", "A count as its counter sees it", lambda reader, said: count_view(reader, _task(said)), verb="count"),
    CommandRoute("/counts/{task}/start", "Begin to count", lambda said: StartCount(_task(said)), verb="start-count"),
    CommandRoute(
        "/counts/{task}/submit",
        "Say how many units lie there",
        lambda said: SubmitCount(_task(said), said.body.counted, said.body.as_of),
        bodies.CountedBody,
        verb="submit-count",
    ),
    CommandRoute("/counts/{task}/cancel", "Give a count up", lambda said: CancelCount(_task(said)), verb="cancel-count"),
    CommandRoute(
        "/count-schedule",
        "Queue counts of what was not counted for long",
        lambda said: ScheduleCounts(**dict(said.body)),
        bodies.ScheduleBody,
        verb="schedule-counts",
    ),
    CommandRoute(
        "/abc-classes",
        "Class items by how often they are picked",
        lambda said: ClassifyItems(said.body.days),
        bodies.ClassesBody,
        verb="classify",
    ),
)
