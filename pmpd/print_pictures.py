"""Pictures of what is printed, was printed, or could be: drawn from the very bytes that a printer gets, as PNG."""

import asyncio
from io import BytesIO

from devices.printer.codec import Codec
from devices.printer.escpos_codec import EscposCodec
from ledger.errors import Refused
from ledger.printing.print_views import document_of, print_view
from ledger.transaction import Answer
from pmpd.document_store import MissingDocument
from pmpd.printed_documents import preview_content
from pmpd.printing import Printing
from pmpd.store import Ledger

_USUAL_WIDTH_MM = 80


async def job_picture(ledger: Ledger, printing: Printing, number: int) -> bytes:
    """What a print job looks like on the printer that prints it. Raises Refused `print_job_not_found`, or `no_picture` saying why."""
    job = await ledger.ask(print_view, number)
    content = await ledger.ask(document_of, number)
    return await _drawn(printing, content, printing.codec_for(job["document"], job["station"], job["printer"]))


async def preview(ledger: Ledger, printing: Printing, document: str, subject: str, *, layout: str = "us", station: str = "") -> bytes:
    """What a document would look like at a station, or on a roll of 80 mm. Raises Refused as what is missing is, or `no_picture`."""
    content = await ledger.ask(preview_content, document, subject, layout)
    printer = subject if document == "test_page" else ""
    return await _drawn(printing, content, printing.codec_for(document, station, printer))


async def _drawn(printing: Printing, content: Answer, codec: Codec | None) -> bytes:
    language = codec or EscposCodec(_USUAL_WIDTH_MM, printing.layouts)

    def draw() -> bytes:
        png = BytesIO()
        language.picture(language.encode(printing.made(content))).save(png, format="PNG")
        return png.getvalue()

    try:
        return await asyncio.to_thread(draw)
    except (ValueError, MissingDocument) as why:
        raise Refused("no_picture", str(why)) from why
