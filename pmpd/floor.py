"""Floor workflows: what a scan means depends on where its scanner stands.

A scanner at a packing station opens pack checks and verifies units; any other one walks with a picker and serves the session that was
started with it. The ledger decides what is right; this room only knows which question to ask.
"""

import asyncio
import logging
from collections import deque

from devices.driver import RejectedScan, Scan, Scanner
from ledger.command import Event
from ledger.errors import Refused, Unavailable
from ledger.packing.pack_views import pack_check_at
from ledger.packing.packing import ScanPack, StartPackCheck
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_views import session_on_device
from ledger.transaction import Answer
from pmpd.config import Config
from pmpd.gs1 import read_code
from pmpd.store import Ledger

_log = logging.getLogger(__name__)


class Floor:
    """Turns scans into commands; `last` keeps what came of each scanner's last scan, for the screens."""

    def __init__(self, ledger: Ledger, config: Config) -> None:
        self._ledger = ledger
        self._stations = {scanner.name: scanner.station for scanner in config.scanner}
        self._awaited: dict[str, deque[asyncio.Future[Answer]]] = {}
        self.last: dict[str, Answer] = {}

    async def follow(self, scanner: Scanner) -> None:
        """Carry out a scanner's scans, in order, until it closes."""
        async for scan in scanner.scans():
            self._tell(scanner.name, await self._answer(scanner.name, scan))

    def next_of(self, scanner: str) -> "asyncio.Future[Answer]":
        """What will come of a scanner's next scan; whoever asks after others waits for a later one."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._awaited.setdefault(scanner, deque()).append(future)
        return future

    def _tell(self, scanner: str, answer: Answer) -> None:
        self.last[scanner] = answer
        awaited = self._awaited.get(scanner, ())
        while awaited:
            future = awaited.popleft()
            if not future.done():  # whoever gave up waiting takes no one's answer
                future.set_result(answer)
                break
        # A scan that the ledger never heard of shows on no screen by itself.
        self._ledger.events.publish([Event(self._ledger.engine.head.seq, "scanner", 0)])

    async def _answer(self, scanner: str, scan: Scan | RejectedScan) -> Answer:
        if isinstance(scan, RejectedScan):
            return {"outcome": "rejected", "message": f"{scan.reason}. Scan again."}
        try:
            return await self.scan(scanner, scan.code)
        except Refused as refusal:
            return {"outcome": refusal.code, "message": refusal.message}
        except Unavailable as error:
            _log.error("scan %s of %s was not written: %s", scan.code, scanner, error.message)
            return {"outcome": "not_written", "message": f"{error.message}. Scan again."}
        except Exception:  # noqa: BLE001 - one scan must not end the scanner
            _log.exception("scan %s of %s failed", scan.code, scanner)
            return {"outcome": "internal", "message": "The box made a mistake with this scan; it counted nothing."}

    async def scan(self, device: str, code: str) -> Answer:
        """Carry out one scan of a scanner; answers the session's or the check's view. Raises Refused or Unavailable."""
        code, unit = read_code(code)
        station = self._stations.get(device, "")
        if not station:
            session = await self._ledger.ask(session_on_device, device)
            if session is None:
                raise Refused("no_session", f"nobody picks with {device}; start a pick session with it first")
            session_id, operator = session
            return await self._ledger.submit(ScanPick(session_id, code, unit=unit), actor=operator, device=device)
        check = await self._ledger.ask(pack_check_at, station)
        if check is None:
            opened = await self._ledger.submit(StartPackCheck(code, station), actor=station, device=device)
            return {**opened, "outcome": "check"}
        return await self._ledger.submit(ScanPack(check, code, unit=unit), actor=station, device=device)
