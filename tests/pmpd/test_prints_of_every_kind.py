"""Labels, sheets, test pages and carriers' labels print by themselves, on the right printer, as what they are."""

import asyncio
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from devices.printer.simulated_zpl import SimulatedZplPrinter
from devices.printer.slip import Slip
from devices.registry import make_printer
from ledger.equipment.control_codes import badge_code
from ledger.printing.carrier_labels import PrintCarrierLabel
from ledger.printing.device_pages import PrintSetupSheet, PrintTestPage
from ledger.printing.label_prints import PrintLabels
from ledger.printing.print_jobs import LIVES_MS
from ledger.printing.print_views import document_of
from ledger.sales.settings import ChangeSetting
from ledger.stockwork.alerts import alerts
from pmpd.config import Config
from pmpd.print_pictures import job_picture, preview
from pmpd.print_sharing import PrinterAt
from pmpd.printing import Printing
from tests.devices.carrier_samples import ZPL
from tests.devices.read_paper import qr_texts
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import LAMP, STATION
from tests.pmpd.test_printing import NO_PRINTER, ONE_STATION, PackingRoom, packing_room, shop

__all__ = ["shop"]

BOTH = Config.model_validate(
    {
        "printer": [
            {"name": "left", "station": STATION},
            {"name": "labels", "driver": "simulated-zpl", "station": STATION, "width_mm": 100, "height_mm": 150},
        ]
    }
)
TWINS = Config.model_validate({"printer": [{"name": name, "station": STATION, "documents": ["slip"]} for name in ("left", "right")]})


def codes(picture: bytes) -> list[str]:
    """What a decoder reads in a PNG."""
    return qr_texts(Image.open(BytesIO(picture)))


def labels(room: PackingRoom) -> list[Any]:
    """The labels that came out of the label printer."""
    printer = room.box.hardware.printers["labels"]
    assert isinstance(printer, SimulatedZplPrinter)
    return printer.papers


async def test_labels_print_on_the_label_printer_and_slips_on_the_roll_beside_it(shop: Path) -> None:
    async with packing_room(shop, BOTH) as room:
        order, slip = await room.packed("1")
        (label,) = (await room.shop.do(PrintLabels("bin_label", ("A-01",), STATION)))["print_jobs"]
        for job in (slip, label):
            await room.becomes(job, "confirmed")
        assert [qr_texts(paper.image()) for paper in room.printer().papers] == [[order]]
        assert ["A-01" in qr_texts(paper.image()) for paper in labels(room)] == [True]


async def test_labels_print_on_the_roll_where_there_is_no_label_printer(shop: Path) -> None:
    async with packing_room(shop) as room:
        (label,) = (await room.shop.do(PrintLabels("badge", ("Ana López",), STATION)))["print_jobs"]
        await room.becomes(label, "confirmed")
        assert badge_code("Ana López") in qr_texts(room.printer().papers[0].image())


async def test_a_run_of_labels_comes_out_in_order_each_once(shop: Path) -> None:
    async with packing_room(shop, BOTH) as room:
        jobs = (await room.shop.do(PrintLabels("bin_label", ("A-01", "A-02", "B-01"), STATION)))["print_jobs"]
        await room.becomes(jobs[-1], "confirmed")
        assert [qr_texts(paper.image())[0] for paper in labels(room)] == ["A-01", "A-02", "B-01"]


async def test_a_test_page_comes_out_of_the_printer_that_was_named(shop: Path) -> None:
    async with packing_room(shop, BOTH) as room:
        job = (await room.shop.do(PrintTestPage("left")))["print_job"]
        await room.becomes(job, "confirmed")
        assert (len(room.printer().papers), len(labels(room))) == (1, 0)


async def test_a_carriers_label_prints_as_it_was_bought(shop: Path) -> None:
    async with packing_room(shop, BOTH) as room:
        order, slip = await room.packed("1")
        await room.becomes(slip, "confirmed")
        sha256 = room.box.documents.keep(ZPL)
        job = (await room.shop.do(PrintCarrierLabel(order, "zpl", sha256, len(ZPL), STATION)))["print_job"]
        await room.becomes(job, "confirmed")
        assert qr_texts(labels(room)[0].image()) == ["1Z999AA1"]


async def test_a_carriers_label_whose_file_is_gone_fails_and_says_what_to_do(shop: Path) -> None:
    async with packing_room(shop, BOTH) as room:
        order, _ = await room.packed("1")
        job = (await room.shop.do(PrintCarrierLabel(order, "zpl", "0f" * 32, 9, STATION)))["print_job"]
        assert "send it again" in (await room.becomes(job, "failed"))["detail"]


async def test_a_sheet_for_scanners_that_nobody_knows_fails_with_the_reason_and_the_next_job_prints(shop: Path) -> None:
    async with packing_room(shop) as room:
        sheet = (await room.shop.do(PrintSetupSheet("abacus", "de", STATION)))["print_job"]
        _, slip = await room.packed("1")
        assert (await room.becomes(sheet, "failed"))["detail"]
        await room.becomes(slip, "confirmed")


async def test_two_printers_told_to_print_the_same_print_each_slip_once_together(shop: Path) -> None:
    async with packing_room(shop, TWINS) as room:
        packed = [await room.packed(str(number)) for number in range(6)]
        for _, job in packed:
            await room.becomes(job, "confirmed")
        papers = [text for name in ("left", "right") for paper in room.printer(name).papers for text in qr_texts(paper.image())]
        assert sorted(papers) == sorted(order for order, _ in packed)


