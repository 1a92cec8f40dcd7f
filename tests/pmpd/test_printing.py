"""Slips print by themselves, once, and what is known of their fate is written down."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.printer.simulated import SimulatedPrinter
from devices.registry import is_simulated_printer
from ledger.audit.timeline import timeline
from ledger.clock import Clock
from ledger.errors import Refused, Unavailable
from ledger.printing.print_jobs import CancelPrint, NotePrint
from ledger.printing.print_views import print_view
from ledger.printing.slips import Reprint
from pmpd.box import Box
from pmpd.config import Config
from pmpd.server import serving
from pmpd.store import MOST_WAITING
from tests.devices.read_paper import qr_texts, text_lines
from tests.pmpd.patience import expect_eventually
from tests.pmpd.small_shop import OTHER_STATION, STATION, SmallShop, furnish

TWO_STATIONS = Config.model_validate(
    {"printer": [{"name": "left", "station": STATION}, {"name": "right", "station": OTHER_STATION, "width_mm": 58}]}
)
ONE_STATION = Config.model_validate({"printer": [{"name": "left", "station": STATION}]})
NO_PRINTER = Config.model_validate({"printer": []})


class PackingRoom:
    """A box, its shop, and its printers."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.shop = SmallShop(box.ledger)

    def printer(self, name: str = "left") -> SimulatedPrinter:
        """The printer, whose papers can be looked at."""
        printer = self.box.hardware.printers[name]
        assert is_simulated_printer(printer)
        return printer

    async def job(self, number: int) -> dict[str, Any]:
        """A print job as a screen shows it."""
        return await self.box.ledger.ask(print_view, number)

    async def becomes(self, number: int, state: str) -> dict[str, Any]:
        """Wait until a job is in the state; answers the job."""
        deadline_s = time.monotonic() + 10
        while (job := await self.job(number))["state"] != state:
            assert time.monotonic() < deadline_s, f"print job {number} is {job['state']}, not {state}"
            await asyncio.sleep(0.01)
        return job

    async def packed(self, external_id: str, station: str = STATION) -> tuple[str, int]:
        """Sell and pack an order; its number and its print job."""
        order = await self.shop.sell(external_id, lamp=1)
        return order, await self.shop.packed(order, station)


