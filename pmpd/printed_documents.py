"""From what the ledger says to what a printer's language is given: the document of a print job, or of one that could be."""

from datetime import datetime
from typing import Any

from cloudsync.registry import CHANNELS
from devices.printer.document import CarrierLabel, Document, Label, SetupSheet, TestPage
from devices.printer.slip import Slip, SlipLine
from devices.scanner.check_code import CHECK_CODE
from ledger.errors import Refused
from ledger.printing.label_prints import label_content
from ledger.printing.slips import parcel_slip
from ledger.sales.settings import shop_calendar
from ledger.transaction import Answer, Reader
from pmpd.document_store import DocumentStore

_BY_HAND = "order by hand"
PREVIEWED = ("slip", "item_label", "bin_label", "tote_label", "station_label", "badge", "setup_sheet", "test_page")


def preview_content(reader: Reader, document: str, subject: str, layout: str = "us") -> Answer:
    """What a document would say if it were printed now, as `document_of` answers it. Refused where its subject is not there."""
    if document not in PREVIEWED:
        raise Refused("preview_not_found", f"there is a preview of {', '.join(PREVIEWED)}, none of {document}")
    answer = {"document": document, "subject": subject, "copy": False, "zone": shop_calendar(reader).zone}
    match document:
        case "slip":
            return {**answer, "slip": parcel_slip(reader, subject)}
        case "test_page":
            return answer
        case "setup_sheet":
            return {**answer, "layout": layout}
    return {**answer, **label_content(reader, document, subject)}


def made_document(content: Answer, shop_name: str, now_ms: int, store: DocumentStore) -> Document:
    """The document that a printer is given; `shop_name` stands on slips where the owner set none in the ledger.

    What says a time says when it was asked for, by the shop's clock, whenever it is printed or looked at; a preview says `now_ms`.
    Reads a carrier's label from the store: raises `MissingDocument`.
    """
    asked = datetime.fromtimestamp(content.get("queued_ms", now_ms) / 1000, content["zone"])
    printed_at = asked.strftime("%Y-%m-%d %H:%M")
    match content["document"]:
        case "slip":
            return _slip({**content["slip"], "copy": content["copy"]}, shop_name, printed_at)
        case "carrier_label":
            return CarrierLabel(content["format"], store.read(content["sha256"]), copy=content["copy"])
        case "setup_sheet":
            return SetupSheet(content["subject"], content["layout"], CHECK_CODE)
        case "test_page":
            return TestPage(content["subject"], printed_at)
        case kind:
            return Label(kind, content["code"], content["fields"], copy=content["copy"])


def _slip(content: dict[str, Any], shop_name: str, printed_at: str) -> Slip:
    address = content["ship_to"]
    place = " ".join(part for part in (address["postcode"], address["city"], address["region"]) if part)
    ship_to = (address["name"], address["company"], address["line1"], address["line2"], place, address["country"])
    return Slip(
        shop_name=content["shop_name"] or shop_name,
        order_number=content["order"],
        channel_name=CHANNELS[content["channel"]].label if content["channel"] in CHANNELS else _BY_HAND,
        external_number=content["external_number"],
        ship_to=tuple(part for part in ship_to if part),
        lines=tuple(
            SlipLine(line["sku"], " · ".join(filter(None, (line["description"], *line["units"]))), line["quantity"], "")
            for line in content["lines"]
        ),
        qr=content["order"],
        printed_at=printed_at,
        note=content["note"],
        batch=str(content["batch"] or ""),
        weight_g=content["weight_g"] or None,
        copy=content["copy"],
        parcel=f"Parcel {content['parcel']} of {content['parcels']}" if content["parcels"] > 1 else "",
    )