async def test_a_confirmation_that_comes_late_lands_on_its_own_job(shop: Path) -> None:
    async with packing_room(shop) as room:
        _, first = await room.packed("1")
        await room.becomes(first, "confirmed")
        room.printer().machine.run_out_of_paper(after_bytes=len(room.printer().papers[0].stream) - 1_000)
        _, late = await room.packed("2")
        assert (await room.becomes(late, "unconfirmed"))["detail"] == "paper out"
        room.printer().machine.load_paper()  # what the printer has in its memory comes out
        assert "late" in (await room.becomes(late, "confirmed"))["detail"]
        assert (await room.job(first))["state"] == "confirmed"


async def test_what_a_printer_says_late_of_a_job_that_nobody_knows_changes_nothing(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().machine.run_out_of_paper(after_bytes=1)
        evidence = await room.printer().print(b"\x1b@for another box\n\x1dV\x00", 999)
        room.printer().machine.load_paper()
        _, job = await room.packed("1")
        await room.becomes(job, "confirmed")
        assert (evidence.grade, len(room.printer().papers)) == ("unconfirmed", 2)


async def test_a_printer_that_comes_while_the_box_runs_prints_what_waits(shop: Path) -> None:
    async with packing_room(shop, NO_PRINTER) as room:
        _, job = await room.packed("1")
        printers: dict[str, PrinterAt] = {}
        printing = Printing(room.box.ledger, "Parts", printers, room.box.documents, room.box.identity.badges)
        following = asyncio.create_task(printing.follow())
        assert list(await printing.not_printing()) == [STATION]
        printer = make_printer("simulated", "new")
        await printer.open()
        printers["new"] = PrinterAt("new", printer, STATION, ("slip",))
        printing.look_anew()
        await room.becomes(job, "confirmed")
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await printer.close()


async def test_a_test_page_for_a_printer_that_is_not_there_says_so(shop: Path) -> None:
    async with packing_room(shop) as room:
        await room.shop.do(PrintTestPage("printer-9"))
        assert await room.box.printing.not_printing() == {"printer-9": "there is no printer of this name; see the configuration"}


async def test_a_slip_without_paper_for_half_a_day_is_never_dumped_when_paper_comes_back(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().machine.run_out_of_paper()
        _, job = await room.packed("1")
        await expect_eventually(lambda: "left" in room.box.printing.trouble)
    with_later_clock = Later()
    async with packing_room(shop, clock=with_later_clock) as room:
        await room.becomes(job, "expired")
        _, fresh = await room.packed("2")
        await room.becomes(fresh, "confirmed")
        assert (len(room.printer().papers), [alert["kind"] for alert in await room.box.ledger.ask(alerts)]) == (1, ["not_printed"])


class Later:
    """A clock half a day ahead."""

    def now_ms(self) -> int:
        from ledger.clock import SystemClock

        return SystemClock().now_ms() + LIVES_MS["slip"]


async def test_the_picture_of_a_job_is_drawn_for_the_printer_that_prints_it(shop: Path) -> None:
    async with packing_room(shop, BOTH) as room:
        (label,) = (await room.shop.do(PrintLabels("item_label", (LAMP,), STATION)))["print_jobs"]
        picture = await job_picture(room.box.ledger, room.box.printing, label)
        assert (LAMP in codes(picture), Image.open(BytesIO(picture)).size) == (True, (800, 1200))


@pytest.mark.parametrize(
    ("document", "subject", "code"),
    [("item_label", LAMP, LAMP), ("bin_label", "A-01", "A-01"), ("tote_label", "T-1", "T-1"), ("badge", "Ana", badge_code("Ana"))],
)
async def test_a_label_can_be_looked_at_before_it_is_printed(document: str, subject: str, code: str, shop: Path) -> None:
    async with packing_room(shop, ONE_STATION) as room:
        assert code in codes(await preview(room.box.ledger, room.box.printing, document, subject))


async def test_a_slip_can_be_looked_at_before_it_is_printed(shop: Path) -> None:
    async with packing_room(shop) as room:
        order, _ = await room.packed("1")
        assert codes(await preview(room.box.ledger, room.box.printing, "slip", order, station=STATION)) == [order]


async def test_a_slip_says_when_it_was_asked_for_by_the_shops_clock_whenever_it_is_looked_at(shop: Path) -> None:
    async with packing_room(shop) as room:
        await room.shop.do(ChangeSetting("time_zone", "Pacific/Kiritimati"))
        _, job = await room.packed("1")
    async with packing_room(shop, clock=Later()) as room:
        content = await room.box.ledger.ask(document_of, job)
        slip = room.box.printing.made(content)
    asked = datetime.fromtimestamp(content["queued_ms"] / 1000, ZoneInfo("Pacific/Kiritimati"))
    assert isinstance(slip, Slip)
    assert slip.printed_at == asked.strftime("%Y-%m-%d %H:%M")


async def test_the_box_goes_down_while_no_printer_answers(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().link.cut()
        _, job = await room.packed("1")
    async with packing_room(shop) as room:
        await asyncio.wait_for(room.becomes(job, "confirmed"), 20)
        assert len(room.printer().papers) == 1
