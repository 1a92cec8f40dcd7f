"""Printing: labels, pages, copies; print jobs and their fate; pictures of them."""

import asyncio
import base64
from typing import TYPE_CHECKING, Any

from ledger.errors import Refused
from ledger.printing.carrier_labels import PrintCarrierLabel
from ledger.printing.device_pages import PrintSetupSheet, PrintTestPage
from ledger.printing.label_prints import PrintLabels
from ledger.printing.print_jobs import CancelPrint, NotePrint
from ledger.printing.print_views import print_jobs, print_run
from ledger.printing.printing_again import PrintAgain
from pmpd.api import printing_bodies as bodies
from pmpd.api.call import BoxRoute, CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.layout_files import layout_files

if TYPE_CHECKING:
    from pmpd.box import Box

_MAGIC = {"png": b"\x89PNG\r\n", "pdf": b"%PDF-", "zpl": b"^XA"}


def _job(said: Said) -> int:
    number = row_id(said.path["job"])
    if number is None:
        raise Refused("print_job_not_found", f"a print job is named by its number, not by {said.path['job']}")
    return number


def _run(said: Said) -> int:
    number = row_id(said.path["run"])
    if number is None:
        raise Refused("print_run_not_found", f"a run is named by its number, not by {said.path['run']}")
    return number


async def _picture(box: "Box", said: Said) -> bytes:
    from pmpd.print_pictures import job_picture

    return await job_picture(box.ledger, box.printing, _job(said))


async def _preview(box: "Box", said: Said) -> bytes:
    from pmpd.print_pictures import preview

    return await preview(box.ledger, box.printing, said.path["document"], **dict(said.body))


async def _layouts(box: "Box", _: Said) -> dict[str, Any]:
    return {"directory": str(box.printing.layouts or ""), "layouts": await asyncio.to_thread(layout_files, box.printing.layouts)}


async def _carrier_label(box: "Box", said: Said) -> dict[str, Any]:
    try:
        content = base64.b64decode(said.body.content, validate=True)
    except ValueError as error:
        raise Refused("bad_label", f"the content is not base64: {error}") from error
    kind = _format(content)
    sha256 = await asyncio.to_thread(box.documents.keep, content)
    command = PrintCarrierLabel(said.path["number"], kind, sha256, len(content), said.body.station, said.body.parcel)
    return await box.ledger.submit(command, actor=said.actor, device=said.device, command_id=said.command_id)


def _format(content: bytes) -> str:
    """What a label is, by its first bytes; ZPL may begin with a setting, and names itself a little later."""
    for kind, mark in _MAGIC.items():
        if content.startswith(mark) or (kind == "zpl" and mark in content):
            return kind
    raise Refused("bad_label", "this is neither ZPL nor a picture in PNG nor a PDF; ask the carrier for one of these")


ROUTES: tuple[Route, ...] = (
    CommandRoute("/labels", "Print labels of items, bins, totes, stations or people", lambda said: PrintLabels(**dict(said.body)),
                 bodies.LabelsBody, verb="print-labels", right="print"),
    CommandRoute("/printers/{printer}/test-page", "Let a printer show what it can do", lambda said: PrintTestPage(said.path["printer"]),
                 verb="print-test-page", right="devices"),
    CommandRoute("/setup-sheets", "Print the barcodes that set up a family of scanners", lambda said: PrintSetupSheet(**dict(said.body)),
                 bodies.SetupSheetBody, verb="print-setup-sheet", right="devices"),
    BoxRoute("POST", "/orders/{number}/carrier-label", "Print a carrier's label: ZPL, PNG or PDF", _carrier_label, bodies.CarrierLabelBody,
             right="ship"),
    QueryRoute("/print-jobs", "Print jobs and what is known of their fate, newest first",
               lambda reader, said: print_jobs(reader, said.body.filters(), before=said.body.before, most=said.body.most),
               bodies.PrintJobsQuery, verb="print-jobs", right="look"),
    CommandRoute("/print-jobs/{job}/again", "Print what a job printed once more", lambda said: PrintAgain(_job(said), said.body.station),
                 bodies.AgainBody, verb="print-again", right="print"),
    CommandRoute("/print-jobs/{job}/cancel", "Take back a print job that still waits", lambda said: CancelPrint(_job(said)),
                 verb="cancel-print", right="print"),
    CommandRoute("/print-jobs/{job}/came-out", "Say that a paper is there, where the printer could not say so",
                 lambda said: NotePrint(_job(said), "confirmed", "somebody saw it", "unconfirmed"), verb="came-out", right="print"),
    QueryRoute("/print-runs/{run}", "How far the labels of one command are", lambda reader, said: print_run(reader, _run(said)),
               verb="print-run", right="look"),
    BoxRoute("GET", "/print-jobs/{job}/picture", "What a print job looks like, as PNG", _picture, content="image/png", right="pack"),
    BoxRoute("GET", "/previews/{document}", "What a document would look like, as PNG", _preview, bodies.PreviewQuery,
             content="image/png", right="print"),
    BoxRoute("GET", "/layouts", "The layouts of what is printed, and which are your own", _layouts, verb="layouts", right="look"),
)  # fmt: skip
