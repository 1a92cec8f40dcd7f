"""Audit: stories, changed fields, stock of the past, and their CSV."""

import csv
from io import StringIO

from ledger.audit.audit_exports import EXPORTS, Cell, Export, Period
from ledger.audit.field_changes import changes
from ledger.audit.stock_as_of import stock_as_of
from ledger.audit.stories import bin_story, item_story, operator_story, unit_story
from ledger.transaction import Answer, Reader
from pmpd.api import audit_bodies as bodies
from pmpd.api.call import QueryRoute, Route, Said
from pmpd.spreadsheets.cells import harmless


def _csv(export: Export, reader: Reader, said: Said) -> Answer:
    """A page as `{csv, next}`; the first one has the heading."""
    page = export.page(reader, Period(said.body.from_ms, said.body.to_ms), said.body.after)
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    if not said.body.after:
        writer.writerow(export.columns)
    writer.writerows([_cell(cell) for cell in row] for row in page.rows)
    return {"csv": text.getvalue(), "next": page.next}


def _cell(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _export_route(export: Export) -> QueryRoute:
    return QueryRoute(
        f"/exports/{export.name}",
        f"The {export.name} of a period as CSV",
        lambda reader, said: _csv(export, reader, said),
        bodies.ExportQuery,
        verb=f"export-{export.name}",
        right="audit",
    )


ROUTES: tuple[Route, ...] = (
    QueryRoute(
        "/items/{sku}/story",
        "What happened to an item, newest first",
        lambda reader, said: item_story(reader, said.path["sku"], before=said.body.before),
        bodies.StoryQuery,
        verb="item-story",
        right="look",
    ),
    QueryRoute(
        "/places/{bin}/story",
        "What went into a bin, tote or station and out of it, newest first",
        lambda reader, said: bin_story(reader, said.path["bin"], before=said.body.before),
        bodies.StoryQuery,
        verb="bin-story",
        right="look",
    ),
    QueryRoute(
        "/units/{unit}/story",
        "Every movement of a lot or serial number, newest first",
        lambda reader, said: unit_story(reader, said.path["unit"], **dict(said.body)),
        bodies.UnitStoryQuery,
        verb="unit-story",
        right="look",
    ),
    QueryRoute(
        "/operators/{operator}/story",
        "Everything that a person did, newest first",
        lambda reader, said: operator_story(reader, said.path["operator"], before=said.body.before),
        bodies.StoryQuery,
        verb="operator-story",
        right="audit",
    ),
    QueryRoute(
        "/stock-as-of",
        "What lay where at a past moment",
        lambda reader, said: stock_as_of(reader, **dict(said.body)),
        bodies.MomentQuery,
        verb="stock-as-of",
        right="audit",
    ),
    QueryRoute(
        "/changes",
        "Who changed which field from what to what, newest first",
        lambda reader, said: changes(reader, **dict(said.body)),
        bodies.ChangesQuery,
        verb="changes",
        right="audit",
    ),
    *[_export_route(export) for export in EXPORTS],
)
