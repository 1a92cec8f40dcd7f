"""Slips print by themselves: each queued print job is sent once, and what is known of its fate is written down.

A job found `sending` at the start was cut off by a power cut or a crash; whether it was printed nobody knows, so it becomes `unconfirmed`
and a person decides. Only a job of which no byte was sent waits and is tried again.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress

from cloudsync.registry import CHANNELS
from devices.driver import Printer
from devices.printer.escpos import encode_slip
from devices.printer.paper import WidthMm
from devices.printer.slip import Slip, SlipLine
from ledger.errors import Refused, Unavailable
from ledger.packing.print_jobs import NotePrint, jobs_in, slip_content
from ledger.transaction import Answer
from pmpd.config import Config
from pmpd.store import Ledger

RETRY_S = (1.0, 2.0, 5.0, 10.0, 30.0)
"""How long a printer that is in trouble is left alone before it is asked again: longer each time."""

LAST_SLIP_S = 10.0
"""How long a box that is going down waits for slips that are printing."""

_log = logging.getLogger(__name__)

_ACTOR = "pmpd"
_BY_HAND = "order by hand"


class SlipPrinting:
    """Works through the print jobs, one at a time for each printer; `trouble` says what keeps a station from printing."""

    def __init__(self, ledger: Ledger, config: Config, printers: Mapping[str, Printer]) -> None:
        self._ledger = ledger
        self._shop = config.shop.name
        self._width_mm: dict[str, WidthMm] = {printer.station: printer.width_mm for printer in config.printer}
        self._printers = {printer.station: printers[printer.name] for printer in config.printer}
        self._work = {station: asyncio.Event() for station in self._printers}
        self._at_work = {station: asyncio.Lock() for station in self._printers}
        self.trouble: dict[str, str] = {}

    async def follow(self) -> None:
        """Print what waits, now and whenever a job is queued, until the feed closes."""
        await self._settle_interrupted()
        listener = self._ledger.events.listen()
        printing = [asyncio.create_task(self._serve(station), name=f"printing at {station}") for station in self._printers]
        try:
            self._look_anew()
            async for event in listener:
                if event.topic in ("print_job", "everything"):
                    self._look_anew()
        finally:
            listener.close()
            await self._let_finish()
            for task in printing:
                task.cancel()
            await asyncio.gather(*printing, return_exceptions=True)

    async def _let_finish(self) -> None:
        """Wait for the slips that are printing, so that an orderly stop leaves none of unknown fate."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SLIP_S):
                for lock in self._at_work.values():
                    await lock.acquire()

    def _look_anew(self) -> None:
        for work in self._work.values():
            work.set()

    async def _settle_interrupted(self) -> None:
        for job in await self._ledger.ask(jobs_in, "sending"):
            await self._note(job, "unconfirmed", "the box stopped while this was printing: look whether the slip came out")

    async def _serve(self, station: str) -> None:
        failures = 0
        while True:
            await self._work[station].wait()
            self._work[station].clear()
            for job in await self._ledger.ask(jobs_in, "queued", station):
                async with self._at_work[station]:
                    printed = await self._try(job)
                if printed:
                    failures = 0
                else:
                    delay_s = RETRY_S[min(failures, len(RETRY_S) - 1)]
                    asyncio.get_running_loop().call_later(delay_s, self._work[station].set)
                    failures += 1
                    break

    async def _try(self, job: Answer) -> bool:
        """Print a job; one that can't be printed at all must not keep the next ones from it."""
        try:
            return await self._print(job)
        except Refused as refusal:  # the order was cancelled meanwhile
            _log.info("print job %s: %s", job["print_job"], refusal.message)
        except Unavailable as error:
            _log.error("print job %s waits: %s", job["print_job"], error.message)
            return False
        except Exception as fault:  # noqa: BLE001 - one slip must not end the printing
            _log.exception("print job %s can't be printed", job["print_job"])
            with suppress(Refused):
                await self._note(job, "failed", f"can't be laid out: {fault}")
        return True

    async def _print(self, job: Answer) -> bool:
        """Send a job once; False when no byte of it was sent, so that it waits (unrecorded while the printer is known to be bad)."""
        station = job["station"]
        printer = self._printers[station]
        health = await printer.health()
        if health.status == "bad":
            self.trouble[station] = health.detail
            return False
        data = await asyncio.to_thread(self.encoded, await self.slip(job["print_job"]), station)
        await self._note(job, "sending", "")
        evidence = await printer.print(data)
        if evidence.grade == "failed":
            self.trouble[station] = evidence.detail
            await self._note(job, "queued", f"waits for the printer: {evidence.detail}")
            return False
        self.trouble.pop(station, None)
        await self._note(job, evidence.grade, evidence.detail)
        return True

    async def _note(self, job: Answer, state: str, detail: str) -> None:
        try:
            await self._ledger.submit(NotePrint(job["print_job"], state, detail), actor=_ACTOR, device=job["station"])
        except Unavailable:
            # Not written down: the job is still `sending` in the ledger and the next start settles it as unconfirmed.
            if state == "sending":
                raise

    async def not_printing(self) -> dict[str, str]:
        """The stations whose slips wait, and what keeps them."""
        unserved = {job["station"] for job in await self._ledger.ask(jobs_in, "queued")} - set(self._printers)
        return {**self.trouble, **dict.fromkeys(unserved, "no printer stands at this station; see the configuration")}

    def encoded(self, slip: Slip, station: str) -> bytes:
        """The slip as the printer of a station gets it (80 mm paper where there is none)."""
        return encode_slip(slip, self._width_mm.get(station, 80))

    async def slip(self, job: int) -> Slip:
        """What the slip of a print job says. Raises Refused `print_job_not_found`."""
        content = await self._ledger.ask(slip_content, job)
        address = content["ship_to"]
        place = " ".join(part for part in (address["postcode"], address["city"], address["region"]) if part)
        ship_to = (address["name"], address["company"], address["line1"], address["line2"], place, address["country"])
        now_s = self._ledger.engine.clock.now_ms() / 1000
        return Slip(
            shop_name=self._shop,
            order_number=content["order"],
            channel_name=CHANNELS[content["channel"]].label if content["channel"] in CHANNELS else _BY_HAND,
            external_number=content["external_number"],
            ship_to=tuple(part for part in ship_to if part),
            lines=tuple(
                SlipLine(line["sku"], " · ".join(filter(None, (line["description"], *line["units"]))), line["quantity"], "")
                for line in content["lines"]
            ),
            qr=content["order"],
            printed_at=time.strftime("%Y-%m-%d %H:%M", time.localtime(now_s)),
            note=content["note"],
            batch=str(content["batch"] or ""),
            weight_g=content["weight_g"] or None,
            copy=content["copy"],
            parcel=f"Parcel {content['parcel']} of {content['parcels']}" if content["parcels"] > 1 else "",
        )