@asynccontextmanager
async def packing_room(directory: Path, config: Config = ONE_STATION, clock: Clock | None = None) -> AsyncIterator[PackingRoom]:
    async with Box(directory, config, clock=clock) as box:
        yield PackingRoom(box)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The directory of a furnished shop."""
    furnish(tmp_path)
    return tmp_path


def kinds(story: list[dict[str, Any]]) -> list[str]:
    return [entry["text"] for entry in story if entry["kind"] == "slip"]


async def test_a_slip_prints_once_by_itself_when_the_parcel_is_sealed(shop: Path) -> None:
    async with packing_room(shop) as room:
        order, job = await room.packed("1")
        await room.becomes(job, "confirmed")
        assert [(paper.complete, qr_texts(paper.image())) for paper in room.printer().papers] == [(True, [order])]


async def test_the_story_of_the_order_says_that_its_slip_was_printed_and_where(shop: Path) -> None:
    async with packing_room(shop) as room:
        order, job = await room.packed("1")
        await room.becomes(job, "confirmed")
        assert kinds((await room.box.ledger.ask(timeline, order))["entries"]) == ["slip confirmed at PACK-1"]


async def test_without_paper_a_slip_waits_and_prints_when_paper_is_back(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().machine.run_out_of_paper()
        order, job = await room.packed("1")
        await expect_eventually(lambda: room.box.printing.trouble == {"left": "paper out"})
        assert ((await room.job(job))["state"], room.printer().papers) == ("queued", [])
        room.printer().machine.load_paper()
        await room.becomes(job, "confirmed")
        assert [qr_texts(paper.image()) for paper in room.printer().papers] == [[order]]


async def test_a_printer_that_prints_again_is_no_trouble_any_more(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().machine.go_offline()
        _, job = await room.packed("1")
        await expect_eventually(lambda: "left" in room.box.printing.trouble)
        room.printer().machine.go_online()
        await room.becomes(job, "confirmed")
        assert room.box.printing.trouble == {}


async def test_a_slip_cut_off_in_the_middle_is_unconfirmed_and_never_sent_again(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().link.cut_after(200)
        _, cut = await room.packed("1")
        await room.becomes(cut, "unconfirmed")
        room.printer().link.mend()
        order, whole = await room.packed("2")
        await room.becomes(whole, "confirmed")
        papers = [(paper.complete, qr_texts(paper.image()) if paper.complete else []) for paper in room.printer().papers]
        assert (papers, (await room.job(cut))["state"]) == ([(False, []), (True, [order])], "unconfirmed")


async def test_a_slip_of_which_no_byte_went_out_waits_for_the_cable(shop: Path) -> None:
    async with packing_room(shop) as room:
        room.printer().link.cut()
        order, job = await room.packed("1")
        await expect_eventually(lambda: "left" in room.box.printing.trouble)
        room.printer().link.mend()
        await room.becomes(job, "confirmed")
        assert [qr_texts(paper.image()) for paper in room.printer().papers] == [[order]]


async def test_a_slip_that_was_printing_when_the_power_failed_is_unconfirmed_and_not_printed_again(shop: Path) -> None:
    async with packing_room(shop, NO_PRINTER) as room:
        _, job = await room.packed("1")
        await room.shop.do(NotePrint(job, "sending"))
    async with packing_room(shop) as room:
        assert "look whether it came out" in (await room.becomes(job, "unconfirmed"))["detail"]
        order, later = await room.packed("2")
        await room.becomes(later, "confirmed")
        cut_off, slip = room.printer().papers  # what may have been left of the first one hangs on nothing
        assert (text_lines(cut_off.stream), qr_texts(slip.image())) == ([""], [order])


async def test_slips_that_waited_while_the_box_was_off_print_when_it_starts(shop: Path) -> None:
    async with packing_room(shop, NO_PRINTER) as room:
        packed = [await room.packed(str(number)) for number in range(3)]
    async with packing_room(shop) as room:
        for _, job in packed:
            await room.becomes(job, "confirmed")
        assert [qr_texts(paper.image()) for paper in room.printer().papers] == [[order] for order, _ in packed]


async def test_a_slip_that_is_printed_again_says_copy(shop: Path) -> None:
    async with packing_room(shop) as room:
        order, first = await room.packed("1")
        await room.becomes(first, "confirmed")
        again = (await room.shop.do(Reprint(order, STATION)))["print_job"]
        await room.becomes(again, "confirmed")
        copies = [any("C O P Y" in line for line in text_lines(paper.stream)) for paper in room.printer().papers]
        assert copies == [False, True]


async def test_each_station_prints_its_own_slips(shop: Path) -> None:
    async with packing_room(shop, TWO_STATIONS) as room:
        (left, first), (right, second) = await room.packed("1"), await room.packed("2", OTHER_STATION)
        await room.becomes(first, "confirmed")
        await room.becomes(second, "confirmed")
        papers = {name: [(paper.width_mm, *qr_texts(paper.image())) for paper in room.printer(name).papers] for name in ("left", "right")}
        assert papers == {"left": [(80, left)], "right": [(58, right)]}


async def test_a_station_without_paper_keeps_no_other_station_waiting(shop: Path) -> None:
    async with packing_room(shop, TWO_STATIONS) as room:
        room.printer("left").machine.run_out_of_paper()
        _, waiting = await room.packed("1")
        _, job = await room.packed("2", OTHER_STATION)
        await room.becomes(job, "confirmed")
        assert (await room.job(waiting))["state"] == "queued"


async def test_more_slips_than_a_page_at_a_station_without_a_printer_keep_no_other_waiting(shop: Path) -> None:
    async with packing_room(shop) as room:
        order, job = await room.packed("1")
        await room.becomes(job, "confirmed")
        await asyncio.gather(*[room.shop.do(Reprint(order, OTHER_STATION)) for _ in range(150)])
        await room.becomes((await room.packed("2"))[1], "confirmed")
        assert len(room.printer().papers) == 2


async def test_the_health_of_the_box_names_a_station_whose_slips_no_printer_prints(shop: Path) -> None:
    async with packing_room(shop) as room:
        assert (await room.box.health())["not_printing"] == {}
        await room.packed("1", OTHER_STATION)
        assert list((await room.box.health())["not_printing"]) == [OTHER_STATION]


async def test_a_box_that_is_told_to_stop_lets_the_slip_in_the_printer_finish(shop: Path) -> None:
    async with packing_room(shop) as room:
        _, job = await room.packed("1")
        await expect_eventually(lambda: room.printer().papers)
    async with packing_room(shop, NO_PRINTER) as room:
        assert (await room.job(job))["state"] == "confirmed"


async def test_a_box_that_serves_lets_the_slip_in_the_printer_finish_too(shop: Path) -> None:
    async with packing_room(shop) as room, serving(room.box, "127.0.0.1", 0):
        machine = room.printer().machine
        machine.run_out_of_paper(after_bytes=4000)
        _, job = await room.packed("1")
        await room.becomes(job, "sending")
        asyncio.get_running_loop().call_later(0.5, machine.load_paper)
    async with packing_room(shop, NO_PRINTER) as room:
        assert (await room.job(job))["state"] == "confirmed"


async def crowd(room: PackingRoom, until: Callable[[], object]) -> None:
    """Keep as many commands waiting as may wait, until a fact holds."""
    asking: set[asyncio.Future[Any]] = set()

    def answered(one: asyncio.Future[Any]) -> None:
        asking.discard(one)
        assert isinstance(one.exception(), Refused | Unavailable)

    while not until():
        while len(asking) < MOST_WAITING:
            one = asyncio.ensure_future(room.shop.do(CancelPrint(1 << 40)))
            asking.add(one)
            one.add_done_callback(answered)
        await asyncio.sleep(0)
    while asking:
        await asyncio.wait(asking)


async def test_what_became_of_a_slip_is_written_though_too_many_commands_wait(shop: Path) -> None:
    async with packing_room(shop) as room:
        machine = room.printer().machine
        machine.run_out_of_paper(after_bytes=4000)
        _, job = await room.packed("1")
        await room.becomes(job, "sending")
        asyncio.get_running_loop().call_later(0.1, machine.load_paper)
        await crowd(room, lambda: "left" in room.box.printing.last)
        assert (await room.becomes(job, "confirmed"))["evidence"] == "confirmed"
