"""Floor workflows: what a scan means depends on where its scanner stands.

A scanner at a packing station opens pack checks and verifies units; any other one walks with a picker and serves the session of the
operator whose badge it scanned, else the one that was started with it. A station's label or a badge says where a scanner stands or whose
it is. One that does neither may be lent to a screen. The ledger decides what is right; this room only knows which question to ask.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Mapping
from typing import NamedTuple

from devices.driver import RejectedScan, Scan, Scanner
from devices.scanner.check_code import check_text
from devices.sound.sound import Sound
from devices.sound.tones import Tone
from ledger.equipment.bindings import BindDevice, binding_of
from ledger.equipment.control_codes import BadgeCode, StationCode, read_control_code
from ledger.equipment.set_aside import SetAsideScan
from ledger.errors import Refused, Unavailable
from ledger.packing.pack_views import pack_check_at
from ledger.packing.packing import ScanPack, StartPackCheck
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_views import session_of_operator, session_on_device
from ledger.transaction import Answer, Reader
from pmpd.gs1 import label_text, read_code
from pmpd.identity.identity import Identity
from pmpd.loans import Loans
from pmpd.store import Ledger

_log = logging.getLogger(__name__)

_RIGHT = ("bin", "item", "check", "bound", "checked")
_TRIED: Answer = {"outcome": "tried", "message": "This scan was for a trial of the scanner and counted nothing."}
_LENT: Answer = {"outcome": "lent", "message": ""}


class Standing(NamedTuple):
    """Where a scanner stands: at a station and its pack check, or with a picker on a walk; None where there is no check or walk.

    `operator` is who said by a badge that it is in their hand; empty where nobody has.
    """

    station: str
    check: int | None
    walk: tuple[int, str] | None
    operator: str = ""


def _standing(reader: Reader, device: str, default_station: str) -> Standing:
    """Where a scanner stands now; `default_station` holds until a label or a badge is scanned with it."""
    bound = binding_of(reader, device)
    station, operator = (default_station, "") if bound is None else (bound["station"], bound["operator"])
    if station:
        return Standing(station, pack_check_at(reader, station), None, operator)
    theirs = session_of_operator(reader, operator) if bound is not None else None
    return Standing("", None, theirs or session_on_device(reader, device), operator)


def _stood(reader: Reader, device: str, command_id: bytes) -> Standing | None:
    """Where a scanner stood when it sent the scan of this id; None for a scan that was not carried out yet.

    Carrying it out may have opened the check or ended the walk: the same scan again must mean what it meant.
    """
    row = reader.one("SELECT actor, payload FROM journal WHERE command_id = :id AND device = :device", {"id": command_id, "device": device})
    if row is None:
        return None
    said = json.loads(row["payload"])
    if "session" in said:
        return Standing("", None, (said["session"], row["actor"]))
    if "pack_check" in said:
        return Standing(row["actor"], said["pack_check"], None)
    return Standing(said["station"], None, None) if "station" in said else None


class Floor:
    """Turns scans into commands, or hands them to the screen that has borrowed the scanner; `last` keeps what came of each scanner's last
    scan, for the screens.

    `stations` says where the configuration puts a scanner.
    """

    def __init__(self, ledger: Ledger, identity: Identity, stations: Mapping[str, str], sound: Sound) -> None:
        self._ledger = ledger
        self._identity = identity
        self._stations = stations
        self._sound = sound
        self._awaited: dict[str, deque[asyncio.Future[Answer]]] = {}
        self._held: dict[str, asyncio.Future[Scan | RejectedScan]] = {}
        self.loans = Loans(lambda: ledger.events.say("scanner"), self._tell_untaken)
        self.last: dict[str, Answer] = {}
        self.last_ms: dict[str, int] = {}

    async def follow(self, scanner: Scanner) -> None:
        """Carry out a scanner's scans, in order, until it closes."""
        async for scan in scanner.scans():
            answer = _TRIED if self._is_held(scan) else await self._answer(scanner.name, scan)
            if answer is not _LENT:  # the screen says what came of it
                self._sound.play(_tone(answer))
            self._tell(scanner.name, answer)

    async def aloud(self, answering: Awaitable[Answer]) -> Answer:
        """The answer to a scan that came by way of a screen, with the tone of a scanner's own. Raises what answering it raises."""
        try:
            answer = await answering
        except (Refused, Unavailable):
            self._sound.play("wrong")
            raise
        self._sound.play(_tone(answer))
        return answer

    def next_of(self, scanner: str) -> "asyncio.Future[Answer]":
        """What will come of a scanner's next scan; whoever asks after others waits for a later one."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._awaited.setdefault(scanner, deque()).append(future)
        return future

    def hold_next(self, scanner: str) -> "asyncio.Future[Scan | RejectedScan]":
        """A scanner's next scan, which means nothing but this; cancel it and the next scan counts again.

        Of several who ask the last one gets it, and the others' futures are cancelled.
        """
        future: asyncio.Future[Scan | RejectedScan] = asyncio.get_running_loop().create_future()
        before, self._held[scanner] = self._held.get(scanner), future
        if before is not None:
            before.cancel()
        return future

    def holds(self, scanner: str) -> bool:
        """Whether somebody waits for the next scan of a scanner."""
        return scanner in self._held

    def _is_held(self, scan: Scan | RejectedScan) -> bool:
        """Hand a scan to whoever holds it. One that the scanner kept is nobody's answer: it may be of yesterday."""
        if isinstance(scan, Scan) and scan.stored:
            return False
        held = self._held.pop(scan.device, None)
        if held is None or held.done():
            return False
        held.set_result(scan)
        return True

    def sound_outcome(self, *, right: bool) -> None:
        """What a screen says came of a scan."""
        self._sound.play("right" if right else "wrong")

    async def not_lent(self, scanner: str) -> Answer | None:
        """Why a scanner is not lent now: it stands at a station, or a walk is open with it; None where it may be."""
        station, _, walk, _ = await self.standing(scanner)
        if station:
            return {"outcome": "at_a_station", "message": f"{scanner} stands at {station}, and its scans are for packing there."}
        if walk is not None:
            return {"outcome": "on_a_walk", "message": f"{scanner} is on walk {walk[0]}; finish or pause that first."}
        return None

    async def _is_lent(self, scan: Scan) -> bool:
        """Hand a scan to the screen that borrowed its scanner. Labels about the scanner itself keep their meaning."""
        if not self.loans.kiosk_with(scan.device) or check_text(scan.code) is not None:
            return False
        label = read_control_code(label_text(scan.code))
        if isinstance(label, StationCode):
            return False
        if await self.not_lent(scan.device) is not None:
            self.loans.end(scan.device)
        return self.loans.hand_over(scan.device, scan.code, badge=isinstance(label, BadgeCode))

    def _tell_untaken(self, scanner: str, codes: list[str]) -> None:
        scanned = ", ".join(codes)
        message = f"The screen that had {scanner} did not take what was scanned: {scanned}. See there whether it counted, else scan again."
        self._sound.play("attention")
        self._note(scanner, {"outcome": "not_taken", "message": message})

    def _tell(self, scanner: str, answer: Answer) -> None:
        awaited = self._awaited.get(scanner, ())
        while awaited:
            future = awaited.popleft()
            if not future.done():  # whoever gave up waiting takes no one's answer
                future.set_result(answer)
                break
        self._note(scanner, answer)

    def _note(self, scanner: str, answer: Answer) -> None:
        self.last[scanner] = answer
        self.last_ms[scanner] = self._ledger.engine.clock.now_ms()
        # A scan that the ledger never heard of shows on no screen by itself.
        self._ledger.events.say("scanner")

    async def _answer(self, scanner: str, scan: Scan | RejectedScan) -> Answer:
        if isinstance(scan, RejectedScan):
            return {"outcome": "rejected", "message": f"{scan.reason}. Scan again."}
        try:
            if scan.stored:
                return await self._set_aside(scan)
            if await self._is_lent(scan):
                return _LENT
            return await self.scan(scanner, scan.code)
        except Refused as refusal:
            return {"outcome": refusal.code, "message": refusal.message}
        except Unavailable as error:
            _log.error("scan %s of %s was not written: %s", scan.code, scanner, error.message)
            return {"outcome": "not_written", "message": f"{error.message}. Scan again."}
        except Exception:  # noqa: BLE001 - one scan must not end the scanner
            _log.exception("scan %s of %s failed", scan.code, scanner)
            return {"outcome": "internal", "message": "The box made a mistake with this scan; it counted nothing."}

    async def _set_aside(self, scan: Scan) -> Answer:
        kept = await self._ledger.submit(SetAsideScan(scan.device, scan.code, scan.at_us), actor=scan.device, device=scan.device)
        message = (
            f"{scan.device} was out of reach and sends what it kept: {kept['waiting']} scans wait. Say on the screen whether they count."
        )
        return {"outcome": "set_aside", "message": message}

    async def standing(self, device: str) -> Standing:
        """Where a scanner stands now."""
        return await self._ledger.ask(_standing, device, self._stations.get(device, ""))

    async def scan(self, device: str, code: str, *, command_id: bytes | None = None) -> Answer:
        """Carry out one scan of a device; answers the session's or the check's view, or what it was bound to.

        Raises Refused or Unavailable. The same `command_id` again changes nothing.
        """
        told = await self.device_label(device, code, command_id=command_id)
        if told is not None:
            return told
        code, unit = read_code(code)
        stood = await self._ledger.ask(_stood, device, command_id) if command_id else None
        station, open_check, walk, _ = stood or await self.standing(device)
        if walk is not None:
            session, operator = walk
            return await self._ledger.submit(ScanPick(session, code, unit=unit), actor=operator, device=device, command_id=command_id)
        if not station:
            raise Refused("no_session", f"nobody picks with {device}; start a pick session with it first")
        if open_check is None:
            opened = await self._ledger.submit(StartPackCheck(code, station), actor=station, device=device, command_id=command_id)
            return {**opened, "outcome": "check"}
        return await self._ledger.submit(ScanPack(open_check, code, unit=unit), actor=station, device=device, command_id=command_id)

    async def device_label(self, device: str, code: str, *, command_id: bytes | None = None) -> Answer | None:
        """What a label about devices says to the one that scanned it: the check code, a station's label, a badge; None for any other code.

        Answers `{outcome, message}`. Raises Refused or Unavailable.
        """
        check = check_text(code)
        if check is not None:
            words = ". ".join(part[0].upper() + part[1:] for part in (check.detail, check.remedy) if part)
            return {"outcome": "checked" if check.right else "check_failed", "message": f"{words}."}
        label = read_control_code(label_text(code))
        if isinstance(label, StationCode):
            bound = await self._ledger.submit(
                BindDevice(device, station=label.station), actor=label.station, device=device, command_id=command_id
            )
            return {**bound, "outcome": "bound", "message": f"{device} now packs at {bound['station']}."}
        if label is None:
            return None
        if await self._identity.is_paired(device):
            signed_in = await self._identity.sign_in_by_badge(device, label, command_id)
            return {**signed_in, "outcome": "bound", "message": f"{signed_in['operator']} works with {device} now."}
        holder = await self._identity.badge_holder(label)
        bound = await self._ledger.submit(BindDevice(device, operator=holder), actor=holder, device=device, command_id=command_id)
        return {**bound, "outcome": "bound", "message": f"{device} now walks with {bound['operator']}."}


def _tone(answer: Answer) -> Tone:
    outcome = answer.get("outcome", "check")  # a check that a screen opens says nothing more
    return "right" if outcome in _RIGHT else "attention" if outcome in ("set_aside", "tried") else "wrong"
