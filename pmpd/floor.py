"""Floor workflows: what a scan means depends on where its scanner stands.

A scanner at a packing station opens pack checks and verifies units; any other one walks with a picker and serves the session that was
started with it. The ledger decides what is right; this room only knows which question to ask.
"""

import logging

from devices.driver import RejectedScan, Scanner
from ledger.errors import Refused, Unavailable
from ledger.packing import ScanPack, StartPackCheck, pack_check_at
from ledger.pick_scans import ScanPick
from ledger.pick_sessions import session_on_device
from ledger.transaction import Answer
from pmpd.config import Config
from pmpd.store import Ledger

_log = logging.getLogger(__name__)


class Floor:
    """Turns scans into commands; `last` keeps what came of each scanner's last scan, for the screens."""

    def __init__(self, ledger: Ledger, config: Config) -> None:
        self._ledger = ledger
        self._stations = {scanner.name: scanner.station for scanner in config.scanner}
        self.last: dict[str, Answer] = {}

    async def follow(self, scanner: Scanner) -> None:
        """Carry out a scanner's scans, in order, until it closes."""
        async for scan in scanner.scans():
            if isinstance(scan, RejectedScan):
                self.last[scanner.name] = {"outcome": "rejected", "message": f"{scan.reason} Scan again."}
                continue
            try:
                self.last[scanner.name] = await self.scan(scanner.name, scan.code)
            except Refused as refusal:
                self.last[scanner.name] = {"outcome": refusal.code, "message": refusal.message}
            except Unavailable as error:
                _log.error("scan %s of %s was not written: %s", scan.code, scanner.name, error.message)
                self.last[scanner.name] = {"outcome": "not_written", "message": f"{error.message}. Scan again."}

    async def scan(self, device: str, code: str) -> Answer:
        """Carry out one scan of a scanner; answers the session's or the check's view. Raises Refused or Unavailable."""
        station = self._stations.get(device, "")
        if not station:
            session = await self._ledger.ask(session_on_device, device)
            if session is None:
                raise Refused("no_session", f"nobody picks with {device}; start a pick session with it first")
            return await self._ledger.submit(ScanPick(session, code), actor=device, device=device)
        check = await self._ledger.ask(pack_check_at, station)
        if check is None:
            return await self._ledger.submit(StartPackCheck(code, station), actor=device, device=device)
        return await self._ledger.submit(ScanPack(check, code), actor=device, device=device)
